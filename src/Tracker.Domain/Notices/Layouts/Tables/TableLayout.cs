using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>A notice whose tasks stand in tables, real ones or such as lines draw.</summary>
static class TableLayout
{
    /// <param name="paragraphs">reads what stands outside tables, where they hold no task</param>
    public static Layout Read(IReadOnlyList<Line> lines, int? year, Func<IReadOnlyList<Line>, Layout> paragraphs)
    {
        var reading = new GridReading(year);
        var outside = new List<Line>();
        var unread = new List<NoticeDoubt>();
        foreach (var (part, grid) in Parts(lines, year))
            if (grid is null)
                outside.AddRange(part);
            else if (!reading.Read(grid))
                PutAside(grid, year, outside, unread);
        var layout = reading.FoundTasks ? WithParagraphs(reading.ToLayout(), outside) : paragraphs(outside);
        return unread.Count == 0 ? layout : layout with { Doubts = [.. layout.Doubts, .. unread] };
    }

    /// <summary>The lines in their order, cut where a table begins and ends.</summary>
    static IEnumerable<(IReadOnlyList<Line> Lines, Grid? Grid)> Parts(IReadOnlyList<Line> lines, int? year)
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
            foreach (var part in DrawnTables.In(text, year))
                yield return part;
            text = [];
            yield return ([], grid);
        }
        foreach (var part in DrawnTables.In(text, year))
            yield return part;
    }

    /// <summary>What only frames a text is that text; a table that looks as if it held tasks but has no head that tells its columns is a doubt.</summary>
    static void PutAside(Grid grid, int? year, List<Line> outside, List<NoticeDoubt> unread)
    {
        if (grid.IsFrame)
            outside.AddRange(grid.Lines);
        else if (ColumnContents.LooksLikeTasks(grid, year))
            unread.Add(new("tasks", grid.Number is { } number ? $"第{number}个表没有认得出的表头，没有读" : "有一个表没有认得出的表头，没有读", grid.PlaceOf(0)));
    }

    static Layout WithParagraphs(Layout tables, List<Line> outside) =>
        tables with { Elsewhere = [.. outside.Select(l => l.Compact).Where(w => w.Length > 0), .. tables.Elsewhere] };
}
