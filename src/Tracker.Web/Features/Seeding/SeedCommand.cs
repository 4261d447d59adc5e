using System.CommandLine;
using Dapper;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Seeding;

/// <summary><c>tracker seed</c>: calendar, regions and units; with --practice also the world to practise in; with --scenario a whole year of one.</summary>
public static class SeedCommand
{
    public static Command Create()
    {
        var region = new Option<string?>("--region") { Description = "只写入这一个行政区" };
        var practice = new Option<bool>("--practice") { Description = "这是练习数据库（日期可以移动），并装入西藏自治区的演示数据" };
        var scenario = new Option<string?>("--scenario") { Description = $"在空数据库里演完一个练习年度：{string.Join('、', World.All.Select(w => w.Name))}" };
        var command = new Command("seed", "写入日历、行政区、单位等基础数据；重复执行不会改变任何东西") { region, practice, scenario };
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = CommandServices.Build();
            if (parsed.GetValue(scenario) is { } name)
                await Play(services, name, ct);
            else if (parsed.GetValue(practice))
                await Practise(services, parsed.GetValue(region));
            else
                await services.GetRequiredService<SeedReference>().Run(practice: false, parsed.GetValue(region));
            return ExitStatus.Done;
        });
        return command;
    }

    static async Task Play(IServiceProvider services, string name, CancellationToken ct)
    {
        var world = World.All.FirstOrDefault(w => w.Name == name)
            ?? throw new Stop(ExitStatus.Usage, $"没有 {name} 这个练习年度，可以写{string.Join('、', World.All.Select(w => w.Name))}。");
        await RefuseUsed(services, "练习年度要在新建的空数据库里演，这个数据库里已经有数据。");
        Console.Error.WriteLine("装入日历、单位和演示账号 …");
        await services.GetRequiredService<SeedReference>().Run(practice: true, world.Region);
        await services.GetRequiredService<SeedPractice>().Run(world);
        await services.GetRequiredService<PlayScenario>().Run(world.LastDay, services.GetRequiredService<Settings>().RollUpFolder, day =>
        {
            if (day.Date == world.LastDay || day.Date.PlusDays(1).Day == 1)
                Console.Error.WriteLine($"演到 {day.Date.Iso()}");
            return Task.CompletedTask;
        }, world, ct);
        Console.Error.WriteLine($"演示账号和密码：{services.GetRequiredService<DemonstrationAccounts>().Path}");
    }

    /// <summary>A year is played once: a database that has people or plans in it is somebody's.</summary>
    /// <exception cref="Stop">with the sentence; or the database is a real one, or of another version</exception>
    public static async Task RefuseUsed(IServiceProvider services, string sentence)
    {
        await using var connection = await services.GetRequiredService<Database>().Open();
        await Migrations.RefuseOtherVersion(connection);
        await SeedPractice.RefuseReal(connection);
        if (await connection.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT FROM people) OR EXISTS (SELECT FROM notices)"))
            throw new Stop(ExitStatus.Refused, sentence);
    }

    static async Task Practise(IServiceProvider services, string? region)
    {
        await using (var connection = await services.GetRequiredService<Database>().Open())
            await SeedPractice.RefuseReal(connection);
        Console.Error.WriteLine("装入日历、行政区和单位 …");
        await services.GetRequiredService<SeedReference>().Run(practice: true, region);
        if (region is not null && region != World.Xizang.Region)
            return;
        Console.Error.WriteLine("建立演示账号 …");
        if (await services.GetRequiredService<SeedPractice>().Run())
            Console.Error.WriteLine($"演示账号和密码：{services.GetRequiredService<DemonstrationAccounts>().Path}");
        Console.Error.WriteLine("导入并校核西藏自治区 2018 年的分工方案 …");
        await services.GetRequiredService<SeedNotice>().Run();
    }
}
