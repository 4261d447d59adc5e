using Dapper;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.RollUps;

/// <summary>并入全方案汇总: the plan's text takes in that of a category, with all its sources.</summary>
public sealed class TakeOverCategory(Database database, EventLog events) : IFeature
{
    const string NameSql = "SELECT no || '、' || title FROM categories WHERE region_id = @RegionId AND work_plan_id = @planId AND id = @categoryId";

    /// <param name="text">as it stands in the form; what was typed is kept with what is taken over</param>
    /// <exception cref="RuleBroken">as for saving; the category has no text yet</exception>
    public Task Run(Actor by, OfficeMoment at, long planId, long checkpointId, string text, int version, long categoryId) => database.InTransaction(async connection =>
    {
        var category = await connection.ExecuteScalarAsync<string?>(NameSql, new { by.RegionId, planId, categoryId });
        if (category is null || (await MergedTexts.Of(connection, by.RegionId, checkpointId)).GetValueOrDefault(categoryId) is not { Text: not "" } merged)
            throw new RuleBroken("category-has-no-text", "这一类还没有汇总文字，请先写好再并入。");
        var line = $"{category}\n{merged.Text}";
        await MergedTexts.Save(connection, events, by, at, new(planId, null, checkpointId), text.Trim() == "" ? line : $"{text.TrimEnd()}\n{line}", version,
            merged.SourceIds, nameof(TakeOverCategory), $"把“{category}”并入");
    });
}
