using System.Text.RegularExpressions;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Heads;

/// <summary>What is missing or damaged at the head of a notice: its title, its number, its day.</summary>
static partial class HeadDoubts
{
    const int HeadLines = 60;
    const int Longest = 60;

    /// <param name="lines">all lines of the notice</param>
    public static IEnumerable<NoticeDoubt> Over(NoticeHead head, IReadOnlyList<Line> lines)
    {
        if (head.Title is null)
            yield return new("title", "没有找到通知的标题", null);
        else if (Damage.In(head.Title))
            yield return new("title", "标题里有无法辨认的字符", null);
        if (head.DocumentNumber is null)
            yield return BrokenNumber(lines) is { } number
                ? new("documentNumber", $"文号“{number.Compact.Text}”不完整，没有采用", number.Place) : new("documentNumber", "没有找到文号", null);
        if (head.IssuedOn is null)
            yield return BrokenDate(lines) is { } date
                ? new("issuedOn", $"成文日期“{date.Compact.Text}”不完整，没有采用", date.Place) : new("issuedOn", "没有找到成文日期", null);
    }

    static Line? BrokenNumber(IReadOnlyList<Line> lines) => First(lines, NumberLike());

    static Line? BrokenDate(IReadOnlyList<Line> lines) => First(lines, DateLike());

    static Line? First(IReadOnlyList<Line> lines, Regex like)
    {
        foreach (var line in lines.Take(HeadLines))
            if (line.Cell is null && line.Compact.Length is > 3 and <= Longest && like.IsMatch(line.Compact.Text))
                return line;
        return null;
    }

    // 某政办发2023〕12号, 某政办发〔202?〕12号, 某政办发〔2023〕号, 〔2023〕12号
    [GeneratedRegex(@"^[\u4e00-\u9fa5?？\uFFFD□]{0,15}(?:[〔\[［（(][\d?？\uFFFD□×Xx*]{2,4}[〕\]］）)]?|[\d?？\uFFFD□×Xx*]{2,4}[〕\]］）)]|[\d?？\uFFFD□]{4})第?[\d?？\uFFFD□×Xx*]{0,5}号$|^[\u4e00-\u9fa5]{2,15}[〔\[［（(](?:19|20)\d\d[〕\]］）)]\d{1,5}$")]
    private static partial Regex NumberLike();

    [GeneratedRegex(@"^[\u4e00-\u9fa5]{0,40}?[12?？\uFFFD□][\d?？\uFFFD□×Xx]{0,3}年[\d?？\uFFFD□×Xx一二三四五六七八九十]{0,3}月?[\d?？\uFFFD□×Xx一二三四五六七八九十]{0,3}日?$")]
    private static partial Regex DateLike();
}
