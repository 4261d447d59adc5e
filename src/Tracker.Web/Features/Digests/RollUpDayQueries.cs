using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Web.Features.Completions;

namespace Tracker.Web.Features.Digests;

/// <summary>A checkpoint whose day has passed.</summary>
public sealed record CheckpointPassed(CheckpointKind Kind, LocalDate DueOn);

/// <summary>One unit over all plans that run.</summary>
/// <param name="OnTime">returns handed in by their day; <paramref name="LateDays"/> are working days of all that were late together</param>
/// <param name="Missing">returns whose day has passed and that did not come</param>
/// <param name="Ratings">of confirmed completions, such as 好2 较好1; empty where none was rated</param>
public sealed record UnitOnRollUpDay(string Name, int Leads, int Responsible, int Supports, int OnTime, int Late, int LateDays, int Missing, int Extensions, string Ratings)
{
    /// <summary>牵头3、协办5；按时报送2次，迟报1次（共4个工作日）……</summary>
    public string InWords => string.Join("；", new[]
    {
        string.Join('、', new[] { (Leads, "牵头"), (Responsible, "责任"), (Supports, "协办") }.Where(r => r.Item1 > 0).Select(r => $"{r.Item2}{r.Item1}")),
        string.Join('，', new[] { $"按时报送{OnTime}次", Late > 0 ? $"迟报{Late}次（共{LateDays}个工作日）" : "", Missing > 0 ? $"未报{Missing}次" : "" }.Where(s => s != "")),
        Extensions > 0 ? $"延期{Extensions}次" : "", Ratings,
    }.Where(s => s != ""));
}

/// <summary>What the roll-up digest is made of: one row a unit, by one statement a part.</summary>
public static class RollUpDayQueries
{
    sealed record RoleRow(long UnitId, string Name, int Leads, int Responsible, int Supports);
    sealed record ReturnRow(long UnitId, LocalDate DueOn, LocalDate? SubmittedOn, int N);
    sealed record ExtensionRow(long UnitId, int N);
    sealed record RatingRow(long UnitId, string Rating, int N);

    const string RunsSql = "NOT EXISTS (SELECT FROM archived_plans z WHERE z.region_id = p.region_id AND z.work_plan_id = p.id)";

    const string PassedSql = $"""
        SELECT DISTINCT c.kind, c.due_on FROM checkpoints c
        JOIN work_plans p ON p.region_id = c.region_id AND p.id = c.work_plan_id
        WHERE c.region_id = @regionId AND c.due_on >= @from AND c.due_on < @today AND {RunsSql}
            AND EXISTS (SELECT FROM dispatches d WHERE d.region_id = p.region_id AND d.work_plan_id = p.id) ORDER BY c.due_on, c.kind
        """;

    const string RolesSql = $"""
        SELECT u.id AS unit_id, u.short_name AS name, count(*) FILTER (WHERE a.role = 'Lead')::int AS leads,
            count(*) FILTER (WHERE a.role = 'Responsible')::int AS responsible, count(*) FILTER (WHERE a.role = 'Support')::int AS supports
        FROM assignments a
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN work_plans p ON p.region_id = w.region_id AND p.id = w.work_plan_id AND {RunsSql}
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        WHERE a.region_id = @regionId AND a.transferred_on IS NULL
        GROUP BY u.id, u.short_name, u.position ORDER BY u.position, u.id
        """;

    // A return is owed by who had something open in the plan on its day.
    const string ReturnsSql = $"""
        SELECT o.unit_id, o.due_on, t.submitted_on, count(*)::int AS n
        FROM (SELECT DISTINCT c.region_id, c.id, c.due_on, a.unit_id
            FROM checkpoints c
            JOIN work_plans p ON p.region_id = c.region_id AND p.id = c.work_plan_id AND {RunsSql}
            JOIN work_items w ON w.region_id = p.region_id AND w.work_plan_id = p.id
            JOIN assignments a ON a.region_id = w.region_id AND a.work_item_id = w.id AND a.transferred_on IS NULL AND coalesce(c.due_on >= a.reports_from, true)
            JOIN lamps l ON l.region_id = a.region_id AND l.assignment_id = a.id AND NOT (l.done AND l.since <= c.due_on)
            WHERE c.region_id = @regionId AND c.due_on < @today) o
        LEFT JOIN returns t ON t.region_id = o.region_id AND t.checkpoint_id = o.id AND t.unit_id = o.unit_id
        GROUP BY o.unit_id, o.due_on, t.submitted_on
        """;

    const string ExtensionsSql = $"""
        SELECT a.unit_id, count(*)::int AS n FROM requests r
        JOIN request_decisions d ON d.region_id = r.region_id AND d.request_id = r.id AND d.decision = 'Granted'
        JOIN assignments a ON a.region_id = r.region_id AND a.id = r.assignment_id
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN work_plans p ON p.region_id = w.region_id AND p.id = w.work_plan_id AND {RunsSql}
        WHERE r.region_id = @regionId AND r.kind = 'Extension' GROUP BY a.unit_id
        """;

    const string RatingsSql = $"""
        SELECT a.unit_id, d.rating, count(*)::int AS n FROM completion_decisions d
        JOIN completions c ON c.region_id = d.region_id AND c.id = d.completion_id
        JOIN assignments a ON a.region_id = c.region_id AND a.id = c.assignment_id
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN work_plans p ON p.region_id = w.region_id AND p.id = w.work_plan_id AND {RunsSql}
        WHERE d.region_id = @regionId AND d.decision = 'Confirmed' AND d.rating IS NOT NULL GROUP BY a.unit_id, d.rating ORDER BY d.rating
        """;

    /// <summary>Checkpoints of plans that run, whose day lies between the two, the second not among them.</summary>
    public static async Task<IReadOnlyList<CheckpointPassed>> CheckpointsPassed(NpgsqlConnection connection, int regionId, LocalDate from, LocalDate today) =>
        (await connection.QueryAsync<CheckpointPassed>(PassedSql, new { regionId, from, today })).AsList();

    /// <summary>Units with a part in a plan that runs, in administrative order.</summary>
    public static async Task<IReadOnlyList<UnitOnRollUpDay>> Units(NpgsqlConnection connection, int regionId, LocalDate today, WorkingCalendar calendar)
    {
        using var found = await connection.QueryMultipleAsync($"{RolesSql}; {ReturnsSql}; {ExtensionsSql}; {RatingsSql}", new { regionId, today });
        var roles = (await found.ReadAsync<RoleRow>()).AsList();
        var returns = (await found.ReadAsync<ReturnRow>()).ToLookup(r => r.UnitId);
        var extensions = (await found.ReadAsync<ExtensionRow>()).ToDictionary(e => e.UnitId, e => e.N);
        var ratings = (await found.ReadAsync<RatingRow>()).ToLookup(r => r.UnitId);
        return [.. roles.Select(u => OfUnit(u, [.. returns[u.UnitId].Select(r => (r.N, Days: r.SubmittedOn is { } on ? calendar.WorkdaysLate(r.DueOn, on) : (int?)null))]))];

        UnitOnRollUpDay OfUnit(RoleRow unit, IReadOnlyList<(int N, int? Days)> handedIn) => new(unit.Name, unit.Leads, unit.Responsible, unit.Supports,
            handedIn.Where(r => r.Days == 0).Sum(r => r.N), handedIn.Where(r => r.Days > 0).Sum(r => r.N), handedIn.Where(r => r.Days > 0).Sum(r => r.N * r.Days!.Value),
            handedIn.Where(r => r.Days is null).Sum(r => r.N), extensions.GetValueOrDefault(unit.UnitId),
            string.Join(' ', ratings[unit.UnitId].Select(r => $"{Enum.Parse<Rating>(r.Rating).Chinese()}{r.N}")));
    }
}
