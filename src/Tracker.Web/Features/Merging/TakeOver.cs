using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Drafts;
using Tracker.Web.Features.Units;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Merging;

/// <summary>并入本单位报告: the lead's own draft takes in what a support has reported, under that unit's name; the source is kept with it.</summary>
public sealed class TakeOver(Database database, EventLog events, SaveDrafts saveDrafts) : IFeature
{
    sealed record Source
    {
        public required string UnitName { get; init; }
        public LocalDate ReportedOn { get; init; }
        public required string Text { get; init; }
        public required string NextStep { get; init; }
        public required string BlockedBy { get; init; }
    }

    static readonly string SourceSql = $"""
        SELECT {UnitNames.ShortOn("r.reported_on")} AS unit_name, r.reported_on, r.text, r.next_step, r.blocked_by
        FROM progress_reports r
        JOIN assignments a ON a.region_id = r.region_id AND a.id = r.assignment_id AND a.work_item_id = @WorkItemId AND a.role = 'Support'
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        WHERE r.region_id = @RegionId AND r.id = @reportId
        """;

    const string FiguresSql = """
        SELECT name, trim_scale(amount)::text AS amount, measure FROM report_figures WHERE region_id = @RegionId AND report_id = @reportId ORDER BY position
        """;

    /// <param name="leadAssignmentId">of the person's own unit, which leads first</param>
    /// <param name="reportId">of a support of the same item</param>
    /// <exception cref="RuleBroken">not the unit's own, it does not merge, no such report, nothing in it, or it is in the draft already</exception>
    public Task Run(Actor by, OfficeMoment at, long leadAssignmentId, long reportId) => database.InTransaction(async connection =>
    {
        var lead = await OwnAssignment.Lock(connection, by, leadAssignmentId);
        if (!lead.IsFirstLead)
            throw new RuleBroken("only-the-first-lead-merges", "只有第一牵头单位汇总协办单位的报送。");
        lead.RefuseUnlessOpen();
        var source = await connection.QuerySingleOrDefaultAsync<Source>(SourceSql, new { by.RegionId, lead.WorkItemId, reportId }) ?? throw NotYours.Of("报送");
        if (source.Text == ReportLines.NothingNew)
            throw new RuleBroken("nothing-to-take-over", $"{source.UnitName}这次没有新进展，没有可以并入的内容。");
        var drafts = (await ReportDrafts.Of(connection, by, lead.Id))[lead.Id].ToList();
        var latest = (await FormQueries.Last(connection, by, lead.Id))?.AsLatest ?? Latest.None;
        var opening = Opening.Of(by, at.Today, drafts, latest, fresh: false);
        if (opening.Content.Sources.Contains(reportId))
            throw new RuleBroken("already-taken-over", $"{source.UnitName}{source.ReportedOn.Iso()}的报送已经并入草稿。");
        var content = Joined(opening.Content, source, [.. await connection.QueryAsync<TypedFigure>(FiguresSql, new { by.RegionId, reportId })], reportId);
        // What stood in the draft is in what is kept now, so all that is there has been seen.
        await saveDrafts.Keep(connection, by, at, [new(lead.Id, content, Guid.NewGuid(), opening.From?.AfterReportId ?? latest.Id, long.MaxValue)]);
        await events.Append(connection, by, at.Now, new Event(nameof(TakeOver), $"Assignment:{lead.Id}",
            $"把{source.UnitName}{source.ReportedOn.Iso()}的报送并入本单位报告草稿", After: new { lead.Id, reportId }));
    });

    static ReportContent Joined(ReportContent draft, Source source, IReadOnlyList<TypedFigure> figures, long reportId) => draft with
    {
        Text = Behind(draft.Text, source.UnitName, source.Text),
        NextStep = Behind(draft.NextStep, source.UnitName, source.NextStep),
        BlockedBy = Behind(draft.BlockedBy, source.UnitName, source.BlockedBy),
        Figures = [.. draft.Figures.Where(f => !f.IsEmpty), .. figures.Select(f => f with { Name = $"{source.UnitName}：{f.Name}" })],
        Sources = [.. draft.Sources, reportId],
    };

    static string Behind(string text, string unit, string said) =>
        said == "" ? text : text.Trim() == "" ? $"{unit}：{said}" : $"{text.TrimEnd()}\n{unit}：{said}";
}
