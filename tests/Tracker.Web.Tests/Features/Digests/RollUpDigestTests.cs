using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Web.Features.Digests;
using Tracker.Web.Tests.Features.Reminders;

namespace Tracker.Web.Tests.Features.Digests;

/// <summary>汇总提示: the 25th, and five working days after a checkpoint.</summary>
[TestFixture]
public sealed class RollUpDigestTests
{
    [Test]
    public async Task Five_working_days_after_a_checkpoint_the_office_hears_who_has_not_reported()
    {
        await using var plan = await SmallPlan.Start(new(2018, 6, 11), units: 2, items: 3);
        await plan.Acknowledge(new(2018, 6, 11));
        // The plan's checkpoint is Tuesday 07-24.
        await plan.Run(new(2018, 7, 26), new(2018, 8, 1));
        var told = plan.Files().Where(m => m.Headers["To"].Contains("coordinator@", StringComparison.Ordinal) && m.Text.Contains("各单位情况", StringComparison.Ordinal)).ToList();
        Assert.That(told.Select(m => m.Headers["Date"][5..11]), Is.EqualTo(new[] { "31 Jul" }));
        Assert.That(told[0].Subject, Does.Contain("2家未报"));
        Assert.That(told[0].Text, Does.Contain("2 家承办，0 家已报齐，2 家未报齐"));
        Assert.That(told[0].Text, Does.Contain("牵头3；按时报送0次，未报1次").And.Contain("协办3；按时报送0次，未报1次"));
    }

    [TestCase("2018-06-25", true)]
    [TestCase("2018-06-26", false)]
    [TestCase("2018-08-27", true)]     // the 25th is a Saturday
    [TestCase("2018-08-24", false)]
    [TestCase("2018-08-25", false)]
    public async Task Monthly_on_the_25th_or_the_working_day_after(string day, bool told)
    {
        await using var plan = await SmallPlan.Start(new(2018, 6, 11), units: 1, items: 1, checkpoints: false);
        await plan.Acknowledge(new(2018, 6, 11));
        await plan.Run(NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value);
        Assert.That(plan.Files().Any(m => m.Headers["To"].Contains("coordinator@", StringComparison.Ordinal) && m.Text.Contains("各单位情况", StringComparison.Ordinal)), Is.EqualTo(told));
    }
}
