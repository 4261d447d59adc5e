using Dapper;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Adjustments;

/// <summary>勘误 puts a misreading right, so what it makes of an item stands in the notice as it was imported. Anything else is 变更 and takes a basis.</summary>
static class OriginalWords
{
    const string TextSql = """
        SELECT n.text FROM notices n JOIN work_plans p ON p.region_id = n.region_id AND p.notice_id = n.id WHERE p.region_id = @RegionId AND p.id = @planId
        """;

    /// <exception cref="RuleBroken">the notice has no such words, and nothing says why it is a misreading all the same</exception>
    public static async Task Require(NpgsqlConnection connection, Actor by, long planId, Grounds grounds, ItemContent before, ItemContent after)
    {
        if (grounds.Kind != AdjustmentKind.Correction || !string.IsNullOrWhiteSpace(grounds.DespiteOriginal))
            return;
        var original = await connection.ExecuteScalarAsync<string>(TextSql, new { by.RegionId, planId }) ?? "";
        if (Missing(original, before, after) is { } words)
            throw new RuleBroken("not-in-the-original",
                $"通知原文里没有“{words}”。勘误只能改成原文写的内容；原文以外的改变，请选“变更”，并写明依据。确是读错、只是原文对不上的，请写明为什么与原文不一致。");
    }

    /// <summary>The first new words of an item that a notice does not have, whatever stands between its characters; null where it has all of them.</summary>
    /// <param name="original">the notice's text; empty where nothing was kept of it, and then nothing is missed</param>
    public static string? Missing(string original, ItemContent before, ItemContent after)
    {
        var paper = Bare(original);
        return paper == "" ? null : New(before, after).FirstOrDefault(words => !paper.Contains(Bare(words), StringComparison.Ordinal));
    }

    static IEnumerable<string> New(ItemContent before, ItemContent after)
    {
        if (after.Text != before.Text)
            yield return after.Text;
        foreach (var unit in after.Units.Select(u => u.Name).Except(before.Units.Select(u => u.Name)))
            yield return unit;
        if (after.LimitRaw is { } limit && limit != before.LimitRaw)
            yield return limit;
        foreach (var milestone in after.Milestones.Select(m => m.Raw).Except(before.Milestones.Select(m => m.Raw)))
            yield return milestone;
    }

    // Line breaks, spaces and marks differ between a paper and what was typed.
    static string Bare(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
