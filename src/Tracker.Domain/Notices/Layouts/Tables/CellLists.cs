using Tracker.Domain.Notices.Heads;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>Tables whose cells stand one below the other, a line each: the heads first, then row after row.</summary>
static class CellLists
{
    const int MostHeads = 14;

    public static bool BeginsAt(IReadOnlyList<Line> lines, int at) =>
        ColumnHeads.Of(lines[at].Compact.Text) is not null && !IsLabel(lines[at].Compact.Text) && HeadsFrom(lines, at) is { Count: >= 3 };

    /// <summary>牵头单位： on a line and its names on the next close a paragraph; the heads of a table have no colon.</summary>
    static bool IsLabel(string text) => text[^1] is '：' or ':';

    /// <summary>The table that begins with the heads at <paramref name="start"/>; it ends with the next heads, a remark below it or the imprint.</summary>
    public static DrawnTable At(IReadOnlyList<Line> lines, int start)
    {
        var cells = new List<SequencedCell>();
        var (at, end) = (start, start);
        for (; at < lines.Count; at++)
        {
            var line = lines[at];
            if (line.IsEmpty || Furniture.Is(line.Compact.Text) && CellWords.NumberIn(line.Compact.Text) is null)
            {
                if (Furniture.IsImprint(line.Compact.Text))
                    break;
                continue;
            }
            if (CellWords.OpensNote(line.Compact.Text) || OpensAttachment(line.Compact.Text) || PipeTables.MayBeginAt(lines, at))
                break;
            cells.Add(new(new([line]), true, line.Place) { MayGoOn = true });
            end = at + 1;
        }
        return new([], cells, end);
    }

    static bool OpensAttachment(string text) => text.Length <= 12 && text.StartsWith("附件", StringComparison.Ordinal);

    static IReadOnlyList<string>? HeadsFrom(IReadOnlyList<Line> lines, int start)
    {
        var words = new List<string>();
        for (var at = start; at < lines.Count && words.Count < MostHeads; at++)
            if (!lines[at].IsEmpty)
                words.Add(lines[at].Compact.Text);
        return CellSequence.HeadsIn(words)?.Heads;
    }
}
