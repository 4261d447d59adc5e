using System.Text.RegularExpressions;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>A notice cut at its attachments, each of which counts from one again.</summary>
static partial class Sections
{
    const int LongestTitle = 60;

    /// <summary>Forms and lists of persons hold numbered lines and no task.</summary>
    static readonly string[] Forms = ["登记表", "报名表", "回执", "联系表", "名单", "通讯录", "联络员", "统计表", "汇总表", "申请表", "报送表", "反馈表"];

    public static IEnumerable<IReadOnlyList<Line>> Of(IReadOnlyList<Line> lines)
    {
        var section = new List<Line>();
        foreach (var line in WithoutLists(lines))
        {
            if (Opens(line.Compact.Text))
            {
                if (!IsForm(section))
                    yield return section;
                section = [];
            }
            section.Add(line);
        }
        if (!IsForm(section))
            yield return section;
    }

    static bool Opens(string text) => text.Length <= LongestTitle && Attachment().IsMatch(text);

    static bool IsForm(List<Line> section) =>
        section.Count > 0 && Opens(section[0].Compact.Text)
        && section.Where(l => !l.IsEmpty).Take(3).Any(l => l.Compact.Length <= LongestTitle && Forms.Any(f => l.Compact.Text.EndsWith(f, StringComparison.Ordinal)));

    /// <summary>附件：1.任务分解表 2.联络员名单: the list of what is attached, below the letter, numbers no tasks.</summary>
    static IEnumerable<Line> WithoutLists(IReadOnlyList<Line> lines)
    {
        int? next = null;
        foreach (var line in lines)
        {
            var text = line.Compact.Text;
            if (line.IsEmpty)
                yield return line;
            else if (List().Match(text) is { Success: true } list)
                next = list.Groups["number"].Length > 0 ? 2 : null;
            else if (next is { } expected && Mark.At(text, 0) is { Style: MarkStyle.Digit } mark && mark.Number == expected && text.Length <= LongestTitle && !text.Contains('。'))
                next++;
            else
            {
                next = null;
                yield return line;
            }
        }
    }

    [GeneratedRegex("^附(?:件|表|录)(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})(?:[:：、.．]?[^。；]*)$|^附(?:件|表)[:：]?$")]
    private static partial Regex Attachment();

    [GeneratedRegex("^附(?:件|表)?[:：](?<number>[1１][.．、])?[^。]{2,80}$")]
    private static partial Regex List();
}
