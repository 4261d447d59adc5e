using Tracker.Domain.Deadlines;
using Tracker.Web.Features.Notices;
using Tracker.Web.Features.WorkPlans;

namespace Tracker.Web.Features.Corrections;

/// <summary>A field that the corrected version changes.</summary>
/// <param name="Field">text, units, timeLimit, milestones, number</param>
/// <param name="Before">what the file before says</param>
/// <param name="Now">what the plan says; differs from <paramref name="Before"/> where a person has corrected it</param>
/// <param name="Doubts">why the new value may be wrong</param>
/// <param name="Open">the new value has two readings or lacks its date</param>
public sealed record FieldDifference(string Field, string Before, string Now, string After, IReadOnlyList<string> Doubts, bool Open)
{
    /// <summary>The plan says it already.</summary>
    public bool IsThere => Now == After;

    /// <summary>A person has changed the plan since: taking the new value over drops that.</summary>
    public bool IsTouched => Now != Before && !IsThere;
}

/// <summary>An item that is not the same in both versions, or stands in one only.</summary>
/// <param name="Now">the plan's item; null where it has none</param>
/// <param name="After">as the corrected version has it; null where it has none</param>
/// <param name="Fields">what differs; none where the item is added or removed</param>
public sealed record ItemDifference(ItemNow? Now, DraftPlan.Item? After, IReadOnlyList<FieldDifference> Fields)
{
    public bool IsAdded => Now is null;
    public bool IsRemoved => After is null;

    /// <summary>What a form calls the whole item, or one of its fields.</summary>
    public string Key(string? field = null) => (this, field) switch
    {
        ({ IsAdded: true }, _) => $"add:{After!.Number}",
        ({ IsRemoved: true }, _) => $"remove:{Now!.Id}",
        _ => $"{Now!.Id}:{field}",
    };
}

/// <summary>A list of the notice as a whole, as both versions have it: 通知要求, 类别, 文号和日期.</summary>
public sealed record WholeDifference(string Key, string Title, string Before, string After);

/// <summary>What a corrected version of a notice changes in a plan.</summary>
/// <param name="Unchanged">how many items are the same in both</param>
/// <param name="Papers">the plan's items as the corrected version has them, by their ids</param>
public sealed record Comparison(
    IReadOnlyList<ItemDifference> Items, IReadOnlyList<WholeDifference> Wholes, int Unchanged, IReadOnlyDictionary<long, DraftPlan.Item> Papers)
{
    public IEnumerable<ItemDifference> Added => Items.Where(i => i.IsAdded);
    public IEnumerable<ItemDifference> Removed => Items.Where(i => i.IsRemoved);
    public IEnumerable<ItemDifference> Changed => Items.Where(i => i is { IsAdded: false, IsRemoved: false });
    public bool IsNothing => Items.Count + Wholes.Count == 0;

    /// <param name="before">the file that the plan was made from</param>
    /// <param name="now">the plan's items</param>
    public static Comparison Of(DraftPlan before, DraftPlan after, IReadOnlyList<ItemNow> now, IEnumerable<WholeDifference> wholes)
    {
        var (was, willBe) = (before.Contents(), after.Contents());
        var doubts = after.Doubts.ToLookup(d => (d.Number, d.Field));
        var inPlan = Partners(now, n => new(n.Number, n.Content.Text), before.Items, Of);
        var earlier = Partners(before.Items, Of, after.Items, Of);
        var items = new List<ItemDifference>();
        var papers = new Dictionary<long, DraftPlan.Item>();
        foreach (var second in after.Items)
        {
            var first = earlier.GetValueOrDefault(second);
            var item = first is null ? null : inPlan.GetValueOrDefault(first);
            if (item is not null)
                papers[item.Id] = second;
            var fields = first is null || item is null ? [] : Fields(first, second, was[first.Number], willBe[second.Number], item, doubts).ToList();
            // What was not taken over of an earlier correction is not asked again while it stays as it is.
            if (item is null ? first is null || was[first.Number].ChangedIn(willBe[second.Number]).Any() : fields.Count > 0)
                items.Add(new(item, second, fields));
        }
        var gone = before.Items.Except(earlier.Values).Select(first => inPlan.GetValueOrDefault(first)).OfType<ItemNow>().ToList();
        return new([.. items, .. gone.Select(item => new ItemDifference(item, null, []))], [.. wholes], after.Items.Count - items.Count, papers);
    }

    static Known Of(DraftPlan.Item item) => new(item.Number, item.Text);

    static Dictionary<TAfter, TBefore> Partners<TBefore, TAfter>(IReadOnlyList<TBefore> before, Func<TBefore, Known> knowBefore,
        IReadOnlyList<TAfter> after, Func<TAfter, Known> knowAfter) where TAfter : class =>
        Pairing.Of([.. before.Select(knowBefore)], [.. after.Select(knowAfter)]).Zip(after)
            .Where(pair => pair.First is not null).ToDictionary(pair => pair.Second, pair => before[pair.First!.Value], ReferenceEqualityComparer.Instance as IEqualityComparer<TAfter>);

    static IEnumerable<FieldDifference> Fields(DraftPlan.Item first, DraftPlan.Item second, ItemContent was, ItemContent willBe, ItemNow now,
        ILookup<(string?, string), DraftPlan.Doubt> doubts)
    {
        if (first.Number != second.Number)
            yield return new("number", first.Number, now.Number, second.Number, [], false);
        foreach (var field in was.ChangedIn(willBe).Where(f => f != "roles"))
        {
            var doubted = doubts[(second.Number, field)].Concat(field == "units" ? doubts[(second.Number, "roles")] : []).ToList();
            yield return new(field, FieldWords.InWords(was, field), FieldWords.InWords(now.Content, field), FieldWords.InWords(willBe, field),
                [.. doubted.Select(d => d.Reason)], doubted.Any(d => d.Readings.Count > 1) || field == "timeLimit" && willBe.LimitKind == TimeLimitKind.Ambiguous);
        }
    }
}
