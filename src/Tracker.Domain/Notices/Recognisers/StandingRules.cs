using System.Text.RegularExpressions;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Recognisers;

/// <summary>A sentence that settles who does what for many tasks at once: 列第一位者为牵头单位，下同; 以下均需各县区落实，不再列出.</summary>
/// <param name="FirstLeads">whether the unit named first leads where a list tells no roles</param>
/// <param name="Units">units that have a part in every task and are not listed; empty where the rule adds none</param>
/// <param name="OnlyFromHere">whether it speaks of what follows it: 下同, 以下</param>
sealed record StandingRule(Passage Sentence, bool FirstLeads, IReadOnlyList<Passage> Units, bool OnlyFromHere);

/// <summary>Finds standing rules by their words.</summary>
static partial class StandingRules
{
    public static bool IsOne(string sentence) => FirstLeads().IsMatch(sentence) || NotRepeated().IsMatch(sentence) || AllResponsible().IsMatch(sentence);

    public static IEnumerable<StandingRule> In(Passage words)
    {
        var start = 0;
        for (var i = 0; i <= words.Length; i++)
        {
            if (i < words.Length && words[i] is not ('。' or '；' or ';'))
                continue;
            if (i > start && Read(words[start..i]) is { } rule)
                yield return rule;
            start = i + 1;
        }
    }

    static StandingRule? Read(Passage sentence)
    {
        var text = sentence.Text;
        var firstLeads = FirstLeads().IsMatch(text);
        var names = NotRepeated().IsMatch(text) && !firstLeads || AllResponsible().IsMatch(text) ? NamesIn(sentence) : [];
        return firstLeads || names.Count > 0 ? new(sentence, firstLeads, names, FromHere().IsMatch(text)) : null;
    }

    static List<Passage> NamesIn(Passage sentence)
    {
        foreach (Match match in Names().Matches(sentence.Text))
            if (UnitList.Read(sentence[match.Index..(match.Index + match.Length)]) is { IsWhole: true } list)
                return [.. list.Units.Select(u => u.Name)];
        return [];
    }

    [GeneratedRegex("(?:第一|首|最前)(?:位|个|名|家|的)?[^，,。；;]{0,14}(?:为|是|作为|即)[^，,。；;]{0,4}(?:牵头|主办|主责|汇总)")]
    private static partial Regex FirstLeads();

    [GeneratedRegex("不(?:再|另|一一|逐一|再一一|再逐一|再另行|另行)(?:列出|列示|列举|列明|列|标注|标明|注明|做分工|作分工|分工|重复|说明|单列)|下同")]
    private static partial Regex NotRepeated();

    [GeneratedRegex("(?:各项|所有|全部|以上|以下|上述)[^，。；]{0,8}(?:任务|工作|事项)[^。；]{0,20}各[^。；]{1,24}均为责任单位")]
    private static partial Regex AllResponsible();

    [GeneratedRegex("(?!各项|各类|所有任务|所有事项|所有工作|有关任务|相关任务)(?:各|相关|有关|所有)[^，,。；;“”]{1,24}?(?=均|都|落实|负责|实施|配合|参与|贯彻|为责任|作为责任|承担|组织|的|[，,]|$)")]
    private static partial Regex Names();

    [GeneratedRegex("下同|以下|下列")]
    private static partial Regex FromHere();
}
