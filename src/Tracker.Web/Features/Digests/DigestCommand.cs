using System.CommandLine;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Digests;

/// <summary><c>tracker digest --print</c>: shows a person's digest of a day and sends nothing, on any database.</summary>
public static class DigestCommand
{
    public static Command Create()
    {
        var person = new Option<string>("--person") { Description = "登录名", Required = true };
        var today = new Option<string?>("--today") { Description = "办公日期，例如 2018-06-11；省略时为今天" };
        var region = new Option<string?>("--region") { Description = "行政区代码；只有一个行政区时可以省略" };
        var print = new Option<bool>("--print") { Description = "只显示，不发送；工作提示由后台任务在工作日发送", Required = true };
        var command = new Command("digest", "显示某人某天的工作提示，不发送") { person, today, region, print };
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = CommandServices.Build();
            await using var connection = await services.GetRequiredService<Database>().Open(ct);
            await Migrations.RefuseOtherVersion(connection);
            var reader = await Actors.ByLogin(connection, await Acting.RegionOf(connection, parsed.GetValue(region)), parsed.GetValue(person)!);
            var clock = services.GetRequiredService<OfficeClock>();
            var day = parsed.GetValue(today) is { } named ? Acting.DayOf(named, "--today") : (await clock.Now(connection)).Today;
            var letter = await services.GetRequiredService<PersonalDigests>().Preview(connection, reader.RegionId, reader.PersonId!.Value, day)
                ?? throw new Stop(ExitStatus.Refused, $"{reader.Name}没有工作提示：只有督办员、领导，以及有邮箱的单位负责人和联络员才有。");
            Console.WriteLine($"主题：{letter.Subject}\n\n{services.GetRequiredService<LetterTemplates>().ToText(letter, reader.Name, shown: true)}");
            return ExitStatus.Done;
        });
        return command;
    }
}
