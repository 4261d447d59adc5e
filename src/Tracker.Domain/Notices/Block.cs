namespace Tracker.Domain.Notices;

/// <summary>A stretch of a document as its format gave it: a line, or a paragraph, which may stand in a table's cell.</summary>
/// <param name="Text">its words, without a line break</param>
/// <param name="Offset">where it begins in the document's plain text; blocks come in rising order and never overlap</param>
/// <param name="Place">where a person finds it in the file</param>
/// <param name="Cell">the cell it stands in, where the format has real tables; a cell of several paragraphs is several blocks</param>
/// <param name="Doubt">what the format could not tell for sure, in words; a block without words may carry one about what was left out</param>
public sealed record Block(string Text, int Offset, Place Place, Cell? Cell = null, string? Doubt = null)
{
    /// <summary>The plain text that <paramref name="blocks"/> were cut from: what lies between two of them is line breaks.</summary>
    public static string PlainText(IReadOnlyList<Block> blocks)
    {
        var end = blocks.Count == 0 ? 0 : blocks[^1].Offset + blocks[^1].Text.Length;
        return string.Create(end, blocks, static (text, blocks) =>
        {
            text.Fill('\n');
            foreach (var block in blocks)
                block.Text.CopyTo(text[block.Offset..]);
        });
    }
}

/// <summary>A cell of a real table. A merged cell comes once, where it begins, row by row and from left to right.</summary>
/// <param name="Table">counts the tables of the document from 1</param>
/// <param name="Row">of the grid, from 0</param>
/// <param name="Column">of the grid, from 0: where the cell begins, not how many cells stand before it</param>
/// <param name="Rows">how many rows of the grid it spans</param>
/// <param name="Columns">how many columns of the grid it spans</param>
public sealed record Cell(int Table, int Row, int Column, int Rows = 1, int Columns = 1)
{
    public bool Covers(int row, int column) =>
        row >= Row && row < Row + Rows && column >= Column && column < Column + Columns;
}
