using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>The time limits of row after row, handed on like the units.</summary>
sealed class CarriedLimit
{
    IReadOnlyList<GridCell> above = [];
    CategoryDraft? categoryAbove;
    bool isOdd;

    public void Forget() => (above, categoryAbove) = ([], null);

    /// <param name="unitsWereBlank">whether the row has no units of its own either, so that it is covered as a whole</param>
    public (LimitCell? Cell, List<Doubt> Doubts) Of(GridRecord record, CategoryDraft category, TableColumns columns, TableShape shape, bool unitsWereBlank)
    {
        var doubts = new List<Doubt>();
        if (columns.Limits.Count == 0)
            return (null, doubts);
        var isBlank = record.Limits.Count == 0;
        var cells = isBlank ? FromAbove(category, shape, unitsWereBlank, doubts) : Own(record, doubts);
        var inherited = isBlank || record.Limits[0].Row < record.Row || CellWords.SaysDitto(record.Limits[0].Text);
        if (isBlank && isOdd && cells.Count > 0)
            doubts.Add(new(TaskField.TimeLimit, "上一行的格数与表头不符，沿用的时限不能确定", []));
        isOdd = isBlank && isOdd || record.Oddity?.Concerns(columns.Limits) is true;
        (above, categoryAbove) = (cells, category);
        return (cells.Count == 0 ? null : new(Passage.Join([.. cells.Select(c => c.Words)]), inherited), doubts);
    }

    IReadOnlyList<GridCell> Own(GridRecord record, List<Doubt> doubts)
    {
        if (record.Limits.SelectMany(c => c.Lines).Count(l => CellWords.IsLimit(l.Compact.Text)) > 1)
            doubts.Add(new(TaskField.TimeLimit, "时限一栏里有几个时限，可能是几行连在了一起", []));
        if (!record.Limits.All(c => CellWords.SaysDitto(c.Text)))
            return [.. record.Limits.Where(c => !CellWords.SaysNone(c.Text))];
        if (above.Count == 0)
            doubts.Add(new(TaskField.TimeLimit, "写有“同上”，上面没有时限", []));
        return above;
    }

    IReadOnlyList<GridCell> FromAbove(CategoryDraft category, TableShape shape, bool unitsWereBlank, List<Doubt> doubts)
    {
        if (!shape.BlanksAreMerged)
        {
            if (shape.LimitIsUsual)
                doubts.Add(new(TaskField.TimeLimit, "时限一栏是空的", []));
            return [];
        }
        if (above.Count == 0)
        {
            if (shape.LimitIsUsual)
                doubts.Add(new(TaskField.TimeLimit, "没有找到时限", []));
        }
        // One limit over the whole table, or a row that is covered as a whole: nothing else can be meant.
        else if (shape.LimitCount > 1 && (category != categoryAbove || !unitsWereBlank))
            doubts.Add(new(TaskField.TimeLimit, "时限一栏是空的，按上一行读", []));
        return above;
    }
}
