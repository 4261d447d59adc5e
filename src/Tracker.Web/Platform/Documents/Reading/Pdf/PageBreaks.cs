namespace Tracker.Web.Platform.Documents.Reading.Pdf;

/// <summary>Joins a table that a page break cut in two: heads printed again are dropped, broken rows and merged cells go on.</summary>
static class PageBreaks
{
    const double SameEdge = 5;
    const int ShortestSentence = 12;
    const string MayBeBroken = "表格在这里跨页，这一行按接着上一页同一行来读，请核对";
    const string MayBeMerged = "表格在这里跨页，下一页的空格按合并单元格来读，请核对";

    /// <summary>Both as one table, or null where the second has other columns.</summary>
    public static RuledTable? Joined(RuledTable above, RuledTable below)
    {
        if (SameColumns(above, below) is not { } fitted)
            return null;
        fitted = WithoutHeads(above, fitted);
        if (fitted.Rows == 0)
            return above with { LastPage = below.LastPage };
        var goesOn = GoesOn(above, fitted);
        var shift = above.Rows - (goesOn is null ? 0 : 1);
        var cells = above.Cells.ToList();
        foreach (var cell in fitted.Cells)
        {
            var moved = cell with { Row = cell.Row + shift };
            var at = cell.Row == 0 ? cells.FindIndex(c => c.LastRow == above.Rows - 1 && c.Column == cell.Column && c.Columns == cell.Columns) : -1;
            if (at >= 0 && goesOn is { } sure)
                cells[at] = BrokenRow(cells[at], moved, sure);
            else if (at >= 0 && cell.IsEmpty != cells[at].IsEmpty)
                cells[at] = BrokenMerge(cells[at], moved);
            else
                cells.Add(moved);
        }
        return above with { LastPage = below.LastPage, Rows = above.Rows + fitted.Rows - (goesOn is null ? 0 : 1), Cells = cells };
    }

    /// <summary>The table below in the columns of the one above; null where they are others.</summary>
    static RuledTable? SameColumns(RuledTable above, RuledTable below)
    {
        var columns = below.Edges.Select(edge => above.Edges.ToList().FindIndex(e => Math.Abs(e - edge) <= SameEdge)).ToList();
        if (columns.Contains(-1) || columns.Distinct().Count() < columns.Count || columns[0] != 0 || columns[^1] != above.Columns)
            return null;
        return below with { Edges = above.Edges, Cells = [.. below.Cells.Select(c => c with { Column = columns[c.Column], Columns = columns[c.Column + c.Columns] - columns[c.Column] })] };
    }

    static RuledTable WithoutHeads(RuledTable above, RuledTable below)
    {
        var heads = 0;
        while (heads < Math.Min(3, Math.Min(above.Rows, below.Rows)) && TextOf(above, heads) is { Length: > 0 } head && head == TextOf(below, heads))
            heads++;
        return heads == 0 ? below : below with { Rows = below.Rows - heads, Cells = [.. below.Cells.Where(c => c.Row >= heads).Select(c => c with { Row = c.Row - heads })] };
    }

    static string TextOf(RuledTable table, int row) =>
        string.Join('|', table.Cells.Where(c => c.Row == row).Select(c => string.Concat(c.Paragraphs.SelectMany(p => p).Where(x => !char.IsWhiteSpace(x)))));

    /// <summary>Whether the first row below is the rest of the last row above: true for sure, false for probably, null for no.</summary>
    static bool? GoesOn(RuledTable above, RuledTable below)
    {
        var pairs = (from first in below.Cells.Where(c => c.Row == 0)
                     let last = above.Cells.FirstOrDefault(c => c.LastRow == above.Rows - 1 && c.Column == first.Column && c.Columns == first.Columns)
                     select (Last: last, First: first)).ToList();
        var words = pairs.FindAll(p => !p.First.IsEmpty);
        // What is left of a row leaves some of its cells empty, and adds to none that was.
        if (pairs.Exists(p => p.Last is null) || words.Count == 0 || words.Count == pairs.Count || words.Exists(p => p.Last!.IsEmpty || IsNumber(p.First)))
            return null;
        if (words.TrueForAll(p => EndsInside(p.Last!)) && words.Exists(p => p.Last!.Paragraphs[^1].Length > ShortestSentence))
            return true;
        // A row of its own would have its number, or whatever the rows above have in their first column.
        var leading = pairs.MinBy(p => p.First.Column);
        return leading.First.IsEmpty && leading.Last is { IsEmpty: false, Rows: 1 } ? false : null;
    }

    /// <summary>In the middle of a sentence, with no room for more on the line.</summary>
    static bool EndsInside(RuledCell cell) => cell.EndsFull && cell.Paragraphs is [.., [.., not ('。' or '；' or '！' or '？')]];

    static bool IsNumber(RuledCell cell) => cell.Paragraphs is [[>= '0' and <= '9', ..] number, ..] && number.Length < 5;

    static RuledCell BrokenRow(RuledCell above, RuledCell below, bool sure)
    {
        if (below.IsEmpty)
            return above with { Rows = above.Rows + below.Rows - 1 };
        var joint = EndsInside(above) ? above.Paragraphs[^1] + Paragraphs.Joint(above.Paragraphs[^1], below.Paragraphs[0]) + below.Paragraphs[0] : null;
        return above with
        {
            Rows = above.Rows + below.Rows - 1, EndsFull = below.EndsFull, Doubt = above.Doubt ?? (sure ? null : MayBeBroken),
            Paragraphs = joint is null ? [.. above.Paragraphs, .. below.Paragraphs] : [.. above.Paragraphs.SkipLast(1), joint, .. below.Paragraphs.Skip(1)],
        };
    }

    /// <summary>One of the two has no words: the cell reaches over the break. Where neither is seen to span rows, it may also be an empty cell.</summary>
    static RuledCell BrokenMerge(RuledCell above, RuledCell below) => above with
    {
        Rows = above.Rows + below.Rows, Paragraphs = [.. above.Paragraphs, .. below.Paragraphs], EndsFull = above.EndsFull || below.EndsFull,
        Doubt = above.Doubt ?? (above.Rows > 1 || below.Rows > 1 ? null : MayBeMerged),
    };
}
