using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Mail;

namespace Tracker.Web.Features.Digests;

/// <summary>What the leaders' digest is made of; items, not assignments.</summary>
public static class LeaderQueries
{
    public sealed record Count(Lamp Lamp, bool Done, int N);
    public sealed record Item(long WorkItemId, string Number, string Title, string Reason, LocalDate? NearestOn, string Units);
    public sealed record Answer(long LeaderId, long Id, string Number, string Text, LocalDate ReportedOn);

    const string CountsSql = """
        SELECT lamp, done, count(*)::int AS n FROM item_lamps WHERE region_id = @regionId GROUP BY lamp, done
        ORDER BY array_position('{Red,Yellow,Blue,Green,Grey}'::text[], lamp), done
        """;

    const string BeforeSql = """
        SELECT lamp, done, n FROM lamp_days WHERE region_id = @regionId AND on_date = (
            SELECT max(on_date) FROM lamp_days WHERE region_id = @regionId AND on_date <= @since)
        """;

    static string Items(string which) => $"""
        SELECT w.id AS work_item_id, w.number, {LetterLines.TitleSql} AS title, l.reason, l.nearest_on,
            coalesce((SELECT string_agg(u.short_name, '、' ORDER BY a.position) FROM assignments a
                JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
                WHERE a.region_id = w.region_id AND a.work_item_id = w.id AND a.role = 'Lead' AND a.transferred_on IS NULL), w.units_raw, '') AS units
        FROM item_lamps l JOIN work_items w ON w.region_id = l.region_id AND w.id = l.work_item_id
        WHERE l.region_id = @regionId AND {which} ORDER BY l.nearest_on, w.work_plan_id, w.position
        """;

    static readonly string NewRedSql = Items("l.lamp = 'Red' AND l.since > @since");
    static readonly string StuckSql = Items("l.lamp = 'Red' AND l.since < @longAgo");
    static readonly string ImprovedSql = Items(
        "l.since > @since AND (l.was IN ('Red', 'Yellow') AND l.lamp IN ('Green', 'Blue') OR l.was = 'Red' AND l.lamp = 'Yellow')");

    const string AnsweredSql = """
        SELECT i.leader_id, i.id, w.number, i.text, r.reported_on
        FROM unnest(@leaders, @told) AS l(id, told_at)
        JOIN instructions i ON i.region_id = @regionId AND i.leader_id = l.id
        JOIN instruction_reports r ON r.region_id = i.region_id AND r.instruction_id = i.id AND r.reported_at > l.told_at
        JOIN work_items w ON w.region_id = i.region_id AND w.id = i.work_item_id
        ORDER BY r.reported_at
        """;

    /// <param name="last">the last digest: what has changed counts from there</param>
    public static async Task<LeaderDay> Load(NpgsqlConnection connection, int regionId, LastTold last, LocalDate today)
    {
        var key = new { regionId, since = last.On, longAgo = today.PlusDays(-30) };
        using var found = await connection.QueryMultipleAsync($"{CountsSql}; {BeforeSql}; {NewRedSql}; {StuckSql}; {ImprovedSql}", key);
        return new(today, (await found.ReadAsync<Count>()).AsList(), (await found.ReadAsync<Count>()).AsList(),
            (await found.ReadAsync<Item>()).AsList(), (await found.ReadAsync<Item>()).AsList(), (await found.ReadAsync<Item>()).AsList());
    }

    /// <summary>批示 of these leaders that were 已报 since each was last told.</summary>
    public static async Task<ILookup<long, Answer>> Answered(
        NpgsqlConnection connection, int regionId, long[] leaders, IReadOnlyDictionary<long, LastTold> since) =>
        (await connection.QueryAsync<Answer>(AnsweredSql, new { regionId, leaders, told = leaders.Select(l => since[l].At.ToDateTimeUtc()).ToArray() })).ToLookup(a => a.LeaderId);
}
