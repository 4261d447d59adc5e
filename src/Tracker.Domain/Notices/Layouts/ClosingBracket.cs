using System.Buffers;
using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>Brackets that close a task by naming its units or its limit: （市教育局牵头）, 〔2021年底前完成〕</summary>
static class ClosingBracket
{
    const int Longest = 600;
    static readonly SearchValues<char> Opening = SearchValues.Create(Brackets.Opening);

    /// <summary>The brackets of a paragraph that hold units or a limit and stand where a task can end.</summary>
    public static List<Closing> In(Passage paragraph)
    {
        var text = paragraph.Text;
        var found = new List<Closing>();
        var from = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!Brackets.Closes(text[i]))
                continue;
            var window = Math.Max(from, i - Longest);
            var open = Brackets.OpeningOf(text.AsSpan(window, i + 1 - window), i - window);
            if (open < 0 || Of(paragraph, window + open, i) is not { } closing)
                continue;
            found.Add(closing);
            from = i + 1;
        }
        if (Unclosed(paragraph, from) is { } broken)
            found.Add(broken);
        return found;
    }

    static Closing? Of(Passage paragraph, int open, int close)
    {
        var inside = paragraph[(open + 1)..close];
        if (inside.Length < 2 || Clause.EndsSentence(inside[0]))
            return null;
        var ends = EndsATask(paragraph.Text, open, close + 1);
        if (ends && LimitIn(inside) is { } limit)
            return new(open, close + 1, paragraph[open..(close + 1)], new([], limit, false, []), Basis.Bracket);
        var labelled = UnitList.HasLabel(inside.Text);
        if (!ends && !labelled && !TellsPart(inside.Text))
            return null;
        var list = UnitList.Read(inside);
        if (!(labelled && list.Units.Count > 0) && !(ends ? IsOfUnits(list, paragraph.Text, open) : list.IsWhole))
            return null;
        return new(open, close + 1, paragraph[open..(close + 1)], list, Basis.Bracket)
        {
            Oddity = ends ? null : "责任单位的括号写在句子中间，按它前后分为几项",
        };
    }

    /// <summary>Whether all names are whole, or most of them behind the end of a sentence, where little else stands in brackets.</summary>
    static bool IsOfUnits(UnitList list, string text, int open) =>
        list.IsWhole || list.Limit is not null && list.Units.Count > 0 && list.Units.All(IsNameLike) || list.Units.Count > 1 && open > 0 && Clause.EndsSentence(text[open - 1]) && list.Units.Count(u => u.Whole) * 2 >= list.Units.Count;

    /// <summary>市城市管理, beside a limit: a name that lost its end.</summary>
    static bool IsNameLike(NamedUnit unit) =>
        unit.Whole || unit.Name.Length is > 2 and <= LongestCutName && (CutNameOpenings.Contains(unit.Name[0]) || Damage.In(unit.Name.Text));

    const int LongestCutName = 12;
    static readonly SearchValues<char> CutNameOpenings = SearchValues.Create("省市县区州盟旗乡镇各");

    // At the end of a paragraph, or between two sentences: …。（财政厅）2. or …（财政厅）。
    static bool EndsATask(string text, int open, int next) =>
        next >= text.Length || Clause.EndsSentence(text[next]) || Brackets.Opens(text[next]) || Mark.At(text, next) is not null || open > 0 && Clause.EndsSentence(text[open - 1]);

    static bool TellsPart(string inside) => UnitVerbs.AtEnd(inside.TrimEnd('。')) is not null;

    /// <summary>2021年底前完成, 完成时限：6月底; 2018—2020年 alone is what a plan is called.</summary>
    static Passage? LimitIn(Passage inside) => inside[^1] is '年' ? null : LimitBracket.Inside(inside);

    /// <summary>（牵头单位：… up to the paragraph's end, where the closing bracket was lost.</summary>
    static Closing? Unclosed(Passage paragraph, int from)
    {
        var text = paragraph.Text;
        var open = from < text.Length ? text.AsSpan(from).LastIndexOfAny(Opening) + from : -1;
        if (open < from || Brackets.Balance(text.AsSpan(open)) <= 0)
            return null;
        var inside = paragraph[(open + 1)..];
        var list = inside.Length is > 1 and < Longest ? UnitList.Read(inside) : null;
        return list is { Units.Count: > 0 } && (UnitList.HasLabel(inside.Text) || list.IsWhole && (list.TellsRoles || list.Units.Count > 1))
            ? new(open, text.Length, paragraph[open..], list, Basis.Bracket) { Oddity = "责任单位的括号没有闭合，读到段末" }
            : null;
    }
}
