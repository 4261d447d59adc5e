using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Namings;

/// <summary>A proposal that a coordinator is about to answer; it is locked until the transaction ends.</summary>
sealed record OpenProposal
{
    public long Id { get; init; }
    public long WorkItemId { get; init; }
    public long PlanId { get; init; }
    public required string Number { get; init; }
    public required string Spelling { get; init; }
    public long AssignmentId { get; init; }
    public long UnitId { get; init; }
    public LocalDate ProposedOn { get; init; }
    public bool Own { get; init; }
    public int Coordinators { get; init; }
    public string? DecidedBy { get; init; }
    public Instant? DecidedAt { get; init; }
    public bool Named { get; init; }

    const string LockSql = """
        SELECT n.id, n.work_item_id, i.work_plan_id AS plan_id, i.number, n.spelling, n.assignment_id, a.unit_id, n.proposed_on, n.proposed_by = @PersonId AS own,
            (SELECT count(DISTINCT c.person_id)::int FROM person_roles c
                JOIN people p ON p.region_id = c.region_id AND p.id = c.person_id AND p.disabled_at IS NULL
                WHERE c.region_id = n.region_id AND c.role = 'Coordinator') AS coordinators,
            b.name AS decided_by, d.decided_at, w.named_on IS NOT NULL AS named
        FROM name_proposals n
        JOIN awaited_names w ON w.region_id = n.region_id AND w.work_item_id = n.work_item_id AND w.spelling = n.spelling
        JOIN work_items i ON i.region_id = n.region_id AND i.id = n.work_item_id
        JOIN assignments a ON a.region_id = n.region_id AND a.id = n.assignment_id
        LEFT JOIN proposal_decisions d ON d.region_id = n.region_id AND d.proposal_id = n.id
        LEFT JOIN people b ON b.region_id = d.region_id AND b.id = d.decided_by
        WHERE n.region_id = @RegionId AND n.id = @id
        FOR UPDATE OF w
        """;

    const string DecideSql = """
        INSERT INTO proposal_decisions (region_id, proposal_id, accepted, units, reason, propose_by, office_late, self_reviewed, decided_by, decided_on, decided_at)
        VALUES (@RegionId, @Id, @accepted, @units, @reason, @proposeBy, @late, @Own, @PersonId, @Today, @Now)
        """;

    // In two statements: the one that waited for the lock sees what was decided meanwhile only in the second.
    const string LockOnlySql = "SELECT id FROM name_proposals WHERE region_id = @RegionId AND id = @id FOR UPDATE";

    /// <exception cref="RuleBroken">not a coordinator, no such proposal, answered before: by whom and when, named without it, or one's own where another could answer</exception>
    public static async Task<OpenProposal> Lock(NpgsqlConnection connection, Actor by, long id)
    {
        by.RequireCoordinator();
        await connection.ExecuteAsync(LockOnlySql, new { by.RegionId, id });
        var found = await connection.QuerySingleOrDefaultAsync<OpenProposal>(LockSql, new { by.RegionId, by.PersonId, id })
            ?? throw new RuleBroken("no-such-proposal", "没有这项点名建议。");
        if (found.DecidedAt is { } when)
            throw new RuleBroken("already-decided", $"{found.DecidedBy}已于 {when.Iso()} 答复了这项点名建议。");
        if (found.Named)
            throw new RuleBroken("already-named", $"“{found.Spelling}”已由办公厅点名，这项建议不用再答复。");
        return found is { Own: true, Coordinators: > 1 } ? throw new RuleBroken("own-request", "建议是您本人提出的，请由另一位督办员答复。") : found;
    }

    public async Task Decide(NpgsqlConnection connection, Actor by, OfficeMoment at, bool accepted, long[] units, string reason, LocalDate? proposeBy)
    {
        var rule = await RegionSettings.Load(connection, by.RegionId, at.Now, LampRule.Default);
        var calendar = await Calendars.Load(connection, by.RegionId);
        await connection.ExecuteAsync(DecideSql, new
        {
            by.RegionId, by.PersonId, Id, accepted, units, reason = reason.Trim(), proposeBy, Own, at.Today, at.Now,
            late = calendar.WorkdaysLate(calendar.AddWorkdays(ProposedOn, rule.AnswerWithin).Date, at.Today),
        });
    }
}

/// <summary>确认点名: the units that the lead proposed, or others in their place, are named, and handed the item by 补充交办.</summary>
public sealed class ConfirmNames(Database database, EventLog events, Adjustments.SupplementDispatch supplement, Lamps.Lamps lamps) : IFeature
{
    public sealed record Form(long ProposalId, IReadOnlyCollection<long> Units, string Reason);

    /// <returns>how many units were given the item; who takes part already keeps its part</returns>
    /// <exception cref="RuleBroken">as for <see cref="OpenProposal.Lock"/>, nobody is named, or a unit is no more</exception>
    public Task<int> Run(Actor by, OfficeMoment at, Form form) => database.InTransaction(async connection =>
    {
        var proposal = await OpenProposal.Lock(connection, by, form.ProposalId);
        await proposal.Decide(connection, by, at, true, [.. form.Units.Distinct()], form.Reason, null);
        var (given, names) = await supplement.NameFor(connection, by, at, proposal.PlanId, proposal.WorkItemId, proposal.Spelling, form.Units);
        var eventId = await events.AppendOne(connection, by, at.Now, new Event(nameof(ConfirmNames), $"WorkItem:{proposal.WorkItemId}",
            $"确认“{proposal.Spelling}”为：{names}，补充交办{given}个单位{(proposal.Own ? "（自审）" : "")}", After: form));
        await MailPromises.Promise(connection, by.RegionId, MailKind.ItemDecided, [proposal.UnitId], eventId, at);
        await lamps.Refresh(connection, by.RegionId, [proposal.AssignmentId], at);
        return given;
    });
}

/// <summary>不同意点名建议: the lead proposes again, within some days.</summary>
public sealed class RefuseNames(Database database, EventLog events, Lamps.Lamps lamps) : IFeature
{
    /// <exception cref="RuleBroken">as for <see cref="OpenProposal.Lock"/>, or nothing says why</exception>
    public Task Run(Actor by, OfficeMoment at, long proposalId, string reason) => database.InTransaction(async connection =>
    {
        var proposal = await OpenProposal.Lock(connection, by, proposalId);
        if (string.IsNullOrWhiteSpace(reason))
            throw new RuleBroken("refusal-says-nothing", "请写明不同意的理由，牵头单位据此重新提出。");
        var rule = await RegionSettings.Load(connection, by.RegionId, at.Now, LampRule.Default);
        var again = (await Calendars.Load(connection, by.RegionId)).AddWorkdays(at.Today, rule.RemainAfterRefusal).Date;
        await proposal.Decide(connection, by, at, false, [], reason, again);
        var eventId = await events.AppendOne(connection, by, at.Now, new Event(nameof(RefuseNames), $"WorkItem:{proposal.WorkItemId}",
            $"不同意“{proposal.Spelling}”的点名建议：{reason.Trim().TrimEnd('。')}；{again.OnPaper()}前重新提出{(proposal.Own ? "（自审）" : "")}"));
        await MailPromises.Promise(connection, by.RegionId, MailKind.ItemDecided, [proposal.UnitId], eventId, at);
        await lamps.Refresh(connection, by.RegionId, [proposal.AssignmentId], at);
    });
}
