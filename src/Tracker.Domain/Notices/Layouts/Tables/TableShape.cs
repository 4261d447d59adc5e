using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>What the rows of a table have in common, by which each of them is understood.</summary>
sealed class TableShape
{
    const int LongestHeading = 50;
    const double Many = 0.5;
    const double NearlyAll = 0.7;

    readonly Grid grid;
    readonly TableColumns columns;
    readonly int number;
    readonly bool endsWithStop;
    readonly bool numbersAreArabic;

    TableShape(Grid grid, int first, TableColumns columns)
    {
        (this.grid, this.columns) = (grid, columns);
        number = columns.Of(Column.Number) is { Count: > 0 } found ? found.LastOrDefault(n => n < columns.Text, found[^1]) : -1;
        var texts = Begun(first, columns.Text);
        endsWithStop = texts.Count(t => Clause.EndsSentence(t.Text[^1])) >= texts.Count * Many;
        var numbers = number < 0 ? [] : Begun(first, number);
        numbersAreArabic = numbers.Count(n => n.Text.All(char.IsAscii)) >= numbers.Count * Many;
        NumbersItsRows = numbers.Count >= texts.Count * Many || texts.Count(t => Mark.At(t.Text, 0) is not null) >= texts.Count * Many;
        NumbersAllRows = !grid.ShowsMerges && texts.Count > 2
            && Math.Max(numbers.Count, texts.Count(t => Mark.At(t.Text, 0) is not null)) >= texts.Count * NearlyAll;
        var hasSections = Enumerable.Range(first, grid.Rows - first).Any(r => grid.Filled(r) is { Count: > 0 and <= 2 } filled && SectionIn(filled) is not null);
        Titles = TitleColumn(first, texts.Count, hasSections);
        NumbersAreOfCategories = number >= 0 && columns.Above.Count > 0 && Titles is null && AreOfCategories(first);
        BlanksAreMerged = !grid.ShowsMerges || !ShowsAnyMerge(first) && columns.Above.Any(c => Begun(first, c).Count < texts.Count);
        LimitCount = columns.Limits.Count == 0 ? 0 : columns.Limits.Max(c => Begun(first, c).Count);
        LimitIsUsual = columns.Limits.Count > 0 && Enumerable.Range(first, grid.Rows - first).Count(r => columns.Limits.Any(c => grid.At(r, c) is { IsBlank: false })) >= texts.Count * Many;
    }

    public static TableShape Of(Grid grid, int first, TableColumns columns) => new(grid, first, columns);

    /// <summary>The broader column whose cells are the lead sentences of the rows, one each; null where it holds categories.</summary>
    public int? Titles { get; }

    /// <summary>Whether the number column counts the categories and not the rows.</summary>
    public bool NumbersAreOfCategories { get; }

    /// <summary>Whether a blank cell goes on with the cell above, because merged cells do not show.</summary>
    public bool BlanksAreMerged { get; }

    /// <summary>How many limits the table prints.</summary>
    public int LimitCount { get; }

    public bool LimitIsUsual { get; }

    public bool NumbersItsRows { get; }

    /// <summary>Whether a row without a number is an exception.</summary>
    public bool NumbersAllRows { get; }

    /// <summary>The number and the words of a row that is a heading for the rows below it; null for any other row.</summary>
    public (Passage? Number, Passage Words)? SectionIn(IReadOnlyList<GridCell> filled)
    {
        if (filled is [var only])
            return IsHeading(only) ? (null, only.Words) : null;
        if (filled is not [var first, var second] || first.Column != number || CellWords.NumberIn(first.Text) is null)
            return null;
        var isWide = second.Column + second.Columns >= columns.Width && second.Columns > 1;
        var countsOtherwise = numbersAreArabic && !first.Text.All(char.IsAscii) && second.Column <= columns.Text;
        return isWide || countsOtherwise ? (first.Words, second.Words) : null;
    }

    bool IsHeading(GridCell cell) =>
        cell.Columns > 1 ? cell.Columns >= columns.Width - 1 && cell.Column <= columns.Text
        : cell.Column == number ? CellWords.NumberIn(cell.Text) is null && cell.Text.Length <= LongestHeading
        : cell.Column == columns.Text && columns.Above.Count == 0 && LooksLikeHeading(cell.Text);

    static bool LooksLikeHeading(string text) =>
        text.Length <= LongestHeading && !text.Contains('。') && Mark.At(text, 0) is { Style: MarkStyle.Part or MarkStyle.Han or MarkStyle.HanInBrackets };

    /// <summary>A sentence across the whole table is no heading: an opening or closing remark.</summary>
    public bool IsParagraph(IReadOnlyList<GridCell> filled) =>
        filled is [{ Columns: > 1 } cell] && cell.Columns >= columns.Width - 1 && cell.Text.Contains('。') && (cell.Text.Length > LongestHeading || Mark.At(cell.Text, 0) is null);

    /// <summary>Whether a row is only more of the text above: where lines drew the table, a cell may be broken over several.</summary>
    public bool GoesOn(GridRecord open, int row, GridCell text) =>
        !grid.ShowsMerges && open.Grid == grid && NumbersItsRows && endsWithStop
        && !Clause.EndsSentence(open.Text.Text[^1]) && Mark.At(text.Text, 0) is null
        && (number < 0 || !IsFilled(row, number)) && columns.Above.All(c => !IsFilled(row, c));

    /// <summary>Whether the row has units or a limit of its own.</summary>
    public bool HasOwnCells(int row) => columns.Units.Concat(columns.Limits).Any(c => IsFilled(row, c));

    /// <summary>The words of a row that leaves its text column blank.</summary>
    public GridCell? BroaderWordsAt(int row) => columns.Beside.Concat(columns.Above.Reverse()).Where(c => IsFilled(row, c)).Select(c => grid.At(row, c)).FirstOrDefault();

    bool IsFilled(int row, int column) => grid.At(row, column) is { IsBlank: false } cell && cell.Row == row;

    List<GridCell> Begun(int first, int column) =>
        [.. Enumerable.Range(first, grid.Rows - first).Select(r => grid.At(r, column) is { IsBlank: false } cell && cell.Row == r ? cell : null).OfType<GridCell>()];

    bool ShowsAnyMerge(int first) => Enumerable.Range(first, grid.Rows - first).Any(r => grid.Beginning(r).Any(c => c.Rows > 1));

    /// <summary>The innermost broader column, where something broader stands above it and each of its cells stands beside one row only.</summary>
    int? TitleColumn(int first, int rows, bool hasSections)
    {
        if (columns.Above.Count + (hasSections ? 1 : 0) < 2 || rows == 0)
            return null;
        var inner = columns.Above[^1];
        return Begun(first, inner).DistinctBy(c => c.Text).Count() >= rows ? inner : null;
    }

    bool AreOfCategories(int first)
    {
        var (together, alone) = (0, 0);
        for (var row = first; row < grid.Rows; row++)
            if (IsFilled(row, columns.Text) && grid.Filled(row).Count > 1)
            {
                if (IsFilled(row, number) != IsFilled(row, columns.Above[^1]))
                    return false;
                (together, alone) = IsFilled(row, number) ? (together + 1, alone) : (together, alone + 1);
            }
        return together > 0 && alone > 0;
    }
}
