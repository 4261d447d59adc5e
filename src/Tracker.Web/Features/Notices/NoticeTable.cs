using Spectre.Console;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices;

namespace Tracker.Web.Features.Notices;

/// <summary>Writes a notice that was read as tables for a person; a doubted value is marked ？ and its reason stands below its task.</summary>
public static class NoticeTable
{
    const int NarrowestUseful = 80;

    public static void Write(ReadNotice read, TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = Math.Max(NarrowestUseful, Console.IsOutputRedirected ? NarrowestUseful : console.Profile.Width);
        console.Write(Head(read));
        if (read.NoticeDeadlines.Count > 0)
            console.Write(Deadlines(read));
        foreach (var category in read.Tasks.GroupBy(t => t.Category))
            console.Write(Tasks(category.Key, read.Categories.FirstOrDefault(c => c.No == category.Key)?.Title, category));
        console.MarkupLineInterpolated($"共 {read.Tasks.Count(t => t.Role is TaskRole.Task)} 项任务，{read.Categories.Count} 个类别，{read.Tasks.Sum(t => t.Doubts.Count)} 处存疑。");
        foreach (var doubt in read.Doubts)
            console.MarkupLineInterpolated($"[yellow]？{doubt.Reason}[/]");
    }

    static Table Head(ReadNotice read)
    {
        var head = read.Notice;
        var table = new Table { Border = TableBorder.Simple, ShowHeaders = false }.AddColumns("", "");
        foreach (var (name, value) in new[]
                 {
                     ("标题", head.Title), ("文号", head.DocumentNumber), ("发文机关", head.Issuer), ("成文日期", head.IssuedOn?.ToString("uuuu-MM-dd", null)),
                     ("印发日期", head.PrintedOn?.ToString("uuuu-MM-dd", null)), ("发布日期", head.PublishedOn?.ToString("uuuu-MM-dd", null)),
                     ("计划年度", head.PlanYear?.ToString()), ("主送", string.Join("；", head.Addressees)),
                 })
            table.AddRow(name, Markup.Escape(string.IsNullOrEmpty(value) ? "（未写）" : value));
        return table;
    }

    static Table Deadlines(ReadNotice read)
    {
        var table = new Table { Title = new("通知要求"), Border = TableBorder.Ascii }.AddColumns("时限", "截止", "要求");
        foreach (var deadline in read.NoticeDeadlines)
            table.AddRow(Markup.Escape(deadline.Raw), deadline.Due?.ToString("uuuu-MM-dd", null) ?? "待定", Markup.Escape(deadline.What));
        return table;
    }

    static Table Tasks(string no, string? title, IEnumerable<ReadTask> tasks)
    {
        var table = new Table { Title = new(Markup.Escape($"{no}、{title}")), Border = TableBorder.Ascii, ShowRowSeparators = true };
        table.AddColumn(new TableColumn("号").NoWrap()).AddColumn("任务").AddColumn("单位").AddColumn("时限");
        foreach (var task in tasks)
            table.AddRow(Markup.Escape(task.Id), Markup.Escape(Text(task)), Markup.Escape(Units(task)), Markup.Escape(Limit(task)));
        return table;
    }

    static string Text(ReadTask task) =>
        string.Join('\n', task.Doubts.Select(d => $"？{d.Reason}").Prepend(Mark(task, TaskField.Text) + task.Text));

    static string Units(ReadTask task)
    {
        var parts = new[] { ("牵头", task.Lead), ("配合", task.Support), ("分工", task.Units) };
        return Mark(task, TaskField.Units) + string.Join('\n', parts.Where(p => p.Item2.Count > 0).Select(p => $"{p.Item1}：{string.Join('、', p.Item2)}"));
    }

    static string Limit(ReadTask task)
    {
        var lines = task.Milestones.Select(m => $"{m.Raw} {m.Due?.ToString("uuuu-MM-dd", null)}")
            .Prepend(task.TimeLimit.Kind is TimeLimitKind.None ? "" : $"{task.TimeLimit.Raw} {task.TimeLimit.Due?.ToString("uuuu-MM-dd", null)}".TrimEnd());
        return Mark(task, TaskField.TimeLimit) + string.Join('\n', lines.Where(l => l.Length > 0));
    }

    static string Mark(ReadTask task, TaskField field) => task.Doubts.Any(d => d.Field == field) ? "？" : "";
}
