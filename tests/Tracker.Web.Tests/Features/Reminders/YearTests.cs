using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Tracker.Web.Features.Mail;
using Tracker.Web.Features.Reminders;
using Tracker.Web.Platform;
using System.Diagnostics;
namespace Tracker.Web.Tests.Features.Reminders;

[TestFixture]
public sealed class YearTests
{
    [Test]
    public async Task A_year_is_played_through()
    {
        LocalDate d = new(2018, 6, 11);
        await using var plan = await SmallPlan.Start(d, units: 70, items: 16);
        await plan.Acknowledge(d.PlusDays(1));
        long sweep = 0, res = 0, send = 0; var list = new List<(long, string)>();
        for (var day = d.PlusDays(1); day <= new LocalDate(2019, 1, 15); day = day.PlusDays(1))
        {
            var at = SmallPlan.At(day, 9);
            var t = Stopwatch.GetTimestamp();
            await plan.Services.GetRequiredService<Sweep>().Run(1, at);
            var a = (long)Stopwatch.GetElapsedTime(t).TotalMilliseconds; sweep += a; t = Stopwatch.GetTimestamp();
            var r = await plan.Services.GetRequiredService<ResolvePromises>().Run(1, at);
            var b = (long)Stopwatch.GetElapsedTime(t).TotalMilliseconds; res += b; t = Stopwatch.GetTimestamp();
            await plan.Services.GetRequiredService<Outbox>().Run(1, at);
            var c = (long)Stopwatch.GetElapsedTime(t).TotalMilliseconds; send += c;
            list.Add((a + b + c, $"{day} sweep {a} resolve {b} send {c} mails {r.Mails}"));
        }
        TestContext.Out.WriteLine($"sweep {sweep} resolve {res} send {send}");
        foreach (var x in list.OrderByDescending(x => x.Item1).Take(12)) TestContext.Out.WriteLine(x.Item2);
        foreach (var x in list.OrderBy(x => x.Item1).Skip(100).Take(3)) TestContext.Out.WriteLine(x.Item2);
    }
}
