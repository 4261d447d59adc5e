using System.Text;
using Tracker.Domain.Notices;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Tests.Notices;

/// <summary>A plan as long as one likes, made of the tasks of a notice: parts whose items count from 1, in one of several layouts.</summary>
/// <param name="Text">the paper, a line each paragraph or row</param>
/// <param name="Items">how many it holds</param>
sealed record LongPlan(string Text, int Items)
{
    // The largest number that opens an item is 399, and 九十九 the largest of a part.
    const int ItemsOfAPart = 390;

    const string Letter = "某省人民政府办公厅关于印发某省2018年重点工作分工方案的通知\n各市人民政府，省各部门：\n现将《某省2018年重点工作分工方案》印发给你们，请认真落实。\n某省人民政府办公厅\n2018年3月1日\n某省2018年重点工作分工方案\n";

    static readonly (string Name, string Heads, Func<ReadTask, int, string> Item)[] Kinds =
    [
        ("段落", "", (task, no) => $"{no}.{task.Text}（{Units(task)}）"),
        ("平铺的表", "工作任务 责任单位 时限要求\n", (task, no) => $"{no}.{task.Text} {Units(task)} {task.TimeLimit.Raw}"),
        ("竖线的表", "|序号|工作任务|责任单位|时限要求|\n|---|---|---|---|\n", (task, no) => $"|{no}|{task.Text}|{Units(task)}|{task.TimeLimit.Raw}|"),
    ];

    public static IEnumerable<string> Layouts => Kinds.Select(k => k.Name);

    /// <param name="tasks">come in turn, again and again</param>
    /// <param name="bytes">how long the text is in UTF-8, to an item</param>
    public static LongPlan Of(IReadOnlyList<ReadTask> tasks, string layout, int bytes)
    {
        var (_, heads, item) = Kinds.Single(k => k.Name == layout);
        var text = new StringBuilder(Letter + heads);
        var (items, length) = (0, Encoding.UTF8.GetByteCount(Letter + heads));
        for (; length < bytes; items++)
        {
            var line = item(tasks[items % tasks.Count], items % ItemsOfAPart + 1) + "\n";
            if (items % ItemsOfAPart == 0)
                line = Part(layout, items / ItemsOfAPart + 1) + "\n" + line;
            text.Append(line);
            length += Encoding.UTF8.GetByteCount(line);
        }
        return new(text.ToString(), items);
    }

    static string Part(string layout, int no) => layout is "竖线的表" ? $"|{HanNumber.Say(no)}|第{no}部分重点工作|||" : $"{HanNumber.Say(no)}、第{no}部分重点工作";

    static string Units(ReadTask task) => task.UnitsRaw is { Length: > 0 } raw ? raw.Trim('（', '）', '(', ')') : "省财政厅";
}
