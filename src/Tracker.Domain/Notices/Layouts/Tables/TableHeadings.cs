using System.Buffers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>Headings that stand above tables and not in them: 一、项目建设, or the name of a sheet, where each of several tables has one.</summary>
static class TableHeadings
{
    const int Longest = 30;
    static readonly SearchValues<char> NoHeading = SearchValues.Create("。，；：:0123456789");

    /// <returns>for each table, by its place among the parts, what stands above it; empty unless all of several tables have a heading</returns>
    public static Dictionary<int, Passage> Of(IReadOnlyList<(IReadOnlyList<Line> Lines, Grid? Grid)> parts)
    {
        var headings = new Dictionary<int, Passage>();
        var tables = Enumerable.Range(0, parts.Count).Where(i => parts[i].Grid is not null).ToList();
        foreach (var table in tables)
            if (table > 0 && parts[table - 1].Grid is null && In(parts[table - 1].Lines) is { } heading)
                headings[table] = heading;
        return tables.Count > 1 && headings.Count == tables.Count && headings.Values.Select(h => h.Text).Distinct().Count() == tables.Count ? headings : [];
    }

    /// <summary>The last words that are neither a sentence nor the title of the table itself (…任务分解表, 附件2, 单位：万元).</summary>
    static Passage? In(IReadOnlyList<Line> lines)
    {
        foreach (var line in lines.Reverse().Where(l => !l.IsEmpty))
            if (!IsTitle(line.Compact.Text))
                return line.Compact.Length <= Longest && !line.Compact.Text.AsSpan().ContainsAny(NoHeading) ? line.Compact : null;
        return null;
    }

    static bool IsTitle(string text) => text.StartsWith("附件", StringComparison.Ordinal) || text.StartsWith("附表", StringComparison.Ordinal)
        || text.StartsWith("单位：", StringComparison.Ordinal) || text.Contains("20", StringComparison.Ordinal) && text.Contains('年')
        || text is [.., '表'] or [.., '单'] or [.., '账'] or [.., '）'];
}
