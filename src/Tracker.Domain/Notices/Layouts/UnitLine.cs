using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>A line or paragraph of its own that names the units of the text above: 牵头单位：…</summary>
static class UnitLine
{
    const int LongestLead = 8;

    public static bool Is(string text) => (OpensWithLabel(text) || OpensWithBracketedLabel(text)) && !text.TrimEnd('。').Contains('。');

    static bool OpensWithLabel(string text) =>
        !Brackets.Opens(text[0]) && text.AsSpan().IndexOfAny('：', ':') is > 0 and <= LongestLead && UnitList.HasLabel(text);

    /// <summary>【责任单位】市教育局</summary>
    static bool OpensWithBracketedLabel(string text) => text[0] is '【' or '〖' && UnitLabels.In(text) is [{ Start: 0, NamesUnits: true }, ..];
}
