namespace Tracker.Web.Platform.Documents.Reading.Pdf;

/// <summary>What stands on pages, from top to bottom: tables, and running text between them.</summary>
abstract record PagePart;

/// <param name="Lines">each with its page</param>
sealed record RunningText(List<(int Page, TextLine Line)> Lines) : PagePart;

/// <summary>A table whose cells have lines around them. Rows and columns lie between the lines; slots without a line between them are one cell.</summary>
/// <param name="Edges">the distances from the left at which columns begin and end</param>
/// <param name="Rows">how many</param>
/// <param name="LastPage">the page on which it ends</param>
sealed record RuledTable(int LastPage, Box Box, IReadOnlyList<double> Edges, int Rows, IReadOnlyList<RuledCell> Cells) : PagePart
{
    public int Columns => Edges.Count - 1;

    public Table ToMatter() => new([.. Cells.Where(c => c.Paragraphs.Count > 0).OrderBy(c => c.Row).ThenBy(c => c.Column)
        .Select(c => new TableCell(c.Row, c.Column, c.Rows, c.Columns, [.. c.Paragraphs.Select(p => new Paragraph(p, c.Page, c.Doubt))]) { Page = c.Page })], Cells[0].Page);
}

/// <param name="EndsFull">whether its last line had no room for more, so that the words may go on below a page break</param>
sealed record RuledCell(int Page, int Row, int Column, int Rows, int Columns, IReadOnlyList<string> Paragraphs, bool EndsFull)
{
    public string? Doubt { get; init; }

    public bool IsEmpty => Paragraphs.Count == 0;

    public int LastRow => Row + Rows - 1;
}
