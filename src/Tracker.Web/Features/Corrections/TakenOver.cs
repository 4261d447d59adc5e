using Tracker.Domain;
using Tracker.Web.Features.Notices;
using Tracker.Web.Features.WorkPlans;

namespace Tracker.Web.Features.Corrections;

/// <summary>An item as it will be: what was ticked from the corrected version, the rest as it stands.</summary>
/// <param name="Fields">those taken over</param>
/// <param name="Paper">the item in the corrected version</param>
public sealed record ChangedItem(ItemNow Now, DraftPlan.Item Paper, IReadOnlySet<string> Fields, ItemContent After)
{
    public string Number => Fields.Contains("number") ? Paper.Number : Now.Number;

    public string Sentence => $"按更正版改任务 {Now.Number} 的{string.Join('、', Fields.Select(FieldWords.Of))}";
}

/// <summary>What a coordinator takes over of a corrected version.</summary>
public sealed record TakenOver(
    IReadOnlyList<ChangedItem> Changed, IReadOnlyList<DraftPlan.Item> Added, IReadOnlyList<ItemNow> Removed, IReadOnlySet<string> Wholes)
{
    public bool IsNothing => Changed.Count + Added.Count + Removed.Count + Wholes.Count == 0;

    public string InWords => IsNothing ? "没有采纳任何改动"
        : string.Join('，', new[] { (Changed.Count, "项改动"), (Added.Count, "项增加"), (Removed.Count, "项去掉或撤销"), (Wholes.Count, "处全文信息") }.Where(p => p.Item1 > 0).Select(p => $"{p.Item1}{p.Item2}"));

    /// <param name="ticked">keys as <see cref="ItemDifference.Key"/> and <see cref="WholeDifference.Key"/> give them; others count as nothing</param>
    /// <exception cref="RuleBroken">two items would bear one number</exception>
    public static TakenOver Of(CorrectionAtHand hand, IReadOnlySet<string> ticked)
    {
        var contents = hand.After.Contents();
        var changed = new List<ChangedItem>();
        foreach (var item in hand.Comparison.Changed)
        {
            var fields = item.Fields.Where(f => !f.IsThere && ticked.Contains(item.Key(f.Field))).Select(f => f.Field).ToHashSet();
            if (fields.Count > 0)
                changed.Add(new(item.Now!, item.After!, fields, Merged(item.Now!.Content, contents[item.After!.Number], fields)));
        }
        var taken = new TakenOver(changed, [.. hand.Comparison.Added.Where(i => ticked.Contains(i.Key())).Select(i => i.After!)],
            [.. hand.Comparison.Removed.Where(i => ticked.Contains(i.Key())).Select(i => i.Now!)],
            hand.Comparison.Wholes.Select(w => w.Key).Where(ticked.Contains).ToHashSet());
        taken.RefuseTwiceTheNumber(hand.Now, stays: hand.Plan.DispatchedAt is not null);
        return taken;
    }

    static ItemContent Merged(ItemContent now, ItemContent after, HashSet<string> fields) => new(
        fields.Contains("text") ? after.Text : now.Text,
        fields.Contains("units") ? after.Units : now.Units,
        fields.Contains("timeLimit") ? after.LimitRaw : now.LimitRaw,
        fields.Contains("timeLimit") ? after.LimitKind : now.LimitKind,
        fields.Contains("timeLimit") ? after.DueOn : now.DueOn,
        fields.Contains("milestones") ? after.Milestones : now.Milestones);

    // What is withdrawn after dispatch keeps its number.
    void RefuseTwiceTheNumber(IReadOnlyList<ItemNow> now, bool stays)
    {
        var renamed = Changed.ToDictionary(c => c.Now.Id, c => c.Number);
        var numbers = now.Where(n => stays || Removed.All(r => r.Id != n.Id)).Select(n => renamed.GetValueOrDefault(n.Id, n.Number)).Concat(Added.Select(a => a.Number));
        if (numbers.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new RuleBroken("number-stands-twice", $"这样采纳会有两项任务都编号为 {twice.Key}。更正版挪动了编号，请把有关任务的编号一起采纳。");
    }
}
