using Npgsql;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Approvals;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Requests;

/// <summary>申请不涉及: a unit that came by a collective says that the task has nothing to do with it, and why.</summary>
public sealed class RequestExemption(Database database, AskOffice askOffice) : IFeature
{
    /// <param name="Approval">for a unit that signs on paper: who approved it and when</param>
    public sealed record Form(long AssignmentId, string Reason, PaperApproval? Approval = null);

    /// <returns>the request's id; null where it lies before the unit's head first</returns>
    /// <exception cref="RuleBroken">not the unit's own, unsigned or ended, named by its own name, no reason, something waits already,
    /// or the unit's approval is missing</exception>
    public Task<long?> Run(Actor by, OfficeMoment at, Form form) => database.InTransaction(async connection =>
        await askOffice.Run(connection, by, at, await Check(connection, by, at, form), form with { Approval = null }, form.Approval));

    /// <summary>The same once the unit's head has let it out, inside a transaction that is already open.</summary>
    public async Task Run(NpgsqlConnection connection, Actor by, OfficeMoment at, Form form, LetOut letOut) =>
        await askOffice.Write(connection, by, at, await Check(connection, by, at, form), letOut);

    static async Task<Asking> Check(NpgsqlConnection connection, Actor by, OfficeMoment at, Form form)
    {
        var assignment = await OwnAssignment.Lock(connection, by, form.AssignmentId);
        assignment.RefuseUnlessOpen();
        if (!await FromCollective.Is(connection, by.RegionId, assignment.Id))
            throw new RuleBroken("named-by-name", $"任务 {assignment.Number} 的通知点名写明了{assignment.UnitName}，不能申请不涉及。认为应由其他单位承办的，请申请调整责任单位。");
        var request = new NewRequest(assignment.Id, RequestKind.Exemption, form.Reason,
            InTime: await LimitsInForce.NonePassed(connection, by.RegionId, assignment.Id, at.Today));
        await request.Check(connection, by.RegionId);
        return new(assignment, request, nameof(RequestExemption), $"申请不涉及，理由：{Excerpt.Of(form.Reason)}");
    }
}
