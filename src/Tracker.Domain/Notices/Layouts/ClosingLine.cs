using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>A line or paragraph of its own that names the units, the limit or the persons of the text beside it: 牵头单位：…</summary>
static class ClosingLine
{
    const string Bullets = "◆●■★▲◇○•·*-—–>※☆";
    const int LongestPersons = 80;
    const int LongestOddName = 14;

    public static Closing? Of(Passage paragraph)
    {
        if (paragraph.Length > 0 && LimitLine.ValueOf(paragraph.Text) is { } value)
            return Line(paragraph, new([], paragraph[value], false, []));
        var start = 0;
        while (start < paragraph.Length && Bullets.Contains(paragraph[start])) start++;
        var words = paragraph[start..];
        var labels = words.Length == 0 ? [] : UnitLabels.In(words.Text);
        if (labels.Count == 0 || labels[0].Start > 0)
            return null;
        return labels[0].Kind switch
        {
            LabelKind.Lead or LabelKind.Support or LabelKind.Units => Units(paragraph, words, start),
            LabelKind.Limit or LabelKind.Person => IsShort(words) ? Line(paragraph, UnitList.Read(words)) : null,
            LabelKind.Other => null,
        };
    }

    /// <summary>Whether a line is one that names units, a limit or persons.</summary>
    public static bool Is(string line) => line.Length > 0 && Of(Passage.At(0, line)) is not null;

    /// <summary>Whether a line is one that names units.</summary>
    public static bool NamesUnits(string line) => line.Length > 0 && Of(Passage.At(0, line)) is { NamesUnits: true };

    /// <summary>A line whose label has nothing behind it: the names follow on the next.</summary>
    public static bool IsLabelAlone(string line) =>
        line.Length is > 2 and < 16 && line[^1] is '：' or ':' or '】' or ']' && UnitLabels.In(line) is [{ Start: 0, Kind: not LabelKind.Other } label] && label.End == line.Length;

    /// <summary>The line up to the sentence in which its names end; a rule for all that follows is part of it.</summary>
    static Closing? Units(Passage paragraph, Passage words, int start)
    {
        var list = UnitList.Read(words);
        if (Names(list))
            return Line(paragraph, list);
        var stop = words.Text.IndexOf('。');
        if (stop < 0 || stop == words.Length - 1)
            return null;
        list = UnitList.Read(words[..stop]);
        return Names(list) ? new(0, start + stop + 1, paragraph[..(start + stop + 1)], list, Basis.OwnLine) : null;
    }

    static Closing Line(Passage paragraph, UnitList list) => new(0, paragraph.Length, paragraph, list, Basis.OwnLine);

    // Odd names behind a label are still names, unless they are sentences: 牵头单位：要切实履行…
    static bool Names(UnitList list) => list.Units.Count > 0 && (list.IsWhole || list.Units.All(u => u.Whole || u.Name.Length <= LongestOddName));

    static bool IsShort(Passage words) => words.Length <= LongestPersons && !words.Text.TrimEnd('。').Contains('。');
}
