using Dapper;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Features.Mail;
using Tracker.Web.Features.Reminders;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Orders;

/// <summary>发出督办通知单: to the deputy in charge of the unit, by a person. What joined it since it was last sent is sent by the next time.</summary>
public sealed class SendOrder(Database database, EventLog events) : IFeature
{
    const string SendingSql = """
        INSERT INTO order_sendings (region_id, order_id, remark, sent_by, sent_on, sent_at)
        VALUES (@RegionId, @orderId, @remark, @PersonId, @Today, @Now) RETURNING id
        """;

    const string LinesSql = $"""
        UPDATE order_lines x SET sending_id = @sendingId
        FROM reminders r JOIN lamps l ON l.region_id = r.region_id AND l.assignment_id = r.assignment_id
        WHERE x.region_id = @RegionId AND x.order_id = @orderId AND x.sending_id IS NULL
            AND r.region_id = x.region_id AND r.id = x.reminder_id AND {StillOpen.Sql}
        """;

    /// <param name="remark">what the person adds; may be empty</param>
    /// <returns>how many lines went out</returns>
    /// <exception cref="RuleBroken">not a coordinator, the order has closed, or nothing in it is left to send</exception>
    public Task<int> Run(Actor by, OfficeMoment at, long orderId, string remark) =>
        database.InTransaction(connection => Run(connection, by, at, orderId, remark.Trim()));

    async Task<int> Run(NpgsqlConnection connection, Actor by, OfficeMoment at, long orderId, string remark)
    {
        var order = await OpenOrder.Lock(connection, by, orderId);
        var sendingId = await connection.ExecuteScalarAsync<long>(SendingSql, new { by.RegionId, orderId, remark, by.PersonId, at.Today, at.Now });
        var lines = await connection.ExecuteAsync(LinesSql, new { by.RegionId, orderId, sendingId });
        if (lines == 0)
            throw new RuleBroken("nothing-to-send", $"{order.UnitName}没有等待发出的督办事项：或者已经发出，或者都已办理、报送。都已办理的可以作废。");
        await MailPromises.Promise(connection, by.RegionId, MailKind.Order, [order.UnitId], sendingId, at);
        await events.Append(connection, by, at.Now, new Event(nameof(SendOrder), $"Order:{orderId}",
            $"发出督办通知单：{order.UnitName}，{lines}条{(remark == "" ? "" : $"；附言：{remark}")}", After: new { sendingId, lines, remark }));
        return lines;
    }
}
