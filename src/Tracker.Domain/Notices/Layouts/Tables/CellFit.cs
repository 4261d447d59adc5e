using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>How badly words fit a column: 0 is a cell of it without question, above 4 hardly one. Only the differences between columns matter.</summary>
static class CellFit
{
    const int LongestTitle = 24;
    const int LongestSection = 50;
    const string TimeWords = "年月日底前后期季时全长内";

    public static double Cost(Column? column, string text)
    {
        if (text.Length == 0)
            return 0.5;
        return column switch
        {
            Column.Number => CellWords.NumberIn(text) is not null ? 0 : 8,
            Column.Units or Column.Lead or Column.Support => OfUnits(text),
            Column.Limit => OfLimit(text),
            Column.Leader => Persons.Are(text) ? 0 : text.Length <= 4 ? 2 : 6,
            Column.Category => OfCategory(text),
            Column.Task or Column.Requirement or Column.Aim => OfText(text),
            Column.Remarks or Column.Ignored or null => 1.5,
        };
    }

    /// <summary>How badly words fit a row that is a heading by itself.</summary>
    public static double OfSection(string text) =>
        text.Length <= LongestSection && !text.Contains('。') && Mark.At(text, 0) is { Style: MarkStyle.Part or MarkStyle.Han or MarkStyle.HanInBrackets } mark && mark.Length < text.Length ? 0.5 : 9;

    /// <summary>How badly a line goes on with the cell that the line before it belongs to.</summary>
    public static double ToGoOn(Column? column, string before, string text)
    {
        if (column is { } kind && ColumnHeads.IsOfText(kind))
            return !Clause.EndsSentence(before[^1]) && Mark.At(text, 0) is null ? 0.5 : 2;
        if (column is { } units && ColumnHeads.IsOfUnits(units))
            return before[^1] is '、' or '，' or ',' || Brackets.Balance(before) != 0 || !CellWords.AreUnits(before) ? 0.3 : 1.5;
        return 4;
    }

    static double OfUnits(string text) =>
        CellWords.SaysNone(text) || CellWords.SaysDitto(text) ? 0
        : text.Contains('。') && text.IndexOf('。') < text.Length - 1 ? 9
        : CellWords.ShareOfUnits(text) switch { 1 => 0, >= 0.5 => 1.5, _ => 6 };

    static double OfLimit(string text) =>
        CellWords.SaysNone(text) || CellWords.SaysDitto(text) || CellWords.IsLimit(text) ? 0
        : text.Length <= 14 && text.Any(TimeWords.Contains) ? 1.5
        : text.Length > 40 ? 9 : 6;

    static double OfCategory(string text) =>
        CellWords.NumberIn(text) is not null ? 6
        : CellWords.IsLimit(text) ? 4
        : Mark.At(text, 0) is { Style: MarkStyle.Part or MarkStyle.Han or MarkStyle.HanInBrackets } && !text.Contains('。') ? 0
        : text.Contains('。') || text.Length > 2 * LongestTitle ? 4
        : CellWords.AreUnits(text) ? 3
        : text.Length <= LongestTitle ? 0.5 : 2;

    static double OfText(string text) =>
        CellWords.NumberIn(text) is not null ? 7
        : CellWords.SaysNone(text) || CellWords.SaysDitto(text) ? 4
        : CellWords.IsLimit(text) ? 5
        : CellWords.AreUnits(text) ? 3.5
        : Clause.EndsSentence(text[^1]) || text.Length >= 12 || Mark.At(text, 0) is { Style: >= MarkStyle.Article } ? 0
        : Persons.Are(text) ? 3
        : Mark.At(text, 0) is not null ? 1.5 : 1;
}
