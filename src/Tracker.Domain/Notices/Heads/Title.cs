using System.Text.RegularExpressions;
using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Heads;

/// <summary>The title of a notice, often broken over lines and printed twice.</summary>
/// <param name="Office">the office that the title itself names, or null</param>
/// <param name="End">the line after its first printing</param>
sealed partial record Title(string Text, string? Office, int End)
{
    const int MostLines = 4;

    public static Title? Find(IReadOnlyList<Line> lines, int headLines)
    {
        for (var i = 0; i < Math.Min(lines.Count, headLines); i++)
            if (!lines[i].IsEmpty && At(lines, i) is { } title)
                return title;
        return null;
    }

    /// <summary>What a plan without a covering letter calls itself: 某县2023年重点任务清单; null where nothing does.</summary>
    public static string? OfPlan(IReadOnlyList<Line> lines, int headLines)
    {
        foreach (var line in lines.Take(headLines).TakeWhile(l => l.Cell is null))
            if (Plan().Match(line.Compact.Text) is { Success: true } match && Mark.At(line.Compact.Text, 0) is null)
                return match.Groups["title"].Value;
        return null;
    }

    /// <summary>A title that begins with line <paramref name="start"/> and ends at most three lines below.</summary>
    static Title? At(IReadOnlyList<Line> lines, int start)
    {
        var words = "";
        for (var (i, taken) = (start, 0); i < lines.Count && taken < MostLines; i++)
        {
            if (lines[i].IsEmpty)
                continue;
            if (taken == 1 && !Verb().IsMatch(words) && !UnitNames.IsWhole(words))
                return null;
            words += lines[i].Compact.Text;
            taken++;
            if (Whole().Match(words) is { Success: true } match)
                return new(match.Groups["title"].Value, OfficeIn(match.Groups["title"].Value), i + 1);
            if (words.AsSpan().IndexOfAny("。：:") >= 0)
                return null;
        }
        return null;
    }

    static string? OfficeIn(string title) => OfficeBefore().Match(title) is { Success: true } match ? match.Groups["office"].Value : null;

    // The office may stand alone on the lines above; a 文号 or outer 《》 may stand around.
    [GeneratedRegex(@"^(?:[\u4e00-\u9fa5]{2,15}〔\d{4}〕\d+号)?《?(?<title>[\u4e00-\u9fa5]{0,60}?(?:关于|印发|转发)[^。；：:]{2,100}的(?:通知|意见|决定|通报|函|公告|批复|请示|报告))》?$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^(?<title>[\u4e00-\u9fa5《》“”、]{0,40}(?:20\d\d年|关于)[^。，；：:]{2,50}(?:清单|分解|分解表|分工|分工表|责任表|任务表|一览表|台账|方案|要点|计划|安排))(?:（[^）]*）)?$")]
    private static partial Regex Plan();

    [GeneratedRegex("关于|印发|转发|号$")]
    private static partial Regex Verb();

    [GeneratedRegex(@"^(?<office>[\u4e00-\u9fa5]{3,40}?)(?:关于|印发|转发)")]
    private static partial Regex OfficeBefore();
}
