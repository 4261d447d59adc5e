using System.Text.RegularExpressions;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices.Heads;
using Tracker.Domain.Notices.Layouts;
using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices;

/// <summary>The last pass: looks at what was read for traces of damage and for what is missing, and says so.</summary>
static partial class Doubting
{
    public static ReadNotice Over(ReadNotice read, Transcript transcript, Cover cover, bool wasWoven)
    {
        var stops = read.Tasks.Count(t => EndsWithStop(t.Text));
        var repeats = SaysThingsTwice(read.Tasks);
        var damaged = read.Categories.Where(c => Damage.In(c.Title)).SelectMany(c => c.Spans).ToHashSet();
        var tasks = read.Tasks.Select(t => t with { Doubts = [.. t.Doubts, .. About(t, transcript, stops * 2 > read.Tasks.Count, damaged), .. repeats ? Woven : []] }).ToList();
        return read with { Tasks = tasks, Doubts = [.. read.Doubts, .. AboutNotice(read, transcript, cover), .. repeats ? [new("tasks", Repeats, null)] : wasWoven ? [new NoticeDoubt("tasks", Unwoven, null)] : Array.Empty<NoticeDoubt>()] };
    }

    const string Repeats = "正文有成段的重复，可能是两份文本交错在一起，次序和归属要核对";
    static readonly Doubt[] Woven = [new(TaskField.Text, Repeats, []), new(TaskField.Category, Repeats, [])];
    const string Unwoven = "原文是两份相同的文本交错在一起，已拆开并按次序重排，有的段落可能缺失";

    /// <summary>Whether several tasks share a sentence too long to be a phrase.</summary>
    static bool SaysThingsTwice(IReadOnlyList<ReadTask> tasks)
    {
        var seen = new HashSet<string>();
        return tasks.SelectMany(t => t.Text.Split('。').Where(s => s.Length >= 30)).Count(s => !seen.Add(s)) >= 3;
    }

    static IEnumerable<Doubt> About(ReadTask task, Transcript transcript, bool othersEndWithStop, HashSet<TextSpan> damagedHeadings)
    {
        if (UnitNames.IsWhole(task.Text) || TimeLimitReader.Knows(task.Text))
            foreach (var field in ShiftedFields.Where(f => f is not TaskField.Category || task.Category.Length > 0))
                yield return new(field, "任务文字像是单位或时限，单元格可能错了位", []);
        if (task.Text.Length == 0)
            yield return new(TaskField.Text, "没有找到任务文字", []);
        else if (othersEndWithStop && !EndsWithStop(task.Text))
            yield return new(TaskField.Text, "任务文字没有以句号结束，可能缺字或混入别的单元格", []);
        if (NumberBehindAUnit().IsMatch(task.Text))
            foreach (var field in RunTogetherFields)
                yield return new(field, "文字中间的单位后面有编号，可能是几项和它们的单位连在了一起", []);
        if (Brackets.Balance(task.Text) != 0)
            yield return new(TaskField.Text, "括号不成对，可能缺字", []);
        if (Damage.In(task.Text))
            yield return new(TaskField.Text, "有无法辨认的字符", []);
        if (HasAny(task, TaskField.Text, transcript.Guesses))
            yield return new(TaskField.Text, "原文有字符丢失，已按残留的拼音和字节还原，请核对", []);
        if (HasAny(task, TaskField.Category, transcript.Guesses))
            yield return new(TaskField.Category, "类别名称有字符丢失，已按残留的拼音和字节还原，请核对", []);
        foreach (var field in WordedFields)
            if (HasAny(task, field, transcript.Reworded))
                yield return new(field, "原文是台湾用语，已改为大陆的说法，请核对", []);
        if (task.Origins.TryGetValue(TaskField.Category, out var heading) && damagedHeadings.Overlaps(heading.Spans))
            yield return new(TaskField.Category, "类别名称有无法辨认的字符", []);
        if (transcript.Unsimplified)
            yield return new(TaskField.Text, "原文是繁体字，没有转换词典，未转为简体", []);
        if (task.UnitsRaw is null && task.Role is TaskRole.Task && UnitsInSentence().IsMatch(task.Text))
            yield return new(TaskField.Units, "句子里写有牵头或负责的单位，没有另外列出", []);
        foreach (var name in task.Lead.Concat(task.Support).Concat(task.Units).Where(n => !UnitNames.IsWhole(n)))
            yield return new(TaskField.Units, $"“{name}”不像完整的单位名称", []);
    }

    [GeneratedRegex("由[^，。；]{2,24}?(?:牵头|负责|组织实施)|(?:牵头|责任|配合|协办)(?:单位|部门)[：:]")]
    private static partial Regex UnitsInSentence();

    static bool EndsWithStop(string text) => text.Length > 0 && text.TrimEnd('”', '"', '）', ')') is [.., '。' or '！' or '？' or '；'];

    static readonly TaskField[] ShiftedFields = [TaskField.Text, TaskField.Category, TaskField.Units, TaskField.TimeLimit];
    static readonly TaskField[] RunTogetherFields = [TaskField.Text, TaskField.Units, TaskField.TimeLimit];

    static int Depth(ReadTask task) => task.Category.Count(c => c == '.');

    [GeneratedRegex("[局委办厅府院会处室中心](?:[1-9][0-9]?[.．、]|（[一二三四五六七八九十]）)(?=[\\u4e00-\\u9fa5“])")]
    private static partial Regex NumberBehindAUnit();

    static readonly TaskField[] WordedFields = [TaskField.Text, TaskField.Units, TaskField.Category];

    static bool HasAny(ReadTask task, TaskField field, IReadOnlyList<TextSpan> places) =>
        places.Count > 0 && task.Origins.TryGetValue(field, out var origin) && origin.Spans.Any(s => HasAny(s, places));

    /// <param name="places">in their order, as many as the text has damaged signs</param>
    static bool HasAny(TextSpan span, IReadOnlyList<TextSpan> places)
    {
        var (first, end) = (0, places.Count);
        while (first < end)
            if ((first + end) / 2 is var middle && places[middle].End <= span.Start)
                first = middle + 1;
            else
                end = middle;
        return first < places.Count && places[first].Start < span.End;
    }

    static IEnumerable<NoticeDoubt> AboutNotice(ReadNotice read, Transcript transcript, Cover cover)
    {
        if (read.Tasks.Count == 0 && read.Doubts.All(d => d.Field != "tasks"))
            yield return new("tasks", cover.AttachesAFile ? "只有印发通知，分工方案不在这份文件里，没有读到任务" : "没有读到任何任务", null);
        if (transcript.Unsimplified)
            yield return new("text", "原文是繁体字，没有转换词典，未转为简体", null);
        if (read.Tasks.All(t => t.UnitsRaw is null) && transcript.Lines.FirstOrDefault(IsColumnHead) is { } head)
            yield return new("tasks", "文中有表格的栏目名称，但没有读出表格，可能漏了任务或责任单位", head.Place);
        if (read.Tasks.Any(t => NumberBehindAUnit().IsMatch(t.Text)))
            yield return new("tasks", "有的任务里单位和编号连在一起，可能是一张表被打散了，要对照原文", null);
        if (read.Tasks.Where(t => t.UnitsRaw is { } raw && EndsOpen().IsMatch(raw) && t.Doubts.All(d => d.Field is not TaskField.Units)).ToList() is { Count: > 0 } open)
            yield return new("units", $"有{open.Count}项的责任单位写到“等有关部门”为止，没有列全", open[0].Place);
        foreach (var gap in GapsIn(read.Tasks))
            yield return gap;
        foreach (var deadline in read.NoticeDeadlines)
            if (deadline.Trouble is { } trouble)
                yield return new("noticeDeadlines", $"通知要求“{deadline.What}”的日期“{deadline.Raw}”：{trouble}", null);
        foreach (var doubt in read.Tasks.Count == 0 ? [] : HeadDoubts.Over(read.Notice, transcript.Lines))
            yield return doubt;
    }

    [GeneratedRegex("等[^、，。；）]{0,4}(?:有关|相关)(?:部门|单位)")]
    private static partial Regex EndsOpen();

    /// <summary>责任单位 or 完成时限 alone on a line: a table whose cells stand one below the other.</summary>
    static bool IsColumnHead(Line line) => ColumnHeads.Of(line.Compact.Text) is Column.Units or Column.Lead or Column.Limit;

    /// <summary>Numbers that are left out: within a category, or through the whole notice where numbers run on from one category to the next.</summary>
    static IEnumerable<NoticeDoubt> GapsIn(IReadOnlyList<ReadTask> tasks)
    {
        var runsOn = tasks.Zip(tasks.Skip(1)).Any(p => p.First.Category != p.Second.Category && p.Second.No == p.First.No + 1 && p.Second.No > 1);
        foreach (var (before, task) in tasks.Zip(tasks.Skip(1)))
            if ((runsOn || before.Category == task.Category) && task.No > before.No + 1)
                yield return new("tasks", task.No == before.No + 2
                    ? $"编号缺第{before.No + 1}项" : $"编号缺第{before.No + 1}至第{task.No - 1}项", task.Place);
        foreach (var (before, task) in tasks.Zip(tasks.Skip(1)))
            if (before.Category == task.Category && task.No is not null && (task.No < before.No || task.No == before.No && task.Title is not null))
                yield return new("tasks", $"编号在第{before.No}项之后又出现第{task.No}项", task.Place);
        foreach (var first in tasks.GroupBy(t => t.Category).Select(g => g.First()))
            if (!runsOn && first.No > 1 && !tasks.TakeWhile(t => t != first).Any(t => t.No == first.No - 1 && Depth(t) == Depth(first)))
                yield return new("tasks", $"编号从第{first.No}项开始，前面可能漏了任务（{first.Id}）", first.Place);
    }
}
