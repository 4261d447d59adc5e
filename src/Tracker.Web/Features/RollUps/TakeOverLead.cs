using Dapper;
using Tracker.Domain;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Units;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.RollUps;

/// <summary>并入汇总: the office's text of a category takes in what a lead has reported, with its source.</summary>
public sealed class TakeOverLead(Database database, EventLog events) : IFeature
{
    sealed record Source(string Number, string UnitName, string Text);

    static readonly string SourceSql = $"""
        SELECT w.number, {UnitNames.ShortOn("r.reported_on")} AS unit_name, r.text
        FROM progress_reports r
        JOIN assignments a ON a.region_id = r.region_id AND a.id = r.assignment_id AND a.role = 'Lead'
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id AND w.work_plan_id = @PlanId AND w.category_id IS NOT DISTINCT FROM @CategoryId::bigint
        WHERE r.region_id = @RegionId AND r.id = @reportId
        """;

    /// <param name="text">as it stands in the form; what was typed is kept with what is taken over</param>
    /// <param name="reportId">of a lead of an item in that category</param>
    /// <exception cref="RuleBroken">as for saving; no such report, nothing in it, or it was taken over before</exception>
    public Task Run(Actor by, OfficeMoment at, MergedPlace place, string text, int version, long reportId) => database.InTransaction(async connection =>
    {
        var source = await connection.QuerySingleOrDefaultAsync<Source>(SourceSql, new { by.RegionId, place.PlanId, place.CategoryId, reportId })
            ?? throw NotYours.Of("报送");
        if (source.Text == ReportLines.NothingNew)
            throw new RuleBroken("nothing-to-take-over", $"{source.UnitName}这次没有新进展，没有可以并入的内容。");
        if ((await MergedTexts.Of(connection, by.RegionId, place.CheckpointId)).GetValueOrDefault(place.CategoryId ?? 0)?.SourceIds.Contains(reportId) == true)
            throw new RuleBroken("already-taken-over", $"{source.UnitName}的这份报送已经并入。");
        var line = $"（{source.Number}）{source.UnitName}：{source.Text}";
        await MergedTexts.Save(connection, events, by, at, place, text.Trim() == "" ? line : $"{text.TrimEnd()}\n{line}", version, [reportId],
            nameof(TakeOverLead), $"把任务 {source.Number} {source.UnitName}的报送并入");
    });
}
