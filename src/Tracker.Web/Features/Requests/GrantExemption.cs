using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Completions;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Requests;

/// <summary>同意不涉及, on a basis: the unit's part ends, and the item closes if nobody else is missing.</summary>
public sealed class GrantExemption(Database database, EventLog events, CloseItem closeItem, Lamps.Lamps lamps) : IFeature
{
    public sealed record Form(long RequestId, Basis Basis, string Remark = "");

    /// <returns>true if this closed the item</returns>
    /// <exception cref="RuleBroken">not a coordinator, one's own request, answered before, or no basis</exception>
    public Task<bool> Run(Actor by, OfficeMoment at, Form form) => database.InTransaction(async connection =>
    {
        var waiting = await WaitingRequest.Lock(connection, by, form.RequestId, RequestKind.Exemption);
        form.Basis.Require("同意不涉及", at.Today);
        await waiting.Decide(connection, by, at, "Granted", form.Remark, form.Basis,
            await RegionSettings.Load(connection, by.RegionId, at.Now, LampRule.Default), await Calendars.Load(connection, by.RegionId));
        await MailPromises.Promise(connection, by.RegionId, MailKind.Answered, [waiting.UnitId], waiting.Id, at);
        await events.Append(connection, by, at.Now, new Event(nameof(GrantExemption), $"Assignment:{waiting.AssignmentId}",
            $"同意{waiting.UnitName}不涉及这项任务，依据：{form.Basis.InWords()}{(form.Remark.Trim() is { Length: > 0 } remark ? $"：{remark}" : "")}{waiting.Marked}", After: form));
        var closed = await closeItem.IfMet(connection, by, at, waiting.WorkItemId);
        await lamps.Refresh(connection, by.RegionId, closed ? await CloseItem.Parts(connection, by.RegionId, waiting.WorkItemId) : [waiting.AssignmentId], at);
        return closed;
    });
}
