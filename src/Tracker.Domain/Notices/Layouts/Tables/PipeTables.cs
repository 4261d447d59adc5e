using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>
/// Tables whose cells are parted by | or tabs. A row is a line, unless a site broke the paragraphs of cells into lines of
/// their own: then a | that opens a line closes the cell above, and rows are told by their number of cells.
/// </summary>
static class PipeTables
{
    // How far below a line outside a cell the | may stand that shows it to be in one.
    const int LongestCell = 60;

    /// <summary>Whether a table may begin with the line; a site may break even its first head from the | behind it.</summary>
    public static bool MayBeginAt(IReadOnlyList<Line> lines, int at) =>
        IsPiped(lines[at]) || IsTabbed(lines[at])
        || lines[at].Compact.Length is > 0 and <= 8 && ColumnHeads.Of(lines[at].Compact.Text) is not null && NextIsPipe(lines, at + 1);

    static bool NextIsPipe(IReadOnlyList<Line> lines, int at)
    {
        while (at < lines.Count && lines[at].IsEmpty) at++;
        return at < lines.Count && lines[at].Compact.Text is ['|' or '｜', ..];
    }

    static bool IsPiped(Line line) => line.Words.Text.AsSpan().IndexOfAny('|', '｜') >= 0 || line.Rule is { } rule && rule.Contains('|') && !rule.AsSpan().ContainsAny("-=+─━");

    static bool IsTabbed(Line line) => line.Words.Text.AsSpan().Trim(' ').Contains('\t');

    /// <summary>The table that begins with line <paramref name="start"/>.</summary>
    public static DrawnTable At(IReadOnlyList<Line> lines, int start) => IsTabbed(lines[start]) && !IsPiped(lines[start]) ? Tabbed(lines, start) : new Reading(lines, start).Run();

    static DrawnTable Tabbed(IReadOnlyList<Line> lines, int start)
    {
        var rows = new List<TextRow>();
        var end = start;
        for (; end < lines.Count && (lines[end].IsEmpty || IsTabbed(lines[end]) && !IsPiped(lines[end]) || IsSection(lines, end)); end++)
            if (!lines[end].IsEmpty)
                rows.Add(new(Cut(lines[end], "\t"), lines[end].Place));
        while (lines[end - 1].IsEmpty) end--;
        return new(rows, [], end);
    }

    /// <summary>A heading between two rows, in the only cell of its line.</summary>
    static bool IsSection(IReadOnlyList<Line> lines, int at) =>
        new CellFit(lines[at].Compact.Text).AsSection < 1 && at + 1 < lines.Count && lines.Skip(at + 1).FirstOrDefault(l => !l.IsEmpty) is { } next && IsTabbed(next);

    static List<TextCell> Cut(Line line, string marks)
    {
        var cells = new List<TextCell>();
        var start = 0;
        for (var i = 0; i <= line.Words.Length; i++)
            if (i == line.Words.Length || marks.Contains(line.Words[i]))
            {
                cells.Add(new(Paragraphs(line.Words[start..i], line.Place)));
                start = i + 1;
            }
        return cells;
    }

    /// <summary>Markdown writes the paragraphs of a cell with &lt;br&gt; between them.</summary>
    static List<Line> Paragraphs(Passage words, Place place)
    {
        var lines = new List<Line>();
        var start = 0;
        while (words.Text.IndexOf("<br", start, StringComparison.OrdinalIgnoreCase) is var at and >= 0 && words.Text.IndexOf('>', at) is var close and >= 0)
        {
            lines.Add(new(words[start..at], place));
            start = close + 1;
        }
        lines.Add(new(words[start..], place));
        return [.. lines.Where(l => !l.IsEmpty)];
    }

    /// <summary>One table with pipes, read cell by cell.</summary>
    sealed class Reading(IReadOnlyList<Line> lines, int start)
    {
        readonly bool isBordered = OpensWithPipe(lines[start]);
        readonly bool closesWithPipe = !IsPiped(lines[start]) || lines[start].Compact.Text is [.., '|' or '｜'];
        readonly List<SequencedCell> cells = [];
        readonly List<Line> open = [];
        bool opensLine;
        bool isLoose;

        static bool OpensWithPipe(Line line) => line.Compact.Text is ['|' or '｜', ..] || line.Compact.Length == 0 && line.Rule is not null;

        public DrawnTable Run()
        {
            var (at, end) = (start, start);
            for (; at < lines.Count; at++)
            {
                if (lines[at].IsEmpty && !IsPiped(lines[at]))
                    continue;
                if (IsPiped(lines[at]))
                    AddPiped(lines[at]);
                else if (IsInACell(at))
                    AddWords(lines[at]);
                else
                    break;
                end = at + 1;
            }
            Close(lines[end - 1].Place);
            return isLoose || HoldsACellEach ? new([], cells, end) : new(Rows(), [], end);
        }

        /// <summary>Whether nearly every line holds one cell and the | behind it.</summary>
        bool HoldsACellEach => !isBordered && closesWithPipe && cells.Count >= FewestLooseCells && cells.Count(c => !c.MayOpen) * 5 <= cells.Count;

        const int FewestLooseCells = 6;
        const int MostBreaks = 3;

        void AddPiped(Line line)
        {
            if (isBordered && OpensWithPipe(line))
                Close(line.Place);
            var parts = line.Words.Length == 0 ? [.. Enumerable.Repeat(new TextCell([]), line.Rule!.Count(c => c == '|') + 1)] : Cut(line, "|｜");
            var first = isBordered && open.Count == 0 && parts[0].IsBlank ? 1 : 0;
            for (var i = first; i < parts.Count; i++)
            {
                if (i == parts.Count - 1 && closesWithPipe && parts[i].IsBlank)
                    break; // nothing stands behind the last |
                if (i > first || open.Count == 0)
                    opensLine = i == first;
                open.AddRange(parts[i].Lines);
                if (i < parts.Count - 1 || !closesWithPipe)
                    Add(line.Place);
            }
        }

        void AddWords(Line line)
        {
            if (open.Count == 0)
                (opensLine, isLoose) = (true, true);
            open.Add(new(line.Words, line.Place));
        }

        void Close(Place place)
        {
            if (open.Count > 0)
                Add(place);
        }

        void Add(Place place)
        {
            cells.Add(new(new([.. open]), opensLine, open.Count > 0 ? open[0].Place : place));
            open.Clear();
        }

        List<TextRow> Rows()
        {
            var rows = new List<TextRow>();
            var row = new List<TextCell>();
            for (var i = 0; i < cells.Count; i++)
            {
                row.Add(cells[i].Cell);
                if (i + 1 < cells.Count && !cells[i + 1].MayOpen)
                    continue;
                rows.Add(new([.. row], cells[i + 1 - row.Count].Place));
                row.Clear();
            }
            return rows;
        }

        /// <summary>Whether a line without | is a paragraph of a cell: of one left open above, or of one that a | closes at the head of a line below.</summary>
        bool IsInACell(int at)
        {
            if (!closesWithPipe)
                return false;
            for (var next = at + 1; next < Math.Min(lines.Count, at + LongestCell); next++)
                if (IsPiped(lines[next]))
                    return open.Count > 0 || !isBordered && (OpensWithPipe(lines[next]) || next - at <= MostBreaks && cells.Count > 1 && cells.TrueForAll(c => c.MayOpen));
            return false;
        }
    }
}
