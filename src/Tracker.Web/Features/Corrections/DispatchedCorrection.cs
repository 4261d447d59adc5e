using Dapper;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Adjustments;
using Tracker.Web.Features.Dispositions;
using Tracker.Web.Features.Notices;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Corrections;

/// <summary>Takes over from a corrected version into a plan that has been dispatched: every difference is an adjustment, with the corrected
/// notice as its basis, and its units are told and sign; what the corrected notice no longer has is withdrawn (撤销), if that is ticked.</summary>
static class DispatchedCorrection
{
    const string IdSql = "SELECT id FROM work_items WHERE region_id = @RegionId AND work_plan_id = @planId AND number = @number";

    /// <summary>The basis, where the coordinator gives no other: the number of the corrected notice.</summary>
    public static Basis BasisOf(CorrectionAtHand hand) => new(null, null, hand.Head.DocumentNumber ?? hand.Plan.DocumentNumber);

    /// <summary>Why something cannot be taken over once the plan is out; null where it can.</summary>
    /// <param name="key">of the difference</param>
    public static string? Remark(CorrectionAtHand hand, string key) => hand.Plan.DispatchedAt is null ? null
        : key == WholeDifferences.Duties ? "通知要求已经随交办下达，请在“通知要求”里确认约束的单位和日期。" : null;

    public static async Task Write(NpgsqlConnection connection, Actor by, OfficeMoment at, CorrectionAtHand hand, TakenOver taken, Basis basis, AdjustItem adjustItem, WithdrawItem withdrawItem)
    {
        Refuse(hand, taken);
        var grounds = new Grounds(AdjustmentKind.Change, $"更正版 {hand.File.FileName}", basis);
        grounds.Require("按更正版改变已交办的内容", at.Today);
        await connection.ExecuteAsync(DraftCorrection.PositionsLaterSql);
        await DraftCorrection.WriteCategories(connection, by, hand, taken);
        // The dates that limits were reckoned from at dispatch stay: what follows from them is adjusted item by item.
        if (taken.Wholes.Contains(WholeDifferences.Head))
            await DraftCorrection.WriteHead(connection, by, hand, hand.Head with { IssuedOn = null, PrintedOn = null, PublishedOn = null });
        foreach (var item in taken.Changed.Where(c => c.Now.Content.ChangedIn(c.After).Any()))
            await About(item.Now.Number, () => adjustItem.Run(connection, by, at, new(item.Now.Id, item.Now.Version, item.After, grounds)));
        await DraftCorrection.WritePapers(connection, by, hand, taken);
        await DraftPlanRows.Write(connection, by.RegionId, hand.Plan.Id, hand.After.Only(taken.Added.Select(a => a.Number).ToHashSet()));
        foreach (var added in taken.Added)
            await About(added.Number, async () => await adjustItem.Introduce(connection, by, at, hand.Plan.Id,
                await connection.ExecuteScalarAsync<long>(IdSql, new { by.RegionId, planId = hand.Plan.Id, number = added.Number }), grounds));
        foreach (var gone in taken.Removed)
            await About(gone.Number, () => withdrawItem.Run(connection, by, at, new(gone.Id, $"更正版 {hand.File.FileName} 没有这项任务", basis)));
        await DraftCorrection.Reorder(connection, by.RegionId, hand);
    }

    static void Refuse(CorrectionAtHand hand, TakenOver taken)
    {
        if (taken.Wholes.Contains(WholeDifferences.Duties))
            throw new RuleBroken("duties-after-dispatch", "通知要求已经随交办下达，不能在这里更换：请不要勾选，在“通知要求”里确认约束的单位和日期。全部没有采纳。");
        if (taken.Added.FirstOrDefault(a => hand.After.Doubts.Any(d => d.Number == a.Number && d.Readings.Count > 1)) is { } open)
            throw new RuleBroken("reading-open", $"更正版的任务 {open.Number} 有两种读法，不能直接交办：请先不勾选，核对后单独增加。全部没有采纳。");
    }

    // All or nothing: the sentence says which item stands in the way.
    static async Task About(string number, Func<Task> adjust)
    {
        try
        {
            await adjust();
        }
        catch (RuleBroken broken)
        {
            throw new RuleBroken(broken.Rule, $"任务 {number}：{broken.Message}全部没有采纳。");
        }
    }
}
