using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Requests;

/// <summary>不同意, whatever was asked. Where the clock had stood still, some working days remain.</summary>
public sealed class RefuseRequest(Database database, EventLog events, Lamps.Lamps lamps) : IFeature
{
    /// <exception cref="RuleBroken">not a coordinator, one's own request, answered before, or nothing said</exception>
    public Task Run(Actor by, OfficeMoment at, long requestId, string reason) => database.InTransaction(async connection =>
    {
        var waiting = await WaitingRequest.Lock(connection, by, requestId);
        if (string.IsNullOrWhiteSpace(reason))
            throw new RuleBroken("refusal-says-nothing", "请写明不同意的理由。");
        var (rule, calendar) = (await RegionSettings.Load(connection, by.RegionId, at.Now, LampRule.Default), await Calendars.Load(connection, by.RegionId));
        await waiting.Decide(connection, by, at, "Refused", reason, Basis.None, rule, calendar);
        var moves = waiting.InTime ? await Remaining(connection, by, at, waiting, rule, calendar) : [];
        await MoveDates.Run(connection, by, at, MovingCause.Refusal, waiting.Id, moves);
        await MailPromises.Promise(connection, by.RegionId, MailKind.Answered, [waiting.UnitId], waiting.Id, at);
        await events.Append(connection, by, at.Now, new Event(nameof(RefuseRequest), $"Assignment:{waiting.AssignmentId}",
            $"不同意{waiting.UnitName}{waiting.Kind.Chinese()}：{reason.Trim()}{Until(moves)}{waiting.Marked}", After: new { requestId, reason }));
        await lamps.Refresh(connection, by.RegionId, [waiting.AssignmentId], at);
    });

    static async Task<IReadOnlyList<DateMove>> Remaining(
        NpgsqlConnection connection, Actor by, OfficeMoment at, WaitingRequest waiting, LampRule rule, WorkingCalendar calendar)
    {
        var facts = (await AssignmentFactsQuery.Of(connection, by.RegionId, [waiting.AssignmentId], at.Today)).Single().Facts;
        return
        [
            .. facts.DatesInForce().Where(d => !d.IsFixed && d.On >= waiting.AskedOn)
                .Select(d => new DateMove(waiting.AssignmentId, d, RequestKinds.AfterRefusal(d.On, at.Today, rule, calendar)))
                .Where(m => m.NewOn > m.Date.On),
        ];
    }

    static string Until(IReadOnlyList<DateMove> moves) =>
        moves.Count == 0 ? "" : $"（{string.Join('、', moves.Select(m => m.Date.What))}放宽至{moves[0].NewOn.OnPaper()}）";
}
