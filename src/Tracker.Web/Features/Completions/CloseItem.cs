using Dapper;
using Npgsql;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Completions;

/// <summary>办结 of an item as a whole: by itself, once its completion rule is met.</summary>
public sealed class CloseItem(EventLog events) : IFeature
{
    sealed record Part(AssignmentRole Role, PartProgress Progress);

    const string PartsSql = $"""
        SELECT a.role, CASE WHEN {Ended.ExemptSql} THEN 'Exempt' WHEN {Ended.ConfirmedSql} THEN 'Confirmed' ELSE 'Open' END AS progress
        FROM assignments a WHERE a.region_id = @regionId AND a.work_item_id = @workItemId AND a.transferred_on IS NULL
        """;

    const string CloseSql = """
        INSERT INTO item_closings (region_id, work_item_id, closed_by, closed_on, closed_at)
        VALUES (@RegionId, @workItemId, @PersonId, @Today, @Now)
        """;

    const string NumberSql = "SELECT number FROM work_items WHERE region_id = @RegionId AND id = @workItemId";
    const string AllSql = "SELECT id FROM assignments WHERE region_id = @regionId AND work_item_id = @workItemId ORDER BY id";

    /// <summary>Closes the item if all that its rule asks for are done; whoever calls holds the item's lock and refreshes lamps.</summary>
    /// <returns>true if it did</returns>
    public async Task<bool> IfMet(NpgsqlConnection connection, Actor by, OfficeMoment at, long workItemId)
    {
        var parts = (await connection.QueryAsync<Part>(PartsSql, new { by.RegionId, workItemId })).Select(p => (p.Role, p.Progress)).ToList();
        if (!CompletionRules.For(parts.Select(p => p.Role)).IsMetBy(parts))
            return false;
        var key = new { by.RegionId, by.PersonId, workItemId, at.Today, at.Now };
        await connection.ExecuteAsync(CloseSql, key);
        var number = await connection.ExecuteScalarAsync<string>(NumberSql, key);
        await events.Append(connection, by, at.Now, new Event(nameof(CloseItem), $"WorkItem:{workItemId}", $"任务 {number} 已办结"));
        return true;
    }

    /// <summary>All assignments of the item; its closing may change the lamp of each.</summary>
    public static async Task<IReadOnlyList<long>> Parts(NpgsqlConnection connection, int regionId, long workItemId) =>
        (await connection.QueryAsync<long>(AllSql, new { regionId, workItemId })).AsList();
}
