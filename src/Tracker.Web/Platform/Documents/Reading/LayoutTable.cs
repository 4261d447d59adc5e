namespace Tracker.Web.Platform.Documents.Reading;

/// <summary>Tells tables that only arrange a page, or a title and a remark around the rows, from rows and columns that mean something.</summary>
static class LayoutTable
{
    const int LongestHead = 20;

    /// <summary>True for a table whose cells are to be read one after the other like running text.</summary>
    public static bool Is(Table table) =>
        table.Rows < 2 || table.Columns < 2 || table.Cells.All(c => Spans(c, table)) || HoldsThePage(table) || ArrangesTables(table);

    /// <summary>A table with a table in a cell, unless that cell stands below column heads and leaves columns beside it.</summary>
    static bool ArrangesTables(Table table)
    {
        var holders = table.Cells.Where(c => c.HoldsTable).ToList();
        if (holders.Count == 0)
            return false;
        var heads = table.Cells.Where(c => c.Row == 0).ToList();
        return heads.Count < 3 || heads.Any(c => c.IsEmpty || c.Paragraphs.Sum(p => p.Text.Length) > LongestHead) || holders.Any(c => c.Row == 0 || Spans(c, table));
    }

    /// <summary>A banner, navigation and then one cell with the whole text.</summary>
    static bool HoldsThePage(Table table)
    {
        var all = table.Cells.Sum(Length);
        return table.Cells.Any(c => Spans(c, table) && Length(c) * 2 > all && c.Paragraphs.Count() > 4);
    }

    static int Length(TableCell cell) => cell.Paragraphs.Sum(p => p.Text.Length);

    static bool Spans(TableCell cell, Table table) => cell.Columns == table.Columns;

    /// <summary>
    /// The rows between a title above (附件1, 2023年任务分解表) and remarks below (注：…), which are no rows of the table though the file keeps
    /// them in cells.
    /// </summary>
    public static (int First, int Last) DataRows(Table table)
    {
        var first = 0;
        while (first < table.Rows && IsTitle(table, first))
            first++;
        var last = table.Rows - 1;
        while (last > first && InRow(table, last) is [var only] && Spans(only, table))
            last--;
        return first < table.Rows ? (first, last) : (0, table.Rows - 1);
    }

    /// <summary>One cell with words, which no cell reaches into and which reaches into no other row.</summary>
    static bool IsTitle(Table table, int row) =>
        InRow(table, row) is [] or [{ Rows: 1 }] && !table.Cells.Any(c => c.Row < row && c.Row + c.Rows > row);

    static List<TableCell> InRow(Table table, int row) => [.. table.Cells.Where(c => c.Row == row && !c.IsEmpty)];
}
