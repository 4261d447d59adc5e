using System.Text.Json;
using Tracker.Domain;
using Tracker.Web.Features.Completions;
using Tracker.Web.Features.Requests;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Approvals;

/// <summary>审签同意: the head lets out what the liaison wrote, as it stands; it goes to the office in the same step.</summary>
public sealed class ApproveDraft(
    Database database, SubmitCompletion submitCompletion, RequestExtension requestExtension, RequestReassignment requestReassignment,
    RequestExemption requestExemption) : IFeature
{
    /// <exception cref="RuleBroken">not the unit's head, decided before, or a rule now forbids what was drafted</exception>
    public Task Run(Actor by, OfficeMoment at, long draftId) => database.InTransaction(async connection =>
    {
        var draft = await OpenDraft.Lock(connection, by, draftId, Role.UnitHead);
        await draft.Decide(connection, by, at, "Approved", "");
        var letOut = new LetOut(by.Name, at.Today, by.PersonId, draft.DraftedBy);
        switch (draft.Kind)
        {
            case DraftKind.Completion:
                await submitCompletion.Run(connection, by, at, Form<SubmitCompletion.Form>(draft), letOut);
                break;
            case DraftKind.Extension:
                await requestExtension.Run(connection, by, at, Form<RequestExtension.Form>(draft), letOut);
                break;
            case DraftKind.Reassignment:
                await requestReassignment.Run(connection, by, at, Form<RequestReassignment.Form>(draft), letOut);
                break;
            case DraftKind.Exemption:
                await requestExemption.Run(connection, by, at, Form<RequestExemption.Form>(draft), letOut);
                break;
        }
    });

    static T Form<T>(OpenDraft draft) => JsonSerializer.Deserialize<T>(draft.Form, LeavingUnit.Json)!;
}
