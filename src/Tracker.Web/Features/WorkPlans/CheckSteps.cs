using Dapper;
using Npgsql;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>Acts of checking, each kept as a row so that <see cref="TakeBack"/> can undo it until dispatch.</summary>
public static class CheckSteps
{
    /// <param name="Sentence">what was done, in words</param>
    public sealed record Last(long Id, string Sentence);

    const string TakeSql = """
        INSERT INTO check_steps (region_id, work_plan_id, taken_by, taken_at, sentence)
        VALUES (@RegionId, @planId, @PersonId, @Now, @sentence) RETURNING id
        """;

    const string WroteSql = """
        INSERT INTO step_contents (region_id, step_id, work_item_id, before, after)
        VALUES (@RegionId, @stepId, @itemId, @before::jsonb, @after::jsonb)
        """;

    const string SettleSql = """
        INSERT INTO doubt_settlements (region_id, doubt_id, settled_by, settled_at, step_id)
        SELECT d.region_id, d.id, @PersonId, @Now, @stepId FROM doubts d
        WHERE d.region_id = @RegionId AND d.work_item_id = @itemId AND d.field = ANY(@fields)
        ON CONFLICT DO NOTHING
        """;

    const string LastSql = """
        SELECT s.id, s.sentence FROM check_steps s
        WHERE s.region_id = @RegionId AND s.work_plan_id = @planId AND s.taken_by = @PersonId
            AND NOT EXISTS (SELECT FROM taken_back_steps t WHERE t.region_id = s.region_id AND t.step_id = s.id)
        ORDER BY s.id DESC LIMIT 1
        """;

    /// <param name="sentence">what is done, in words: 确认 一.3</param>
    /// <returns>the step's id, for the rows that belong to it</returns>
    public static Task<long> Take(NpgsqlConnection connection, Actor by, OfficeMoment at, long planId, string sentence) =>
        connection.ExecuteScalarAsync<long>(TakeSql, new { by.RegionId, by.PersonId, at.Now, planId, sentence });

    /// <summary>Keeps what stood in an item before the step and what stands there now.</summary>
    public static Task Wrote(NpgsqlConnection connection, Actor by, long stepId, long itemId, ItemContent before, ItemContent after) =>
        connection.ExecuteAsync(WroteSql, new { by.RegionId, stepId, itemId, before = before.ToJson(), after = after.ToJson() });

    /// <summary>Settles the doubts about fields of an item: whoever writes a field anew has chosen.</summary>
    public static Task Settle(NpgsqlConnection connection, Actor by, OfficeMoment at, long stepId, long itemId, IEnumerable<string> fields) =>
        connection.ExecuteAsync(SettleSql, new { by.RegionId, by.PersonId, at.Now, stepId, itemId, fields = fields.ToArray() });

    /// <summary>The person's last step in the plan that has not been taken back.</summary>
    public static Task<Last?> LastOf(NpgsqlConnection connection, Actor by, long planId) =>
        connection.QuerySingleOrDefaultAsync<Last>(LastSql, new { by.RegionId, by.PersonId, planId });
}
