namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>Heads of two rows whose upper one says only what its columns have in common: 责任分工 over 牵头单位 and 配合单位.</summary>
static class GroupedHeads
{
    static readonly string[] Groups = ["责任分工", "任务分工", "职责分工", "工作分工", "分工", "分工情况", "责任落实", "责任体系", "责任"];

    // As a head of its own this is a column; over a second row it is not.
    static readonly string[] GroupsOverARow = [.. Groups, "责任单位", "责任部门", "责任主体", "责任单位及分工"];

    /// <summary>The heads of the columns in their order; null where no head of the upper row has the lower ones below it.</summary>
    public static IReadOnlyList<T>? Resolve<T>(IReadOnlyList<T> upper, IReadOnlyList<T> lower, Func<T, string> words)
    {
        for (var at = 0; at < upper.Count; at++)
            if (GroupsOverARow.Contains(words(upper[at])))
                return [.. upper.Take(at), .. lower, .. upper.Skip(at + 1)];
        return null;
    }

    /// <summary>The same where both rows follow each other in one list: 序号 任务 责任分工 时限 牵头单位 配合单位.</summary>
    public static IReadOnlyList<T>? Resolve<T>(IReadOnlyList<T> heads, Func<T, string> words)
    {
        var at = Enumerable.Range(0, heads.Count).FirstOrDefault(i => Groups.Contains(words(heads[i])), heads.Count);
        var lower = heads.Count;
        while (lower > at + 1 && ColumnHeads.Of(words(heads[lower - 1])) is { } kind && (ColumnHeads.IsOfUnits(kind) || kind is Column.Leader)) lower--;
        return heads.Count - lower >= 2 ? Resolve([.. heads.Take(lower)], [.. heads.Skip(lower)], words) : null;
    }
}
