using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Dispositions;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Triggers;

/// <summary>登记事件日期: what a limit such as 会后7日内 counts from has happened. Each time it happens is a date of its own.</summary>
public sealed class RecordEvent(Database database, TellItem tell) : IFeature
{
    /// <param name="What">what happened, in a few words: 第二次联席会议</param>
    public sealed record Form(long WorkItemId, LocalDate HappenedOn, string What);

    sealed record LimitRow(string? LimitRaw, TimeLimitKind LimitKind, LocalDate? DueOn);
    sealed record Before(string What, string Name, Instant RecordedAt);

    const string LimitSql = "SELECT limit_raw, limit_kind, due_on FROM work_items WHERE region_id = @RegionId AND id = @WorkItemId";

    const string BeforeSql = """
        SELECT e.what, p.name, e.recorded_at FROM limit_events e JOIN people p ON p.region_id = e.region_id AND p.id = e.recorded_by
        WHERE e.region_id = @RegionId AND e.work_item_id = @WorkItemId AND e.happened_on = @HappenedOn
        """;

    const string InsertSql = """
        INSERT INTO limit_events (region_id, work_item_id, happened_on, what, recorded_by, recorded_on, recorded_at)
        VALUES (@RegionId, @WorkItemId, @HappenedOn, @what, @PersonId, @Today, @Now);
        INSERT INTO milestones (region_id, work_item_id, raw, due_on, added_on, instance, counts_from, routine)
        VALUES (@RegionId, @WorkItemId, @raw, @due, @Today, @instance, @HappenedOn, false);
        """;

    /// <returns>the day by which it is to be done</returns>
    /// <exception cref="RuleBroken">not a coordinator, not dispatched, ended or put off, the limit counts from no event, a day to come,
    /// nothing said, or recorded before: by whom and when</exception>
    public Task<LocalDate> Run(Actor by, OfficeMoment at, Form form) => database.InTransaction(async connection =>
    {
        var item = await OfficeItem.Lock(connection, by, form.WorkItemId);
        item.RefuseUnlessRunning();
        var limit = await LimitOf(connection, by.RegionId, form.WorkItemId) ?? throw new RuleBroken("counts-from-no-event", $"任务 {item.Number} 的时限不从事件起算，不用登记事件。");
        if (form.HappenedOn > at.Today)
            throw new RuleBroken("event-is-to-come", $"{form.HappenedOn.OnPaper()}还没有到，事件发生以后再登记。");
        var what = form.What.Trim();
        if (what == "")
            throw new RuleBroken("event-says-nothing", "请写明发生了什么，例如：第二次联席会议。");
        if (await connection.QuerySingleOrDefaultAsync<Before>(BeforeSql, new { by.RegionId, form.WorkItemId, form.HappenedOn }) is { } before)
            throw new RuleBroken("event-recorded-before", $"{form.HappenedOn.OnPaper()}的“{before.What}”已由{before.Name}于 {before.RecordedAt.Iso()} 登记。");
        var due = await DueOf(connection, by.RegionId, limit, form.HappenedOn, at);
        await connection.ExecuteAsync(InsertSql, new
        {
            by.RegionId, by.PersonId, at.Today, at.Now, form.WorkItemId, form.HappenedOn, what, due,
            raw = $"{what}（{form.HappenedOn.OnPaper()}）后办理情况", instance = $"event@{form.HappenedOn.Iso()}",
        });
        await tell.Run(connection, by, at, item, nameof(RecordEvent), $"{form.HappenedOn.OnPaper()}{what}，请于{due.OnPaper()}前报送办理情况", new { item.LimitKind }, form);
        return due;
    });

    /// <summary>The limit of an item that counts from an event which only the office can tell of; null where it does not.</summary>
    public static async Task<RelativeLimit?> LimitOf(NpgsqlConnection connection, int regionId, long itemId) =>
        await connection.QuerySingleOrDefaultAsync<LimitRow>(LimitSql, new { RegionId = regionId, WorkItemId = itemId }) is { LimitKind: TimeLimitKind.Relative, DueOn: null, LimitRaw: { } raw }
            && RelativeLimit.Recognize(raw) is { Event: LimitEvent.Other } limit ? limit : null;

    // Recorded late by the office, it makes nobody late: some days remain.
    static async Task<LocalDate> DueOf(NpgsqlConnection connection, int regionId, RelativeLimit limit, LocalDate happenedOn, OfficeMoment at)
    {
        var calendar = await Calendars.Load(connection, regionId);
        var rule = await RegionSettings.Load(connection, regionId, at.Now, LampRule.Default);
        return LocalDate.Max(limit.LastDay(happenedOn, calendar).Date, calendar.AddWorkdays(at.Today, rule.RemainAfterRefusal).Date);
    }
}
