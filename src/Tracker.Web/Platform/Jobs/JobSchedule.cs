using Tracker.Web.Features.Mail;
using Tracker.Web.Features.Reminders;

namespace Tracker.Web.Platform;

/// <summary>All jobs of the program: one table.</summary>
public static class JobSchedule
{
    public static readonly IReadOnlyList<ScheduledJob> Table =
    [
        new("midnight-lamps", "0 1 0 * * *", "每天 00:01", "重新判定到期的亮灯", typeof(MidnightLamps)),
        new("morning-round", "0 30 8 * * *", "每天 08:30", "工作日提醒、催办、拟制督办、工作提示", typeof(MorningRound)),
        // A region may open at another hour, and change it at any time.
        new("opening", "0 */5 6-17 * * *", "每 5 分钟", "到了行政区另设的发信时刻，开始当天的提醒", typeof(OpeningRound)),
        // A morning that was missed, or facts that came later in the day.
        new("catch-up", "0 5 9-20 * * *", "每天 09:05 至 20:05，每小时", "补做当天尚未做的提醒", typeof(MorningRound)),
        new("asked-for", "*/10 * * * * *", "每 10 秒", "执行在网页上要求立即运行的任务", typeof(JobsAskedFor)),
        new("outbox", "", "每 5 秒", "落实收件人并发送邮件", typeof(SendOutbox), OnEachNode: TimeSpan.FromSeconds(5)),
    ];

    /// <summary>What an engine wakes.</summary>
    public static IReadOnlyList<ScheduledJob> OfEngine { get; } = [.. Table.Where(job => job.OnEachNode is null)];
}
