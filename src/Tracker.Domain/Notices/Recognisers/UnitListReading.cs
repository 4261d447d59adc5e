using System.Buffers;
using System.Text.RegularExpressions;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Recognisers;

/// <summary>Collects the names of a unit list, sentence by sentence, label by label, name by name.</summary>
sealed partial class UnitListReading
{
    static readonly SearchValues<char> NameEnds = SearchValues.Create("、，,；;/／和及与");

    /// <summary>Between two names these say that the first leads.</summary>
    static readonly string[] Joiners = ["牵头会同", "会同", "联合", "商"];

    static readonly string[] Openings = ["分别由", "拟由", "由", "请", "牵头单位为", "责任单位为", "配合单位为", "牵头单位是", "责任单位是", "配合单位是", "市级由", "县级由"];

    readonly List<NamedUnit> units = [];
    readonly List<Passage> remarks = [];
    Passage? limit;
    bool isOpenEnded;
    int groupStart;
    bool isJoined;
    UnitPart? duty;

    public UnitList Finish() => new(units, limit, isOpenEnded, remarks);

    /// <summary>The first sentence names the units; what follows is a remark unless it names some too.</summary>
    public void AddSentence(Passage sentence, bool isFirst)
    {
        var labels = UnitLabels.In(sentence.Text);
        if (!isFirst && (StandingRules.IsOne(sentence.Text) || labels.Count == 0 && !NamesOnly(sentence)))
            remarks.Add(sentence);
        else
            AddLabelled(sentence, labels);
    }

    static bool NamesOnly(Passage sentence)
    {
        var names = new UnitListReading();
        names.AddSegment(sentence, UnitPart.Unsaid);
        return names.Finish().IsWhole;
    }

    void AddLabelled(Passage sentence, IReadOnlyList<UnitLabel> labels)
    {
        var first = labels.Count == 0 ? sentence.Length : labels[0].Start;
        if (first > 0)
            AddSegment(sentence[..first], UnitPart.Unsaid);
        for (var i = 0; i < labels.Count; i++)
        {
            var segment = sentence[labels[i].End..(i + 1 < labels.Count ? labels[i + 1].Start : sentence.Length)];
            if (labels[i].Kind is LabelKind.Limit)
                limit = TrimMarks(segment);
            else if (labels[i].NamesUnits)
                AddSegment(segment, PartOf(labels[i].Kind));
        }
    }

    static UnitPart PartOf(LabelKind kind) => kind switch
    {
        LabelKind.Lead => UnitPart.Lead,
        LabelKind.Support => UnitPart.Support,
        LabelKind.Units or LabelKind.Limit or LabelKind.Person or LabelKind.Other => UnitPart.Unsaid,
    };

    void AddSegment(Passage segment, UnitPart part)
    {
        (groupStart, isJoined) = (units.Count, false);
        foreach (var words in AtMarks(WithoutLimit(Unwrapped(segment))))
            AddWords(words, part);
    }

    /// <summary>市教育局、市财政局，6月底前完成: a limit that no label announces stands before or behind the names.</summary>
    Passage WithoutLimit(Passage segment)
    {
        if (limit is not null)
            return segment;
        foreach (var (start, end) in Parts(segment).ToList())
            if (IsLimit(segment.Text.AsSpan(start)))
            {
                limit = TrimMarks(segment[start..]);
                return segment[..start];
            }
            else if (start == 0 && IsLimit(segment.Text.AsSpan(0, end)))
            {
                limit = segment[..end];
                return segment[end..];
            }
        return segment;
    }

    // 秋季学期开学前 names a time that a person must settle.
    static bool IsLimit(ReadOnlySpan<char> words) => TimeLimitReader.Knows(words) || words.Length is > 2 and <= LongestOddLimit && words[^1] is '前' or '内' or '底' or '末' && IsOddLimit(words.ToString());

    static bool IsOddLimit(string words) => !words.Any(IsMark)
        && SentenceDates.In(words, AnyYear, isLimitPlace: true) is [{ End: var end, Start: var start }] && end == words.Length && !UnitNames.IsWhole(words.AsSpan(0, start));

    const int LongestOddLimit = 12;
    static readonly Years AnyYear = new(2000, null);

    /// <summary>
    /// 市教育局6月底前完成, or 市教育局，6月底前；市财政局，9月底前: limits of single units join the limit, which then holds
    /// several dates.
    /// </summary>
    Passage WithoutOwnLimit(Passage words)
    {
        // 11月底前由市民政局
        if (limit is null && words.Text.IndexOf('由') is > 1 and var by && TimeLimitReader.Knows(words.Text.AsSpan(0, by)))
            (limit, words) = (words[..by], words[(by + 1)..]);
        for (var start = 0; start < words.Length - 1; start++)
            if (OpensADate(words.Text, start) && (start == 0 || UnitNames.IsWhole(words.Text.AsSpan(0, start))) && TimeLimitReader.Knows(words.Text.AsSpan(start)))
            {
                limit = limit is null ? words[start..] : Passage.Join([words[start..], limit]);
                return words[..start];
            }
        return words;
    }

    static bool OpensADate(string text, int at) =>
        (HanNumber.IsDigit(text[at]) || text[at] is '年' or '长' or '持') && (at == 0 || !HanNumber.IsDigit(text[at - 1]));

    /// <summary>责任单位：（市教育局、市财政局）</summary>
    static Passage Unwrapped(Passage segment)
    {
        var inner = TrimMarks(segment);
        return inner.Length > 2 && Brackets.Opens(inner[0]) && Brackets.Closes(inner[^1]) && Brackets.OpeningOf(inner.Text, inner.Length - 1) == 0 ? inner[1..^1] : inner;
    }

    /// <summary>What stands between two marks: names that 和 or white space joins, with a verb behind them.</summary>
    void AddWords(Passage words, UnitPart part)
    {
        words = WithoutOwnLimit(WithoutRemark(WithoutOpening(words)));
        var told = (UnitPart?)null;
        if (!UnitNames.IsWhole(words.Text) && UnitVerbs.AtEnd(words.Text) is var (verb, length))
            (words, told) = (words[..^length], verb);
        duty = told;
        words = WithoutOpenEnd(words);
        if (words.Length > 0)
            AddJoined(words, part);
        if (told is { } role)
            Tell(role);
    }

    void AddJoined(Passage words, UnitPart part)
    {
        if (JoinerIn(words.Text) is var (at, length))
        {
            AddNames(words[..at], part);
            Tell(UnitPart.Lead);
            (groupStart, isJoined) = (units.Count, true);
            AddNames(words[(at + length)..], UnitPart.Support);
        }
        else
            AddNames(words, isJoined ? UnitPart.Support : part);
    }

    void AddNames(Passage words, UnitPart part)
    {
        foreach (var name in AtJoints(words))
            AddName(WithoutOpenEnd(name), part);
    }

    void AddName(Passage name, UnitPart part)
    {
        // 市教育局（牵头）: the bracket tells the part of this one name.
        if (name.Length > 4 && Brackets.Closes(name[^1]) && Brackets.OpeningOf(name.Text, name.Length - 1) is var open and > 0
            && UnitVerbs.InBracket(name.Text[(open + 1)..^1]) is { } told)
            units.Add(Named(name[..open], told is UnitPart.Unsaid ? part : told));
        else if (!UnitNames.IsWhole(name.Text) && NameBeforeDuty(name) is var (actor, duty))
            units.Add(Named(actor, duty is UnitPart.Unsaid ? part : duty));
        else if (name.Length > 0)
            units.Add(Named(name, part));
    }

    static NamedUnit Named(Passage name, UnitPart part)
    {
        var split = UnitNames.IsWhole(name.Text) ? DoubtfulSplit.Of(name) : [];
        return new(name, part, UnitNames.IsWhole(name.Text), split);
    }

    /// <summary>市教育局负责校园安全: the name before the duty that is its own.</summary>
    static (Passage Name, UnitPart Part)? NameBeforeDuty(Passage words)
    {
        foreach (Match verb in Duty().Matches(words.Text))
            if (verb.Index > 2 && UnitNames.IsWhole(words.Text.AsSpan(0, verb.Index)))
                return (words[..verb.Index], verb.Value is "牵头" ? UnitPart.Lead : verb.Value is "配合" or "协助" ? UnitPart.Support : UnitPart.Unsaid);
        return null;
    }

    /// <summary>A verb behind a name speaks of all names since the verb before: 财政厅、教育厅配合.</summary>
    void Tell(UnitPart role)
    {
        for (var i = groupStart; i < units.Count; i++)
            if (role is not UnitPart.Unsaid || units[i].Part is UnitPart.Unsaid)
                units[i] = units[i] with { Part = isJoined && role is UnitPart.Unsaid or UnitPart.Responsible && units[i].Part is not UnitPart.Unsaid ? units[i].Part : role };
        groupStart = units.Count;
    }

    static Passage WithoutOpening(Passage words)
    {
        foreach (var opening in Openings)
            if (words.Length > opening.Length + 1 && words.Text.StartsWith(opening, StringComparison.Ordinal))
                return words[opening.Length..];
        return words;
    }

    /// <summary>市教育局（列第一位者为牵头单位，下同）: the rule is no part of the name.</summary>
    Passage WithoutRemark(Passage words)
    {
        if (words.Length < 8 || !Brackets.Closes(words[^1]) || Brackets.OpeningOf(words.Text, words.Length - 1) is not (var open and > 0) || !StandingRules.IsOne(words.Text[(open + 1)..^1]))
            return words;
        remarks.Add(words[(open + 1)..^1]);
        return words[..open];
    }

    /// <summary>
    /// 市教育局、市财政局等 ends a list of all units that are meant, and so does 等部门 before 按职责分工负责; 等有关部门, 等国务院相关部门
    /// or a single name before it say that there are more. Before 按职责分工负责 that is the wording of every item of such papers:
    /// the notice as a whole says so.
    /// </summary>
    Passage WithoutOpenEnd(Passage name)
    {
        if (OpenEnd().Match(name.Text) is not { Success: true, Index: > 0 } end || end.Groups["whose"].Length > 0 && !UnitNames.IsWhole(name.Text.AsSpan(0, end.Index)))
            return name;
        isOpenEnded |= end.Groups["more"].Length > 0 && duty is not UnitPart.Responsible || units.Count == groupStart || end.Length > 1 && duty is null && end.Groups["count"].Length == 0 || CountIn(end.Groups["count"].Value) is { } count && count != units.Count - groupStart + 1;
        return name[..end.Index];
    }

    static int? CountIn(string said) => HanNumber.At(said, 0)?.Value;

    /// <summary>Cut at the marks outside brackets.</summary>
    static IEnumerable<Passage> AtMarks(Passage segment) => Parts(segment).Select(p => segment[p.Start..p.End]);

    static IEnumerable<(int Start, int End)> Parts(Passage segment)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i <= segment.Length; i++)
        {
            if (i < segment.Length)
            {
                depth = Math.Max(0, depth + (Brackets.Opens(segment[i]) ? 1 : Brackets.Closes(segment[i]) ? -1 : 0));
                if (depth > 0 || !IsMark(segment[i]) || IsInsideCollective(segment.Text, start, i))
                    continue;
            }
            if (i > start)
                yield return (start, i);
            start = i + 1;
        }
    }

    /// <summary>各县、区人民政府 is one name: both halves need the word behind them.</summary>
    static bool IsInsideCollective(string text, int start, int mark)
    {
        var before = text.AsSpan(start, mark - start);
        var behind = text.AsSpan(mark + 1);
        return text[mark] is '、' && before.Length is 2 or 3 && before[0] is '各' && Levels.Contains(before[^1])
            && behind.Length > 2 && Levels.Contains(behind[0]) && (behind[1..].StartsWith("人民政府") || behind[1..].StartsWith("政府") || behind[1..].StartsWith("管委会"));
    }

    const string Levels = "县市区旗州盟乡镇";

    /// <summary>Cut at 和, 及, 与 and at white space, where both sides are names.</summary>
    static IEnumerable<Passage> AtJoints(Passage words)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i < words.Length; i++)
        {
            depth = Math.Max(0, depth + (Brackets.Opens(words[i]) ? 1 : Brackets.Closes(words[i]) ? -1 : 0));
            if (depth > 0 || i == start)
                continue;
            if (words[i] is '和' or '及' or '与' && JoinsNames(words.Text, start, i))
            {
                yield return words[start..(words[i] is '及' && words[i - 1] is '以' ? i - 1 : i)];
                start = i + 1;
            }
            else if (i > start + 1 && words.HasBlankBefore(i) && UnitNames.IsWhole(words.Text.AsSpan(start, i - start)) && UnitNames.StandsAlone(NameFrom(words.Text, i)))
            {
                yield return words[start..i];
                start = i;
            }
        }
        yield return words[start..];
    }

    static bool JoinsNames(string text, int start, int at) =>
        at - start <= LongestWithTail && (text[at - 1] is '以' ? UnitNames.IsWhole(text.AsSpan(start, at - 1 - start))
            : UnitNames.EndsClearly(WithoutTail(text[start..at])) || at + 1 < text.Length && text[at + 1] is '各' && UnitNames.IsWhole(text.AsSpan(start, at - start)))
        && UnitNames.IsWhole(NameFrom(text, at + 1)) && !IsAKind(text.AsSpan(at + 1))
        || KnownUnits.Have(text.AsSpan(start, at - start)) && KnownUnits.Have(NameFrom(text, at + 1));

    /// <summary>国务院相关部门和单位: a kind of units is no name of its own.</summary>
    static bool IsAKind(ReadOnlySpan<char> words) =>
        words.LengthOfAny(Kinds) is > 0 and var length && (length == words.Length || NameEnds.Contains(words[length]));

    static readonly string[] Kinds = ["单位", "部门", "机构", "企业", "组织", "集团", "公司"];

    // A name, and 等有关部门和单位 behind it.
    const int LongestWithTail = 60;

    // 市财政局等部门及各县区
    static string WithoutTail(string name) => OpenEnd().Match(name) is { Success: true, Index: > 2, Groups: var groups } end && groups["whose"].Length == 0 ? name[..end.Index] : name;

    static ReadOnlySpan<char> NameFrom(ReadOnlySpan<char> text, int start)
    {
        var whole = text[start..];
        var next = whole.IndexOfAny(NameEnds);
        return next < 0 || UnitNames.IsWhole(whole) ? whole : whole[..next];
    }

    static (int At, int Length)? JoinerIn(string text)
    {
        foreach (var joiner in Joiners)
            for (var at = text.IndexOf(joiner, StringComparison.Ordinal); at > 0; at = text.IndexOf(joiner, at + 1, StringComparison.Ordinal))
                if (UnitNames.IsWhole(text.AsSpan(0, at)) && UnitNames.IsWhole(NameFrom(text, at + joiner.Length)))
                    return (at, joiner.Length);
        return null;
    }

    static Passage TrimMarks(Passage words)
    {
        var (start, end) = (0, words.Length);
        while (start < end && IsMark(words[start])) start++;
        while (end > start && IsMark(words[end - 1])) end--;
        return words[start..end];
    }

    static bool IsMark(char c) => c is '、' or '，' or ',' or '；' or ';' or '。' or '：' or ':' or '/' or '／' or '|' or '｜' or '.' or '．';

    [GeneratedRegex("""
        等(?<more>各有关|各相关|有关|相关|其他|其它|成员|责任|地方|多个|各)?(?:(?<count>[0-9０-９一二三四五六七八九十]+)[个家])?(?:市直|省直|县直|区直|市级|省级|县级|区级)?(?<more>有关|相关|其他|其它|成员|责任|地方|多个)?
        (?:部门|单位|机构|企业|地区|地|处室|科室|厅局)?(?<more>[和及、]?(?:有关|相关)(?:单位|部门|地区|企业)|[和及、](?:单位|部门|地区|企业))?(?:[（(](?:单位|部门)[）)])?$
        |等(?<whose>(?<more>[^等、，；和及与]{2,8}))(?:部门|单位|机构|企业|地区|厅局)$
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex OpenEnd();

    [GeneratedRegex("牵头|负责|配合|协助|组织|承担")]
    private static partial Regex Duty();
}
