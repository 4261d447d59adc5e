using Dapper;
using Tracker.Domain;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Circulars;

/// <summary>回复拟通报: a unit says what the office should know before it is named. Until the circular is issued it may say it anew.</summary>
public sealed class ReplyToCircular(Database database, EventLog events) : IFeature
{
    const string Sql = """
        UPDATE circular_units SET reply = @reply, replied_by = @PersonId, replied_on = @Today
        WHERE region_id = @RegionId AND circular_id = @id AND unit_id = @unitId AND unit_id = ANY(@OwnUnits) AND dropped_for IS NULL
        """;

    /// <exception cref="RuleBroken">another unit's, nothing said, or the circular was issued</exception>
    public Task Run(Actor by, OfficeMoment at, long id, long unitId, string said) => database.InTransaction(async connection =>
    {
        if (!by.OwnUnits.Contains(unitId))
            throw NotYours.Of("拟通报");
        await OpenCircular.Lock(connection, by, id);
        var reply = said.Trim();
        if (reply == "")
            throw new RuleBroken("reply-says-nothing", "请写明情况：没有按期办理的原因、已经做了什么、何时办结。");
        if (await connection.ExecuteAsync(Sql, new { by.RegionId, by.PersonId, by.OwnUnits, id, unitId, reply, at.Today }) == 0)
            throw NotYours.Of("拟通报");
        await events.Append(connection, by, at.Now, new Event(nameof(ReplyToCircular), $"Circular:{id}", $"回复拟通报：{reply}", After: new { unitId, reply }));
    });
}
