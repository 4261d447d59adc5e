namespace Tracker.Domain;

/// <summary>A line of a table that a person hands in, as its file has it.</summary>
/// <param name="Line">counted from 1, as a text editor or a spreadsheet shows it</param>
public sealed record TableLine(int Line, IReadOnlyList<string> Cells);

/// <summary>A row below the head of such a table, its cells by column.</summary>
public sealed class TableRow(int line, IReadOnlyDictionary<string, int> head, IReadOnlyList<string> cells)
{
    public int Line => line;

    /// <summary>The cell without white space around it; empty where the table has no such column or the row ends before it.</summary>
    public string this[string column] => head.TryGetValue(column, out var at) && at < cells.Count ? cells[at].Trim() : "";

    public bool Has(string column) => head.ContainsKey(column);
}

/// <summary>Finds the head of a table and the rows below it. Lines above the head (a title) and empty lines are passed over.</summary>
public static class TableRows
{
    const int HeadWithin = 10;

    /// <param name="required">columns by which the head is known; others may stand beside them, in any order</param>
    /// <exception cref="DataUnreadable">there is no such head, a column stands twice, or nothing is below it</exception>
    public static IReadOnlyList<TableRow> Below(IReadOnlyList<TableLine> lines, params IReadOnlyList<string> required)
    {
        var at = lines.Take(HeadWithin).ToList().FindIndex(l => required.All(column => l.Cells.Any(c => c.Trim() == column)));
        if (at < 0)
            throw new DataUnreadable(lines.Count > 0 ? lines[0].Line : 1, $"没有找到表头，表头里要有{string.Join('、', required.Select(c => $"“{c}”"))}");
        var head = new Dictionary<string, int>();
        foreach (var (i, column) in lines[at].Cells.Index())
            if (column.Trim() is { Length: > 0 } name && !head.TryAdd(name, i))
                throw new DataUnreadable(lines[at].Line, $"表头中“{name}”出现两次");
        var rows = lines.Skip(at + 1).Where(l => l.Cells.Any(c => !string.IsNullOrWhiteSpace(c))).Select(l => new TableRow(l.Line, head, l.Cells)).ToList();
        return rows.Count > 0 ? rows : throw new DataUnreadable(lines[at].Line, "表头下面一行也没有");
    }
}
