using Tracker.Domain.Notices.Heads;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>
/// A table whose cells only white space parts, each row on one line that begins with its number. Where rows go over several
/// lines, cells lie in each other's way, and this declines.
/// </summary>
static class SpacedLines
{
    const int LongestRow = 100;

    public static (Grid Grid, int End)? At(IReadOnlyList<Line> lines, FlatHead head)
    {
        if (!TellsMore(head.Columns))
            return null;
        var cells = new List<SequencedCell>();
        var (at, end) = (head.End, head.End);
        for (; at < lines.Count; at++)
        {
            var line = lines[at];
            if (line.IsEmpty || FlatHead.IsRepeated(line, head) || Furniture.Is(line.Compact.Text) && !Furniture.IsImprint(line.Compact.Text))
                continue;
            if (!OpensRow(line))
                break;
            cells.AddRange(Pieces.Of(line).Select((p, i) => new SequencedCell(new([new Line(p, line.Place)]), i == 0, line.Place) { MustOpen = i == 0, MayGoOn = i > 0 }));
            end = at + 1;
        }
        if (cells.Count == 0 || GoesOnBehind(lines, end))
            return null;
        return (CellSequence.ToGrid([.. head.Heads.Select(h => new SequencedCell(new([new Line(h, lines[head.Start].Place)]), false, lines[head.Start].Place))], cells), end);
    }

    /// <summary>Whether its columns are other than those of a table that is read by the sentences' ends: 工作任务 具体要求 责任单位 时限要求.</summary>
    static bool TellsMore(IReadOnlyList<Column> columns) =>
        columns.Contains(Column.Number) || columns.Any(c => c is Column.Leader or Column.Remarks or Column.Ignored);

    static bool OpensRow(Line line) =>
        Pieces.Of(line) is [var first, .. var rest] && (rest.Count > 0 && CellWords.NumberIn(first.Text) is not null || Mark.At(first.Text, 0) is not null);

    /// <summary>Whether rows follow the line that belongs to none: then it was more of the row above.</summary>
    static bool GoesOnBehind(IReadOnlyList<Line> lines, int at)
    {
        for (var last = Math.Min(lines.Count, at + LongestRow); at < last && !Furniture.IsImprint(lines[at].Compact.Text); at++)
            if (!lines[at].IsEmpty && Pieces.Of(lines[at]) is [var first, _, ..] && CellWords.NumberIn(first.Text) is not null)
                return true;
        return false;
    }
}
