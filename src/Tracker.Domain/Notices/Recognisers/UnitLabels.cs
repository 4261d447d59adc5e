using System.Buffers;

namespace Tracker.Domain.Notices.Recognisers;

/// <summary>What stands behind a label.</summary>
enum LabelKind { Lead, Support, Units, Limit, Person, Other }

/// <param name="Start">where the label begins, its qualifier included: 市级责任单位：</param>
/// <param name="End">behind its colon</param>
readonly record struct UnitLabel(int Start, int End, LabelKind Kind)
{
    /// <summary>Whether names of units follow.</summary>
    public bool NamesUnits => Kind is LabelKind.Lead or LabelKind.Support or LabelKind.Units;
}

/// <summary>Labels in front of units, limits and persons: 牵头单位：, 【责任部门】, 完成时限：, 责任人：</summary>
static class UnitLabels
{
    const int LongestWord = 14;
    const int LongestOther = 8;
    const string ColonsAndBrackets = "：:】]〕〗";
    static readonly SearchValues<char> Marks = SearchValues.Create(ColonsAndBrackets);
    static readonly SearchValues<char> Separators = SearchValues.Create("，,；;。、（(【[〔〖" + ColonsAndBrackets + "）)");
    static readonly SearchValues<char> Openings = SearchValues.Create("【[〔〖");
    static readonly SearchValues<char> ClauseEnds = SearchValues.Create("，,；;。");
    static readonly SearchValues<char> NameEnds = SearchValues.Create("、，,；;。");

    static readonly (string Word, LabelKind Kind)[] Roles =
    [
        ("牵头责任", LabelKind.Lead), ("牵头", LabelKind.Lead), ("主办", LabelKind.Lead), ("主责", LabelKind.Lead), ("主要责任", LabelKind.Lead), ("第一责任", LabelKind.Lead), ("首要责任", LabelKind.Lead),
        ("配合责任", LabelKind.Support), ("配合", LabelKind.Support), ("协办", LabelKind.Support), ("协助", LabelKind.Support), ("协同", LabelKind.Support), ("协作", LabelKind.Support),
        ("参与", LabelKind.Support), ("参加", LabelKind.Support), ("会办", LabelKind.Support), ("支持", LabelKind.Support),
        ("责任", LabelKind.Units), ("落实", LabelKind.Units), ("实施", LabelKind.Units), ("承办", LabelKind.Units), ("负责", LabelKind.Units), ("执行", LabelKind.Units), ("承担", LabelKind.Units),
    ];

    static readonly string[] Nouns = ["单位", "部门", "处室", "科室", "股室", "地区", "主体", "机构", "单位和部门", "部门和单位", "单位及部门", "部门及单位"];

    /// <summary>These are labels without 单位 too: 牵头：市教育局.</summary>
    static readonly string[] Bare = ["牵头", "主办", "配合", "协办", "参与"];

    static readonly string[] LimitEndings = ["时限", "期限", "时限要求", "时间要求", "完成时间", "时间节点", "时间安排", "进度安排", "进度要求", "完成日期", "办结时间", "实施时间", "推进时间", "落实时间"];
    static readonly string[] PersonEndings = ["领导", "责任人", "负责人", "联系人", "联络员", "联系电话", "联系方式", "电话", "邮箱", "责任人员", "经办人", "领导同志"];

    /// <summary>What may stand in front of a role and belongs to the label: 市级责任单位.</summary>
    static readonly HashSet<string> Qualifiers =
        ["省级", "市级", "县级", "区级", "州级", "盟级", "省直", "市直", "县直", "区直", "州直", "市本级", "主要", "主体", "直接", "共同", "其他", "其它", "相关", "有关", "总", "具体", "属地", "行业", "业务", "省", "市", "县", "区", "州", "盟", "各", "主", "本级", "工作", "任务"];

    /// <summary>The labels of a text in order.</summary>
    public static IReadOnlyList<UnitLabel> In(string text)
    {
        var labels = new List<UnitLabel>();
        for (var at = NextMark(text, 0); at >= 0; at = NextMark(text, at + 1))
            if (LabelAt(text, at) is { } label && (labels.Count == 0 || label.Start >= labels[^1].End))
                labels.Add(label);
        if (labels.Count == 0)
            labels.AddRange(WithoutColons(text));
        return labels;
    }

    static IEnumerable<UnitLabel> WithoutColons(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            if (WithoutColon(text, start) is { } label)
                yield return label;
            var next = text.AsSpan(start).IndexOfAny(ClauseEnds);
            start = next < 0 ? text.Length : start + next + 1;
        }
    }

    /// <summary>Whether a text says by a label that it holds units, so that odd names in it are still units.</summary>
    public static bool NameUnits(string text)
    {
        for (var at = NextMark(text, 0); at >= 0; at = NextMark(text, at + 1))
            if (LabelAt(text, at) is { NamesUnits: true })
                return true;
        return WithoutColon(text, 0) is not null;
    }

    static int NextMark(string text, int from)
    {
        var next = from < text.Length ? text.AsSpan(from).IndexOfAny(Marks) : -1;
        return next < 0 ? -1 : from + next;
    }

    static UnitLabel? LabelAt(string text, int at) => text[at] is '：' or ':' ? BeforeColon(text, at) : InBrackets(text, at);

    static UnitLabel? BeforeColon(string text, int colon)
    {
        var start = WordBefore(text, colon);
        var word = Unbracketed(text[start..colon]);
        if (word.Length == 0)
            return null;
        if (KindOf(word) is var (kind, length))
            return new(length == word.Length || Qualifiers.Contains(word[..^length]) ? start : colon - length, colon + 1, kind);
        return word.Length <= LongestOther && !UnitNames.IsWhole(word) ? new(start, colon + 1, LabelKind.Other) : null;
    }

    /// <summary>【责任单位】市教育局: the bracket takes the colon's place.</summary>
    static UnitLabel? InBrackets(string text, int close)
    {
        var open = close > 0 ? LastOpeningBefore(text, close) : -1;
        if (open < 0 || close - open > LongestWord || close + 1 >= text.Length || KindOf(text[(open + 1)..close]) is not var (kind, length))
            return null;
        var qualifier = text[(open + 1)..(close - length)];
        var end = text[close + 1] is '：' or ':' ? close + 2 : close + 1;
        return qualifier.Length == 0 || Qualifiers.Contains(qualifier) ? new(open, end, kind) : null;
    }

    static int LastOpeningBefore(string text, int close)
    {
        var from = Math.Max(0, close - LongestWord);
        var open = text.AsSpan(from, close - from).LastIndexOfAny(Openings);
        return open < 0 ? -1 : from + open;
    }

    /// <summary>责任单位市教育局、市财政局: at the head of a clause, with a whole name behind it.</summary>
    static UnitLabel? WithoutColon(string text, int start)
    {
        foreach (var (role, kind) in Roles)
            if (text.AsSpan(start).StartsWith(role))
                foreach (var noun in Nouns)
                    if (text.AsSpan(start + role.Length).StartsWith(noun) && start + role.Length + noun.Length is var end && end < text.Length)
                    {
                        // 责任单位为市教育局
                        var names = text[end] is '为' or '是' ? end + 1 : end;
                        if (NamesFollow(text, names))
                            return new(start, names, kind);
                    }
        return null;
    }

    static bool NamesFollow(string text, int start)
    {
        var end = text.AsSpan(start).IndexOfAny(NameEnds);
        var name = end < 0 ? text.AsSpan(start) : text.AsSpan(start, end);
        return name.Length > 2 && !name.StartsWith('要') && UnitNames.IsWhole(name);
    }

    static int WordBefore(string text, int end)
    {
        var from = Math.Max(0, end - LongestWord);
        var word = text.AsSpan(from, end - from);
        // 牵头（责任）单位： keeps its bracket.
        var separator = word.LastIndexOfAny(Separators);
        if (separator >= 0 && word[separator] is '）' or ')' && word[..separator].LastIndexOfAny('（', '(') is var open and > 0)
            separator = word[..open].LastIndexOfAny(Separators);
        return from + separator + 1;
    }

    static string Unbracketed(string word)
    {
        var open = word.AsSpan().IndexOfAny('（', '(');
        var close = word.AsSpan().IndexOfAny('）', ')');
        return open >= 0 && close > open ? word[..open] + word[(close + 1)..] : word;
    }

    /// <summary>The kind of a label's word and how many of its last characters say it.</summary>
    static (LabelKind Kind, int Length)? KindOf(string word)
    {
        foreach (var ending in PersonEndings)
            if (word.EndsWith(ending, StringComparison.Ordinal))
                return (LabelKind.Person, word.Length);
        foreach (var ending in LimitEndings)
            if (word.EndsWith(ending, StringComparison.Ordinal))
                return (LabelKind.Limit, word.Length <= ending.Length + 4 ? word.Length : ending.Length);
        foreach (var noun in Nouns)
            if (word.EndsWith(noun, StringComparison.Ordinal))
                foreach (var (role, kind) in Roles)
                    if (word.AsSpan(0, word.Length - noun.Length).EndsWith(role))
                        return (kind, role.Length + noun.Length);
        foreach (var (role, kind) in Roles)
            if (Bare.Contains(role) && word.EndsWith(role, StringComparison.Ordinal))
                return (kind, role.Length);
        return null;
    }
}
