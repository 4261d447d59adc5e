using System.CommandLine;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Seeding;

/// <summary><c>tracker seed</c>: calendar, regions and units; with --practice also the world to practise in.</summary>
public static class SeedCommand
{
    public static Command Create()
    {
        var region = new Option<string?>("--region") { Description = "只写入这一个行政区" };
        var practice = new Option<bool>("--practice") { Description = "这是练习数据库（日期可以移动），并装入西藏自治区的演示数据" };
        var command = new Command("seed", "写入日历、行政区、单位等基础数据；重复执行不会改变任何东西") { region, practice };
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = CommandServices.Build();
            if (parsed.GetValue(practice))
                await Practise(services, parsed.GetValue(region));
            else
                await services.GetRequiredService<SeedReference>().Run(practice: false, parsed.GetValue(region));
            return ExitStatus.Done;
        });
        return command;
    }

    static async Task Practise(IServiceProvider services, string? region)
    {
        await using (var connection = await services.GetRequiredService<Database>().Open())
            await SeedPractice.RefuseReal(connection);
        Console.Error.WriteLine("装入日历、行政区和单位 …");
        await services.GetRequiredService<SeedReference>().Run(practice: true, region);
        if (region is not (null or SeedPractice.Region))
            return;
        Console.Error.WriteLine("建立演示账号 …");
        if (await services.GetRequiredService<SeedPractice>().Run())
            Console.Error.WriteLine($"演示账号和密码：{services.GetRequiredService<DemonstrationAccounts>().Path}");
        Console.Error.WriteLine("导入并校核西藏自治区 2018 年的分工方案 …");
        await services.GetRequiredService<SeedNotice>().Run();
    }
}
