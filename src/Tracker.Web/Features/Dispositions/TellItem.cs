using Dapper;
using Npgsql;
using Tracker.Web.Features.Completions;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Dispositions;

/// <summary>What follows every decision of the office on an item: its line in the story, a mail to each unit that takes part, the lamps.</summary>
public sealed class TellItem(EventLog events, Lamps.Lamps lamps) : IFeature
{
    const string UnitsSql = """
        SELECT DISTINCT unit_id FROM assignments WHERE region_id = @RegionId AND work_item_id = @Id AND transferred_on IS NULL
        """;

    /// <param name="sentence">what was decided and why, as the units read it</param>
    public async Task Run(NpgsqlConnection connection, Actor by, OfficeMoment at, OfficeItem item, string verb, string sentence, object before, object after)
    {
        var eventId = await events.AppendOne(connection, by, at.Now, new Event(verb, $"WorkItem:{item.Id}", sentence, before, after));
        var units = (await connection.QueryAsync<long>(UnitsSql, new { by.RegionId, item.Id })).AsList();
        await MailPromises.Promise(connection, by.RegionId, MailKind.ItemDecided, units, eventId, at);
        await lamps.Refresh(connection, by.RegionId, await CloseItem.Parts(connection, by.RegionId, item.Id), at);
    }
}
