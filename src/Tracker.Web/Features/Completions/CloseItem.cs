using Dapper;
using Npgsql;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Completions;

/// <summary>办结 of an item as a whole: by itself, once its completion rule is met.</summary>
public sealed class CloseItem(EventLog events) : IFeature
{
    sealed record Part(AssignmentRole Role, PartProgress Progress, bool Waiting, string Unit);
    sealed record Rule(CompletionRuleKind Kind, int Quorum);

    // Whom an earlier closing left behind, and nobody opened again, is not waited for.
    const string PartsSql = $"""
        SELECT a.role, CASE WHEN {Ended.ExemptSql} THEN 'Exempt' WHEN {Ended.ConfirmedSql} THEN 'Confirmed' WHEN {Ended.Sql} THEN 'Exempt' ELSE 'Open' END AS progress,
            EXISTS (SELECT FROM completions c WHERE c.region_id = a.region_id AND c.assignment_id = a.id AND NOT EXISTS (
                SELECT FROM completion_decisions d WHERE d.region_id = c.region_id AND d.completion_id = c.id)) AS waiting, u.short_name AS unit
        FROM assignments a JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        WHERE a.region_id = @regionId AND a.work_item_id = @workItemId AND a.transferred_on IS NULL
        ORDER BY a.role, a.position
        """;

    const string RuleSql = """
        SELECT kind, coalesce(quorum, 0) AS quorum FROM item_completion_rules
        WHERE region_id = @regionId AND work_item_id = @workItemId ORDER BY id DESC LIMIT 1
        """;

    const string RolesSql = "SELECT role FROM assignments WHERE region_id = @regionId AND work_item_id = @workItemId AND transferred_on IS NULL";

    const string CloseSql = """
        INSERT INTO item_closings (region_id, work_item_id, round, without_units, closed_by, closed_on, closed_at)
        SELECT @RegionId, @workItemId, (SELECT count(*) + 1 FROM item_closings WHERE region_id = @RegionId AND work_item_id = @workItemId), @without,
            @PersonId, @Today, @Now
        """;

    const string NumberSql = "SELECT number FROM work_items WHERE region_id = @RegionId AND id = @workItemId";
    const string AllSql = "SELECT id FROM assignments WHERE region_id = @regionId AND work_item_id = @workItemId ORDER BY id";

    /// <summary>Closes the item if all that its rule asks for are done; whoever calls holds the item's lock and refreshes lamps.</summary>
    /// <returns>true if it did</returns>
    public async Task<bool> IfMet(NpgsqlConnection connection, Actor by, OfficeMoment at, long workItemId)
    {
        var parts = (await connection.QueryAsync<Part>(PartsSql, new { by.RegionId, workItemId })).AsList();
        var rule = await RuleOf(connection, by.RegionId, workItemId);
        // What waits is decided first, so that no submission is left without an answer.
        if (parts.Any(p => p.Waiting) || !rule.IsMetBy(parts.Select(p => (p.Role, p.Progress))))
            return false;
        string[] without = [.. parts.Where(p => p is { Progress: PartProgress.Open, Role: not AssignmentRole.Support }).Select(p => p.Unit)];
        var key = new { by.RegionId, by.PersonId, workItemId, without, at.Today, at.Now };
        await connection.ExecuteAsync(CloseSql, key);
        var number = await connection.ExecuteScalarAsync<string>(NumberSql, key);
        await events.Append(connection, by, at.Now, new Event(nameof(CloseItem), $"WorkItem:{workItemId}", $"任务 {number} 已办结{(without.Length > 0 ? $"（{rule.Chinese}），未完成：{string.Join('、', without)}" : "")}"));
        return true;
    }

    /// <summary>Whose 办结 the item needs: as the office has chosen, else as its roles have it.</summary>
    public static async Task<CompletionRule> RuleOf(NpgsqlConnection connection, int regionId, long workItemId) =>
        await connection.QuerySingleOrDefaultAsync<Rule>(RuleSql, new { regionId, workItemId }) is { } chosen ? new(chosen.Kind, chosen.Quorum)
            : CompletionRules.For((await connection.QueryAsync<string>(RolesSql, new { regionId, workItemId })).Select(Enum.Parse<AssignmentRole>));

    /// <summary>All assignments of the item; its closing may change the lamp of each.</summary>
    public static async Task<IReadOnlyList<long>> Parts(NpgsqlConnection connection, int regionId, long workItemId) =>
        (await connection.QueryAsync<long>(AllSql, new { regionId, workItemId })).AsList();
}
