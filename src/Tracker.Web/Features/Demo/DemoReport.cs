using NodaTime;
using Spectre.Console;
using Tracker.Web.Features.Seeding;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Demo;

/// <summary>What a person reads while the year is played, and at its end; all on standard error.</summary>
public sealed class DemoReport
{
    // In a file or a pipe there is no edge to break lines at.
    const int WidthWithoutTerminal = 160;

    readonly IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(Console.Error), Ansi = Console.IsErrorRedirected ? AnsiSupport.No : AnsiSupport.Detect,
    });
    readonly List<DemoFigures.Month> months = [];

    public DemoReport()
    {
        if (Console.IsErrorRedirected)
            console.Profile.Width = WidthWithoutTerminal;
    }

    /// <summary>One line for a day on which something happened.</summary>
    public void Tell(PlayScenario.Day day)
    {
        var said = Words(day).ToList();
        if (said.Count > 0)
            console.WriteLine($"{day.Date.Iso()}  {string.Join('，', said)}");
    }

    public void EndOfMonth(DemoFigures.Month month) => months.Add(month);

    public void Table(DemoFigures.Total total, IReadOnlyList<string> files, LocalDate until)
    {
        var table = new Table().Border(TableBorder.Rounded).Title($"西藏自治区 2018 年分工方案，演到 {until.OnPaper()}");
        table.AddColumn("月份");
        foreach (var column in new[] { "报送表", "进展", "申请办结", "确认", "办结任务", "提醒", "催办", "督办单", "邮件", "月末红灯", "月末黄灯" })
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var m in months)
            table.AddRow([$"{m.First.Year}-{m.First.Month:00}", .. new[]
            {
                m.Returns, m.Reports, m.Submitted, m.Confirmed, m.Closed, m.HeadsUps, m.Nudges, m.Orders, m.Mails, m.Red, m.Yellow,
            }.Select(n => n.ToString("N0", System.Globalization.CultureInfo.InvariantCulture))]);
        console.Write(table);
        console.WriteLine($"任务 {total.Items} 项，承办 {total.Assignments} 条，单位 {total.Units} 个；签收 {total.Acknowledged} 个，办结 {total.Completed} 项，红灯 {total.Overdue} 项（月末红灯、黄灯按承办计）。");
        console.WriteLine($"邮件 {total.MailsPromised} 封，已发 {total.MailsSent} 封，发送失败 {total.MailsFailed} 封；其中工作提示 {total.Digests} 份。");
        foreach (var file in files)
            console.WriteLine($"汇总：{file}");
    }

    static IEnumerable<string> Words(PlayScenario.Day day)
    {
        if (day.Dispatched is { } dispatched)
            yield return $"交办 {dispatched.Items} 项任务、{dispatched.Units} 个单位、{dispatched.Assignments} 条承办";
        var (acts, swept) = (day.Acts, day.Morning.Swept);
        foreach (var (count, what) in new[]
        {
            (acts.Signed, "个单位签收"), (acts.Returns, "份报送表"), (acts.Reports, "条单独进展"), (acts.Submitted, "项申请办结"),
            (acts.Confirmed, "项确认办结"), (acts.SentBack, "项退回补办"), (swept.HeadsUps, "条提醒"), (swept.Nudges, "条催办"),
            (swept.OrdersDrafted, "份督办通知单草稿"), (day.Morning.Sent.Sent + (day.Evening?.Sent.Sent ?? 0), "封邮件"),
            (day.Morning.Resolved.Undelivered + (day.Evening?.Resolved.Undelivered ?? 0), "件无人接收"),
        })
            if (count > 0)
                yield return $"{count} {what}";
        foreach (var file in day.Files)
            yield return $"汇总 {Path.GetFileName(file)}";
    }
}
