using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>Cells that follow each other in the order of their rows, heads first: rows are where the columns begin anew.</summary>
static class CellSequence
{
    const double DroppedMerges = 0.2;
    const int LongestHead = 8;
    const int MostHeads = 40;

    /// <summary>The heads that the words begin with, and how many of the words they are; null where no table begins.</summary>
    public static (IReadOnlyList<string> Heads, int Count)? HeadsIn(IReadOnlyList<string> words)
    {
        var count = 0;
        // One unknown head among known ones is a column that nobody knows.
        while (count < Math.Min(words.Count, MostHeads) && (ColumnHeads.Of(words[count]) is not null || IsUnknownHead(words, count))) count++;
        while (count > 0 && ColumnHeads.Of(words[count - 1]) is null) count--;
        var heads = words.Take(count).ToList();
        return count >= 2 && TableHead.IsHead(heads) ? (GroupedHeads.Resolve(heads, h => h) ?? heads, count) : null;
    }

    static bool IsUnknownHead(IReadOnlyList<string> words, int at) =>
        at > 0 && at + 1 < words.Count && words[at].Length is > 1 and <= LongestHead && words[at].All(c => c is >= '\u3400' and <= '\u9fff')
        && ColumnHeads.Of(words[at - 1]) is not null && ColumnHeads.Of(words[at + 1]) is not null;

    /// <param name="cells">with the heads in front</param>
    public static Grid? ToGrid(IReadOnlyList<SequencedCell> cells)
    {
        if (HeadsIn([.. cells.Select(c => c.Cell.Text)]) is not var (words, count))
            return null;
        var heads = words.Select(h => cells.First(c => c.Cell.Text == h)).ToList();
        return ToGrid(heads, [.. cells.Skip(count).Where(c => !words.Contains(c.Cell.Text))]);
    }

    public static Grid ToGrid(IReadOnlyList<SequencedCell> heads, IReadOnlyList<SequencedCell> cells)
    {
        var kinds = TableColumns.KindsForFit([.. heads.Select(h => h.Cell.Text)]);
        var aligned = Alignment.Of([.. cells.Select((c, i) => new LooseCell(c.Cell.Text, c.MayOpen || i == 0, c.MustOpen || i == 0, c.MayGoOn))], kinds);
        return new Laying(heads, kinds).Lay(cells, aligned);
    }

    sealed class Laying(IReadOnlyList<SequencedCell> heads, IReadOnlyList<Column?> kinds)
    {
        readonly List<GridCell?[]> rows = [];
        readonly List<Place> places = [];
        readonly List<List<AlignedCell>> aligned = [];
        readonly Dictionary<int, Oddity> oddities = [];

        public Grid Lay(IReadOnlyList<SequencedCell> below, IReadOnlyList<AlignedCell> cells)
        {
            rows.Add(TextRows.Laid([.. heads.Select(h => h.Cell)], Enumerable.Range(0, heads.Count), 0, heads.Count));
            places.Add(heads[0].Place);
            aligned.Add([]);
            for (var i = 0; i < below.Count; i++)
                Add(below[i], cells[i]);
            return new(null, heads.Count, rows, places, showsMerges: false) { Oddities = Oddities() };
        }

        void Add(SequencedCell cell, AlignedCell at)
        {
            if (at.OpensRow)
            {
                rows.Add(new GridCell?[heads.Count]);
                places.Add(cell.Place);
                aligned.Add([]);
            }
            aligned[^1].Add(at);
            var row = rows.Count - 1;
            if (at.GoesOn && kinds[at.Column] is { } kind && ColumnHeads.IsOfUnits(kind) && CellWords.AreUnits(cell.Cell.Text) && rows[row][at.Column] is { } before && CellWords.AreUnits(before.Text) && !cell.MayOpen)
                oddities.TryAdd(row, new("单位之间只有空格，分不清是几个单位、属于哪一列", new HashSet<int> { at.Column }));
            if (at.Column == heads.Count)
                Array.Fill(rows[row], new GridCell(row, 0, 1, heads.Count, cell.Cell.Lines));
            else
                rows[row][at.Column] = new(row, at.Column, 1, 1, [.. rows[row][at.Column]?.Lines ?? [], .. cell.Cell.Lines]);
        }

        Dictionary<int, Oddity> Oddities()
        {
            var columns = aligned.Select(row => row.Where(a => !a.GoesOn).ToList()).ToList();
            var dropsMerges = columns.Skip(1).Count(row => row.Count < heads.Count) >= (columns.Count - 1) * DroppedMerges;
            for (var row = 1; row < rows.Count; row++)
                if (TextRows.OddityOf(aligned[row], kinds, columns[row].Count, dropsMerges) is { } oddity)
                    oddities[row] = oddity;
            return oddities;
        }
    }
}
