using Tracker.Domain;
using Tracker.Web.Features.Approvals;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Completions;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.ReportSheets;

/// <summary>Takes a filled-in sheet in: all of it, or none. Taking in the same sheet again writes nothing.</summary>
public sealed class TakeInSheet(Database database, ReportSeveral reportSeveral, SubmitCompletion submitCompletion) : IFeature
{
    /// <param name="Shown">fingerprint of what the person was shown</param>
    /// <param name="Chosen">assignments whose conflicting rows are to be written all the same</param>
    /// <param name="WithoutSilent">items are submitted as done although supports have said nothing; they are named</param>
    /// <param name="Approval">for a unit that signs on paper, of all that is submitted as done</param>
    public sealed record Form(string? Shown, IReadOnlyCollection<long> Chosen, bool WithoutSilent, PaperApproval? Approval);

    /// <param name="Reported">reports written</param>
    /// <param name="Submitted">items submitted as done, to the office or before the unit's head</param>
    /// <param name="Skipped">rows that somebody else had overtaken and that were not chosen</param>
    public sealed record Result(int Reported, int Submitted, int Skipped);

    /// <param name="rows">of the file, see <see cref="SheetImport.RowsOf"/></param>
    /// <exception cref="RuleBroken">the unit is not the person's own, a row is wrong, or things are no more as they were shown</exception>
    public Task<Result> Run(Actor by, OfficeMoment at, long unitId, IReadOnlyList<TableRow> rows, Form form) => database.InTransaction(async connection =>
    {
        if (!by.OwnUnits.Contains(unitId))
            throw NotYours.Of("填报表");
        // Locked before they are read: of two uploads at once the second sees what the first has written.
        await OwnAssignment.LockSome(connection, by, [.. rows.Select(SheetLine.Read).Where(r => r.Line is not null).Select(r => r.Line!.AssignmentId)]);
        var import = await SheetImport.Read(connection, by, at.Today, unitId, rows);
        if (import.Rows.FirstOrDefault(r => r.Outcome == Outcome.Wrong) is { } wrong)
            throw new RuleBroken("sheet-has-faults", $"表中有{import.Count(Outcome.Wrong)}行有误，一行也没有写入。第{wrong.Line}行：{wrong.Sentences[0]}");
        var written = import.Rows.Where(r => r.Outcome == Outcome.Writes || r.Outcome == Outcome.Conflicts && form.Chosen.Contains(r.Part!.AssignmentId)).ToList();
        var skipped = import.Count(Outcome.Conflicts) - written.Count(r => r.Outcome == Outcome.Conflicts);
        if (import.Count(Outcome.Writes) + import.Count(Outcome.Conflicts) == 0)
            return new Result(0, 0, 0);
        if (import.Fingerprint != form.Shown)
            throw new RuleBroken("changed-since-shown", "预览之后，又有人报送或办公厅有了新的处理，一行也没有写入。下面是新的预览，请再看一遍。");
        if (written.Count == 0)
            throw new RuleBroken("nothing-chosen", "没有要写入的行。有冲突的行，请勾选仍要写入的。");
        var reports = written.Where(r => r.Reports).Select(r => r.Filled!.Report(r.Part!)).ToList();
        var reported = reports.Count > 0 ? await reportSeveral.Run(connection, by, at, reports, []) : 0;
        foreach (var row in written.Where(r => r.Completes))
            await submitCompletion.Run(connection, by, at, new(row.Part!.AssignmentId, row.Filled!.Text, form.WithoutSilent, form.Approval));
        return new Result(reported, written.Count(r => r.Completes), skipped);
    });
}
