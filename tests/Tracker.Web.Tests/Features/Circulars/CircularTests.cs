using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Tracker.Domain;
using Tracker.Web.Features.Circulars;
using Tracker.Web.Features.Orders;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Reminders;

namespace Tracker.Web.Tests.Features.Circulars;

/// <summary>通报: ten working days after an order, announced, replied to and issued by a person.</summary>
[TestFixture]
public sealed class CircularTests
{
    // Drafted on 06-20 and sent on 06-21: ten working days later is 07-05.
    static readonly LocalDate due = new(2018, 7, 5);

    static async Task<SmallPlan> Ordered(int units = 2)
    {
        var plan = await SmallPlan.Start(new(2018, 6, 11), units: units, items: 2, checkpoints: false);
        await plan.Run(new(2018, 6, 12), new(2018, 6, 20));
        foreach (var order in await plan.List<long>("SELECT id FROM orders ORDER BY id"))
            await plan.Services.GetRequiredService<SendOrder>().Run(await Coordinator(plan), SmallPlan.At(new(2018, 6, 21), 10), order, "");
        await plan.Run(new(2018, 6, 21));
        return plan;
    }

    static Task<Actor> Coordinator(SmallPlan plan) => plan.Person("coordinator");

    static async Task<long> Announce(SmallPlan plan, LocalDate on) =>
        await plan.Services.GetRequiredService<AnnounceCircular>().Run(await Coordinator(plan), SmallPlan.At(on, 10));

    static async Task Reply(SmallPlan plan, string login, long circular, long unit, string text) =>
        await plan.Services.GetRequiredService<ReplyToCircular>().Run(await plan.Person(login), SmallPlan.At(due.PlusDays(1), 10), circular, unit, text);

    static async Task<int> Issue(SmallPlan plan, LocalDate on, long circular) =>
        await plan.Services.GetRequiredService<IssueCircular>().Run(await Coordinator(plan), SmallPlan.At(on, 10), circular);

    static IEnumerable<string> Subjects(SmallPlan plan, string login) => plan.Files()
        .Where(m => m.Headers["To"].Contains(login + "@", StringComparison.Ordinal) && m.Subject.Contains("通报", StringComparison.Ordinal)).Select(m => m.Subject);

    [Test]
    public async Task Those_it_names_hear_first_and_all_hear_when_it_is_issued_with_what_they_replied()
    {
        await using var plan = await Ordered();
        var circular = await Announce(plan, due);
        await plan.Run(due);
        Assert.That(Subjects(plan, "liaison1"), Is.EqualTo(new[] { "【分工方案】拟通报：2项，2018年7月10日前可以说明情况" }));
        await Reply(plan, "liaison1", circular, plan.Units[0], "公章正在刻制，7月底前签收。");
        await plan.Services.GetRequiredService<DropFromCircular>().Run(await Coordinator(plan), SmallPlan.At(due.PlusDays(1), 11), circular, plan.Units[1], "已电话说明");
        Assert.That(await Issue(plan, new(2018, 7, 9), circular), Is.EqualTo(1), "all that it names have replied");
        await plan.Run(new(2018, 7, 9));
        var mail = plan.Files().Single(m => m.Subject.Contains("通报：1家", StringComparison.Ordinal) && m.Headers["To"].Contains("liaison2@", StringComparison.Ordinal));
        Assert.That(mail.Text, Does.Contain("该单位说明：公章正在刻制，7月底前签收。").And.Contain("一.1、一.2：").And.Not.Contain("已电话说明"));
    }

    [TestCase("2018-07-04", "nobody-to-name")]
    [TestCase("2018-07-05", null)]
    public async Task Nobody_is_named_before_ten_working_days(string on, string? rule)
    {
        await using var plan = await Ordered(units: 1);
        var day = NodaTime.Text.LocalDatePattern.Iso.Parse(on).Value;
        if (rule is null)
            Assert.That(await Announce(plan, day), Is.Positive);
        else
            Assert.That((await Assert.ThrowsAsync<RuleBroken>(() => Announce(plan, day)))!.Rule, Is.EqualTo(rule));
    }

    [Test]
    public async Task It_is_not_issued_while_a_unit_may_still_reply_nor_twice_nor_announced_beside_another()
    {
        await using var plan = await Ordered(units: 1);
        var circular = await Announce(plan, due);
        Assert.That((await Assert.ThrowsAsync<RuleBroken>(() => Issue(plan, new(2018, 7, 10), circular)))!.Rule, Is.EqualTo("units-may-reply"));
        Assert.That(await Issue(plan, new(2018, 7, 11), circular), Is.EqualTo(1));
        Assert.That((await Assert.ThrowsAsync<RuleBroken>(() => Issue(plan, new(2018, 7, 11), circular)))!.Rule, Is.EqualTo("already-issued"));
        Assert.That((await Assert.ThrowsAsync<RuleBroken>(() => Announce(plan, new(2018, 7, 11))))!.Rule, Is.EqualTo("nobody-to-name"), "each step is told once");
    }

    [Test]
    public async Task What_was_done_meanwhile_is_named_no_more_and_nobody_gets_an_empty_circular()
    {
        await using var plan = await Ordered(units: 1);
        var circular = await Announce(plan, due);
        await plan.Acknowledge(due.PlusDays(1));
        Assert.That(await Issue(plan, new(2018, 7, 11), circular), Is.Zero);
        await plan.Run(new(2018, 7, 11));
        Assert.That(Subjects(plan, "liaison1"), Has.None.Contains("通报：1家"));
    }

    [TestCase("liaison1", "  ", "reply-says-nothing")]
    [TestCase("liaison2", "说明", "not-yours")]
    public async Task A_reply_that_says_nothing_or_is_anothers_is_refused(string login, string text, string rule)
    {
        await using var plan = await Ordered();
        var circular = await Announce(plan, due);
        Assert.That((await Assert.ThrowsAsync<RuleBroken>(() => Reply(plan, login, circular, plan.Units[0], text)))!.Rule, Is.EqualTo(rule));
        Assert.That(await plan.Ask<int>("SELECT count(reply)::int FROM circular_units"), Is.Zero);
    }

    [Test]
    public async Task Taking_a_unit_out_needs_a_reason()
    {
        await using var plan = await Ordered(units: 1);
        var circular = await Announce(plan, due);
        var by = await Coordinator(plan);
        Assert.That((await Assert.ThrowsAsync<RuleBroken>(() => plan.Services.GetRequiredService<DropFromCircular>().Run(by, SmallPlan.At(due, 11), circular, plan.Units[0], " ")))!.Rule, Is.EqualTo("dropping-says-nothing"));
    }
}
