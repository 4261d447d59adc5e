using Tracker.Domain.Notices;

namespace Tracker.Web.Platform.Documents.Reading;

/// <summary>Cuts a document into blocks: a paragraph of running text or of a cell each, in reading order.</summary>
sealed class BlockList(string name)
{
    // No notice comes near; a bomb would.
    const int MostBlocks = 120_000;

    readonly List<Block> blocks = [];
    int offset, tables, lines;

    /// <exception cref="Stop">where there is more than any notice has</exception>
    public static IReadOnlyList<Block> Of(IEnumerable<Matter> matter, string name)
    {
        var list = new BlockList(name);
        list.AddAll(matter);
        return list.blocks;
    }

    void AddAll(IEnumerable<Matter> matter)
    {
        foreach (var part in matter)
            if (part is Table table)
                Add(table);
            else
                Add((Paragraph)part);
    }

    void Add(Paragraph paragraph) => Add(paragraph, new(paragraph.Page, null, null, ++lines), null);

    void Add(Table table)
    {
        if (PortalRecord.Read(table) is { } record)
            AddAll(record);
        else if (LayoutTable.Is(table))
            AddAll(table.Cells.SelectMany(c => c.Content));
        else
            AddData(table);
    }

    void AddData(Table table)
    {
        var (first, last) = LayoutTable.DataRows(table);
        AddAll(table.Cells.Where(c => c.Row < first).SelectMany(c => c.Content));
        tables++;
        foreach (var cell in table.Cells.Where(c => c.Row >= first && c.Row <= last))
            foreach (var paragraph in cell.Paragraphs)
                Add(paragraph, new(cell.Page ?? table.Page, tables, cell.PrintedRow ?? cell.Row + 1, null),
                    new(tables, cell.Row, cell.Column, cell.Rows, cell.Columns));
        AddAll(table.Cells.Where(c => c.Row > last).SelectMany(c => c.Content));
    }

    void Add(Paragraph paragraph, Place place, Cell? cell)
    {
        foreach (var line in paragraph.Text.Split(['\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029']))
            if (!string.IsNullOrWhiteSpace(line) || (paragraph.Doubt is not null && paragraph.Text.Length == 0))
                Add(new Block(line, offset, place, cell, paragraph.Doubt));
    }

    void Add(Block block)
    {
        if (blocks.Count == MostBlocks || offset + block.Text.Length > NoticeFile.MostCharacters)
            throw NoticeFile.Unreadable($"{name} 的内容太多（超过 {MostBlocks} 段或 {NoticeFile.MostCharacters / 10_000} 万字），不像一份通知，请只保留通知正文后再读。");
        blocks.Add(block);
        offset += block.Text.Length + 1;
    }
}
