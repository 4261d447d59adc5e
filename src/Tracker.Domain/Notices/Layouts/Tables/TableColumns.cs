namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>Which columns of a table give what. Of several columns of text the narrowest makes the rows: 工作任务 | 具体要求.</summary>
/// <param name="Text">the column whose cells are the tasks</param>
/// <param name="Above">broader columns, from left to right</param>
/// <param name="Beside">further columns of the task's words: aims, measures</param>
/// <param name="Guessed">columns whose heads nobody knows and whose cells told what they hold</param>
sealed record TableColumns(
    IReadOnlyList<Column?> Kinds, IReadOnlyList<string> Heads, int Text, IReadOnlyList<int> Above, IReadOnlyList<int> Beside, IReadOnlyList<int> Guessed)
{
    public IReadOnlyList<int> Of(Column kind) => [.. Enumerable.Range(0, Kinds.Count).Where(i => Kinds[i] == kind)];

    public IReadOnlyList<int> Units { get; } = [.. Enumerable.Range(0, Kinds.Count).Where(i => Kinds[i] is { } kind && ColumnHeads.IsOfUnits(kind))];

    public IReadOnlyList<int> Limits => Of(Column.Limit);

    public int Width => Kinds.Count;

    /// <summary>Null where no column can hold the tasks.</summary>
    public static TableColumns? From(TableHead head, Grid grid)
    {
        var kinds = head.Columns.ToArray();
        var guessed = ColumnContents.Guess(kinds, grid, head.End);
        return Main(kinds) is { } text ? new(kinds, head.Heads, text, Broader(kinds, text), Beyond(kinds, text), guessed) : null;
    }

    /// <summary>The kinds by which cells are told apart: a broader column of 工作任务 is as good as one of 类别.</summary>
    public static IReadOnlyList<Column?> KindsForFit(IReadOnlyList<string> heads)
    {
        var kinds = heads.Select(ColumnHeads.Of).ToArray();
        if (!kinds.Any(k => k is { } kind && ColumnHeads.IsOfText(kind)) && Array.IndexOf(kinds, null) is var unknown and >= 0)
            kinds[unknown] = Column.Task;
        foreach (var column in Main(kinds) is { } text ? Broader(kinds, text) : [])
            kinds[column] = Column.Category;
        return kinds;
    }

    static int? Main(Column?[] kinds)
    {
        foreach (var kind in new Column?[] { Column.Requirement, Column.Task, Column.Aim, Column.Category })
            if (Array.LastIndexOf(kinds, kind) is var at and >= 0)
                return at;
        return null;
    }

    static List<int> Broader(Column?[] kinds, int text) =>
        [.. Enumerable.Range(0, kinds.Length).Where(i => i != text && (kinds[i] is Column.Category || kinds[i] is Column.Task && kinds[text] is Column.Requirement or Column.Task))];

    static List<int> Beyond(Column?[] kinds, int text) =>
        [.. Enumerable.Range(0, kinds.Length).Where(i => i != text && (kinds[i] is Column.Aim or Column.Requirement || kinds[i] is Column.Task && kinds[text] is Column.Aim))];
}
