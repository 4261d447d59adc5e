using Dapper;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Circulars;

/// <summary>不通报: the office takes a unit out before the circular is issued. Why is kept.</summary>
public sealed class DropFromCircular(Database database, EventLog events) : IFeature
{
    const string Sql = """
        UPDATE circular_units SET dropped_for = @reason WHERE region_id = @RegionId AND circular_id = @id AND unit_id = @unitId AND dropped_for IS NULL
        """;

    /// <exception cref="RuleBroken">not a coordinator, no reason, issued, or the unit is not in it</exception>
    public Task Run(Actor by, OfficeMoment at, long id, long unitId, string why) => database.InTransaction(async connection =>
    {
        by.RequireCoordinator();
        await OpenCircular.Lock(connection, by, id);
        var reason = why.Trim();
        if (reason == "")
            throw new RuleBroken("dropping-says-nothing", "请写明不通报的理由。");
        if (await connection.ExecuteAsync(Sql, new { by.RegionId, id, unitId, reason }) == 0)
            throw new RuleBroken("not-in-circular", "这份通报里没有这个单位，或已经撤下。");
        await events.Append(connection, by, at.Now, new Event(nameof(DropFromCircular), $"Circular:{id}", $"不通报：{reason}", After: new { unitId, reason }));
    });
}
