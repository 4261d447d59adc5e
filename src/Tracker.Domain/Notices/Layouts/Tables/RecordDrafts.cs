using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>Makes drafts of the requirements of tables, in their order.</summary>
sealed class RecordDrafts
{
    readonly CarriedUnits units = new();
    readonly CarriedLimit limits = new();
    readonly Dictionary<string, int> ordinals = [];

    public List<Draft> Drafts { get; } = [];

    /// <summary>Words in cells that belong to no task.</summary>
    public List<Passage> Elsewhere { get; } = [];

    /// <summary>A table with a head of its own inherits nothing from the table before.</summary>
    public void BeginTable()
    {
        units.Forget();
        limits.Forget();
    }

    /// <summary>Notes the categories of a row that has no task.</summary>
    public static void Stand(Headings headings, Grid grid, int row, TableColumns columns, TableShape shape) =>
        Stand(headings, [.. columns.Above.Select(c => grid.At(row, c) is { IsBlank: false } cell ? cell : null)], null, columns, shape);

    static void Stand(Headings headings, IReadOnlyList<GridCell?> above, GridCell? number, TableColumns columns, TableShape shape) =>
        headings.Stand([.. above.Where((_, i) => columns.Above[i] != shape.Titles).Select(c => c?.Words)], number?.Words);

    public void Add(GridRecord record, TableColumns columns, TableShape shape, Headings headings)
    {
        if (record.Text.Columns > 1 && record.Text.Column < columns.Text)
            headings.LeaveCells();
        Stand(headings, record.Above, shape.NumbersAreOfCategories ? record.Number : null, columns, shape);
        var category = headings.Current;
        var (unitCell, unitDoubts) = units.Of(record, category, columns, shape);
        var (limit, limitDoubts) = limits.Of(record, category, columns, shape, units.WereBlank);
        List<Doubt> doubts = [.. Oddities(record, columns), .. Strokes(record), .. CategoryDoubts(category, columns), .. unitDoubts, .. limitDoubts];
        if (ItemsOf(record, columns) is { Count: > 0 } items)
            foreach (var item in items)
                Drafts.Add(new(category, item.No, item.Words, record.Place) { IsRow = true, Units = item.Units ?? unitCell, Limit = item.Limit ?? limit, Doubts = doubts });
        else
            Drafts.Add(Whole(record, category, columns, shape, unitCell, limit, doubts));
    }

    static IEnumerable<Doubt> Oddities(GridRecord record, TableColumns columns)
    {
        if (record.Oddity is not { } oddity)
            yield break;
        if (oddity.Concerns([columns.Text, .. columns.Beside]))
            yield return new(TaskField.Text, oddity.Reason, []);
        if (oddity.Concerns(columns.Units))
            yield return new(TaskField.Units, oddity.Reason, []);
        if (oddity.Concerns(columns.Limits))
            yield return new(TaskField.TimeLimit, oddity.Reason, []);
    }

    /// <summary>A damaged border lets cells run into each other.</summary>
    static IEnumerable<Doubt> Strokes(GridRecord record)
    {
        const string Reason = "单元格里混有表格线，几个单元格可能连在了一起";
        if (CellWords.HoldsStrokes(record.Text.Text))
            yield return new(TaskField.Text, Reason, []);
        if (record.Units.Any(column => column.Exists(c => CellWords.HoldsStrokes(c.Text))))
            yield return new(TaskField.Units, Reason, []);
        if (record.Limits.Exists(c => CellWords.HoldsStrokes(c.Text)))
            yield return new(TaskField.TimeLimit, Reason, []);
    }

    static IEnumerable<Doubt> CategoryDoubts(CategoryDraft category, TableColumns columns)
    {
        if (columns.Above.Count > 0 && category.Title.Length == 0)
            yield return new(TaskField.Category, "没有找到本行任务的类别名称", []);
        if (Brackets.Balance(category.Title.Text) != 0)
            yield return new(TaskField.Category, "类别名称的括号不成对，可能缺字", []);
    }

    /// <summary>The numbered items of the cell, where they are told apart by units or limits; else none, and the row is the task.</summary>
    List<CellItem> ItemsOf(GridRecord record, TableColumns columns)
    {
        var items = record.TextIsElsewhere ? [] : CellItems.In(record.Text);
        if (items.Count == 0)
            return [];
        var units = record.Units.SelectMany(c => c).ToList() is [var only] ? CellItems.Numbered(only) : new Dictionary<int, Passage>();
        var limits = record.Limits is [var limit] ? CellItems.Numbered(limit) : new Dictionary<int, Passage>();
        if (items.All(i => i.Units is null && i.Limit is null && !units.ContainsKey(i.No) && !limits.ContainsKey(i.No)))
            return [];
        Elsewhere.AddRange(CellItems.Before(record.Text));
        return [.. items.Select(i => i with
        {
            Units = i.Units ?? (units.TryGetValue(i.No, out var own) ? new(own, UnitCells.Read([own], ColumnHeads.PartOf(columns.Units.Count == 1 ? columns.Kinds[columns.Units[0]] : null, columns.Kinds), false), false) : null),
            Limit = i.Limit ?? (limits.TryGetValue(i.No, out var until) ? new(until, false) : null),
        })];
    }

    Draft Whole(GridRecord record, CategoryDraft category, TableColumns columns, TableShape shape, UnitCell? units, LimitCell? limit, List<Doubt> doubts)
    {
        var (mark, words) = CellItems.In(record.Text).Count > 0 ? (null, record.Text.Words) : Numbers.Split(record.Text.Words);
        var title = shape.Titles is { } column ? record.Above[columns.Above.ToList().IndexOf(column)] : null;
        var (titleMark, titleWords) = title is null ? (null, null) : Numbers.Split(title.Words);
        var beside = record.Beside.Where(c => c.Row == record.Row).ToList();
        var parts = beside.Append(record.Text).OrderBy(c => c.Column).Select(c => c == record.Text ? words : c.Words);
        var text = Passage.Join([.. titleWords is null ? parts : parts.Prepend(titleWords)]);
        if (record.TextIsElsewhere)
            doubts.Add(new(TaskField.Text, $"“{columns.Heads[columns.Text]}”一栏是空的，按左边一栏的文字读", []));
        else if (beside.Count > 0)
            doubts.Add(new(TaskField.Text, $"任务文字由“{string.Join("”“", beside.Append(record.Text).Select(c => c.Column).Order().Select(c => columns.Heads[c]))}”合成",
                [new WordsReading(text.Text), new WordsReading(words.Text)]));
        if (units is null && Stretch.Of(CellItems.Paragraphs(record.Text)) is [{ Units: { } named } stretch])
            (units, text, limit) = (named, mark is null ? stretch.Text : stretch.Text[mark.Value.Length..], limit ?? stretch.Limit);
        if (shape.NumbersAllRows && record.Number is null && mark is null && titleMark is null && Drafts.Count > 0 && Drafts[^1].Category.No == category.No)
            doubts.Add(new(TaskField.Text, "别的行都有编号，本行没有，可能是断开或连在一起的行", []));
        var printed = shape.NumbersAreOfCategories || record.Number is null ? null : CellWords.NumberIn(record.Number.Text);
        return new(category, printed ?? titleMark?.Number ?? mark?.Number ?? Ordinal(category, record, shape), text, record.Place)
        {
            Title = titleWords, IsRow = true, Units = units, Limit = limit, Doubts = doubts,
        };
    }

    /// <summary>Rows that print no number are counted within their category.</summary>
    int? Ordinal(CategoryDraft category, GridRecord record, TableShape shape) =>
        shape.NumbersItsRows && !shape.NumbersAreOfCategories && record.Number is null && Drafts.Count > 0 && Drafts[^1].Category.No == category.No ? null
        : ordinals[category.No] = ordinals.GetValueOrDefault(category.No) + 1;
}
