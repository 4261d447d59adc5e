using System.CommandLine;
using Tracker.Web.Features.Notices;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.RollUps;

/// <summary><c>tracker rollup NOTICE --as-of DATE</c>: the ledger and the draft roll-up as files. Changes nothing in the database.</summary>
public static class RollUpCommand
{
    public static Command Create()
    {
        var notice = new Argument<string>("NOTICE") { Description = "通知的编号，或标题的一部分" };
        var asOf = new Option<string?>("--as-of") { Description = "截至哪一天，例如 2018-12-31；省略时为今天" };
        var folder = new Option<DirectoryInfo>("--out") { Description = "写到哪个文件夹；省略时为当前文件夹", DefaultValueFactory = _ => new(".") };
        var command = new Command("rollup", "汇总：写出台账（xlsx）和汇总稿（docx），数据库不变") { notice, asOf, folder };
        var acting = new Acting(command);
        command.SetAction(async (parsed, ct) =>
        {
            var name = parsed.GetRequiredValue(notice);
            await using var services = CommandServices.Build();
            var (by, at) = await acting.Resolve(parsed, services, connection => NoticeNamed.RegionOf(connection, name));
            var day = parsed.GetValue(asOf) is { } text ? Acting.DayOf(text, "--as-of") : at.Today;
            var files = await services.GetRequiredService<WriteRollUp>().Run(by.RegionId, name, day, parsed.GetValue(folder)!);
            foreach (var file in files) Console.WriteLine(file);
            return ExitStatus.Done;
        });
        return command;
    }
}
