using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Orders;

/// <summary>An order that the office is about to send or to drop; locked until the transaction ends.</summary>
public sealed record OpenOrder(long Id, long UnitId, string UnitName, LocalDate? ClosedOn)
{
    const string Sql = """
        SELECT o.id, o.unit_id, u.short_name AS unit_name, o.closed_on
        FROM orders o JOIN units u ON u.region_id = o.region_id AND u.id = o.unit_id
        WHERE o.region_id = @RegionId AND o.id = @orderId FOR UPDATE OF o
        """;

    /// <exception cref="RuleBroken">not a coordinator, there is none, or it has closed</exception>
    public static async Task<OpenOrder> Lock(NpgsqlConnection connection, Actor by, long orderId)
    {
        by.RequireCoordinator();
        var order = await connection.QuerySingleOrDefaultAsync<OpenOrder>(Sql, new { by.RegionId, orderId })
            ?? throw new RuleBroken("no-such-order", "没有这张督办通知单。");
        return order.ClosedOn is null ? order
            : throw new RuleBroken("order-is-closed", $"发给{order.UnitName}的这张督办通知单已于{order.ClosedOn.Value.OnPaper()}了结。");
    }
}
