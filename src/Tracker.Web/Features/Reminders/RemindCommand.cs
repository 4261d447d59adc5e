using System.CommandLine;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Reminders;

/// <summary><c>tracker remind</c>: a day's jobs by hand; doing it again sends nothing twice.</summary>
public static class RemindCommand
{
    public static Command Create()
    {
        var command = new Command("remind", "执行当天的提醒：判定亮灯，生成提醒、催办、督办草稿和工作提示，并发送邮件；重复执行不会重发");
        var acting = new Acting(command);
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = CommandServices.Build();
            var (by, at) = await acting.Resolve(parsed, services);
            Console.WriteLine(await services.GetRequiredService<WorkerCheck>().Run(ct));
            var (swept, resolved, sent) = await services.GetRequiredService<RunDay>().Run(by.RegionId, at, ct);
            Console.WriteLine($"{at.Today.InChinese()}：亮灯变化 {swept.LampsChanged}，提醒 {swept.HeadsUps}，催办 {swept.Nudges}（{swept.NudgedUnits} 家），拟制督办 {swept.OrdersDrafted}，工作提示 {swept.Digests}");
            Console.WriteLine($"邮件：新写 {resolved.Mails}，无人接收 {resolved.Undelivered}，发出 {sent.Sent}，待重试 {sent.Deferred}，失败 {sent.Failed}");
            return ExitStatus.Done;
        });
        return command;
    }
}
