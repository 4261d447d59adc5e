using System.CommandLine;
using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Dapper;
using NodaTime;
using Tracker.Web.Features.Seeding;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Demo;

/// <summary><c>tracker demo</c>: plays the practice year of 西藏 2018 in a fresh database, then serves it as it stands at the end.</summary>
public static class DemoCommand
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "结果以一个 JSON 对象写到标准输出，然后结束" };
        var smtp = new Option<bool>("--smtp") { Description = "邮件真的发出（需要 SMTP_URL）；不写则只存成 .eml 文件" };
        var until = new Option<string>("--until") { Description = "演到哪一天", DefaultValueFactory = _ => World.Xizang.LastDay.Iso() };
        var command = new Command("demo", "在新建的数据库里演一遍西藏自治区 2018 年的分工方案，从 2018-06-11 到 2019-01-15") { json, smtp, until };
        command.SetAction(async (parsed, ct) =>
        {
            var last = Acting.DayOf(parsed.GetValue(until)!, "--until");
            if (last < World.Xizang.OpensOn || last > World.Xizang.LastDay)
                throw new Stop(ExitStatus.Usage, $"--until 应在 {World.Xizang.OpensOn.Iso()} 与 {World.Xizang.LastDay.Iso()} 之间。");
            var settings = Settings(parsed.GetValue(smtp));
            await Play(settings, last, parsed.GetValue(json), ct);
            return parsed.GetValue(json) ? ExitStatus.Done : await ServeCommand.Serve(settings, worker: true, ct);
        });
        return command;
    }

    // A folder of its own, so that mails and passwords of ./run stay what they are.
    static Settings Settings(bool smtp)
    {
        var outside = CommandServices.Settings();
        if (smtp && outside.Smtp is null)
            throw new Stop(ExitStatus.Setting, "没有设置 SMTP_URL，不能用 --smtp。应为 smtp://用户:密码@主机:端口。");
        return CommandServices.Settings(
            ("TRACKER_STATE", Path.Combine(outside.StateFolder, "demo")),
            ("TRACKER_LISTEN", NextFree(outside.Listen).ToString()),
            ("SMTP_PRACTICE", smtp ? "yes" : "no"));
    }

    static Uri NextFree(Uri wanted)
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port).ToHashSet();
        var port = Enumerable.Range(wanted.Port, IPEndPoint.MaxPort - wanted.Port + 1).FirstOrDefault(port => !taken.Contains(port), wanted.Port);
        return new UriBuilder(wanted) { Port = port }.Uri;
    }

    static async Task Play(Settings settings, LocalDate until, bool json, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        await using var services = CommandServices.Build(settings);
        await SeedCommand.RefuseUsed(services, "演示要在新建的空数据库里进行，这个数据库里已经有数据。请用 ./run demo，它会另建一个。");
        Console.Error.WriteLine(await services.GetRequiredService<WorkerCheck>().Run(ct));
        ForgetEarlier(settings);
        var report = new DemoReport();
        Console.Error.WriteLine("装入日历、单位和演示账号 …");
        await services.GetRequiredService<SeedReference>().Run(practice: true, World.Xizang.Region);
        await services.GetRequiredService<SeedPractice>().Run();
        var figures = services.GetRequiredService<DemoFigures>();
        var regionId = await RegionId(services);
        var files = new List<string>();
        var planId = await services.GetRequiredService<PlayScenario>().Run(until, settings.RollUpFolder, async day =>
        {
            report.Tell(day);
            files.AddRange(day.Files);
            if (day.Date == until || day.Date.PlusDays(1).Day == 1)
                report.EndOfMonth(await figures.OfMonth(regionId, day.Date));
        }, ct: ct);
        var total = await figures.InAll(regionId, planId);
        report.Table(total, files, until);
        if (json)
            Console.WriteLine(Written(total, watch.Elapsed.TotalSeconds, files));
        else
            Console.Error.WriteLine($"用时 {watch.Elapsed.TotalSeconds:0} 秒。{(settings.SmtpInPractice ? "邮件已由 SMTP 发出。" : $"邮件在 {settings.MailFolder}")}");
    }

    // What an earlier demonstration wrote would stand among this one's mails.
    static void ForgetEarlier(Settings settings)
    {
        foreach (var folder in new[] { new DirectoryInfo(settings.MailFolder), settings.RollUpFolder })
            if (folder.Exists)
                folder.Delete(recursive: true);
    }

    static async Task<int> RegionId(IServiceProvider services)
    {
        await using var connection = await services.GetRequiredService<Database>().Open();
        return await Acting.RegionOf(connection, World.Xizang.Region);
    }

    static string Written(DemoFigures.Total total, double seconds, IReadOnlyList<string> files) => JsonSerializer.Serialize(new
    {
        total.Items, total.Assignments, total.Units, total.Acknowledged, total.Reports, total.Completed, total.Overdue,
        total.Reminders, total.Digests, total.MailsPromised, total.MailsSent, total.MailsFailed, seconds = Math.Round(seconds, 1), files,
    }, Json);
}
