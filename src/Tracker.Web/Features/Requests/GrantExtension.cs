using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Requests;

/// <summary>同意延期: the office sets a later date, the one asked for or another; the dates before stay on record.</summary>
public sealed class GrantExtension(Database database, EventLog events, Lamps.Lamps lamps) : IFeature
{
    /// <param name="WholeItem">the other units of the item that have not ended get the same date, where theirs is earlier</param>
    public sealed record Form(long RequestId, LocalDate NewOn, bool WholeItem, string Remark = "");

    const string OthersSql = $"""
        SELECT a.id FROM assignments a
        WHERE a.region_id = @RegionId AND a.work_item_id = @WorkItemId AND a.id <> @AssignmentId AND NOT {Ended.Sql}
        ORDER BY a.id
        """;

    const string UnitsSql = "SELECT DISTINCT unit_id FROM assignments WHERE region_id = @RegionId AND id = ANY(@ids)";

    /// <exception cref="RuleBroken">not a coordinator, one's own request, answered before, or the date is not later than the one in force</exception>
    public Task Run(Actor by, OfficeMoment at, Form form) => database.InTransaction(async connection =>
    {
        var waiting = await WaitingRequest.Lock(connection, by, form.RequestId, RequestKind.Extension);
        RefuseEarlier(waiting, form.NewOn, at.Today);
        var calendar = await Calendars.Load(connection, by.RegionId);
        await waiting.Decide(connection, by, at, "Granted", form.Remark, Basis.None, await RegionSettings.Load(connection, by.RegionId, at.Now, LampRule.Default), calendar);
        var moves = await Moves(connection, by, at, waiting, form, calendar);
        await MoveDates.Run(connection, by, at, MovingCause.Extension, waiting.Id, moves);
        long[] touched = [waiting.AssignmentId, .. moves.Select(m => m.AssignmentId).Where(id => id != waiting.AssignmentId)];
        var units = (await connection.QueryAsync<long>(UnitsSql, new { by.RegionId, ids = touched })).AsList();
        await MailPromises.Promise(connection, by.RegionId, MailKind.Answered, units, waiting.Id, at);
        await events.Append(connection, by, at.Now, [.. touched.Select(id => new Event(nameof(GrantExtension), $"Assignment:{id}",
            id == waiting.AssignmentId ? Sentence(waiting, form) : $"随{waiting.UnitName}延期至{form.NewOn.OnPaper()}", After: form))]);
        await lamps.Refresh(connection, by.RegionId, touched, at);
    });

    static void RefuseEarlier(WaitingRequest waiting, LocalDate newOn, LocalDate today)
    {
        if (newOn <= waiting.OldOn)
            throw new RuleBroken("extension-must-be-later", $"新的日期须晚于现在的{waiting.OldOn?.OnPaper()}；不同意延期的，请选“不同意”。");
        if (newOn <= today)
            throw new RuleBroken("extension-is-past", "新的日期须在今天以后。");
    }

    static async Task<IReadOnlyList<DateMove>> Moves(
        NpgsqlConnection connection, Actor by, OfficeMoment at, WaitingRequest waiting, Form form, WorkingCalendar calendar)
    {
        var others = form.WholeItem ? (await connection.QueryAsync<long>(OthersSql, new { by.RegionId, waiting.WorkItemId, waiting.AssignmentId })).AsList() : [];
        var facts = await AssignmentFactsQuery.Of(connection, by.RegionId, [waiting.AssignmentId, .. others], at.Today);
        return
        [
            .. facts.SelectMany(a => a.Facts.DatesInForce()
                .Where(d => d is { IsLimit: true, IsFixed: false } && d.Id == waiting.MilestoneId && d.On < form.NewOn)
                .Select(d => new DateMove(a.Id, d, form.NewOn, LateBy(a.Id == waiting.AssignmentId ? waiting.AskedOn : at.Today, d.On)))),
        ];

        // What lay with the office does not make the unit later.
        int LateBy(LocalDate until, LocalDate date) => calendar.WorkdaysLate(date, until);
    }

    static string Sentence(WaitingRequest waiting, Form form) =>
        $"同意{waiting.UnitName}延期至{form.NewOn.OnPaper()}{(form.NewOn == waiting.NewOn ? "" : $"（申请{waiting.NewOn?.OnPaper()}）")}"
        + $"{(form.WholeItem ? "，适用于本任务全部单位" : "")}{(form.Remark.Trim() is { Length: > 0 } remark ? $"：{remark}" : "")}{waiting.Marked}";
}
