using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Tracker.Domain;
using Tracker.Web.Features.Orders;
using Tracker.Web.Features.Reminders;

namespace Tracker.Web.Tests.Features.Reminders;

/// <summary>回复催办: says why, and holds the order back; nothing more.</summary>
[TestFixture]
public sealed class AnswerNudgeTests
{
    // A limit of Friday 07-06: chased on 07-09, an order drafted on 07-12.
    static Task<SmallPlan> Late() => SmallPlan.Start(new(2018, 6, 11), units: 1, items: 1, due: new(2018, 7, 6), checkpoints: false);

    static Task<int> Answer(SmallPlan plan, LocalDate on, string text) => Task.Run(async () => await plan.Services.GetRequiredService<AnswerNudge>()
        .Run(await plan.Person("liaison1"), SmallPlan.At(on, 10), await plan.Ask<long>("SELECT id FROM assignments"), text));

    [Test]
    public async Task The_order_is_drafted_five_working_days_later_and_shows_what_the_unit_said()
    {
        await using var plan = await Late();
        await plan.Acknowledge(new(2018, 6, 11));
        await plan.Run(new(2018, 7, 6), new(2018, 7, 9));
        Assert.That(await Answer(plan, new(2018, 7, 10), "正在会签，7月20日前办结"), Is.EqualTo(1));
        await plan.Run(new(2018, 7, 10), new(2018, 7, 18));
        Assert.That(await plan.Ask<int>("SELECT count(*)::int FROM orders"), Is.Zero);
        await plan.Run(new(2018, 7, 19), new(2018, 7, 20));
        Assert.That(await plan.List<string>("SELECT drafted_on::text FROM orders"), Is.EqualTo(new[] { "2018-07-19" }));
        var line = (await plan.Services.GetRequiredService<OrderQueries>().Open(SmallPlan.RegionId, 1)).Single().Single();
        Assert.That((line.Said, line.Answered), Is.EqualTo(("正在会签，7月20日前办结", false)));
    }

    [Test]
    public async Task A_date_is_answered_once_and_the_second_time_says_who_did()
    {
        await using var plan = await Late();
        await plan.Acknowledge(new(2018, 6, 11));
        await plan.Run(new(2018, 7, 6), new(2018, 7, 9));
        await Answer(plan, new(2018, 7, 10), "正在会签");
        Assert.That((await Assert.ThrowsAsync<RuleBroken>(() => Answer(plan, new(2018, 7, 11), "还在会签")))!.Message, Is.EqualTo("联络员1已于 2018-07-10 回复过这次催办，请尽快报送。"));
        Assert.That(await plan.List<string>("SELECT text FROM nudge_answers"), Is.EqualTo(new[] { "正在会签" }));
    }

    [TestCase("  ", true, "answer-says-nothing")]
    [TestCase("正在办理", false, "nothing-to-answer")]
    public async Task Nothing_said_or_nothing_to_answer_is_refused(string text, bool chased, string rule)
    {
        await using var plan = await Late();
        await plan.Acknowledge(new(2018, 6, 11));
        await plan.Run(chased ? new(2018, 7, 9) : new(2018, 7, 6));
        Assert.That((await Assert.ThrowsAsync<RuleBroken>(() => Answer(plan, new(2018, 7, 10), text)))!.Rule, Is.EqualTo(rule));
        Assert.That(await plan.Ask<int>("SELECT count(*)::int FROM nudge_answers"), Is.Zero);
    }

    [Test]
    public async Task To_a_chase_for_a_signature_the_answer_is_to_sign()
    {
        await using var plan = await Late();
        await plan.Run(new(2018, 6, 14));
        Assert.That((await Assert.ThrowsAsync<RuleBroken>(() => Answer(plan, new(2018, 6, 15), "正在办理")))!.Rule, Is.EqualTo("sign-first"));
    }

    [Test]
    public async Task Beyond_three_mails_a_week_a_unit_is_chased_in_its_digest()
    {
        await using var plan = await SmallPlan.Start(new(2018, 6, 11), units: 1, items: 4, checkpoints: false);
        await plan.Acknowledge(new(2018, 6, 11));
        // Limits of 07-15 to 07-18 are chased for from Monday 07-16 to Thursday 07-19.
        await plan.Do("UPDATE work_items SET limit_kind = 'ByDate', limit_raw = '时限', due_on = '2018-07-14'::date + position");
        await plan.Refresh(SmallPlan.At(new(2018, 7, 13), 10));
        await plan.Run(new(2018, 7, 13), new(2018, 7, 19));
        var mails = plan.Files().Where(m => m.Headers["To"].Contains("liaison1@", StringComparison.Ordinal)).ToList();
        Assert.That(mails.Where(m => m.Subject.Contains("催办：", StringComparison.Ordinal)).Select(m => m.Headers["Date"][5..11]), Is.EquivalentTo(new[] { "16 Jul", "17 Jul", "18 Jul" }));
        var digest = mails.Single(m => m.Headers["Date"].Contains("19 Jul", StringComparison.Ordinal));
        Assert.That(digest.Text, Does.Contain("本周催办邮件已达上限").And.Contain("一.4 任务4"));
        Assert.That(await plan.Ask<int>("SELECT count(*)::int FROM orders"), Is.EqualTo(1), "the ladder counts on");
    }
}
