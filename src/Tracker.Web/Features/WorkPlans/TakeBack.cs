using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>
/// 撤回: undoes a step of the check until dispatch. Confirmations go, doubts are open again, and what was written is as it
/// was before; what is undone stays in the event log, with who had done it and when.
/// </summary>
public sealed class TakeBack(Database database, EventLog events) : IFeature
{
    sealed record Step(string Sentence, string TakenBy, Instant TakenAt, string? TakenBackBy, Instant? TakenBackAt);
    sealed record Undone(long? ItemId, string What, string By, Instant At);
    sealed record Content(long ItemId, System.Text.Json.JsonElement Before, System.Text.Json.JsonElement After);

    const string StepSql = """
        SELECT s.sentence, who.name AS taken_by, s.taken_at, back.name AS taken_back_by, t.taken_back_at
        FROM check_steps s
        JOIN people who ON who.region_id = s.region_id AND who.id = s.taken_by
        LEFT JOIN taken_back_steps t ON t.region_id = s.region_id AND t.step_id = s.id
        LEFT JOIN people back ON back.region_id = t.region_id AND back.id = t.taken_back_by
        WHERE s.region_id = @RegionId AND s.work_plan_id = @planId AND s.id = @stepId
        """;

    const string ReopenSql = """
        WITH gone AS (
            DELETE FROM doubt_settlements s USING doubts d
            WHERE s.region_id = @RegionId AND s.step_id = @stepId AND d.region_id = s.region_id AND d.id = s.doubt_id
                AND (@itemId::bigint IS NULL OR d.work_item_id = @itemId)
            RETURNING d.work_item_id, d.reason, s.settled_by, s.settled_at)
        SELECT g.work_item_id AS item_id, '存疑“' || g.reason || '”的处理' AS what, who.name AS by, g.settled_at AS at
        FROM gone g JOIN people who ON who.region_id = @RegionId AND who.id = g.settled_by
        """;

    // An item with a doubt open again is no longer confirmed, whoever did that and when.
    const string UnconfirmSql = """
        WITH gone AS (
            DELETE FROM item_confirmations c USING work_items w
            WHERE c.region_id = @RegionId AND w.region_id = c.region_id AND w.id = c.work_item_id AND w.work_plan_id = @planId
                AND (c.step_id = @stepId AND (@itemId::bigint IS NULL OR c.work_item_id = @itemId)
                    OR c.version = w.version AND c.work_item_id = ANY(@reopened))
            RETURNING c.work_item_id, c.confirmed_by, c.confirmed_at)
        SELECT g.work_item_id AS item_id, '确认' AS what, who.name AS by, g.confirmed_at AS at
        FROM gone g JOIN people who ON who.region_id = @RegionId AND who.id = g.confirmed_by
        """;

    const string ContentsSql = """
        SELECT work_item_id AS item_id, before, after FROM step_contents
        WHERE region_id = @RegionId AND step_id = @stepId AND (@itemId::bigint IS NULL OR work_item_id = @itemId)
        """;

    // Also what the reopened doubts have left of other steps: nothing.
    const string TakenBackSql = """
        INSERT INTO taken_back_steps (region_id, step_id, taken_back_by, taken_back_at)
        SELECT s.region_id, s.id, @PersonId, @Now FROM check_steps s
        WHERE s.region_id = @RegionId AND s.work_plan_id = @planId
            AND NOT EXISTS (SELECT FROM item_confirmations c WHERE c.region_id = s.region_id AND c.step_id = s.id)
            AND NOT EXISTS (SELECT FROM doubt_settlements d WHERE d.region_id = s.region_id AND d.step_id = s.id)
            AND NOT EXISTS (SELECT FROM step_contents w WHERE w.region_id = s.region_id AND w.step_id = s.id
                AND (w.step_id <> @stepId OR w.work_item_id <> @itemId))
        ON CONFLICT DO NOTHING
        """;

    /// <param name="itemId">takes back only what the step did to this item; null for all of it</param>
    /// <returns>the first item that is as it was before; null where the step was about no item</returns>
    /// <exception cref="RuleBroken">there is no such step, it was taken back before, an item was changed after it, or the plan has been dispatched</exception>
    public Task<long?> Run(Actor by, OfficeMoment at, long planId, long stepId, long? itemId = null)
    {
        by.RequireCoordinator();
        return database.InTransaction(async connection =>
        {
            var plan = await PlanHead.LockDraft(connection, by.RegionId, planId);
            var key = new { by.RegionId, planId, stepId, itemId, by.PersonId, at.Now };
            var step = await connection.QuerySingleOrDefaultAsync<Step>(StepSql, key) ?? throw new RuleBroken("no-such-step", "没有可以撤回的这一步。");
            if (step.TakenBackAt is { } earlier)
                throw new RuleBroken("already-taken-back", $"“{step.Sentence}”已由{step.TakenBackBy}于 {earlier.Iso()} 撤回。");
            var contents = (await connection.QueryAsync<Content>(ContentsSql, key)).AsList();
            foreach (var content in contents)
                await Restore(connection, by.RegionId, planId, step, content);
            var undone = (await connection.QueryAsync<Undone>(ReopenSql, key)).AsList();
            var reopened = undone.Select(u => u.ItemId).OfType<long>().ToArray();
            undone.AddRange(await connection.QueryAsync<Undone>(UnconfirmSql, new { by.RegionId, planId, stepId, itemId, reopened }));
            await connection.ExecuteAsync(TakenBackSql, key);
            await plan.Touch(connection, by.RegionId);
            var items = undone.Select(u => u.ItemId).Concat(contents.Select(c => (long?)c.ItemId)).Distinct().ToList();
            await events.Append(connection, by, at.Now, [.. items.Select(item => Told(plan, step, item, undone, contents))]);
            return items.FirstOrDefault();
        });
    }

    static async Task Restore(NpgsqlConnection connection, int regionId, long planId, Step step, Content content)
    {
        var item = await ItemContents.AsSeen(connection, regionId, planId, content.ItemId, version: null);
        var (before, after) = (ItemContent.Of(content.Before), ItemContent.Of(content.After));
        if (before.ChangedIn(item.Content).Any() && after.ChangedIn(item.Content).Any())
            throw new RuleBroken("changed-since", $"任务 {item.Number} 在“{step.Sentence}”之后又改过，不能撤回这一步。请直接修改。");
        await ItemContents.Write(connection, regionId, planId, item.Id, item.Version, before);
    }

    static Event Told(PlanHead plan, Step step, long? item, List<Undone> undone, List<Content> contents) => new(nameof(TakeBack),
        item is { } id ? $"WorkItem:{id}" : plan.Subject, $"撤回{step.TakenBy}于 {step.TakenAt.Iso()} 的“{step.Sentence}”",
        Before: new { undone = undone.Where(u => u.ItemId == item).Select(u => new { u.What, u.By, at = u.At.Iso() }), content = contents.Find(c => c.ItemId == item)?.After },
        After: new { content = contents.Find(c => c.ItemId == item)?.Before });
}
