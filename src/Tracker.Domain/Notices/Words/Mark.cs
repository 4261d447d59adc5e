namespace Tracker.Domain.Notices.Words;

/// <summary>The styles of numbering, the broadest first.</summary>
public enum MarkStyle { Part, Han, HanInBrackets, Article, Box, Digit, Decimal, DecimalInDecimal, DigitInBrackets, Circled }

/// <summary>A number that opens a heading or an item: 一、 （一） ㈠ 第一条 1. 1.2 1.2.3 (1) ①</summary>
/// <param name="Number">its last part, 3 of 1.2.3</param>
/// <param name="Length">characters it takes</param>
public readonly record struct Mark(MarkStyle Style, int Number, int Length)
{
    // A government's work report comes to some two hundred items.
    const int Largest = 399;
    // 110、3月起: a telephone number, no item.
    const int LargestBeforeADate = 99;

    /// <summary>The mark at <paramref name="start"/>, or null. Whether a mark may stand there is the caller's business.</summary>
    public static Mark? At(ReadOnlySpan<char> text, int start)
    {
        if (start >= text.Length)
            return null;
        return text[start] switch
        {
            '(' or '（' or '〔' or '【' => InBrackets(text, start),
            '第' => Ordinal(text, start),
            '专' => Box(text, start),
            >= '㈠' and <= '㈩' => new(MarkStyle.HanInBrackets, text[start] - '㈠' + 1, 1),
            >= '①' and <= '⑳' => new(MarkStyle.Circled, text[start] - '①' + 1, 1),
            >= '⑴' and <= '⒇' => new(MarkStyle.DigitInBrackets, text[start] - '⑴' + 1, 1),
            >= '⒈' and <= '⒛' => new(MarkStyle.Digit, text[start] - '⒈' + 1, 1),
            _ => start == 0 && InParts(text) is { } inParts ? inParts : Plain(text, start),
        };
    }

    static Mark? InBrackets(ReadOnlySpan<char> text, int start)
    {
        if (HanNumber.At(text, start + 1) is not var (number, length) || number is < 1 or > 99)
            return null;
        var end = start + 1 + length;
        if (end >= text.Length || text[end] is not (')' or '）' or '〕' or '】'))
            return null;
        var style = HanNumber.IsHan(text[start + 1]) ? MarkStyle.HanInBrackets : MarkStyle.DigitInBrackets;
        return new(style, number, end + 1 - start);
    }

    static Mark? Ordinal(ReadOnlySpan<char> text, int start)
    {
        if (HanNumber.At(text, start + 1) is not var (number, length))
            return null;
        var counted = text[(start + 1 + length)..];
        return counted.StartsWith("条") ? new(MarkStyle.Article, number, length + 2)
            : counted.StartsWith("章") ? new(MarkStyle.Part, number, length + 2)
            : counted.StartsWith("部分") ? new(MarkStyle.Part, number, length + 3)
            : null;
    }

    /// <summary>专栏1: a frame around works that are listed beside the text.</summary>
    static Mark? Box(ReadOnlySpan<char> text, int start) =>
        start == 0 && text.StartsWith("专栏") && HanNumber.At(text, 2) is (>= 1 and <= 99 and var number, var length) ? new(MarkStyle.Box, number, 2 + length) : null;

    /// <summary>5.3月15日前 and 1、2023年6月底前 are items that begin with a date.</summary>
    static bool OpensADate(ReadOnlySpan<char> text, int start) =>
        HanNumber.At(text, start) is var (number, length) && start + length < text.Length
        && (number is >= 1 and <= 12 && LeadsToMonth(text, start + length) || text[start + length] is '月' && number is >= 1 and <= 12
            || number is >= 1980 and <= 2100 && length == 4 && text[start + length] is '年' or '—' or '-' or '－' or '.' or '．');

    /// <summary>5.6—9月, 5.4、5月份</summary>
    static bool LeadsToMonth(ReadOnlySpan<char> text, int at) =>
        text[at] is '—' or '-' or '－' or '–' or '～' or '~' or '至' or '、'
        && HanNumber.At(text, at + 1) is (>= 1 and <= 12, var length) && at + 1 + length < text.Length && text[at + 1 + length] is '月';

    const string Measures = "万亿千百倍个成元米吨亩度件家户人次项年月日天分秒公平立里升克级层台套处座辆条%％‰℃";

    /// <summary>1.2 and 1.2.3 at the head of a line; 1.5万亩 is a quantity, 2023.5 and 5.1日 are dates.</summary>
    static Mark? InParts(ReadOnlySpan<char> text)
    {
        var (parts, at, number) = (0, 0, 0);
        while (parts < 4 && HanNumber.At(text, at) is (>= 1 and <= 99, <= 2) part && HanNumber.IsDigit(text[at]))
        {
            (parts, at, number) = (parts + 1, at + part.Length, part.Value);
            if (at >= text.Length || text[at] is not ('.' or '．'))
                break;
            if (OpensADate(text, ++at))
                return null;
        }
        if (parts is not (2 or 3) || at >= text.Length || HanNumber.IsDigit(text[at]) || parts == 2 && text[at - 1] is not ('.' or '．') && Measures.Contains(text[at]))
            return null;
        if (text[at] is '、')
            at++;
        return new(parts == 2 ? MarkStyle.Decimal : MarkStyle.DecimalInDecimal, number, at);
    }

    static Mark? Plain(ReadOnlySpan<char> text, int start)
    {
        if (HanNumber.At(text, start) is not var (number, length) || number is < 1 or > Largest)
            return null;
        var han = HanNumber.IsHan(text[start]);
        var end = start + length;
        if (end >= text.Length || !(text[end] is '、' or '.' or '．' || (text[end] is ')' or '）' && !han)))
            return null;
        // 一、二、三产业 and 110、119 are lists of numbers, 3.5 is one number.
        var next = end + 1 < text.Length ? text[end + 1] : ' ';
        if (HanNumber.IsDigit(next) && (number > LargestBeforeADate || !OpensADate(text, end + 1)) || (han && HanNumber.At(text, end + 1) is var (_, more) && end + 1 + more < text.Length && text[end + 1 + more] is '、' or '是'))
            return null;
        return new(han ? MarkStyle.Han : MarkStyle.Digit, number, length + 1);
    }
}
