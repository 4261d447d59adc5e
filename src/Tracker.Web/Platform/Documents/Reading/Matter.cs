namespace Tracker.Web.Platform.Documents.Reading;

/// <summary>What a document consists of, in reading order, before it is cut into blocks.</summary>
/// <param name="Page">where the format knows it, from 1</param>
abstract record Matter(int? Page);

/// <param name="Text">may hold line breaks, where the format has them inside a paragraph</param>
/// <param name="Doubt">what the format could not tell for sure; a paragraph without words may carry one about what was left out</param>
sealed record Paragraph(string Text, int? Page = null, string? Doubt = null) : Matter(Page);

/// <param name="Cells">row by row, from left to right; a merged cell once, where it begins</param>
sealed record Table(IReadOnlyList<TableCell> Cells, int? Page = null) : Matter(Page)
{
    public int Rows { get; } = Cells.Count == 0 ? 0 : Cells.Max(c => c.Row + c.Rows);
    public int Columns { get; } = Cells.Count == 0 ? 0 : Cells.Max(c => c.Column + c.Columns);
}

/// <param name="Row">of the grid, from 0</param>
/// <param name="Column">of the grid, from 0</param>
sealed record TableCell(int Row, int Column, int Rows, int Columns, IReadOnlyList<Matter> Content)
{
    /// <summary>How the document itself counts this row, from 1, where that differs from the grid.</summary>
    public int? PrintedRow { get; init; }

    public int? Page { get; init; }

    /// <summary>All paragraphs, those of tables inside the cell too, row by row.</summary>
    public IEnumerable<Paragraph> Paragraphs => Content.SelectMany(m => m switch
    {
        Table inner => inner.Cells.SelectMany(c => c.Paragraphs),
        _ => [(Paragraph)m],
    });

    public bool IsEmpty => Paragraphs.All(p => string.IsNullOrWhiteSpace(p.Text));

    public bool HoldsTable => Content.Any(m => m is Table);
}
