using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>A notice whose tasks stand in tables, real ones or such as lines draw.</summary>
static class TableLayout
{
    // So many signs at the head of a task tell whether a table says again what paragraphs said.
    const int Opening = 8;

    /// <param name="otherwise">reads what stands outside tables</param>
    public static Layout Read(IReadOnlyList<Line> lines, Func<IReadOnlyList<Line>, Layout> otherwise)
    {
        var reading = new GridReading();
        var outside = new List<Line>();
        var unread = new List<NoticeDoubt>();
        var parts = Parts(lines).ToList();
        var headings = TableHeadings.Of(parts);
        for (var i = 0; i < parts.Count; i++)
            if (parts[i].Grid is not { } grid)
                outside.AddRange(parts[i].Lines.Where(l => !headings.ContainsValue(l.Compact)));
            else
            {
                if (headings.TryGetValue(i, out var heading))
                    reading.Open(heading);
                if (!reading.Read(grid))
                    PutAside(grid, outside, unread);
            }
        var rest = otherwise(outside);
        var layout = reading.FoundTasks ? Together(reading.ToLayout(), rest, outside) : rest;
        return unread.Count == 0 ? layout : layout with { Doubts = [.. layout.Doubts, .. unread] };
    }

    /// <summary>Paragraphs beside tables are tasks too where brackets or lines of their own name their units, unless the table only says them again.</summary>
    static Layout Together(Layout tables, Layout rest, List<Line> outside)
    {
        var named = rest.Drafts.Where(d => d.Units is { } units && (Brackets.Opens(units.Raw[0]) || units.Raw.Text.AsSpan().IndexOfAny('：', ':') > 0)).ToList();
        var openings = tables.Drafts.Select(d => OpeningOf(d.Text)).ToHashSet();
        var isRead = rest.IsTable || named.Count > 1 && named.Count(d => openings.Contains(OpeningOf(d.Text))) * 2 < named.Count;
        return isRead ? PlaceOf(tables) < PlaceOf(rest) ? LayoutsTogether.Join(tables, rest) : LayoutsTogether.Join(rest, tables) : tables with { Elsewhere = [.. outside.Select(l => l.Compact).Where(w => w.Length > 0), .. tables.Elsewhere] };
    }

    static int PlaceOf(Layout layout) => layout.Drafts.Min(d => d.Text.Spans is [var first, ..] ? first.Start : int.MaxValue);

    static string OpeningOf(Passage text) => text.Text[..Math.Min(Opening, text.Length)];

    /// <summary>The lines in their order, cut where a table begins and ends.</summary>
    static IEnumerable<(IReadOnlyList<Line> Lines, Grid? Grid)> Parts(IReadOnlyList<Line> lines)
    {
        var tables = lines.Where(l => l.Cell is not null).GroupBy(l => l.Cell!.Table).ToDictionary(g => g.Key, g => RealTables.From([.. g]));
        var (text, told) = (new List<Line>(), new HashSet<int>());
        foreach (var line in lines)
        {
            if (line.Cell is null || tables[line.Cell.Table] is not { } grid)
            {
                text.Add(line);
                continue;
            }
            if (!told.Add(line.Cell.Table))
                continue;
            foreach (var part in DrawnTables.In(text))
                yield return part;
            text = [];
            yield return ([], grid);
        }
        foreach (var part in DrawnTables.In(text))
            yield return part;
    }

    /// <summary>What only frames a text is that text; a table that looks as if it held tasks but has no head that tells its columns is a doubt.</summary>
    static void PutAside(Grid grid, List<Line> outside, List<NoticeDoubt> unread)
    {
        if (grid.IsFrame)
            outside.AddRange(grid.Lines);
        else if (ColumnContents.LooksLikeTasks(grid))
            unread.Add(new("tasks", grid.Number is { } number ? $"第{number}个表没有认得出的表头，没有读" : "有一个表没有认得出的表头，没有读", grid.PlaceOf(0)));
    }
}
