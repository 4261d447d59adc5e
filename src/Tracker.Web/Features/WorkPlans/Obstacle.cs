using Tracker.Domain;
using Tracker.Domain.Deadlines;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>One reason why a plan cannot be dispatched, with what to do about it.</summary>
/// <param name="Rule">the rule's name, as <see cref="RuleBroken"/> carries it</param>
/// <param name="ItemId">the first item it is about; null where it is about the plan</param>
public sealed record Obstacle(string Rule, string Sentence, long? ItemId = null)
{
    /// <summary>All that stands in the way, in the order in which a person would clear it.</summary>
    public static IEnumerable<Obstacle> Of(IReadOnlyList<DraftItem> items, SecondPerson second)
    {
        if (items.Count == 0)
            yield return new("no-items", "分工方案里没有任务，无可交办。请核对导入的文件。");
        foreach (var obstacle in items.SelectMany(OfOne)
            .Concat(Names("unknown-unit", items, i => i.Assignees.Unknown, "不在单位名册里。请改正写法，或请系统管理员把它加进名册"))
            .Concat(Names("absent-unit", items, i => i.Assignees.Absent, "在交办当天已经撤销或还没有成立，也没有唯一的承接单位。请改写成现在承担这项工作的单位"))
            .Concat(Names("collective-unnamed", items, i => i.Assignees.Awaiting.Where(a => a.StandsFirst).Select(a => a.Spelling), "排在首位，还没有点名。请至少指定一个单位")))
            yield return obstacle;
        var unconfirmed = items.Where(i => !i.Confirmed).ToList();
        if (unconfirmed is [var first, ..])
            yield return new("item-unconfirmed", $"还有{unconfirmed.Count}项任务没有校核：{Numbers(unconfirmed)}。", first.Id);
        if (second.Missing)
            yield return new("not-reviewed", "还没有经第二人审核：须由没有参与校核的督办员审核现在这一稿。");
    }

    static IEnumerable<Obstacle> OfOne(DraftItem item)
    {
        if (item.Limit.Kind == TimeLimitKind.Ambiguous)
            yield return new("ambiguous-limit-open", $"{item.Number}的时限“{item.Limit.Raw}”有两种读法，须先选定一种。", item.Id);
        else if (item.Due is DueToBeSet unset)
            yield return new("date-not-set", $"{item.Number}的时限“{item.Limit.Raw}”没有日期：{unset.Reason}。", item.Id);
        if (item.HasOpenChoice)
            yield return new("reading-open", $"{item.Number}有存疑的读法没有选定。", item.Id);
        if (item.Assignees is { Units.Count: 0, Unknown.Count: 0, Absent.Count: 0, Awaiting.Count: 0 })
            yield return new("item-without-unit", $"{item.Number}没有责任单位。", item.Id);
    }

    // One sentence a name, however many items it stands in.
    static IEnumerable<Obstacle> Names(string rule, IReadOnlyList<DraftItem> items, Func<DraftItem, IEnumerable<string>> names, string sentence) =>
        from pair in items.SelectMany(item => names(item).Distinct(), (item, name) => (item, name))
        group pair.item by pair.name into named
        select new Obstacle(rule, $"“{named.Key}”（{Numbers(named.ToList())}）{sentence}。", named.First().Id);

    static string Numbers(List<DraftItem> items)
    {
        const int most = 5;
        var shown = string.Join('、', items.Take(most).Select(i => i.Number));
        return items.Count > most ? $"{shown}等{items.Count}项" : shown;
    }
}
