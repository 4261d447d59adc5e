using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>A line or sentence of its own that gives the limit of the text above: 完成时限：2023年12月</summary>
static class LimitLine
{
    /// <summary>A longer line is none.</summary>
    public const int Longest = 160;

    public static bool Is(string text) => ValueOf(text) is not null;

    /// <summary>The words behind the label; null where the line is none, or names units too.</summary>
    public static Range? ValueOf(string text)
    {
        if (text.Length > Longest || text.AsSpan(0, Math.Min(text.Length, 12)).IndexOfAny("：:】]") < 0)
            return null;
        var labels = UnitLabels.In(text);
        if (labels.Count == 0 || labels[0] is not { Start: 0, Kind: LabelKind.Limit } label || labels.Any(l => l.NamesUnits))
            return null;
        var end = text.Length;
        while (end > label.End && (Clause.EndsSentence(text[end - 1]) || text[end - 1] is '，')) end--;
        return end > label.End ? label.End..end : null;
    }
}
