using System.Buffers;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>What the words of a cell look like, whatever column they stand in.</summary>
static class CellWords
{
    const int LongestLimit = 40;
    static readonly SearchValues<char> Strokes = SearchValues.Create("-—－–─/／\\无、.．…");

    static readonly string[] Dittos = ["同上", "同前", "〃", "″", "\"", "”", "“", "＂", "々", "同上行", "同上一行"];
    static readonly string[] Totals = ["合计", "总计", "小计", "共计", "汇总"];
    static readonly string[] Notes = ["注：", "注:", "备注：", "备注:", "说明：", "说明:", "附注", "填表", "填报", "制表", "审核人", "审核：", "审批", "联系人", "联系电话", "单位负责人", "报送单位", "※", "*注", "★"];

    /// <summary>A stroke or 无 that says that nothing stands there.</summary>
    public static bool SaysNone(string text) => text.Length is > 0 and <= 6 && !text.AsSpan().ContainsAnyExcept(Strokes);

    /// <summary>同上, 〃: the words of the cell above once more.</summary>
    public static bool SaysDitto(string text) => Dittos.Contains(text) || text.Length is > 1 and <= 4 && text.All(c => c is '"' or '”' or '“' or '〃' or '″');

    /// <summary>A row of sums.</summary>
    public static bool OpensTotal(string text) => text.Length <= 6 && Totals.Any(t => text.StartsWith(t, StringComparison.Ordinal));

    /// <summary>A remark below or above the rows: 注：…, 填表人：…</summary>
    public static bool OpensNote(string text) => Notes.Any(n => text.StartsWith(n, StringComparison.Ordinal));

    /// <summary>The number of a cell that holds nothing else: 1, 1., （一）, 第3项; null for other words.</summary>
    public static int? NumberIn(string text)
    {
        var words = text.AsSpan().Trim("（）()[]【】、.．。第项条号");
        return words.Length is > 0 and <= 5 && HanNumber.At(words, 0) is var (number, length) && length == words.Length && number is > 0 and < 10_000 ? number : null;
    }

    public static bool IsLimit(string text) => text.Length is > 1 and <= LongestLimit && TimeLimitReader.Knows(text);

    /// <summary>Strokes of borders among the words: cells ran into each other.</summary>
    public static bool HoldsStrokes(string text) => text.AsSpan().IndexOfAnyInRange('\u2500', '\u257f') >= 0;

    /// <summary>Whether the words are units and nothing else.</summary>
    public static bool AreUnits(string text) => ShareOfUnits(text) == 1;

    /// <summary>How many of the names that the words would be, were they units, look like names of units: from 0 to 1.</summary>
    public static double ShareOfUnits(string text) =>
        text.Length > 1 && UnitList.Read(Passage.At(0, text)).Units is { Count: > 0 } units ? units.Count(u => u.Whole) / (double)units.Count : 0;
}
