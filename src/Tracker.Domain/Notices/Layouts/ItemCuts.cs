using System.Buffers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>
/// Cuts paragraphs before each number that opens an item, also where items run on without a line break. It remembers the
/// last number of each style, from which the next one of a run-on paper is known.
/// </summary>
sealed class ItemCuts
{
    const int LongestHeading = 40;
    const int LongestRunOnHeading = 70;
    const int LargestLoneNumber = 99;
    const int LongestLabel = 6;

    /// <summary>具体措施：1.…; 主要任务：1.…: a label that only announces the items.</summary>
    static readonly string[] Announcing = ["措施", "举措", "任务", "事项", "工作", "要求", "内容", "目标", "重点", "安排"];

    static readonly SearchValues<char> LabelStarts = SearchValues.Create("。）)】〕！？");

    readonly Dictionary<MarkStyle, int> last = [];

    public IEnumerable<(Mark? Mark, Passage Words)> In(Passage paragraph)
    {
        var text = paragraph.Text;
        var (start, mark) = (0, Noted(Mark.At(text, 0)));
        for (var i = (mark?.Length ?? 0) + 1; i < text.Length; i++)
            if (Mark.At(text, i) is { } next && MayOpen(text, start, i, mark, next))
            {
                if (i - LabelBefore(text, start, i) is var end && end > start)
                    yield return (mark, paragraph[start..end]);
                (start, mark) = (i, Noted(next));
                i += next.Length;
            }
        yield return (mark, paragraph[start..]);
    }

    Mark? Noted(Mark? mark)
    {
        if (mark is { } opened)
            last[opened.Style] = opened.Number;
        return mark;
    }

    bool MayOpen(string text, int start, int at, Mark? above, Mark next)
    {
        var goesOn = last.TryGetValue(next.Style, out var before) && before + 1 == next.Number;
        if (next.Style is MarkStyle.Article or MarkStyle.Part)
            return goesOn && text[at - 1] is '。';
        if (next.Style >= MarkStyle.DigitInBrackets || next.Number > LargestLoneNumber && !goesOn)
            return false;
        if (text[at - 1] is '。' or '！' or '？')
            return true;
        // A bracket that closes the item before: …（教育厅）（二）…, but not 第（一）（二）项.
        if (text[at - 1] is '”' || Brackets.Closes(text[at - 1]))
            return at > 1 && text[at - 2] is '。' or '！' or '？' || next.Style is not MarkStyle.HanInBrackets || goesOn && !ClosesANumber(text, at - 1);
        if (text[at - 1] is '；' or ';')
            return goesOn && at > 1 && Brackets.Closes(text[at - 2]);
        if (text[at - 1] is '：' or ':')
            return next is { Style: MarkStyle.Digit, Number: 1 } && LabelBefore(text, start, at) > 0;
        return above is { } heading && heading.Style < next.Style && (next.Number == 1 || goesOn) && IsHeading(text.AsSpan(start, at - start), next.Style);
    }

    /// <summary>
    /// 一、总体要求(一)指导思想。: a heading without a stop runs into its first part. Before （五） it may be a long one with commas;
    /// 按照第（五） names another.
    /// </summary>
    static bool IsHeading(ReadOnlySpan<char> words, MarkStyle next) =>
        words.Length <= LongestHeading && words.IndexOfAny("。；，,：") < 0
        || next is MarkStyle.HanInBrackets && words.Length <= LongestRunOnHeading && words.IndexOfAny("。；：") < 0 && words[^1] is not ('第' or '按' or '照' or '见' or '款' or '条' or '，' or '、' or '和' or '及' or '至' or '对');

    static bool ClosesANumber(string text, int close) =>
        Brackets.OpeningOf(text.AsSpan(0, close + 1), close) is >= 0 and var open && Mark.At(text, open)?.Length == close + 1 - open;

    /// <summary>How long the label in front of the number is; 0 where none stands there as a sentence of its own.</summary>
    static int LabelBefore(string text, int start, int at)
    {
        if (text[at - 1] is not ('：' or ':'))
            return 0;
        var label = text.AsSpan(start, at - 1 - start);
        var opens = label.LastIndexOfAny(LabelStarts) + 1;
        label = label[opens..];
        return label.Length is > 1 and <= LongestLabel && label.EndsWithAny(Announcing) ? label.Length + 1 : 0;
    }
}
