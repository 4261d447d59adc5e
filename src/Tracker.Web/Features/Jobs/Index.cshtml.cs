using Microsoft.AspNetCore.Mvc;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Jobs;

/// <summary>后台任务: what runs when, how long it took, whether it went well; and a button to run one now.</summary>
public sealed class IndexModel(JobQueries queries, Database database, OfficeClock clock, EventLog events) : TrackerPage
{
    public IReadOnlyList<JobQueries.Row> Rows { get; private set; } = [];

    public async Task OnGet() => Rows = await queries.All();

    public async Task<IActionResult> OnPostRunNow(string name)
    {
        var at = await Moment();
        await database.InTransaction(async connection =>
        {
            await JobsAskedFor.Ask(connection, name, Actor.Name, clock.Machine);
            await events.Append(connection, Actor, at.Now, new Event("RunJobNow", $"Job:{name}", $"要求立即运行后台任务 {name}"));
        });
        Say("已要求运行，10 秒内开始。刷新本页可以看到结果；重复运行不会重复发信。");
        return Redirect("/jobs");
    }

    public bool MayStart(ScheduledJob job) => JobsAskedFor.Startable.Contains(job);

    /// <summary>How long the last run took, in words.</summary>
    public string Took(JobQueries.State? state) => state switch
    {
        null or { StartedAt: null } => "",
        { IsRunning: true } => "正在运行",
        { Took: { } took } => took.TotalSeconds < 1 ? "不到 1 秒" : took.TotalMinutes < 1 ? $"{took.TotalSeconds:0} 秒" : $"{took.TotalMinutes:0.0} 分钟",
        _ => "",
    };
}
