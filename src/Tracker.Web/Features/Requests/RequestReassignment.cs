using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Approvals;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Requests;

/// <summary>申请调整责任单位: a unit says that its part belongs to another, and proposes which and in what role; some days after 交办 at the latest.</summary>
public sealed class RequestReassignment(Database database, AskOffice askOffice) : IFeature
{
    /// <param name="Approval">for a unit that signs on paper: who approved it and when</param>
    public sealed record Form(long AssignmentId, long ToUnitId, AssignmentRole ToRole, string Reason, PaperApproval? Approval = null);

    sealed record Proposed(string Name, AssignmentRole? Role);

    // What the proposed unit does in the item already, if anything.
    const string ProposedSql = """
        SELECT u.short_name AS name, a.role FROM units u
        LEFT JOIN assignments a ON a.region_id = u.region_id AND a.unit_id = u.id AND a.work_item_id = @WorkItemId AND a.transferred_on IS NULL
        WHERE u.region_id = @RegionId AND u.id = @ToUnitId AND u.id <> @UnitId
            AND coalesce(u.founded_on <= @Today, true) AND coalesce(u.ended_on > @Today, true)
        """;

    /// <returns>the request's id; null where it lies before the unit's head first</returns>
    /// <exception cref="RuleBroken">not the unit's own, unsigned or ended, too late, no such unit or one that has that part already,
    /// no reason, something waits already, or the unit's approval is missing</exception>
    public Task<long?> Run(Actor by, OfficeMoment at, Form form) => database.InTransaction(async connection =>
        await askOffice.Run(connection, by, at, await Check(connection, by, at, form), form with { Approval = null }, form.Approval));

    /// <summary>The same once the unit's head has let it out, inside a transaction that is already open.</summary>
    public async Task Run(NpgsqlConnection connection, Actor by, OfficeMoment at, Form form, LetOut letOut) =>
        await askOffice.Write(connection, by, at, await Check(connection, by, at, form), letOut);

    /// <summary>The last day on which a part may be asked away.</summary>
    public static async Task<LocalDate> LastDay(NpgsqlConnection connection, int regionId, long assignmentId, OfficeMoment at)
    {
        var facts = (await AssignmentFactsQuery.Of(connection, regionId, [assignmentId], at.Today)).Single().Facts;
        var rule = await RegionSettings.Load(connection, regionId, at.Now, LampRule.Default);
        return (await Calendars.Load(connection, regionId)).AddWorkdays(facts.DispatchedOn, rule.ReassignWithin).Date;
    }

    static async Task<Asking> Check(NpgsqlConnection connection, Actor by, OfficeMoment at, Form form)
    {
        var assignment = await OwnAssignment.Lock(connection, by, form.AssignmentId);
        assignment.RefuseUnlessOpen();
        if (await LastDay(connection, by.RegionId, assignment.Id, at) is var last && at.Today > last)
            throw new RuleBroken("too-late-to-reassign", $"任务 {assignment.Number} 的责任单位调整须在{last.OnPaper()}以前提出，现在已经过了。确需调整的，请与办公厅联系。");
        var proposed = await connection.QuerySingleOrDefaultAsync<Proposed>(ProposedSql,
            new { by.RegionId, assignment.WorkItemId, assignment.UnitId, form.ToUnitId, at.Today })
            ?? throw new RuleBroken("no-such-unit", "没有这个单位，它今天不存在，或者就是本单位。请重新填写建议的单位。");
        if (proposed.Role <= form.ToRole)
            throw new RuleBroken("takes-part-already", $"{proposed.Name}本来就是任务 {assignment.Number} 的{proposed.Role.Value.Chinese()}单位，请建议更重的角色，或者另外的单位。");
        var request = new NewRequest(assignment.Id, RequestKind.Reassignment, form.Reason,
            InTime: await LimitsInForce.NonePassed(connection, by.RegionId, assignment.Id, at.Today)) { ToUnitId = form.ToUnitId, ToRole = form.ToRole };
        await request.Check(connection, by.RegionId);
        return new(assignment, request, nameof(RequestReassignment),
            $"申请调整责任单位：建议由{proposed.Name}{form.ToRole.Chinese()}，理由：{Excerpt.Of(form.Reason)}");
    }
}
