using System.Text.RegularExpressions;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Heads;

/// <summary>Breaks a cover that a site printed on one line into the lines that it had: title, labels, addressees, letter, signature, date.</summary>
static partial class RunOnCover
{
    const int Long = 120;

    public static IReadOnlyList<Line> Break(IReadOnlyList<Line> lines) =>
        lines.Any(IsRunOn) ? [.. lines.SelectMany(line => line.Cell is null && line.Compact.Length > Long ? Break(line) : [line])] : lines;

    static bool IsRunOn(Line line) => line.Cell is null && line.Compact.Length > Long && RunOnTitle().IsMatch(line.Compact.Text);

    static IEnumerable<Line> Break(Line line)
    {
        var words = line.Compact;
        var start = 0;
        foreach (var at in BreaksIn(words.Text).Order().Distinct())
            if (at > start)
            {
                yield return new(words[start..at], line.Place);
                start = at;
            }
        yield return new(words[start..], line.Place);
    }

    static IEnumerable<int> BreaksIn(string text)
    {
        foreach (Match title in RunOnTitle().Matches(text))
            yield return title.Index + title.Length;
        foreach (Match label in Label().Matches(text))
            yield return label.Index;
        foreach (Match addressees in Addressees().Matches(text))
            yield return addressees.Index + addressees.Length;
        foreach (Match signature in Signature().Matches(text))
        {
            yield return signature.Groups["by"].Index;
            yield return signature.Groups["on"].Index;
            yield return signature.Index + signature.Length;
        }
        foreach (Match again in TitleAgain().Matches(text))
            yield return again.Groups["title"].Index;
    }

    [GeneratedRegex(@"关于[^。，,；;：:]{4,80}?的通知(?=发布日期|发布时间|来源|索引|各|自治|省|市|区|县)")]
    private static partial Regex RunOnTitle();

    [GeneratedRegex(@"(?:发布日期|发布时间|来源)[:：]")]
    private static partial Regex Label();

    // 来源：某办公厅某办公厅关于…: the office is printed as the source and opens the title again.
    [GeneratedRegex(@"(?<office>[\u4e00-\u9fa5]{4,30})(?<title>\k<office>关于)")]
    private static partial Regex TitleAgain();

    [GeneratedRegex(@"(?<=的通知)各[^。；;《]{2,80}[:：]")]
    private static partial Regex Addressees();

    [GeneratedRegex(@"(?<=[。：:]|^)(?<by>[\u4e00-\u9fa5]{4,40})(?<on>20\d\d年\d{1,2}月\d{1,2}日)(?!前)(?=\p{IsCJKUnifiedIdeographs})")]
    private static partial Regex Signature();
}
