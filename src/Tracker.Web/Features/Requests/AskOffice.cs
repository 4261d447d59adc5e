using Npgsql;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Approvals;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Requests;

/// <summary>A request that may be made: what is written down, and what the item's story tells of it.</summary>
/// <param name="Verb">the event's</param>
/// <param name="Sentence">what is asked and why, without who approved it</param>
public sealed record Asking(OwnAssignment Assignment, NewRequest Request, string Verb, string Sentence);

/// <summary>The way of every request to the office: through the head of the unit, then written down, told and shown as 蓝 待答复.</summary>
public sealed class AskOffice(EventLog events, LeavingUnit leaving, Lamps.Lamps lamps) : IFeature
{
    /// <param name="form">as the verb was asked; the head's approval does it as it stands</param>
    /// <returns>the request's id; null where it lies before the unit's head first</returns>
    /// <exception cref="RuleBroken">the unit's approval is missing, or the same lies before the head already</exception>
    public async Task<long?> Run(NpgsqlConnection connection, Actor by, OfficeMoment at, Asking asking, object form, PaperApproval? paper) =>
        await leaving.Pass(connection, by, at, asking.Assignment, asking.Request.Kind.AsDraft(), form, asking.Sentence, paper) is { } letOut
            ? await Write(connection, by, at, asking, letOut) : null;

    /// <summary>The same once the unit's head has let it out.</summary>
    public async Task<long> Write(NpgsqlConnection connection, Actor by, OfficeMoment at, Asking asking, LetOut letOut)
    {
        var id = await asking.Request.Insert(connection, by.RegionId, letOut.WrittenBy, at);
        await LeavingUnit.Record(connection, by, at, letOut, requestId: id);
        await events.Append(connection, by, at.Now, new Event(asking.Verb, $"Assignment:{asking.Assignment.Id}", asking.Sentence + letOut.InWords,
            After: new { requestId = id, request = asking.Request, letOut }));
        await lamps.Refresh(connection, by.RegionId, [asking.Assignment.Id], at);
        return id;
    }
}
