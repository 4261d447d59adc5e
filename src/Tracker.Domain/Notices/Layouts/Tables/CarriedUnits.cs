using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>The units of row after row: a cell covers the rows that it spans, and 同上 or a blank one hands on the cell above.</summary>
sealed class CarriedUnits
{
    IReadOnlyList<List<GridCell>>? above;
    CategoryDraft? categoryAbove;
    bool isOdd;

    /// <summary>Whether the last row had no units of its own.</summary>
    public bool WereBlank { get; private set; }

    public void Forget() => (above, categoryAbove) = (null, null);

    public (UnitCell? Cell, List<Doubt> Doubts) Of(GridRecord record, CategoryDraft category, TableColumns columns, TableShape shape)
    {
        var doubts = new List<Doubt>();
        if (columns.Units.Count == 0)
        {
            WereBlank = true;
            return (null, doubts);
        }
        var own = record.Units.Select(cells => cells.Where(c => !CellWords.SaysNone(c.Text)).ToList()).ToList();
        WereBlank = record.Units.All(cells => cells.Count == 0);
        var inherited = WereBlank || own.Find(cells => cells.Count > 0) is [var first, ..] && (first.Row < record.Row || CellWords.SaysDitto(first.Text));
        var cells = WereBlank ? FromAbove(category, columns, shape, doubts) : own.Select((c, i) => Completed(c, i, record, columns, shape, doubts)).ToList();
        if (WereBlank && isOdd && cells.Any(c => c.Count > 0))
            doubts.Add(new(TaskField.Units, "上一行的格数与表头不符，沿用的责任单位不能确定", []));
        isOdd = WereBlank && isOdd || record.Oddity?.Concerns(columns.Units) is true;
        if (own.SelectMany(c => c).Any(c => c.Text[^1] is '、' or '，'))
            doubts.Add(new(TaskField.Units, "责任单位的末尾是顿号，可能缺字", []));
        (above, categoryAbove) = (cells, category);
        return (cells.All(c => c.Count == 0) ? null : CellOf(cells, columns, inherited), doubts);
    }

    IReadOnlyList<List<GridCell>> FromAbove(CategoryDraft category, TableColumns columns, TableShape shape, List<Doubt> doubts)
    {
        if (above is null || above.All(c => c.Count == 0))
            doubts.Add(new(TaskField.Units, "没有找到责任单位", []));
        else if (!shape.BlanksAreMerged)
            doubts.Add(new(TaskField.Units, "责任单位一栏是空的，按上一行读", []));
        else if (category != categoryAbove)
            doubts.Add(new(TaskField.Units, "责任单位一栏是空的，按上一类别最后一行读", []));
        return above ?? [.. columns.Units.Select(_ => new List<GridCell>())];
    }

    List<GridCell> Completed(List<GridCell> cells, int at, GridRecord record, TableColumns columns, TableShape shape, List<Doubt> doubts)
    {
        if (cells.Count > 0 && cells.All(c => CellWords.SaysDitto(c.Text)))
            return Above(at, doubts);
        // Beside units of its own, a blank 配合单位 names nobody; a blank 牵头单位 is a cell that goes on.
        if (record.Units[at].Count > 0 || columns.Kinds[columns.Units[at]] is not Column.Lead)
            return cells;
        if (!shape.BlanksAreMerged || above is null)
            doubts.Add(new(TaskField.Roles, "牵头单位一栏是空的", []));
        return shape.BlanksAreMerged && above is not null ? above[at] : cells;
    }

    List<GridCell> Above(int at, List<Doubt> doubts)
    {
        if (above is not null && above[at].Count > 0)
            return above[at];
        doubts.Add(new(TaskField.Units, "写有“同上”，上面没有责任单位", []));
        return [];
    }

    static UnitCell CellOf(IReadOnlyList<List<GridCell>> cells, TableColumns columns, bool inherited)
    {
        var read = new List<(GridCell Cell, UnitPart Part, bool Persons)>();
        for (var i = 0; i < cells.Count; i++)
            foreach (var cell in cells[i])
                if (read.FindIndex(r => r.Cell == cell) is var known and >= 0)
                    read[known] = read[known] with { Part = UnitPart.Unsaid }; // one cell over 牵头单位 and 配合单位
                else
                    read.Add((cell, ColumnHeads.PartOf(columns.Kinds[columns.Units[i]], columns.Kinds), ColumnHeads.NamesPersons(columns.Heads[columns.Units[i]])));
        var lists = read.Select(r => UnitCells.Read(r.Cell, r.Part, r.Persons));
        return new(Passage.Join([.. read.Select(r => r.Cell.Words)]), UnitList.Join(lists), inherited);
    }
}
