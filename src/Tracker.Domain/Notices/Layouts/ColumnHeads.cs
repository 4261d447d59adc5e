using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>What a table's column holds.</summary>
enum Column { Number, Category, Task, Units, Lead, Support, Limit, Leader, Remarks }

/// <summary>Knows the heads of columns by their words, in any order.</summary>
static class ColumnHeads
{
    static readonly (string Ending, Column Column)[] Heads =
    [
        ("序号", Column.Number), ("编号", Column.Number),
        ("牵头单位", Column.Lead), ("牵头部门", Column.Lead), ("主办单位", Column.Lead), ("牵头责任单位", Column.Lead), ("主责单位", Column.Lead),
        ("配合单位", Column.Support), ("配合部门", Column.Support), ("协办单位", Column.Support), ("参与单位", Column.Support), ("协助单位", Column.Support),
        ("责任单位", Column.Units), ("责任部门", Column.Units), ("承办单位", Column.Units), ("落实单位", Column.Units), ("实施单位", Column.Units), ("责任主体", Column.Units),
        ("责任领导", Column.Leader), ("责任人", Column.Leader), ("分管领导", Column.Leader), ("牵头领导", Column.Leader), ("负责人", Column.Leader), ("联系人", Column.Leader),
        ("时限要求", Column.Limit), ("完成时限", Column.Limit), ("时限", Column.Limit), ("完成时间", Column.Limit), ("时间节点", Column.Limit), ("时间要求", Column.Limit), ("完成期限", Column.Limit), ("时间安排", Column.Limit),
        ("备注", Column.Remarks), ("说明", Column.Remarks),
        ("具体要求", Column.Task), ("具体任务", Column.Task), ("工作要求", Column.Task), ("工作措施", Column.Task), ("具体措施", Column.Task), ("主要措施", Column.Task), ("工作内容", Column.Task),
        ("主要内容", Column.Task), ("任务内容", Column.Task), ("工作举措", Column.Task), ("具体内容", Column.Task), ("任务分解", Column.Task), ("工作目标", Column.Task),
        ("工作任务", Column.Task), ("重点任务", Column.Task), ("主要任务", Column.Task), ("目标任务", Column.Task), ("任务", Column.Task), ("工作事项", Column.Task), ("事项", Column.Task),
        ("重点工作", Column.Task), ("工作项目", Column.Task), ("项目", Column.Category), ("类别", Column.Category), ("分类", Column.Category), ("领域", Column.Category),
    ];

    public static Column? Of(string head)
    {
        foreach (var (ending, column) in Heads)
            if (head.Length <= ending.Length + 4 && head.EndsWith(ending, StringComparison.Ordinal))
                return column;
        return null;
    }

    /// <summary>The columns of a line that is nothing but heads, units among them; null for any other line.</summary>
    public static IReadOnlyList<Column>? In(Line line)
    {
        var pieces = Pieces.Of(line);
        if (pieces.Count < 3)
            return null;
        var columns = pieces.Select(p => Of(p.Text)).ToList();
        if (columns.Contains(null) || !columns.Any(c => c is Column.Units or Column.Lead))
            return null;
        return WithCategory([.. columns.Select(c => c!.Value)]);
    }

    // Of two text columns the left one is the broader: 工作任务 | 具体要求.
    static List<Column> WithCategory(List<Column> columns)
    {
        var first = columns.IndexOf(Column.Task);
        if (first >= 0 && !columns.Contains(Column.Category) && columns.LastIndexOf(Column.Task) > first)
            columns[first] = Column.Category;
        return columns;
    }
}
