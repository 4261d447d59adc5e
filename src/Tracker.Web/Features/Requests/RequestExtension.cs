using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Approvals;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Requests;

/// <summary>申请延期: a unit asks for a later date. Asked in time, it stops the unit's clock until the office has answered;
/// asked later, the lateness so far stays.</summary>
public sealed class RequestExtension(Database database, AskOffice askOffice) : IFeature
{
    /// <param name="MilestoneId">a date in the sentence; null for the due date</param>
    /// <param name="Basis">needed where the notice states the date</param>
    /// <param name="Approval">for a unit that signs on paper: who approved it and when</param>
    public sealed record Form(long AssignmentId, long? MilestoneId, LocalDate NewOn, string Reason, Basis Basis, PaperApproval? Approval = null);

    /// <returns>the request's id; null where it lies before the unit's head first</returns>
    /// <exception cref="RuleBroken">not the unit's own, unsigned or ended, another request or a completion waits, the date is not later,
    /// the basis or the unit's approval is missing</exception>
    public Task<long?> Run(Actor by, OfficeMoment at, Form form) => database.InTransaction(async connection =>
        await askOffice.Run(connection, by, at, await Check(connection, by, at, form), form with { Approval = null }, form.Approval));

    /// <summary>The same once the unit's head has let it out, inside a transaction that is already open.</summary>
    public async Task Run(NpgsqlConnection connection, Actor by, OfficeMoment at, Form form, LetOut letOut) =>
        await askOffice.Write(connection, by, at, await Check(connection, by, at, form), letOut);

    static async Task<Asking> Check(NpgsqlConnection connection, Actor by, OfficeMoment at, Form form)
    {
        var assignment = await OwnAssignment.Lock(connection, by, form.AssignmentId);
        assignment.RefuseUnlessOpen();
        var date = (await ExtendableDates.Of(connection, by.RegionId, assignment.Id, at.Today)).FirstOrDefault(d => d.MilestoneId == form.MilestoneId)
            ?? throw new RuleBroken("no-date-to-put-off", $"任务 {assignment.Number} 没有可以延期的时限。");
        RefuseEarlier(date, form.NewOn, at.Today);
        var request = new NewRequest(assignment.Id, RequestKind.Extension, form.Reason, InTime: at.Today <= date.InForce)
        {
            MilestoneId = form.MilestoneId, OldOn = date.InForce, NewOn = form.NewOn, Basis = form.Basis,
        };
        await request.Check(connection, by.RegionId);
        if (date.NoticeSays)
            form.Basis.Require("延长通知写明的期限", at.Today);
        form.Basis.RefuseHalf(at.Today);
        return new(assignment, request, nameof(RequestExtension), Sentence(date, form));
    }

    static void RefuseEarlier(ExtendableDate date, LocalDate newOn, LocalDate today)
    {
        if (newOn <= date.InForce)
            throw new RuleBroken("extension-must-be-later", $"新的日期须晚于现在的{date.InForce.OnPaper()}。");
        if (newOn <= today)
            throw new RuleBroken("extension-is-past", "新的日期须在今天以后。");
    }

    static string Sentence(ExtendableDate date, Form form) =>
        $"申请延期：{date.What}由{date.InForce.OnPaper()}延至{form.NewOn.OnPaper()}，理由：{Excerpt.Of(form.Reason).TrimEnd('。')}{(form.Basis.IsGiven ? $"；依据：{form.Basis.InWords()}" : "")}";
}
