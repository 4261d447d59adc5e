using Dapper;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>校核: a person has held items against the original and found them right as they stand.</summary>
public sealed class ConfirmItems(Database database, EventLog events) : IFeature
{
    sealed record Unconfirmed(long Id, string Number);

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

    const string UnconfirmedSql = """
        SELECT w.id, w.number FROM work_items w
        WHERE w.region_id = @RegionId AND w.work_plan_id = @planId AND w.id = ANY(@itemIds) AND NOT EXISTS (
            SELECT FROM item_confirmations c WHERE c.region_id = w.region_id AND c.work_item_id = w.id AND c.version = w.version)
        ORDER BY w.position
        """;

    const string ConfirmSql = """
        INSERT INTO item_confirmations (region_id, work_item_id, version, confirmed_by, confirmed_at, step_id)
        SELECT w.region_id, w.id, w.version, @PersonId, @Now, @step FROM work_items w
        WHERE w.region_id = @RegionId AND w.work_plan_id = @planId AND w.id = ANY(@fresh)
        """;

    const string SettleSql = """
        INSERT INTO doubt_settlements (region_id, doubt_id, settled_by, settled_at, step_id)
        SELECT d.region_id, d.id, @PersonId, @Now, @step FROM doubts d
        WHERE d.region_id = @RegionId AND d.work_plan_id = @planId AND d.work_item_id = ANY(@fresh) AND jsonb_array_length(d.readings) < 2
        ON CONFLICT DO NOTHING
        """;

    /// <param name="itemIds">the items looked at, doubts without a choice included; null for all that carry no open doubt</param>
    /// <param name="version">of the plan that the person has seen; null takes it as it stands</param>
    /// <returns>how many are newly confirmed</returns>
    /// <exception cref="RuleBroken">a choice between readings is open, the plan has changed, or it has been dispatched</exception>
    public Task<int> Run(Actor by, OfficeMoment at, long planId, IReadOnlyCollection<long>? itemIds = null, int? version = null)
    {
        by.RequireCoordinator();
        return database.InTransaction(async connection =>
        {
            var plan = await PlanHead.LockDraft(connection, by.RegionId, planId);
            plan.RefuseUnless(version);
            var chosen = itemIds?.ToArray() ?? (await connection.QueryAsync<long>(WithoutOpenDoubtSql, new { by.RegionId, planId })).ToArray();
            return await Run(connection, by, at, plan, chosen);
        });
    }

    /// <summary>One item, as the person has seen it.</summary>
    /// <param name="version">of the item</param>
    /// <exception cref="RuleBroken">as above, or somebody has changed the item meanwhile</exception>
    public Task One(Actor by, OfficeMoment at, long planId, long itemId, int version)
    {
        by.RequireCoordinator();
        return database.InTransaction(async connection =>
        {
            var plan = await PlanHead.LockDraft(connection, by.RegionId, planId);
            await ItemContents.AsSeen(connection, by.RegionId, planId, itemId, version);
            await Run(connection, by, at, plan, [itemId]);
        });
    }

    /// <summary>The same inside a transaction that is already open and holds the plan.</summary>
    /// <param name="step">the step that this belongs to; null makes one</param>
    public async Task<int> Run(NpgsqlConnection connection, Actor by, OfficeMoment at, PlanHead plan, long[] itemIds, long? step = null)
    {
        var key = new { by.RegionId, planId = plan.Id, itemIds };
        var undecided = (await connection.QueryAsync<string>(UndecidedSql, key)).AsList();
        if (undecided.Count > 0)
            throw new RuleBroken("reading-open", $"{string.Join('、', undecided)}有两种读法，须先选定一种，再确认。");
        var items = (await connection.QueryAsync<Unconfirmed>(UnconfirmedSql, key)).AsList();
        if (items.Count == 0)
            return 0;
        step ??= await CheckSteps.Take(connection, by, at, plan.Id, items is [var only] ? $"确认 {only.Number}" : $"确认{items.Count}项任务");
        var rows = new { by.RegionId, planId = plan.Id, by.PersonId, at.Now, step, fresh = items.Select(i => i.Id).ToArray() };
        await connection.ExecuteAsync(SettleSql, rows);
        await connection.ExecuteAsync(ConfirmSql, rows);
        await events.Append(connection, by, at.Now, [.. items.Select(item =>
            new Event(nameof(ConfirmItems), $"WorkItem:{item.Id}", $"校核任务 {item.Number}"))]);
        return items.Count;
    }
}
