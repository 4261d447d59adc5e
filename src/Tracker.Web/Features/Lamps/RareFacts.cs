using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Obligations;

namespace Tracker.Web.Features.Lamps;

/// <summary>What has happened to few assignments only, read from its own tables, so that the many others cost nothing.
/// Known by the end of a day, as the rest of the facts.</summary>
public sealed class RareFacts
{
    sealed record MovedRow(long Id, long AssignmentId, long? MilestoneId, long? CheckpointId, LocalDate NewOn, LocalDate MovedOn, Instant MovedAt, int LateDays);
    sealed record ExemptRow(long AssignmentId, LocalDate DecidedOn);
    sealed record SuspendedRow(long WorkItemId, string Step, LocalDate? ReviewOn);
    sealed record TriggerRow(long AssignmentId, LocalDate Quarter, bool Met);
    sealed record AskingRow(long AssignmentId, RequestKind Kind, LocalDate AskedOn, bool InTime);

    // Proposed, a name waits for the office until that refuses.
    sealed record NamesRow(long WorkItemId, string Spelling, LocalDate ProposeBy, LocalDate AwaitedOn);
    sealed record InstructionRow(long AssignmentId, long InstructionId, string LeaderName, LocalDate DueOn, LocalDate PassedOn);

    sealed record NudgeAnswerRow(long AssignmentId, ReminderCause About, LocalDate AboutOn, LocalDate AnsweredOn);

    ILookup<long, NudgeAnswerRow> nudgeAnswers = Array.Empty<NudgeAnswerRow>().ToLookup(a => a.AssignmentId);
    ILookup<long, MovedRow> moved = Array.Empty<MovedRow>().ToLookup(m => m.AssignmentId);
    Dictionary<long, OpenRequest> asking = [];
    Dictionary<long, LocalDate> exempt = [];
    AdjustedFacts adjusted = AdjustedFacts.None;
    ObligationCounts counts = ObligationCounts.None;
    Dictionary<long, Suspension> suspended = [];
    ILookup<long, TriggerRow> triggers = Array.Empty<TriggerRow>().ToLookup(t => t.AssignmentId);
    ILookup<long, NamesRow> names = Array.Empty<NamesRow>().ToLookup(n => n.WorkItemId);
    ILookup<long, InstructionRow> instructions = Array.Empty<InstructionRow>().ToLookup(i => i.AssignmentId);

    static readonly string ofTheseSql = Sql(ofPart: column => $"{column} = ANY(@ids)", AdjustedFacts.OfTheseSql);
    static readonly string ofAllSql = Sql(ofPart: _ => "true", AdjustedFacts.OfAllSql);

    // Two texts rather than one that asks whether there are ids: its plan would read whole tables for a single assignment.
    static string Sql(Func<string, string> ofPart, string adjusted) => $"""
        SELECT m.id, m.assignment_id, m.milestone_id, m.checkpoint_id, m.new_on, m.moved_on, m.moved_at, m.late_days FROM moved_dates m
        WHERE m.region_id = @regionId AND {ofPart("m.assignment_id")} AND m.moved_on <= @asOf
        ORDER BY m.id;
        SELECT r.assignment_id, r.kind, r.asked_on, r.in_time FROM requests r
        WHERE r.region_id = @regionId AND {ofPart("r.assignment_id")} AND r.asked_on <= @asOf
            AND NOT EXISTS (SELECT FROM request_decisions d
                WHERE d.region_id = r.region_id AND d.request_id = r.id AND d.decided_on <= @asOf);
        SELECT r.assignment_id, min(d.decided_on) AS decided_on FROM requests r
        JOIN request_decisions d ON d.region_id = r.region_id AND d.request_id = r.id AND d.decision = 'Granted' AND d.decided_on <= @asOf
        WHERE r.region_id = @regionId AND r.kind = 'Exemption' AND {ofPart("r.assignment_id")}
        GROUP BY r.assignment_id;
        SELECT DISTINCT ON (s.work_item_id) s.work_item_id, s.step, s.review_on FROM suspensions s
        WHERE s.region_id = @regionId AND s.decided_on <= @asOf AND s.work_item_id IN (
            SELECT a.work_item_id FROM assignments a WHERE a.region_id = @regionId AND {ofPart("a.id")})
        ORDER BY s.work_item_id, s.id DESC;
        SELECT t.assignment_id, t.quarter, t.met FROM trigger_answers t
        WHERE t.region_id = @regionId AND {ofPart("t.assignment_id")} AND t.answered_on <= @asOf;
        SELECT n.assignment_id, n.about, n.about_on, n.answered_on FROM nudge_answers n
        WHERE n.region_id = @regionId AND {ofPart("n.assignment_id")} AND n.answered_on <= @asOf;
        SELECT p.assignment_id, p.instruction_id, i.leader_name, p.due_on, p.passed_on_on AS passed_on FROM instruction_parts p
        JOIN instructions i ON i.region_id = p.region_id AND i.id = p.instruction_id
        WHERE p.region_id = @regionId AND {ofPart("p.assignment_id")} AND p.passed_on_on <= @asOf
            AND NOT EXISTS (SELECT FROM instruction_answers a WHERE a.region_id = p.region_id AND a.instruction_id = p.instruction_id
                AND a.assignment_id = p.assignment_id AND a.answered_on <= @asOf)
            AND NOT EXISTS (SELECT FROM instruction_reports r
                WHERE r.region_id = p.region_id AND r.instruction_id = p.instruction_id AND r.reported_on <= @asOf)
        ORDER BY p.due_on, p.instruction_id;
        SELECT w.work_item_id, w.spelling, coalesce(last.propose_by, w.propose_by) AS propose_by, w.awaited_on FROM awaited_names w
        LEFT JOIN LATERAL (SELECT n.id, d.propose_by FROM name_proposals n
            LEFT JOIN proposal_decisions d ON d.region_id = n.region_id AND d.proposal_id = n.id AND d.decided_on <= @asOf AND NOT d.accepted
            WHERE n.region_id = w.region_id AND n.work_item_id = w.work_item_id AND n.spelling = w.spelling AND n.proposed_on <= @asOf
            ORDER BY n.round DESC LIMIT 1) last ON true
        WHERE w.region_id = @regionId AND w.awaited_on <= @asOf AND coalesce(w.named_on > @asOf, true) AND (last.id IS NULL OR last.propose_by IS NOT NULL)
            AND w.work_item_id IN (SELECT a.work_item_id FROM assignments a WHERE a.region_id = @regionId AND {ofPart("a.id")})
        ORDER BY w.spelling;
        {ObligationCounts.Sql(ofPart)};
        {adjusted}
        """;

    /// <param name="ids">only of these assignments; null for the whole region</param>
    public static async Task<RareFacts> Load(NpgsqlConnection connection, int regionId, IReadOnlyCollection<long>? ids, LocalDate asOf)
    {
        using var found = await (ids is null
            ? connection.QueryMultipleAsync(ofAllSql, new { regionId, asOf })
            : connection.QueryMultipleAsync(ofTheseSql, new { regionId, asOf, ids = ids.ToArray() }));
        return new()
        {
            moved = (await found.ReadAsync<MovedRow>()).ToLookup(m => m.AssignmentId),
            asking = (await found.ReadAsync<AskingRow>()).ToDictionary(a => a.AssignmentId, a => new OpenRequest(a.Kind, a.AskedOn, a.InTime)),
            exempt = (await found.ReadAsync<ExemptRow>()).ToDictionary(e => e.AssignmentId, e => e.DecidedOn),
            suspended = (await found.ReadAsync<SuspendedRow>()).Where(s => s.ReviewOn is not null).ToDictionary(s => s.WorkItemId, s => new Suspension(s.ReviewOn!.Value)),
            triggers = (await found.ReadAsync<TriggerRow>()).ToLookup(t => t.AssignmentId),
            nudgeAnswers = (await found.ReadAsync<NudgeAnswerRow>()).ToLookup(a => a.AssignmentId),
            instructions = (await found.ReadAsync<InstructionRow>()).ToLookup(i => i.AssignmentId),
            names = (await found.ReadAsync<NamesRow>()).ToLookup(n => n.WorkItemId),
            counts = await ObligationCounts.Read(found),
            adjusted = await AdjustedFacts.Read(found, asOf),
        };
    }

    /// <summary>The request that waits for the office, if one does.</summary>
    /// <remarks>Of the assignment alone: what a unit before it asked can no longer be answered.</remarks>
    public OpenRequest? AskingOf(long id) => asking.GetValueOrDefault(id);

    /// <summary>适时: the lead has said that the conditions are there.</summary>
    public bool TriggerIsMet(long[] history) => history.Any(id => triggers[id].Any(t => t.Met));

    public bool HasAnswered(long[] history, LocalDate quarter) => history.Any(id => triggers[id].Any(t => t.Quarter == quarter));

    /// <summary>回复催办 of a part, and of those whose history it took over.</summary>
    public IReadOnlyList<NudgeAnswer> NudgeAnswersOf(long[] history) =>
        [.. history.SelectMany(id => nudgeAnswers[id]).Select(a => new NudgeAnswer(a.About, a.AboutOn, a.AnsweredOn))];

    /// <summary>What of an item waits for names that its lead has not proposed.</summary>
    public IEnumerable<OpenDate> NamesFor(long workItemId) => names[workItemId].Select(n => OpenDate.OfNames(n.Spelling, n.ProposeBy, n.AwaitedOn));

    /// <summary>批示 that the part has not answered, each once, whichever of its history it was passed on to.</summary>
    public IEnumerable<OpenDate> InstructionsTo(long[] history) => history.SelectMany(id => instructions[id]).DistinctBy(i => i.InstructionId)
        .Select(i => OpenDate.OfInstruction(i.InstructionId, i.LeaderName, i.DueOn, i.PassedOn));

    /// <inheritdoc cref="ObligationCounts.Of"/>
    public IReadOnlyList<ObligationCount> CountsOf(long workItemId, long[] history, int? year, LocalDate since) => counts.Of(workItemId, history, year, since);

    /// <summary>暂缓 of the item, while it lasts.</summary>
    public Suspension? SuspensionOf(long workItemId) => suspended.GetValueOrDefault(workItemId);

    /// <summary>The day on which the office agreed that it does not concern its unit, if it has.</summary>
    public LocalDate? ExemptOn(long id) => exempt.TryGetValue(id, out var on) ? on : null;

    /// <inheritdoc cref="AdjustedFacts.AsOfThen"/>
    internal FactsRow AsOfThen(FactsRow row) => adjusted.AsOfThen(row);

    /// <inheritdoc cref="AdjustedFacts.AtFirst"/>
    internal FactsRow AtFirst(FactsRow row) => adjusted.AtFirst(row);

    /// <summary>The office has taken the part out of its item.</summary>
    public bool IsReleased(long assignment) => adjusted.IsReleased(assignment);

    /// <param name="history">an assignment and those that it took over</param>
    /// <remarks>What the office has adjusted since stands above a date that was put off before.</remarks>
    public MovedDates MovedDatesOf(long[] history, long workItemId) => new([.. history.SelectMany(id => moved[id]).OrderBy(m => m.Id).Select(m =>
        (m.MilestoneId, m.CheckpointId, new MovedDate(m.NewOn, m.MovedOn, m.LateDays), m.MovedAt >= adjusted.SetAt(workItemId, m.MilestoneId, m.CheckpointId)))]);

    /// <summary>The dates of one assignment that were set anew, in the order in which they were.</summary>
    public readonly struct MovedDates(IReadOnlyList<(long? MilestoneId, long? CheckpointId, MovedDate Date, bool Holds)> all)
    {
        public MovedDate? Due => Last(m => m is (null, null));
        public MovedDate? OfMilestone(long id) => Last(m => m.MilestoneId == id);
        public MovedDate? OfCheckpoint(long id) => Last(m => m.CheckpointId == id);

        /// <summary>Working days of lateness that the unit had brought together before its dates were put off.</summary>
        public int LateBefore => all.Sum(m => m.Date.LateBefore);

        MovedDate? Last(Func<(long? MilestoneId, long? CheckpointId), bool> of) => all.LastOrDefault(m => m.Holds && of((m.MilestoneId, m.CheckpointId))).Date;
    }
}
