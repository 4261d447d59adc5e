using System.Text.RegularExpressions;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>What a printer puts on every page: 某市人民政府公报 2018年第5期.</summary>
static partial class RunningHeads
{
    const int Often = 3;
    const int Longest = 30;

    /// <summary>Short lines that come again and again, and numbers of documents alone on a line; the caller drops them only inside a sentence.</summary>
    public static IReadOnlySet<string> In(IReadOnlyList<Line> lines) =>
        lines.Select(l => l.Compact.Text).Where(t => t.Length <= Longest && !t.Contains('。') && !Brackets.Opens(t[0]))
            .CountBy(t => t).Where(c => c.Value >= Often || DocumentNumber().IsMatch(c.Key)).Select(c => c.Key).ToHashSet();

    [GeneratedRegex(@"^[\u4e00-\u9fa5]{2,12}〔\d{4}〕\d{1,4}号$")]
    private static partial Regex DocumentNumber();
}
