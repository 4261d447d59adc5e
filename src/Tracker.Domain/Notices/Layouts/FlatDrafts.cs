using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>Turns the rows of a flattened table into drafts: a row without a cell of its own is covered by the cell above.</summary>
static class FlatDrafts
{
    public static Layout From(IReadOnlyList<FlatGroup> groups, FlatColumns columns)
    {
        var categories = new List<CategoryDraft>();
        var drafts = new List<Draft>();
        var doubts = new List<NoticeDoubt>();
        var rows = groups.SelectMany(g => g.Rows).ToList();
        var isMerged = rows.Count(r => r.Units is null) >= rows.Count * MergedRows;
        foreach (var group in groups)
        {
            var isNamed = columns.HasCategories || group.Title.Count > 0;
            var category = isNamed ? new CategoryDraft(group.Number is var (style, number) ? Tables.Numbers.Say(style, number) : Tables.Numbers.Say(MarkStyle.Han, categories.Count + 1), Passage.Join(group.Title)) : new("", Passage.Empty);
            if (isNamed)
                categories.Add(category);
            drafts.AddRange(DraftsOf(group, category, columns, isMerged));
        }
        for (var i = 1; i < groups.Count; i++)
            if (groups[i].Number is (_, var number) && groups[i - 1].Number is (_, var before) && number != before + 1)
                doubts.Add(new("tasks", $"类别编号从{HanNumber.Say(before)}跳到{HanNumber.Say(number)}，可能漏了类别或任务", groups[i].Rows.FirstOrDefault()?.Place));
        return new(categories, drafts, [], doubts);
    }

    static IEnumerable<Draft> DraftsOf(FlatGroup group, CategoryDraft category, FlatColumns columns, bool isMerged)
    {
        var units = new Covering<FlatCell>(group.Rows.FirstOrDefault(r => r.Units is not null)?.Units);
        var limits = new Covering<LimitTail.Found>(group.Rows.FirstOrDefault(r => r.Limit is not null)?.Limit);
        var wantsLimit = columns.HasLimits;
        foreach (var row in group.Rows)
        {
            var doubts = new List<Doubt>();
            var (unitCell, unitsInherited) = units.Over(row.Units);
            var (limit, limitInherited) = limits.Over(row.Limit);
            Doubt(doubts, TaskField.Units, WhyUnitsMayBeWrong(row, unitCell, units.IsAhead, columns, isMerged));
            if (wantsLimit)
                Doubt(doubts, TaskField.TimeLimit, WhyLimitMayBeWrong(row, limit, limits.IsAhead, isMerged));
            if (row.Trouble is { } trouble)
                doubts.AddRange(trouble.Fields.Select(f => new Doubt(f, trouble.Reason, [])));
            if (columns.HasCategories && category.Title.Length == 0)
                Doubt(doubts, TaskField.Category, "没有找到本组任务的类别名称");
            yield return new(category, row.No ?? (group.Rows.Count == 1 ? 1 : null), Passage.Join(row.Text), row.Place)
            {
                IsRow = true,
                Units = unitCell is null ? null : new(unitCell.Words, ListOf(unitCell, columns), unitsInherited) { Basis = BasisOf(unitsInherited, units.IsAhead) },
                Limit = limit is null ? null : new(limit.Raw, limitInherited) { Basis = BasisOf(limitInherited, limits.IsAhead) },
                Doubts = doubts,
            };
        }
    }

    static Basis BasisOf(bool inherited, bool isAhead) => isAhead ? Basis.CellBelow : inherited ? Basis.CellAbove : Basis.OwnCell;

    // From this share of rows on, rows without cells of their own are covered by merged ones; fewer look like damage.
    const double MergedRows = 0.2;
    const string OddTail = "任务文字没有以句号结束，后面可能混有认不出的单元格";

    static string? WhyUnitsMayBeWrong(FlatRow row, FlatCell? cell, bool isAhead, FlatColumns columns, bool isMerged) =>
        cell is null ? "没有找到责任单位"
        : !row.IsClosed ? OddTail
        : isAhead ? "责任单位印在后面的行，按合并单元格读"
        : row.CellRunsPast ? "上一行的责任单位延续到本行旁边，按合并单元格读"
        : row.SharesItsLine && row.Units is null ? "本行与下一行印在一起，没有单独的责任单位，按合并单元格读"
        : row.Units is null && (!isMerged || row.Limit is not null) ? "本行没有单独的责任单位，按合并单元格读"
        : cell.Cells.Count != columns.Units.Count ? "单位之间只有空格，分不清是几个单位、属于哪一列"
        : null;

    /// <summary>Where there are as many cells as unit columns, each cell has its column's part; else the names just follow each other.</summary>
    static UnitList ListOf(FlatCell cell, FlatColumns columns)
    {
        var lists = cell.Cells.Select(UnitList.Read).ToList();
        return columns.Units.Count > 1 && columns.Units.Count == lists.Count
            ? UnitList.Join(lists.Zip(columns.Units, (list, part) => part is UnitPart.Unsaid ? list : list.As(part)))
            : UnitList.Join(lists);
    }

    static string? WhyLimitMayBeWrong(FlatRow row, LimitTail.Found? limit, bool isAhead, bool isMerged) =>
        limit is null ? "没有找到时限"
        : !row.IsClosed ? OddTail
        : isAhead ? "时限印在后面的行，按合并单元格读"
        : row.Limit is { Reordered: true } ? "时限的字被拆开，次序颠倒，已重新拼合"
        : row.LimitCameEarly ? "时限印在上一行末尾，按本行的时限读"
        : row.Limit is null && (!isMerged || row.Units is not null) ? "本行没有单独的时限，按合并单元格读"
        : row.SharesItsLine && row.Limit is null ? "本行与下一行印在一起，没有单独的时限，按合并单元格读"
        : null;

    static void Doubt(List<Doubt> doubts, TaskField field, string? reason)
    {
        if (reason is not null)
            doubts.Add(new(field, reason, []));
    }

    /// <summary>Hands the last cell down; rows above a group's first cell are given that one.</summary>
    sealed class Covering<T>(T? first) where T : class
    {
        T? above;

        /// <summary>Whether the cell last given stands below its row.</summary>
        public bool IsAhead { get; private set; }

        public (T? Cell, bool Inherited) Over(T? own)
        {
            IsAhead = own is null && above is null && first is not null;
            var inherited = own is null && (above ?? first) is not null;
            above = own ?? above;
            return (above ?? first, inherited);
        }
    }
}
