using Dapper;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Orders;

/// <summary>作废: the office does not send a draft, or takes what it has sent for settled. Why is kept.</summary>
public sealed class DropOrder(Database database, EventLog events) : IFeature
{
    const string Sql = "UPDATE orders SET closed_on = @Today, dropped_for = @reason WHERE region_id = @RegionId AND id = @orderId";

    /// <exception cref="RuleBroken">not a coordinator, the order has closed, or no reason is given</exception>
    public Task Run(Actor by, OfficeMoment at, long orderId, string reason) => database.InTransaction(async connection =>
    {
        var order = await OpenOrder.Lock(connection, by, orderId);
        if (string.IsNullOrWhiteSpace(reason))
            throw new RuleBroken("dropping-says-nothing", "请写明作废的理由。");
        await connection.ExecuteAsync(Sql, new { by.RegionId, orderId, at.Today, reason = reason.Trim() });
        await events.Append(connection, by, at.Now, new Event(nameof(DropOrder), $"Order:{orderId}", $"督办通知单作废：{order.UnitName}；{reason.Trim()}", After: new { reason }));
    });
}
