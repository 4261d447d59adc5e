using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>A bracket that holds a time limit and nothing else: …（完成时限：6月底）; …（2023年6月底前完成）。</summary>
static class LimitBracket
{
    /// <summary>The limit among the words between two brackets, or null.</summary>
    public static Passage? Inside(Passage inside) =>
        LimitLine.ValueOf(inside.Text) is { } value ? inside[value] : TimeLimitReader.Knows(inside.Text) ? inside : null;
}
