using System.CommandLine;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Seeding;

/// <summary><c>tracker seed</c>: calendar, regions and units.</summary>
public static class SeedCommand
{
    public static Command Create()
    {
        var region = new Option<string?>("--region") { Description = "只写入这一个行政区" };
        var practice = new Option<bool>("--practice") { Description = "这是练习数据库（日期可以移动）" };
        var command = new Command("seed", "写入日历、行政区、单位等基础数据；重复执行不会改变任何东西") { region, practice };
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = CommandServices.Build();
            await services.GetRequiredService<SeedReference>().Run(parsed.GetValue(practice), parsed.GetValue(region));
            return ExitStatus.Done;
        });
        return command;
    }
}
