using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Instructions;

/// <summary>批示 as each may see them: the office and leaders all, a unit those that were passed on to it.</summary>
public static class InstructionQueries
{
    /// <summary>A condition on <c>instructions i</c>; it takes <c>@SeesRegion</c> and <c>@OwnUnits</c>.</summary>
    public const string VisibleSql = """
        (@SeesRegion OR EXISTS (SELECT FROM instruction_parts passed
            JOIN assignments mine ON mine.region_id = passed.region_id AND mine.work_item_id = i.work_item_id AND mine.unit_id = ANY(@OwnUnits)
                AND passed.assignment_id = ANY(mine.id || mine.took_over)
            WHERE passed.region_id = i.region_id AND passed.instruction_id = i.id))
        """;

    /// <summary>The part <c>now</c> that goes on with the one to which <c>instruction_parts p</c> of item <c>i</c> was passed on, if one does.</summary>
    public const string HolderSql = """
        LEFT JOIN LATERAL (SELECT holder.id, holder.unit_id FROM assignments holder
            WHERE holder.region_id = i.region_id AND holder.work_item_id = i.work_item_id AND holder.transferred_on IS NULL
                AND p.assignment_id = ANY(holder.id || holder.took_over) LIMIT 1) now ON true
        """;

    /// <summary>A condition on <c>instructions i</c>: it waits for the office, to be passed on or to be reported.</summary>
    public const string WaitsSql = $"""
        (NOT EXISTS (SELECT FROM instruction_reports r WHERE r.region_id = i.region_id AND r.instruction_id = i.id)
            AND NOT EXISTS (SELECT FROM instruction_parts p {HolderSql}
                LEFT JOIN instruction_answers a ON a.region_id = p.region_id AND a.instruction_id = p.instruction_id AND a.assignment_id = p.assignment_id
                WHERE p.region_id = i.region_id AND p.instruction_id = i.id AND a.answered_on IS NULL AND now.id IS NOT NULL))
        """;

    const string Sql = $"""
        SELECT i.id, i.work_item_id AS item_id, w.number, w.text AS item_text, n.title AS plan_title, i.leader_name AS leader, i.leader_id, i.given_on,
            i.source, i.text, i.due_on, i.for_units, i.scan_name, e.name AS entered_by, i.entered_at,
            b.name AS reported_by, r.reported_at, r.reported_on, r.remark, coalesce(r.without_units, ARRAY[]::text[]) AS without_units
        FROM instructions i
        JOIN work_items w ON w.region_id = i.region_id AND w.id = i.work_item_id
        JOIN work_plans p ON p.region_id = w.region_id AND p.id = w.work_plan_id
        JOIN notices n ON n.region_id = p.region_id AND n.id = p.notice_id
        JOIN people e ON e.region_id = i.region_id AND e.id = i.entered_by
        LEFT JOIN instruction_reports r ON r.region_id = i.region_id AND r.instruction_id = i.id
        LEFT JOIN people b ON b.region_id = r.region_id AND b.id = r.reported_by
        WHERE i.region_id = @RegionId AND {VisibleSql}
        """;

    const string OneSql = Sql + " AND i.id = @id";
    const string OfItemSql = Sql + " AND i.work_item_id = @id ORDER BY i.id DESC";
    const string OpenSql = Sql + " AND r.reported_at IS NULL ORDER BY i.given_on, i.id";
    const string ClosedSql = Sql + " AND r.reported_at IS NOT NULL ORDER BY r.reported_at DESC, i.id DESC LIMIT @id";

    const string PartsSql = $"""
        SELECT p.instruction_id, p.assignment_id, now.unit_id, coalesce(h.short_name, u.short_name) AS unit, p.due_on, p.passed_on_on AS passed_on,
            a.answered_on, b.name AS answered_by, a.text
        FROM instruction_parts p
        JOIN instructions i ON i.region_id = p.region_id AND i.id = p.instruction_id
        JOIN assignments o ON o.region_id = p.region_id AND o.id = p.assignment_id
        JOIN units u ON u.region_id = o.region_id AND u.id = o.unit_id
        {HolderSql}
        LEFT JOIN units h ON h.region_id = p.region_id AND h.id = now.unit_id
        LEFT JOIN instruction_answers a ON a.region_id = p.region_id AND a.instruction_id = p.instruction_id AND a.assignment_id = p.assignment_id
        LEFT JOIN people b ON b.region_id = a.region_id AND b.id = a.answered_by
        WHERE p.region_id = @RegionId AND p.instruction_id = ANY(@ids) AND (@SeesRegion OR o.unit_id = ANY(@OwnUnits) OR now.unit_id = ANY(@OwnUnits))
        ORDER BY u.position, u.id
        """;

    const string LeadersSql = """
        SELECT DISTINCT p.name FROM people p JOIN person_roles r ON r.region_id = p.region_id AND r.person_id = p.id AND r.role = 'Leader'
        WHERE p.region_id = @regionId AND p.disabled_at IS NULL ORDER BY p.name
        """;

    /// <summary>Leaders with an account, by name.</summary>
    public static async Task<IReadOnlyList<string>> Leaders(NpgsqlConnection c, int regionId) => (await c.QueryAsync<string>(LeadersSql, new { regionId })).AsList();

    /// <returns>null where there is none, or it does not concern the person</returns>
    public static async Task<InstructionLine?> Find(NpgsqlConnection c, Actor by, long id, OfficeMoment at) => (await Load(c, by, OneSql, id, at)).SingleOrDefault();

    /// <summary>Latest first.</summary>
    public static Task<IReadOnlyList<InstructionLine>> OfItem(NpgsqlConnection c, Actor by, long itemId, OfficeMoment at) => Load(c, by, OfItemSql, itemId, at);

    /// <summary>What the leader has not been told of yet, oldest first.</summary>
    public static Task<IReadOnlyList<InstructionLine>> Open(NpgsqlConnection c, Actor by, OfficeMoment at) => Load(c, by, OpenSql, 0, at);

    /// <summary>The last ones that were closed, latest first.</summary>
    public static Task<IReadOnlyList<InstructionLine>> Closed(NpgsqlConnection c, Actor by, int atMost, OfficeMoment at) => Load(c, by, ClosedSql, atMost, at);

    static async Task<IReadOnlyList<InstructionLine>> Load(NpgsqlConnection c, Actor by, string sql, long id, OfficeMoment at)
    {
        var found = (await c.QueryAsync<Instruction>(sql, new { by.RegionId, by.SeesRegion, by.OwnUnits, id })).AsList();
        if (found.Count == 0)
            return [];
        var rule = await RegionSettings.Load(c, by.RegionId, at.Now, LampRule.Default);
        var calendar = await Calendars.Load(c, by.RegionId);
        var parts = (await c.QueryAsync<InstructionPart>(PartsSql, new { by.RegionId, by.SeesRegion, by.OwnUnits, ids = found.Select(i => i.Id).ToArray() }))
            .ToLookup(p => p.InstructionId);
        return found.ConvertAll(i => new InstructionLine(i, [.. parts[i.Id].Select(p => p with
        {
            Lamp = Lamp.On(InstructionFacts.Of(i.Id, i.Leader, p.DueOn, p.PassedOn, p.AnsweredOn ?? i.ReportedOn), rule, calendar, at.Today),
        })]));
    }
}
