using System.Text.RegularExpressions;

namespace Tracker.Domain.WorkItems;

/// <summary>A figure that a task's sentence asks for, so that a report can give the same one: 办结率 达到95% → how much is it now?</summary>
/// <param name="Name">what is counted, in the words of the sentence: 办结率, 召开新闻发布会</param>
/// <param name="Asked">how much of it, as written: 达到95%, 不少于2次</param>
/// <param name="Measure">%, 次, 个</param>
public sealed partial record AskedFigure(string Name, string Asked, string Measure)
{
    const int LongestName = 16;

    /// <summary>Name and amount as the sentence has them together.</summary>
    public string Sentence => $"{Name} {Asked}";

    /// <summary>Those of one task, in their order; a name stands once. 每日 is asked for by its number of times, as it has no dates.</summary>
    /// <param name="limitRaw">the limit as the notice says it</param>
    public static IReadOnlyList<AskedFigure> In(string text, string? limitRaw) =>
        [.. Deadlines.PeriodicLimit.IsDaily(limitRaw) ? [new("本期办理次数", $"（{limitRaw}）", "次")] : (AskedFigure[])[], .. In(text)];

    /// <summary>Those of a sentence.</summary>
    public static IReadOnlyList<AskedFigure> In(string text) =>
        [.. text.Split('。', '；', ';', '，', ',', '：', '\n').SelectMany(OfClause).DistinctBy(f => f.Name)];

    static IEnumerable<AskedFigure> OfClause(string clause)
    {
        foreach (Match found in Amount().Matches(clause))
        {
            var (before, after) = (clause[..found.Index], clause[(found.Index + found.Length)..]);
            // What is counted in time is a limit, and the third batch is no number of batches.
            if (Times().IsMatch(after) || before.EndsWith('第') || char.IsDigit(found.Value[0]) && IsThere().IsMatch(before))
                continue;
            if (NameOf(before, after) is { Length: > 0 } name)
                yield return new(name, found.Value + Bound().Match(after).Value, found.Groups["share"].Success ? "%" : found.Groups["measure"].Value);
        }
    }

    // 办结率达到95%: what stands before is counted. 召开不少于2次新闻发布会: the verb before and the thing behind.
    static string NameOf(string before, string after)
    {
        var (verb, thing) = (Openings().Replace(before, "").TrimEnd('应', '要', '须', '均', '共', '各'), Bound().Replace(after, ""));
        thing = Thing().Match(thing).Value;
        var name = Counted().IsMatch(verb) || thing == "" ? verb : verb + thing;
        return name.Length <= LongestName ? name : Counted().IsMatch(verb) || thing == "" ? name[^LongestName..] : (verb.Length > 4 ? verb[^4..] : verb) + thing is var small && small.Length <= LongestName ? small : thing;
    }

    [GeneratedRegex(@"(?:达到|达|不低于|不少于|不超过|不高于|超过|高于|低于|至少|最少|最多|提高到|提升到|提高至|提升至|降低到|降至|压减到|控制在|保持在|增长|下降|压减|减少|为)?(?:(?<share>百分之[一二三四五六七八九十零〇百点\d]{1,5})|(?<![\d〔\[])\d[\d.．]*(?<measure>%|％|万?亿?元|万人|万户|万亩|个|项|家|次|户|人|件|篇|场|套|座|处|所|亩|顷|公里|平方米|立方米|吨|批|类|条|张|份|种|台|辆|倍))")]
    private static partial Regex Amount();

    // 3个工作日, 2个月: time.
    [GeneratedRegex("^(?:工作日|月|小时|自然日|季度|年)")]
    private static partial Regex Times();

    // 参照26个试点领域做法, 制定的26个标准: they are there already.
    [GeneratedRegex("的$|参照|按照|对照|根据|依据|借鉴|围绕")]
    private static partial Regex IsThere();

    [GeneratedRegex("^(?:以上|以下|以内|左右)")]
    private static partial Regex Bound();

    // 力争到2020年底 at the head, 每年 at the end.
    [GeneratedRegex("^(?:到?[0-9]{4}年底?前?|[0-9]{1,2}月底?前|年底前|[0-9]{0,2}年内|全年|每年|每季度|每半年|每月|力争|确保|原则上|各?至少|要|应|须|并|将|使)+|(?:年内|全年|每年|每季度|每半年|每月)$")]
    private static partial Regex Openings();

    [GeneratedRegex("(?:率|数|量|比例|占比|比重|额|额度|面积|里程|覆盖面|满意度)$")]
    private static partial Regex Counted();

    // 便民服务点建设: up to the next break; of a list only the first.
    [GeneratedRegex("^[^、（）()]{0,12}")]
    private static partial Regex Thing();
}
