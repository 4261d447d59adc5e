using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Completions;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Dispositions;

/// <summary>恢复办理: time counts again. What fell due meanwhile, or falls due right after, leaves some working days; the office may set a new last day.</summary>
public sealed class ResumeItem(Database database, TellItem tell) : IFeature
{
    /// <param name="NewOn">the last day from now on; null leaves it</param>
    public sealed record Form(long WorkItemId, LocalDate? NewOn, string Reason, Basis Basis);

    /// <exception cref="RuleBroken">not a coordinator, not put off, no reason, a basis half given, or the new date is not to come</exception>
    public Task Run(Actor by, OfficeMoment at, Form form) => database.InTransaction(async connection =>
    {
        var item = await OfficeItem.Lock(connection, by, form.WorkItemId);
        item.RefuseUnlessOpen();
        if (item.SuspendedOn is not { } since)
            throw new RuleBroken("item-is-not-suspended", $"任务 {item.Number} 没有暂缓，不用恢复。");
        if (string.IsNullOrWhiteSpace(form.Reason))
            throw new RuleBroken("resumption-says-nothing", "请写明恢复办理的理由。");
        if (form.NewOn <= at.Today)
            throw new RuleBroken("new-date-is-past", "新的日期须在今天以后。");
        form.Basis.RefuseHalf(at.Today);
        await SuspendItem.Write(connection, by, at, item.Id, "Resumed", null, form.Reason, form.Basis);
        await MoveDates.Run(connection, by, at, MovingCause.Resumption, null, await Moves(connection, by.RegionId, at, item.Id, since, form.NewOn));
        await tell.Run(connection, by, at, item, nameof(ResumeItem),
            $"恢复办理{(form.NewOn is { } on ? $"，时限定为{on.OnPaper()}" : "")}：{form.Reason.Trim().TrimEnd('。')}{(form.Basis.IsGiven ? $"；依据：{form.Basis.InWords()}" : "")}", new { item.SuspendedOn }, form);
    });

    static async Task<IReadOnlyList<DateMove>> Moves(NpgsqlConnection connection, int regionId, OfficeMoment at, long itemId, LocalDate since, LocalDate? newOn)
    {
        var rule = await RegionSettings.Load(connection, regionId, at.Now, LampRule.Default);
        var least = (await Calendars.Load(connection, regionId)).AddWorkdays(at.Today, rule.RemainAfterRefusal).Date;
        var parts = await AssignmentFactsQuery.Of(connection, regionId, await CloseItem.Parts(connection, regionId, itemId), at.Today);
        return
        [
            .. parts.Where(a => a.Facts.End is null).SelectMany(a => a.Facts.DatesInForce().Where(d => d.On >= since || d.Nature == DateNature.Due && newOn is not null)
                .Select(d => new DateMove(a.Id, d, d.Nature == DateNature.Due && newOn is { } on ? on : LocalDate.Max(d.On, least))))
                .Where(m => m.NewOn != m.Date.On),
        ];
    }
}
