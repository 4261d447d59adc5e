using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Dispositions;

/// <summary>阶段办结 at the year's end: 全年 once the date of the year-end return has come, 长期, and 适时 whose conditions
/// never came, from the first working day of January. Nothing more falls due in that plan.</summary>
public sealed class ClosePeriod(Database database, TellItem tell) : IFeature
{
    const string YearEndSql = """
        SELECT due_on FROM checkpoints WHERE region_id = @regionId AND work_plan_id = @planId AND kind = 'YearEnd'
        """;

    /// <summary>The limits that end with a year and not with a day.</summary>
    public static bool Ends(TimeLimitKind kind) => kind is TimeLimitKind.LongTerm or TimeLimitKind.WhenAppropriate or TimeLimitKind.WholeYear or TimeLimitKind.None or TimeLimitKind.Periodic;

    /// <summary>The limits that are carried into the next year, once this one is closed.</summary>
    public static bool GoesOn(TimeLimitKind kind) => kind is TimeLimitKind.LongTerm or TimeLimitKind.WhenAppropriate;

    /// <summary>The first day on which an item of that kind may be closed for the year.</summary>
    /// <param name="yearEnd">as <see cref="YearEnd"/> has it; without one, the usual day</param>
    public static LocalDate FirstDay(TimeLimitKind kind, int planYear, LocalDate? yearEnd, WorkingCalendar calendar) =>
        GoesOn(kind) ? calendar.AddWorkdays(new(planYear, 12, 31), 1).Date : yearEnd ?? CheckpointRule.Default.YearEnd!.Value.InYear(planYear);

    const string AwaitsSql = "SELECT state = 'AwaitingTrigger' FROM item_lamps WHERE region_id = @regionId AND work_item_id = @id";

    static Task<bool> Awaits(NpgsqlConnection connection, int regionId, long id) => connection.ExecuteScalarAsync<bool>(AwaitsSql, new { regionId, id });

    /// <summary>The day of the plan's year-end return; where it has none, the day that its settings name; null where they leave it out.</summary>
    public static async Task<LocalDate?> YearEnd(NpgsqlConnection connection, int regionId, long planId) =>
        await connection.ExecuteScalarAsync<LocalDate?>(YearEndSql, new { regionId, planId })
        ?? (await PlanHead.Find(connection, regionId, planId) is { PlanYear: { } year } plan ? (await PlanCheckpoints.Load(connection, regionId, plan)).Rule.YearEnd?.InYear(year) : null);

    /// <summary>All of them, or none.</summary>
    /// <exception cref="RuleBroken">not a coordinator, none chosen, nothing said, not dispatched, ended or put off, a completion waits, a limit that ends by a day, or too early</exception>
    public Task Run(Actor by, OfficeMoment at, IReadOnlyCollection<long> items, string text)
    {
        by.RequireCoordinator();
        if (items.Count == 0)
            throw new RuleBroken("nothing-chosen", "请至少选一项要阶段办结的任务。");
        if (string.IsNullOrWhiteSpace(text))
            throw new RuleBroken("closing-says-nothing", "请写明阶段办结的意见，例如本年度落实情况和下一年怎样接续。");
        return database.InTransaction(async connection =>
        {
            foreach (var id in items.Distinct().Order())
                await Close(connection, by, at, id, text);
        });
    }

    async Task Close(NpgsqlConnection connection, Actor by, OfficeMoment at, long itemId, string text)
    {
        var item = await OfficeItem.Lock(connection, by, itemId);
        item.RefuseUnlessRunning();
        if (!Ends(item.LimitKind) || item.PlanYear is not { } year)
            throw new RuleBroken("not-ended-by-a-year", $"任务 {item.Number} 有自己的截止日期，由承办单位申请办结，不作阶段办结。");
        // 适时 that has got its date ends by it like any other.
        if (item.LimitKind == TimeLimitKind.WhenAppropriate && !await Awaits(connection, by.RegionId, item.Id))
            throw new RuleBroken("not-ended-by-a-year", $"任务 {item.Number} 的条件已经具备，有自己的截止日期，由承办单位申请办结，不作阶段办结。");
        var first = FirstDay(item.LimitKind, year, await YearEnd(connection, by.RegionId, item.PlanId), await Calendars.Load(connection, by.RegionId));
        if (at.Today < first)
            throw new RuleBroken("year-has-not-ended", $"任务 {item.Number} 从{first.OnPaper()}起才能阶段办结。");
        await new EndItem(Closing.PeriodClosed, text, Basis.None, []).Write(connection, by, at, item);
        await tell.Run(connection, by, at, item, nameof(ClosePeriod), $"任务 {item.Number} {year}年度阶段办结：{text.Trim()}", new { item.Closed }, new { year, text });
    }
}
