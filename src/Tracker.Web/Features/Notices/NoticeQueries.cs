using Dapper;
using NodaTime;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Notices;

/// <summary>What the list of notices shows.</summary>
public sealed class NoticeQueries(Database database) : IFeature
{
    /// <param name="Unconfirmed">items still to be checked</param>
    /// <param name="CorrectionId">a corrected version that waits to be compared</param>
    /// <param name="Reviewed">a second person has reviewed the plan as it stands</param>
    public sealed record Line(
        long Id, long PlanId, string Title, string? DocumentNumber, string? Issuer, LocalDate? IssuedOn, string ImportedBy, LocalDate ImportedOn,
        int Items, int Unconfirmed, int OpenDoubts, bool Reviewed, LocalDate? DispatchedOn, int Units, long? CorrectionId)
    {
        public string Stage => DispatchedOn is not null ? "已交办" : Unconfirmed > 0 || Items == 0 ? "待校核" : Reviewed ? "待交办" : "待审核";
    }

    const string Sql = """
        SELECT n.id, p.id AS plan_id, n.title, n.document_number, n.issuer, n.issued_on,
            coalesce(who.name, '运维') AS imported_by, n.imported_on,
            (SELECT count(*)::int FROM work_items w WHERE w.region_id = p.region_id AND w.work_plan_id = p.id) AS items,
            (SELECT count(*)::int FROM work_items w WHERE w.region_id = p.region_id AND w.work_plan_id = p.id AND NOT EXISTS (
                SELECT FROM item_confirmations c WHERE c.region_id = w.region_id AND c.work_item_id = w.id AND c.version = w.version)) AS unconfirmed,
            (SELECT count(*)::int FROM doubts x WHERE x.region_id = p.region_id AND x.work_plan_id = p.id AND NOT EXISTS (
                SELECT FROM doubt_settlements s WHERE s.region_id = x.region_id AND s.doubt_id = x.id)) AS open_doubts,
            EXISTS (SELECT FROM plan_reviews v WHERE v.region_id = p.region_id AND v.work_plan_id = p.id AND v.version = p.version) AS reviewed,
            d.dispatched_on,
            (SELECT count(*)::int FROM dispatch_units u WHERE u.region_id = d.region_id AND u.dispatch_id = d.id) AS units,
            (SELECT max(c.id) FROM notice_corrections c WHERE c.region_id = n.region_id AND c.notice_id = n.id AND NOT EXISTS (
                SELECT FROM applied_corrections a WHERE a.region_id = c.region_id AND a.correction_id = c.id)) AS correction_id
        FROM notices n JOIN work_plans p ON p.region_id = n.region_id AND p.notice_id = n.id
        LEFT JOIN people who ON who.region_id = n.region_id AND who.id = n.imported_by
        LEFT JOIN dispatches d ON d.region_id = p.region_id AND d.work_plan_id = p.id AND d.supplements IS NULL
        WHERE n.region_id = @RegionId
        ORDER BY d.dispatched_on IS NOT NULL, n.imported_at DESC, n.id DESC
        """;

    public async Task<IReadOnlyList<Line>> List(Actor actor)
    {
        await using var connection = await database.Open();
        return (await connection.QueryAsync<Line>(Sql, new { actor.RegionId })).AsList();
    }
}
