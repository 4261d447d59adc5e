using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>How badly the words of a cell fit a column: 0 is a cell of it without question, above 4 hardly one. Only the differences between columns matter.</summary>
sealed class CellFit(string text)
{
    const int LongestTitle = 24;
    const int LongestSection = 50;
    const string TimeWords = "年月日底前后期季时全长内";

    readonly bool isNone = CellWords.SaysNone(text) || CellWords.SaysDitto(text);
    readonly bool isNumber = CellWords.NumberIn(text) is not null;
    readonly bool isLimit = CellWords.IsLimit(text);
    // A sentence is none, and need not be taken apart into names.
    readonly double shareOfUnits = text.IndexOf('。') is var stop and >= 0 && stop < text.Length - 1 ? 0 : CellWords.ShareOfUnits(text);
    readonly Mark? mark = Mark.At(text, 0);

    public string Text => text;

    bool AreUnits => shareOfUnits == 1;
    bool EndsWithStop => text[^1] is '。';
    bool IsBroadMark => mark is { Style: MarkStyle.Part or MarkStyle.Han or MarkStyle.HanInBrackets };

    public static double Cost(Column? column, string text) => new CellFit(text).In(column);

    public double In(Column? column) => text.Length == 0 ? 0.5 : column switch
    {
        Column.Number => isNumber ? 0 : 8,
        Column.Units or Column.Lead or Column.Support => AsUnits,
        Column.Limit => AsLimit,
        Column.Leader => Persons.Are(text) ? 0 : text.Length <= 4 ? 2 : 6,
        Column.Category => AsCategory,
        Column.Task or Column.Requirement or Column.Aim => AsText,
        Column.Remarks or Column.Ignored or null => 1.5,
    };

    /// <summary>How badly they fit a row that is a heading by itself.</summary>
    public double AsSection => IsBroadMark && text.Length <= LongestSection && !text.Contains('。') && mark!.Value.Length < text.Length ? mark.Value.Style is MarkStyle.HanInBrackets ? 3 : 0.5 : 9;

    /// <summary>How badly they go on with the cell that the line before belongs to.</summary>
    public double ToGoOn(Column? column, CellFit before)
    {
        if (column is { } kind && ColumnHeads.IsOfText(kind))
            return !Clause.EndsSentence(before.Text[^1]) && mark is null ? 0.5 : 2;
        if (column is { } units && ColumnHeads.IsOfUnits(units))
            return before.Text[^1] is '、' or '，' or ',' || Brackets.Balance(before.Text) != 0 || !before.AreUnits ? 0.3 : 1.5;
        return 4;
    }

    double AsUnits =>
        isNone ? 0
        : text.IndexOf('。') is var stop and >= 0 && stop < text.Length - 1 ? 9
        : shareOfUnits switch { 1 => EndsWithStop ? 2 : 0, >= 0.5 => 1.5, _ => 6 };

    double AsLimit =>
        isNone || isLimit ? 0
        : text.Length <= 14 && text.Any(TimeWords.Contains) ? 1.5
        : text.Length <= 60 && text.Contains('月') && text.AsSpan().IndexOfAny('底', '前', '末') >= 0 ? 3
        : text.Length > 40 ? 9 : 6;

    double AsCategory =>
        isNumber ? 6
        : isLimit ? 4
        : IsBroadMark && !text.Contains('。') ? 0
        : text.Contains('。') || text.Length > 2 * LongestTitle ? 4
        : AreUnits ? 3
        : text.Length <= LongestTitle ? 0.5 : 2;

    double AsText =>
        isNumber ? 7
        : isNone ? 4
        : isLimit ? 5
        : AreUnits && !EndsWithStop ? 3.5
        : Clause.EndsSentence(text[^1]) || text.Length >= 12 || mark is { Style: >= MarkStyle.Article } ? 0
        : Persons.Are(text) ? 3
        : mark is not null ? 1.5 : 1;
}
