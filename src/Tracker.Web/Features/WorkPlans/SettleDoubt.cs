using System.Text.Json;
using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>A person settles a doubt: chooses among its readings, or says that the value stands.</summary>
public sealed class SettleDoubt(Database database, EventLog events) : IFeature
{
    sealed record Row(long Id, long? WorkItemId, string? Number, string Field, string Reason, JsonElement Readings, string? SettledBy, Instant? SettledAt);

    const string FindSql = """
        SELECT d.id, d.work_item_id, w.number, d.field, d.reason, d.readings, who.name AS settled_by, s.settled_at
        FROM doubts d
        LEFT JOIN work_items w ON w.region_id = d.region_id AND w.id = d.work_item_id
        LEFT JOIN doubt_settlements s ON s.region_id = d.region_id AND s.doubt_id = d.id
        LEFT JOIN people who ON who.region_id = s.region_id AND who.id = s.settled_by
        WHERE d.region_id = @RegionId AND d.work_plan_id = @planId AND d.id = @doubtId
        """;

    const string SettleSql = """
        INSERT INTO doubt_settlements (region_id, doubt_id, settled_by, settled_at, step_id) VALUES (@RegionId, @Id, @PersonId, @Now, @step)
        """;

    /// <param name="reading">which of the readings holds, from 0; null where there is nothing to choose</param>
    /// <param name="version">of the item that the person has seen; null takes it as it stands</param>
    /// <exception cref="RuleBroken">a choice is needed, the doubt is settled already, the item has changed, or the plan has been dispatched</exception>
    public Task Run(Actor by, OfficeMoment at, long planId, long doubtId, int? reading, int? version = null)
    {
        by.RequireCoordinator();
        return database.InTransaction(async connection =>
        {
            var plan = await PlanHead.LockDraft(connection, by.RegionId, planId);
            var doubt = await connection.QuerySingleOrDefaultAsync<Row>(FindSql, new { by.RegionId, planId, doubtId })
                ?? throw new RuleBroken("no-such-doubt", "分工方案里没有这处存疑。");
            if (doubt.SettledAt is { } settledAt)
                throw new RuleBroken("already-settled", $"这处存疑已由{doubt.SettledBy}于 {settledAt.Iso()} 处理。");
            var chosen = Chosen(doubt, reading);
            var sentence = chosen is { } words ? $"存疑“{doubt.Reason}”选定读法：{ChosenReading.InWords(doubt.Field, words)}" : $"存疑“{doubt.Reason}”核对无误";
            var step = await CheckSteps.Take(connection, by, at, planId, $"{doubt.Number} {sentence}".TrimStart());
            if (doubt.WorkItemId is { } itemId)
                await PutIn(connection, by, planId, itemId, version, step, doubt.Field, chosen);
            await connection.ExecuteAsync(SettleSql, new { by.RegionId, doubt.Id, by.PersonId, at.Now, step });
            await plan.Touch(connection, by.RegionId);
            await events.Append(connection, by, at.Now, new Event(nameof(SettleDoubt),
                doubt.WorkItemId is { } id ? $"WorkItem:{id}" : plan.Subject, sentence, After: chosen));
        });
    }

    static JsonElement? Chosen(Row doubt, int? reading)
    {
        var count = doubt.Readings.GetArrayLength();
        if (reading is { } index)
            return index >= 0 && index < count ? doubt.Readings[index] : throw new RuleBroken("no-such-reading", "没有这种读法。");
        return count < 2 ? null : throw new RuleBroken("reading-open", "这处有两种读法，请选定一种。");
    }

    static async Task PutIn(NpgsqlConnection connection, Actor by, long planId, long itemId, int? version, long step, string field, JsonElement? chosen)
    {
        var item = await ItemContents.AsSeen(connection, by.RegionId, planId, itemId, version);
        if (chosen is not { } reading)
            return;
        var content = ChosenReading.Into(item.Content, field, reading);
        await ItemContents.Write(connection, by.RegionId, planId, itemId, item.Version, content);
        await CheckSteps.Wrote(connection, by, step, itemId, item.Content, content);
    }
}
