using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Tracker.Web.Features.Orders;
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
}
