using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>The numbers of rows and categories as a table prints them: a mark before the words, or a cell of its own.</summary>
static class Numbers
{
    const int LargestSaid = 99;

    /// <summary>The mark that opens the words, and the words behind it.</summary>
    public static (Mark? Mark, Passage Words) Split(Passage words) =>
        Mark.At(words.Text, 0) is { } mark && mark.Length < words.Length ? (mark, words[mark.Length..]) : (null, words);

    /// <summary>As a category's number is said: 一, (一), 1.</summary>
    public static string Say(MarkStyle style, int number) => style switch
    {
        MarkStyle.Han or MarkStyle.Part => number > LargestSaid ? number.ToString() : HanNumber.Say(number),
        MarkStyle.HanInBrackets => $"({HanNumber.Say(number)})",
        MarkStyle.Article or MarkStyle.Box or MarkStyle.Digit or MarkStyle.Decimal or MarkStyle.DecimalInDecimal or MarkStyle.DigitInBrackets or MarkStyle.Circled => number.ToString(),
    };

    /// <summary>The number of a cell of its own, said as a category's; null where the cell holds none.</summary>
    public static string? Say(string cell) => CellWords.NumberIn(cell) is { } number && number <= LargestSaid ? Say(StyleOf(cell), number) : null;

    public static MarkStyle StyleOf(string cell) =>
        !cell.Any(HanNumber.IsHan) ? MarkStyle.Digit : Brackets.Opens(cell[0]) ? MarkStyle.HanInBrackets : MarkStyle.Han;
}
