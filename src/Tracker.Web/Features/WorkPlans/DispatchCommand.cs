using System.CommandLine;
using Tracker.Web.Features.Notices;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.WorkPlans;

/// <summary><c>tracker dispatch NOTICE</c>: hands a checked plan to its units.</summary>
public static class DispatchCommand
{
    public static Command Create()
    {
        var notice = new Argument<string>("NOTICE") { Description = "通知的编号，或标题的一部分" };
        var command = new Command("dispatch", "交办：把已校核、已审核的分工方案交给各单位，并登记通知邮件") { notice };
        var acting = new Acting(command);
        command.SetAction(async (parsed, ct) =>
        {
            var name = parsed.GetRequiredValue(notice);
            await using var services = CommandServices.Build();
            var (by, at) = await acting.Resolve(parsed, services, connection => NoticeNamed.RegionOf(connection, name));
            var plan = await Find(services, by, name);
            var done = await services.GetRequiredService<Dispatch>().Run(by, at, plan.PlanId);
            Console.WriteLine($"已交办《{plan.Title}》：{done.Items}项任务，{done.Units}个单位，{done.Assignments}条承办，{done.Checkpoints}个报送节点。");
            return ExitStatus.Done;
        });
        return command;
    }

    static async Task<NoticeNamed> Find(IServiceProvider services, Actor by, string name)
    {
        await using var connection = await services.GetRequiredService<Database>().Open();
        return await NoticeNamed.Find(connection, by.RegionId, name);
    }
}
