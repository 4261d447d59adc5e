using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>Reads the tables of a notice one after the other; one without a head goes on with the table before it.</summary>
sealed class GridReading()
{
    const int LongestLabel = 8;

    readonly Headings headings = new();
    readonly RecordDrafts drafts = new();
    readonly List<NoticeDoubt> doubts = [];
    readonly List<Passage> notes = [];
    TableColumns? columns;
    TableHead? head;
    GridRecord? open;

    public bool FoundTasks => drafts.Drafts.Count > 0;

    public Layout ToLayout() => new(headings.Categories, drafts.Drafts, [.. notes, .. drafts.Elsewhere], doubts) { IsTable = true };

    /// <summary>A heading above the tables that follow, as one that spans all columns.</summary>
    public void Open(Passage heading) => headings.Open(heading);

    /// <summary>Whether the table holds tasks; its rows are read if it does.</summary>
    public bool Read(Grid grid)
    {
        var own = TableHead.Find(grid);
        if (own is not null)
        {
            if (TableColumns.From(own, grid) is not { } found)
                return false;
            (head, columns) = (own, found);
            SayWhatIsGuessed(found, grid.PlaceOf(own.Start));
            drafts.BeginTable();
        }
        else if (columns is null || grid.Columns != columns.Width)
            return false;
        open = null;
        ReadRows(grid, own?.End ?? 0);
        return true;
    }

    void SayWhatIsGuessed(TableColumns found, Place place)
    {
        foreach (var column in found.Guessed)
            doubts.Add(new("tasks", $"表头“{found.Heads[column]}”不认识，按这一栏的内容读", place));
        foreach (var column in Enumerable.Range(0, found.Width).Where(i => found.Kinds[i] is null && found.Heads[i].Length > 0))
            doubts.Add(new("text", $"表头“{found.Heads[column]}”不认识，这一栏没有读入任务", place));
    }

    void ReadRows(Grid grid, int first)
    {
        var shape = TableShape.Of(grid, first, columns!);
        for (var row = first; row < grid.Rows; row++)
            if (grid.Filled(row) is { Count: > 0 } filled && !head!.IsRepeatedAt(grid, row))
                ReadRow(grid, row, filled, shape);
        Close(shape);
    }

    void ReadRow(Grid grid, int row, IReadOnlyList<GridCell> filled, TableShape shape)
    {
        var opening = filled[0].Text;
        if (CellWords.OpensTotal(opening))
            Close(shape);
        else if (CellWords.OpensNote(opening) && (filled.Count <= 2 || opening.Length <= LongestLabel) || shape.IsParagraph(filled))
        {
            Close(shape);
            notes.AddRange(filled.Select(c => c.Words));
        }
        else if (shape.SectionIn(filled) is var (number, words))
        {
            Close(shape);
            headings.Open(words, number);
        }
        else
            ReadRecord(grid, row, shape);
    }

    void ReadRecord(Grid grid, int row, TableShape shape)
    {
        var text = grid.At(row, columns!.Text);
        if (text is { IsBlank: false } && text.Row < row)
            return; // it covers this row too, and was read with all its rows
        if (text is { IsBlank: false } && open is not null && shape.GoesOn(open, row, text))
            open = open.GoneOn(row, columns, text);
        else if (text is { IsBlank: false })
            Begin(GridRecord.At(grid, row, columns, text), shape);
        else if (shape.BroaderWordsAt(row) is { } broader && shape.HasOwnCells(row))
            Begin(GridRecord.At(grid, row, columns, broader) with { TextIsElsewhere = true }, shape);
        else if (shape.HasOwnCells(row) && open is not null)
            open.GrowDown(grid, row, columns);
        else if (shape.HasOwnCells(row))
            doubts.Add(new("tasks", "表格有一行没有任务文字，没有读", grid.PlaceOf(row)));
        else
        {
            Close(shape);
            RecordDrafts.Stand(headings, grid, row, columns, shape);
        }
    }

    void Begin(GridRecord record, TableShape shape)
    {
        Close(shape);
        open = record;
    }

    void Close(TableShape shape)
    {
        if (open is not null)
            drafts.Add(open, columns!, shape, headings);
        open = null;
    }
}
