using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Tracker.Domain;
using Tracker.Web.Features.Orders;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Reminders;

namespace Tracker.Web.Tests.Features.Orders;

/// <summary>Drafted orders, a page at a time.</summary>
public sealed class OrderTests
{
    [Test]
    public async Task Each_unit_stands_on_one_page_with_all_its_lines()
    {
        await using var plan = await SmallPlan.Start(new LocalDate(2018, 6, 11), units: 25, items: 3);
        await plan.Run(new(2018, 6, 12), new(2018, 6, 20));
        var orders = plan.Services.GetRequiredService<OrderQueries>();
        var (first, second) = (await orders.Open(SmallPlan.RegionId, 1), await orders.Open(SmallPlan.RegionId, 2));
        Assert.That((await orders.Count(SmallPlan.RegionId), first.Count, second.Count), Is.EqualTo((25, 20, 5)));
        Assert.That(first.Concat(second).Select(order => order.Key), Is.Unique);
        Assert.That(first.Concat(second).Select(order => order.Count()), Has.All.EqualTo(3));
        Assert.That(await orders.Open(SmallPlan.RegionId, 3), Is.Empty);
        Assert.That((await orders.Open(SmallPlan.RegionId, 0)).Select(order => order.Key), Is.EqualTo(first.Select(order => order.Key)));
    }

    static async Task<(SmallPlan Plan, long Order)> Drafted(int items = 2)
    {
        var plan = await SmallPlan.Start(new LocalDate(2018, 6, 11), units: 1, items: items, checkpoints: false);
        await plan.Run(new(2018, 6, 12), new(2018, 6, 20));
        return (plan, await plan.Ask<long>("SELECT id FROM orders"));
    }

    static readonly OfficeMoment sentAt = SmallPlan.At(new(2018, 6, 21), 10);

    [Test]
    public async Task A_person_sends_it_and_the_deputy_in_charge_gets_it_once()
    {
        var (plan, order) = await Drafted();
        await using var _ = plan;
        await plan.Do("INSERT INTO unit_contacts (region_id, unit_id, position, duty, name, email) VALUES (1, @unit, 2, 'DeputyInCharge', '分管负责人', 'deputy@xizang.example')", new { unit = plan.Units[0] });
        var by = await plan.Person("coordinator");
        Assert.That(await plan.Services.GetRequiredService<SendOrder>().Run(by, sentAt, order, "请于本周内签收。"), Is.EqualTo(2));
        await plan.Run(new(2018, 6, 21));
        await plan.Run(new(2018, 6, 21));
        var mail = plan.Files().Single(m => m.Headers["To"].Contains("deputy@", StringComparison.Ordinal));
        Assert.That(mail.Subject, Is.EqualTo("【分工方案】督办：2项未办理"));
        Assert.That(mail.Text, Does.Contain("经催办仍未办理，现予督办").And.Contain("请于本周内签收。").And.Contain("一.1 任务1"));
        Assert.That(plan.Files().Count(m => m.Subject.Contains("督办：", StringComparison.Ordinal)), Is.EqualTo(2), "the deputy and the liaison");
        Assert.That(await plan.Ask<int>("SELECT count(*)::int FROM undelivered u JOIN mail_promises p USING (region_id) WHERE p.id = u.promise_id AND p.kind = 'Order'"), Is.Zero);
    }

    [Test]
    public async Task Without_a_deputy_the_liaison_gets_it_and_the_office_is_told()
    {
        var (plan, order) = await Drafted();
        await using var _ = plan;
        await plan.Services.GetRequiredService<SendOrder>().Run(await plan.Person("coordinator"), sentAt, order, "");
        await plan.Run(new(2018, 6, 21));
        Assert.That(plan.Files().Where(m => m.Subject.Contains("督办：", StringComparison.Ordinal)).Select(m => m.Headers["To"]), Has.All.Contains("liaison1@"));
        Assert.That(await plan.Ask<string>("SELECT u.reason FROM undelivered u JOIN mail_promises p ON p.region_id = u.region_id AND p.id = u.promise_id WHERE p.kind = 'Order'"),
            Does.StartWith("没有登记分管负责人的邮箱"));
    }

    [Test]
    public async Task It_is_sent_once_however_often_somebody_presses()
    {
        var (plan, order) = await Drafted();
        await using var _ = plan;
        var (by, send) = (await plan.Person("coordinator"), plan.Services.GetRequiredService<SendOrder>());
        await send.Run(by, sentAt, order, "");
        Assert.That(() => send.Run(by, sentAt, order, ""), Throws.InstanceOf<RuleBroken>().With.Message.Contain("已经发出"));
        Assert.That(await plan.Ask<int>("SELECT count(*)::int FROM order_sendings"), Is.EqualTo(1), "the second left nothing behind");
    }

    [Test]
    public async Task Once_all_of_it_is_answered_it_is_settled_and_a_new_one_may_be_drafted()
    {
        var (plan, order) = await Drafted();
        await using var _ = plan;
        await plan.Services.GetRequiredService<SendOrder>().Run(await plan.Person("coordinator"), sentAt, order, "");
        await plan.Run(new(2018, 6, 22));
        Assert.That(await plan.Ask<LocalDate?>("SELECT closed_on FROM orders"), Is.Null);
        await plan.Acknowledge(new(2018, 6, 22));
        await plan.Run(new(2018, 6, 25));
        Assert.That(await plan.Ask<LocalDate?>("SELECT closed_on FROM orders"), Is.EqualTo(new LocalDate(2018, 6, 25)));
        Assert.That(() => plan.Services.GetRequiredService<SendOrder>().Run(plan.Person("coordinator").Result, sentAt, order, ""), Throws.InstanceOf<RuleBroken>().With.Message.Contain("了结"));
    }

    [Test]
    public async Task A_draft_is_settled_too_when_the_unit_was_quicker_than_the_office()
    {
        var (plan, order) = await Drafted();
        await using var _ = plan;
        await plan.Acknowledge(new(2018, 6, 21));
        await plan.Run(new(2018, 6, 22));
        Assert.That(await plan.Services.GetRequiredService<OrderQueries>().Count(SmallPlan.RegionId), Is.Zero);
        Assert.That(await plan.Ask<string>("SELECT sentence FROM events WHERE subject = 'Order:' || @order ORDER BY id DESC LIMIT 1", new { order }), Does.EndWith("了结"));
    }

    [Test]
    public async Task It_is_dropped_with_a_reason_and_not_without_one()
    {
        var (plan, order) = await Drafted();
        await using var _ = plan;
        var (by, drop) = (await plan.Person("coordinator"), plan.Services.GetRequiredService<DropOrder>());
        Assert.That(() => drop.Run(by, sentAt, order, " "), Throws.InstanceOf<RuleBroken>().With.Message.Contain("理由"));
        await drop.Run(by, sentAt, order, "已电话催办");
        Assert.That(await plan.Ask<string>("SELECT dropped_for FROM orders"), Is.EqualTo("已电话催办"));
        Assert.That(await plan.Ask<string>("SELECT sentence FROM events WHERE verb = 'DropOrder'"), Does.EndWith("已电话催办"));
    }

    [Test]
    public async Task A_liaison_neither_sends_nor_drops_it()
    {
        var (plan, order) = await Drafted();
        await using var _ = plan;
        var by = await plan.Person("liaison1");
        Assert.That(() => plan.Services.GetRequiredService<SendOrder>().Run(by, sentAt, order, ""), Throws.InstanceOf<RuleBroken>());
        Assert.That(() => plan.Services.GetRequiredService<DropOrder>().Run(by, sentAt, order, "x"), Throws.InstanceOf<RuleBroken>());
        Assert.That(await plan.Ask<int>("SELECT count(*)::int FROM order_sendings"), Is.Zero);
    }
}
