using Tracker.Domain.Notices;

namespace Tracker.Domain.Tests.Notices;

/// <summary>
/// Makes the blocks of a notice with real tables from a drawing: cells parted by |, a line a row. ^ goes on with the cell
/// above, &lt; with the cell to the left, / parts the paragraphs of a cell. A line without | stands outside tables; a blank line ends a table.
/// </summary>
static class TablePaper
{
    const string Letter = "某省人民政府办公厅关于印发2021年重点工作分工方案的通知\n某政办发〔2021〕5号\n各市人民政府，省各部门：\n现将方案印发给你们，请认真落实。\n某省人民政府办公厅\n2021年3月1日\n";

    public static ReadNotice Read(string plan) => NoticeReader.Read(Blocks(Letter + plan + "\n某省人民政府办公厅秘书处 2021年3月8日印发\n"), ReadingAids.None);

    public static IReadOnlyList<Block> Blocks(string text)
    {
        var blocks = new List<Block>();
        var (offset, table) = (0, 0);
        var rows = new List<string[]>();
        foreach (var line in text.Split('\n').Append(""))
        {
            if (line.Contains('|'))
            {
                rows.Add([.. line.Split('|').Select(c => c.Trim())]);
                continue;
            }
            if (rows.Count > 0)
                AddTable(rows, ++table, blocks, ref offset);
            rows.Clear();
            Add(line, null, null);
        }
        return blocks;

        void Add(string words, Cell? cell, int? row)
        {
            blocks.Add(new(words, offset, cell is null ? new(null, null, null, blocks.Count + 1) : new(null, cell.Table, row, null), cell));
            offset += words.Length + 1;
        }

        void AddTable(List<string[]> drawn, int number, List<Block> _, ref int __)
        {
            for (var row = 0; row < drawn.Count; row++)
                for (var column = 0; column < drawn[row].Length; column++)
                    if (drawn[row][column] is not ("^" or "<") and var words)
                        foreach (var paragraph in words.Split('/'))
                            Add(paragraph, new(number, row, column, Span(drawn, row, column, 1, 0, "^"), Span(drawn, row, column, 0, 1, "<")), row + 1);
        }
    }

    static int Span(List<string[]> drawn, int row, int column, int down, int right, string mark)
    {
        var span = 1;
        while (row + down * span < drawn.Count && column + right * span < drawn[row + down * span].Length && drawn[row + down * span][column + right * span] == mark)
            span++;
        return span;
    }

    /// <summary>A line a task: number, category's title, text, lead; support, limit.</summary>
    public static string[] Said(ReadNotice notice) => [.. notice.Tasks.Select(t =>
        $"{t.Id}|{notice.Categories.FirstOrDefault(c => c.No == t.Category)?.Title}|{t.Text}|{string.Join('、', t.Lead)}|{string.Join('、', t.Support)}|{t.TimeLimit.Raw}")];

    public static string[] Doubted(ReadNotice notice) => [.. notice.Tasks.Select(t => string.Join(' ', t.Doubts.Select(d => d.Field).Distinct()))];
}
