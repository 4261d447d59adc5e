using System.Text.Json;
using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.WorkItems;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>What the review page shows of a plan, beside what dispatching it would come to.</summary>
public sealed class ReviewQueries(Database database) : IFeature
{
    /// <param name="Text">the document's plain text, in which all places count</param>
    public sealed record Source(string FileName, string Text, string ImportedBy, LocalDate ImportedOn);

    public sealed record Line(
        long Id, string Number, int Version, string? Category, bool InheritsUnits, bool InheritsLimit, JsonElement Origins,
        string? ConfirmedBy, Instant? ConfirmedAt, long? ConfirmStep);

    public sealed record Unit(long WorkItemId, string Role, string Name)
    {
        public AssignmentRole As => Enum.Parse<AssignmentRole>(Role);
    }

    public sealed record Duty(long Id, int Position, string What, string Raw, LocalDate? DueOn, string? Rule, JsonElement Spans, bool IsConfirmed);

    public sealed record Doubt(
        long Id, long? WorkItemId, string? Number, string Field, string Reason, JsonElement Readings, string? SettledBy, Instant? SettledAt, long? SettleStep)
    {
        public string Anchor => $"doubt-{Id}";
        public bool IsOpen => SettledAt is null;
        public bool HasChoice => Readings.GetArrayLength() > 1;
    }

    public sealed record Obligation(long WorkItemId, string Raw, string? Event);

    public sealed record Named(long? WorkItemId, string Spelling, long UnitId);

    public sealed record Review(
        PlanHead Plan, Source Source, DispatchDraft Draft, IReadOnlyList<Line> Lines, ILookup<long, Unit> Units, ILookup<long, Obligation> Obligations,
        IReadOnlyList<Duty> Duties, IReadOnlyList<Doubt> Doubts, IReadOnlyList<Named> Named, CheckSteps.Last? LastStep);

    const string SourceSql = """
        SELECT n.file_name, n.text, coalesce(who.name, '运维') AS imported_by, n.imported_on
        FROM notices n LEFT JOIN people who ON who.region_id = n.region_id AND who.id = n.imported_by
        WHERE n.region_id = @regionId AND n.id = @noticeId
        """;

    const string LinesSql = """
        SELECT w.id, w.number, w.version, c.no || '、' || c.title AS category, w.inherits_units, w.inherits_limit, w.origins,
            who.name AS confirmed_by, k.confirmed_at, k.step_id AS confirm_step
        FROM work_items w
        LEFT JOIN categories c ON c.region_id = w.region_id AND c.id = w.category_id
        LEFT JOIN item_confirmations k ON k.region_id = w.region_id AND k.work_item_id = w.id AND k.version = w.version
        LEFT JOIN people who ON who.region_id = k.region_id AND who.id = k.confirmed_by
        WHERE w.region_id = @regionId AND w.work_plan_id = @planId ORDER BY w.position
        """;

    const string UnitsSql = """
        SELECT u.work_item_id, u.role, u.name FROM item_units u
        JOIN work_items w ON w.region_id = u.region_id AND w.id = u.work_item_id
        WHERE w.region_id = @regionId AND w.work_plan_id = @planId
        ORDER BY array_position(ARRAY['Lead', 'Responsible', 'Support'], u.role), u.position
        """;

    const string ObligationsSql = """
        SELECT o.work_item_id, o.raw, o.event FROM obligations o
        JOIN work_items w ON w.region_id = o.region_id AND w.id = o.work_item_id
        WHERE w.region_id = @regionId AND w.work_plan_id = @planId ORDER BY o.id
        """;

    const string DutiesSql = """
        SELECT d.id, d.position, d.what, d.raw, d.due_on, d.rule, d.spans, EXISTS (SELECT FROM duty_confirmations c
            WHERE c.region_id = d.region_id AND c.duty_id = d.id) AS is_confirmed
        FROM notice_duties d WHERE d.region_id = @regionId AND d.work_plan_id = @planId ORDER BY d.position
        """;

    const string DoubtsSql = """
        SELECT d.id, d.work_item_id, w.number, d.field, d.reason, d.readings, who.name AS settled_by, s.settled_at, s.step_id AS settle_step
        FROM doubts d
        LEFT JOIN work_items w ON w.region_id = d.region_id AND w.id = d.work_item_id
        LEFT JOIN doubt_settlements s ON s.region_id = d.region_id AND s.doubt_id = d.id
        LEFT JOIN people who ON who.region_id = s.region_id AND who.id = s.settled_by
        WHERE d.region_id = @regionId AND d.work_plan_id = @planId
        ORDER BY w.position NULLS FIRST, jsonb_array_length(d.readings) DESC, d.id
        """;

    const string NamedSql = """
        SELECT work_item_id, spelling, unit_id FROM named_members WHERE region_id = @regionId AND work_plan_id = @planId
        """;

    const string FileSql = """
        SELECT f.content, f.media_type, n.file_name
        FROM work_plans p
        JOIN notices n ON n.region_id = p.region_id AND n.id = p.notice_id
        JOIN files f ON f.region_id = n.region_id AND f.sha256 = n.file_sha256
        WHERE p.region_id = @RegionId AND p.id = @planId
        """;

    /// <returns>null where the region has no such plan</returns>
    public async Task<Review?> Of(Actor actor, long planId, LocalDate today)
    {
        await using var connection = await database.Open();
        if (await PlanHead.Find(connection, actor.RegionId, planId) is not { } plan)
            return null;
        var key = new { regionId = actor.RegionId, planId, noticeId = plan.NoticeId };
        return new(plan, await connection.QuerySingleAsync<Source>(SourceSql, key),
            await DispatchDraft.Load(connection, actor.RegionId, plan, plan.DispatchedOn ?? today),
            await Rows<Line>(connection, LinesSql, key),
            (await Rows<Unit>(connection, UnitsSql, key)).ToLookup(u => u.WorkItemId),
            (await Rows<Obligation>(connection, ObligationsSql, key)).ToLookup(o => o.WorkItemId),
            await Rows<Duty>(connection, DutiesSql, key), await Rows<Doubt>(connection, DoubtsSql, key), await Rows<Named>(connection, NamedSql, key),
            await CheckSteps.LastOf(connection, actor, planId));
    }

    /// <summary>The file as it was imported.</summary>
    /// <returns>null where the region has no such plan</returns>
    public async Task<(byte[] Content, string MediaType, string Name)?> FileOf(Actor actor, long planId)
    {
        await using var connection = await database.Open();
        return await connection.QuerySingleOrDefaultAsync<(byte[], string, string)?>(FileSql, new { actor.RegionId, planId });
    }

    static async Task<IReadOnlyList<T>> Rows<T>(NpgsqlConnection connection, string sql, object key) =>
        (await connection.QueryAsync<T>(sql, key)).AsList();
}
