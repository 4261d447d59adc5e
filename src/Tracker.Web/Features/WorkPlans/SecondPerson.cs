using Dapper;
using Npgsql;
using NodaTime;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>审核: whether a second person must look at a plan before it goes out, and who has.</summary>
/// <param name="Required">false where the setting says so, or where the office has one coordinator only: then 自审 is allowed and marked</param>
/// <param name="ReviewedBy">who reviewed the plan as it stands now and checked none of its items; null if nobody</param>
public sealed record SecondPerson(bool Required, string? ReviewedBy, Instant? ReviewedAt)
{
    public bool Missing => Required && ReviewedBy is null;

    const string Sql = """
        SELECT CASE (SELECT s.value ->> 'Second' FROM settings s WHERE s.region_id = @regionId AND s.name = 'OfficeWays' ORDER BY s.recorded_at DESC LIMIT 1)
                WHEN 'Always' THEN true WHEN 'Never' THEN false
                ELSE (SELECT count(DISTINCT p.id) > 1 FROM people p JOIN person_roles r ON r.region_id = p.region_id AND r.person_id = p.id
                    WHERE p.region_id = @regionId AND r.role = 'Coordinator' AND p.disabled_at IS NULL) END AS required,
            review.name AS reviewed_by, review.reviewed_at
        FROM (SELECT 1) one LEFT JOIN LATERAL (
            SELECT who.name, v.reviewed_at FROM plan_reviews v
            JOIN work_plans p ON p.region_id = v.region_id AND p.id = v.work_plan_id AND p.version = v.version
            JOIN people who ON who.region_id = v.region_id AND who.id = v.reviewed_by
            WHERE v.region_id = @regionId AND v.work_plan_id = @planId AND NOT EXISTS (
                SELECT FROM item_confirmations c
                JOIN work_items w ON w.region_id = c.region_id AND w.id = c.work_item_id AND w.version = c.version
                WHERE w.region_id = @regionId AND w.work_plan_id = @planId AND c.confirmed_by = v.reviewed_by)) review ON true
        """;

    public static Task<SecondPerson> For(NpgsqlConnection connection, int regionId, long planId) =>
        connection.QuerySingleAsync<SecondPerson>(Sql, new { regionId, planId });
}
