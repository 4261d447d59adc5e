using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Web.Features.Approvals;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Completions;
using Tracker.Web.Features.Duties;
using Tracker.Web.Features.Returns;
using Tracker.Web.Features.Triggers;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Seeding;

/// <summary>What units and office do on one day of the scenario, each through its ordinary verb.</summary>
public sealed class ScenarioDay(
    Database database, Acknowledge acknowledge, ReportProgress reportProgress, SubmitReturn submitReturn,
    SubmitCompletion submitCompletion, ApproveDraft approveDraft, ConfirmCompletion confirmCompletion, ReturnCompletion returnCompletion,
    AnswerDuty answerDuty, AnswerTrigger answerTrigger) : IFeature
{
    /// <summary>How often each verb was called.</summary>
    public sealed record Acts(int Signed, int Reports, int Returns, int Submitted, int Confirmed, int SentBack);

    const string EndedSql = $"""
        SELECT a.id FROM assignments a WHERE a.region_id = @RegionId AND a.unit_id = ANY(@OwnUnits) AND {Ended.Sql}
        """;

    const string OpenSubmissionSql = """
        SELECT c.id FROM completions c
        WHERE c.region_id = @RegionId AND c.assignment_id = @AssignmentId
            AND NOT EXISTS (SELECT FROM completion_decisions d WHERE d.region_id = c.region_id AND d.completion_id = c.id)
        """;

    /// <param name="office">the coordinator who decides</param>
    public async Task<Acts> Run(Scenario scenario, ScenarioCast cast, Actor office, LocalDate date)
    {
        var clock = new WorkingHours(date);
        await AnswerTriggers(scenario, cast, clock);
        return new(
            await Sign(scenario, cast, clock),
            await Report(scenario, cast, clock),
            await HandIn(scenario, cast, clock),
            await Submit(scenario, cast, clock),
            await Confirm(scenario, cast, office, clock),
            await SendBack(scenario, cast, office, clock));
    }

    async Task<int> Sign(Scenario scenario, ScenarioCast cast, WorkingHours clock)
    {
        var signing = scenario.Units.Where(unit => unit.Signs == clock.Date).ToList();
        foreach (var unit in signing)
            await acknowledge.Run(cast.Liaisons[unit.Unit], clock.Next(), cast.DispatchId, cast.Of(unit.Unit).First().UnitId);
        return signing.Count;
    }

    // In this year no occasion came; whoever has signed says so within the first days of each quarter.
    async Task AnswerTriggers(Scenario scenario, ScenarioCast cast, WorkingHours clock)
    {
        if ((clock.Date.Month, clock.Date.Day) is not ((7, 4) or (10, 9))) return;
        foreach (var unit in scenario.Units.Where(unit => unit.Signs < clock.Date))
            foreach (var part in cast.Of(unit.Unit).Where(p => p is { LimitKind: nameof(Domain.Deadlines.TimeLimitKind.WhenAppropriate), IsLead: true, Position: 1 }))
                await answerTrigger.Run(cast.Liaisons[unit.Unit], clock.Next(), new(part.AssignmentId, null, "上级配套文件尚未出台，条件还不具备"));
    }

    async Task<int> Report(Scenario scenario, ScenarioCast cast, WorkingHours clock)
    {
        var reports = scenario.Reports.Where(report => report.On == clock.Date).ToList();
        foreach (var report in reports)
        {
            await reportProgress.Run(cast.Liaisons[report.Unit], clock.Next(),
                new(cast.Find(report.Unit, report.Item)!.AssignmentId, report.Text, null, report.NextStep, report.BlockedBy, Guid.NewGuid())
                {
                    Figures = report.Figure == "" ? []
                        : [new(report.Figure, decimal.Parse(report.Amount, System.Globalization.CultureInfo.InvariantCulture), report.Measure)],
                });
        }
        return reports.Count;
    }

    async Task<int> HandIn(Scenario scenario, ScenarioCast cast, WorkingHours clock)
    {
        var returns = 0;
        foreach (var unit in scenario.Units)
            foreach (var (kind, _) in unit.Returns.Where(r => r.Value == clock.Date))
            {
                var liaison = cast.Liaisons[unit.Unit];
                var ended = await EndedOf(liaison);
                var lines = cast.Of(unit.Unit).Where(part => !ended.Contains(part.AssignmentId)).Select(part =>
                {
                    var (text, next) = scenario.Says(unit, part.Item, part.IsLead, kind);
                    return new ReportLine(part.AssignmentId, text, text == "" ? "本期没有新的进展" : null, next, "", Guid.NewGuid());
                }).ToList();
                var unitId = cast.Of(unit.Unit).First().UnitId;
                await submitReturn.Run(liaison, clock.Next(), cast.Checkpoints[kind], unitId, lines);
                foreach (var duty in scenario.Duties.Where(duty => duty.AnsweredWith == kind))
                    await answerDuty.Run(liaison, clock.Next(), cast.Duties[duty.Position], unitId, scenario.InWordsOf(unit, duty.Text));
                returns++;
            }
        return returns;
    }

    async Task<int> Submit(Scenario scenario, ScenarioCast cast, WorkingHours clock)
    {
        var submitting = SubmittedOn(scenario, cast, clock.Date).ToList();
        foreach (var (unit, part) in submitting)
        {
            var (text, _) = scenario.Says(unit, part.Item, part.IsLead, Domain.Deadlines.CheckpointKind.YearEnd);
            var paper = cast.InCharge.TryGetValue(unit.Unit, out var head) ? new PaperApproval(head, clock.Date) : null;
            if (await submitCompletion.Run(cast.Liaisons[unit.Unit], clock.Next(), new(part.AssignmentId, text, WithoutSilent: true, paper)) is null)
                await Approve(cast.Heads[unit.Unit], part.AssignmentId, clock);
        }
        return submitting.Count;
    }

    async Task Approve(Actor head, long assignmentId, WorkingHours clock)
    {
        await using var connection = await database.Open();
        await approveDraft.Run(head, clock.Next(), await ScenarioCast.DraftOf(connection, head, assignmentId));
    }

    async Task<int> Confirm(Scenario scenario, ScenarioCast cast, Actor office, WorkingHours clock)
    {
        var confirming = scenario.Completions.Where(c => c.Decided == clock.Date && c.Rating is not null)
            .Select(c => (Part: cast.Find(c.Unit, c.Item)!, Rating: c.Rating!.Value))
            .Concat(scenario.Units.Where(unit => unit.Confirmed == clock.Date).SelectMany(unit => Own(scenario, cast, unit), (unit, part) => (Part: part, Rating: unit.Rating!.Value)))
            .ToList();
        foreach (var (part, rating) in confirming)
            await confirmCompletion.Run(office, clock.Next(), new(await OpenSubmission(office, part), rating));
        return confirming.Count;
    }

    async Task<int> SendBack(Scenario scenario, ScenarioCast cast, Actor office, WorkingHours clock)
    {
        var back = scenario.Completions.Where(c => c.Decided == clock.Date && c.Reason is not null).ToList();
        foreach (var completion in back)
            await returnCompletion.Run(office, clock.Next(), new(
                await OpenSubmission(office, cast.Find(completion.Unit, completion.Item)!), completion.Reason!.Value, completion.ReasonText));
        return back.Count;
    }

    static IEnumerable<(Conduct Unit, ScenarioCast.Part Part)> SubmittedOn(Scenario scenario, ScenarioCast cast, LocalDate date)
    {
        var conduct = scenario.Units.ToDictionary(unit => unit.Unit);
        return scenario.Completions.Where(c => c.Submits == date).Select(c => (conduct[c.Unit], cast.Find(c.Unit, c.Item)!))
            .Concat(scenario.Units.Where(unit => unit.Completes == date).SelectMany(unit => Own(scenario, cast, unit), (unit, part) => (unit, part)));
    }

    // What a unit is responsible for itself, unless a row of completions.csv tells otherwise.
    static IEnumerable<ScenarioCast.Part> Own(Scenario scenario, ScenarioCast cast, Conduct unit) => cast.Of(unit.Unit)
        .Where(part => part is { Role: "Responsible", Ends: true } && !scenario.Completions.Any(c => c.Unit == unit.Unit && c.Item == part.Item));

    async Task<HashSet<long>> EndedOf(Actor liaison)
    {
        await using var connection = await database.Open();
        return [.. await connection.QueryAsync<long>(EndedSql, new { liaison.RegionId, liaison.OwnUnits })];
    }

    async Task<long> OpenSubmission(Actor office, ScenarioCast.Part part)
    {
        await using var connection = await database.Open();
        return await connection.ExecuteScalarAsync<long>(OpenSubmissionSql, new { office.RegionId, part.AssignmentId });
    }

    /// <summary>Moments of one day from 09:30 on, a few seconds apart, so that its events stand in their order.</summary>
    sealed class WorkingHours(LocalDate date)
    {
        LocalTime next = new(9, 30);

        public LocalDate Date => date;

        public OfficeMoment Next()
        {
            next = next.PlusSeconds(20);
            return new(date, date.At(next).InZoneLeniently(OfficeClock.Zone).ToInstant());
        }
    }
}
