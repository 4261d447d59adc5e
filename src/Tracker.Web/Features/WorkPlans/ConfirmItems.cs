using Dapper;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>校核: a person has held items against the original and found them right as they stand.</summary>
public sealed class ConfirmItems(Database database, EventLog events) : IFeature
{
    sealed record Confirmed(long Id, string Number);

    // What a look at the original can settle is settled by it; a choice between readings is made by itself.
    const string UndecidedSql = """
        SELECT w.number FROM work_items w
        WHERE w.region_id = @RegionId AND w.work_plan_id = @planId AND w.id = ANY(@itemIds) AND (w.limit_kind = 'Ambiguous' OR EXISTS (
            SELECT FROM doubts d LEFT JOIN doubt_settlements s ON s.region_id = d.region_id AND s.doubt_id = d.id
            WHERE d.region_id = w.region_id AND d.work_item_id = w.id AND jsonb_array_length(d.readings) > 1 AND s.doubt_id IS NULL))
        ORDER BY w.position
        """;

    const string WithoutOpenDoubtSql = """
        SELECT w.id FROM work_items w
        WHERE w.region_id = @RegionId AND w.work_plan_id = @planId AND w.limit_kind <> 'Ambiguous' AND NOT EXISTS (
            SELECT FROM doubts d LEFT JOIN doubt_settlements s ON s.region_id = d.region_id AND s.doubt_id = d.id
            WHERE d.region_id = w.region_id AND d.work_item_id = w.id AND s.doubt_id IS NULL)
        """;

    const string ConfirmSql = """
        WITH fresh AS (
            INSERT INTO item_confirmations (region_id, work_item_id, version, confirmed_by, confirmed_at)
            SELECT w.region_id, w.id, w.version, @PersonId, @Now FROM work_items w
            WHERE w.region_id = @RegionId AND w.work_plan_id = @planId AND w.id = ANY(@itemIds)
            ON CONFLICT DO NOTHING RETURNING work_item_id)
        SELECT w.id, w.number FROM fresh JOIN work_items w ON w.region_id = @RegionId AND w.id = fresh.work_item_id ORDER BY w.position
        """;

    const string SettleSql = """
        INSERT INTO doubt_settlements (region_id, doubt_id, settled_by, settled_at)
        SELECT d.region_id, d.id, @PersonId, @Now FROM doubts d
        WHERE d.region_id = @RegionId AND d.work_plan_id = @planId AND d.work_item_id = ANY(@itemIds) AND jsonb_array_length(d.readings) < 2
        ON CONFLICT DO NOTHING
        """;

    /// <param name="itemIds">the items looked at, doubts without a choice included; null for all that carry no open doubt</param>
    /// <returns>how many are newly confirmed</returns>
    /// <exception cref="RuleBroken">a choice between readings is open, or the plan has been dispatched</exception>
    public Task<int> Run(Actor by, OfficeMoment at, long planId, IReadOnlyCollection<long>? itemIds = null)
    {
        by.RequireCoordinator();
        return database.InTransaction(async connection =>
        {
            var plan = await PlanHead.LockDraft(connection, by.RegionId, planId);
            var chosen = itemIds?.ToArray() ?? (await connection.QueryAsync<long>(WithoutOpenDoubtSql, new { by.RegionId, planId })).ToArray();
            return await Run(connection, by, at, plan, chosen);
        });
    }

    /// <summary>The same inside a transaction that is already open and holds the plan.</summary>
    public async Task<int> Run(NpgsqlConnection connection, Actor by, OfficeMoment at, PlanHead plan, long[] itemIds)
    {
        var rows = new { by.RegionId, planId = plan.Id, by.PersonId, at.Now, itemIds };
        var undecided = (await connection.QueryAsync<string>(UndecidedSql, rows)).AsList();
        if (undecided.Count > 0)
            throw new RuleBroken("reading-open", $"{string.Join('、', undecided)}有两种读法，须先选定一种，再确认。");
        await connection.ExecuteAsync(SettleSql, rows);
        var confirmed = (await connection.QueryAsync<Confirmed>(ConfirmSql, rows)).AsList();
        await events.Append(connection, by, at.Now, [.. confirmed.Select(item =>
            new Event(nameof(ConfirmItems), $"WorkItem:{item.Id}", $"校核任务 {item.Number}"))]);
        return confirmed.Count;
    }
}
