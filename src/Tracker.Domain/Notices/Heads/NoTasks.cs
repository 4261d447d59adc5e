using System.Text.RegularExpressions;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Heads;

/// <summary>Papers that number their paragraphs and set no task: an interpretation of a plan, an invitation to a meeting.</summary>
static partial class NoTasks
{
    const int HeadLines = 20;
    const int LongestTitle = 80;

    /// <summary>Why the paper sets no task unless it names units for some; null where nothing says so.</summary>
    public static string? Reason(IReadOnlyList<Line> lines, string? title)
    {
        if (title is not null && Meeting().IsMatch(title))
            return "这是会议或培训的通知，没有分工任务";
        foreach (var line in lines.Where(l => !l.IsEmpty).Take(HeadLines))
            if (line.Compact.Length <= LongestTitle && Interpretation().IsMatch(line.Compact.Text))
                return "这是政策解读，不是通知本身，没有读任务";
        return null;
    }

    [GeneratedRegex("关于(?:召开|举办|举行|参加|组织参加|组织收看|收看)[^。；]{2,60}(?:会议?|培训班|培训|讲座|论坛|仪式)的(?:预?通知|函)")]
    private static partial Regex Meeting();

    [GeneratedRegex("(?:政策解读|文字解读|解读材料|的解读|》解读|解读稿|答记者问|政策问答|一图读懂)[^。；，]{0,12}$|^(?:图解|一图读懂|解读)[：:《]")]
    private static partial Regex Interpretation();
}
