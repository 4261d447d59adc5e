using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>A label behind the last sentence of a paragraph, with no bracket around it: …。责任单位：市教育局、市财政局。完成时限：6月底。</summary>
static class ClosingTail
{
    public static Closing? In(Passage paragraph, int from) => Labelled(paragraph, from) ?? WithoutOpening(paragraph, from);

    /// <summary>…。市教育局牵头）: the bracket that opened the names was lost.</summary>
    static Closing? WithoutOpening(Passage paragraph, int from)
    {
        var text = paragraph.Text;
        if (from >= text.Length || !Brackets.Closes(text[^1]) || Brackets.Balance(text.AsSpan(from)) >= 0)
            return null;
        var start = text.Length - 1;
        while (start > from && !Clause.EndsSentence(text[start - 1])) start--;
        return start > 0 && start < text.Length - 2 && Clause.EndsSentence(text[start - 1]) ? Read(paragraph, start) : null;
    }

    static Closing? Labelled(Passage paragraph, int from)
    {
        var text = paragraph.Text;
        if (from >= text.Length || text.AsSpan(from).IndexOfAny('：', ':', '】') < 0)
            return null;
        foreach (var label in UnitLabels.In(text[from..]))
            if (label.NamesUnits && OpensSentence(text, from + label.Start))
                return Read(paragraph, from + label.Start);
            else if (label.Kind is LabelKind.Limit && OpensSentence(text, from + label.Start) && text.Length - from - label.Start <= LimitLine.Longest && LimitLine.ValueOf(text[(from + label.Start)..]) is { } value)
                return new(from + label.Start, text.Length, paragraph[(from + label.Start)..], new([], paragraph[(from + label.Start)..][value], false, []), Basis.OwnLine);
        return null;
    }

    static bool OpensSentence(string text, int start) => start > 0 && (Clause.EndsSentence(text[start - 1]) || Brackets.Opens(text[start - 1]));

    static Closing? Read(Passage paragraph, int start)
    {
        var words = paragraph[start..];
        var lostOpening = Brackets.Balance(words.Text) < 0 && Brackets.Closes(words[^1]);
        var list = UnitList.Read(lostOpening ? words[..^1] : words);
        return list.Units.Count > 0 && list.Units.All(u => u.Whole)
            ? new(start, paragraph.Length, words, list, Basis.OwnLine) { Oddity = lostOpening ? "责任单位的括号没有开头" : null }
            : null;
    }
}
