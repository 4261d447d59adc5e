using Dapper;
using Tracker.Domain;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Circulars;

/// <summary>印发通报: to all units with work, by a person, once every unit that it names has replied or its time for that is over.
/// What was handed in meanwhile is named no more; a circular that names nobody is closed and sent to nobody.</summary>
public sealed class IssueCircular(Database database, EventLog events) : IFeature
{
    const string IssueSql = "UPDATE circulars SET issued_by = @PersonId, issued_on = @Today, issued_at = @Now WHERE region_id = @RegionId AND id = @id";

    const string AllUnitsSql = """
        SELECT DISTINCT a.unit_id FROM assignments a JOIN lamps l ON l.region_id = a.region_id AND l.assignment_id = a.id
        WHERE a.region_id = @RegionId AND a.transferred_on IS NULL AND NOT l.done
        """;

    /// <returns>how many units it names</returns>
    /// <exception cref="RuleBroken">not a coordinator, issued before, or a unit that has not replied still has time to</exception>
    public Task<int> Run(Actor by, OfficeMoment at, long id) => database.InTransaction(async connection =>
    {
        by.RequireCoordinator();
        var circular = await OpenCircular.Lock(connection, by, id);
        var units = (await CircularQueries.Units(connection, by.RegionId, id)).Where(u => u.DroppedFor is null).ToList();
        if (at.Today <= circular.ReplyBy && units.Where(u => u.Reply is null).ToList() is { Count: > 0 } silent)
            throw new RuleBroken("units-may-reply", $"{silent[0].UnitName}{(silent.Count > 1 ? $"等{silent.Count}家" : "")}还可以在{circular.ReplyBy.OnPaper()}前回复，之后才能印发。");
        var open = (await CircularQueries.Lines(connection, by.RegionId, id)).Where(l => !l.Answered).Select(l => l.UnitId).ToHashSet();
        var named = units.Count(u => open.Contains(u.UnitId));
        await connection.ExecuteAsync(IssueSql, new { by.RegionId, by.PersonId, at.Today, at.Now, id });
        if (named > 0)
            await MailPromises.Promise(connection, by.RegionId, MailKind.Circular, (await connection.QueryAsync<long>(AllUnitsSql, new { by.RegionId })).AsList(), id, at);
        await events.Append(connection, by, at.Now, new Event(nameof(IssueCircular), $"Circular:{id}", named == 0 ? "通报了结：所列事项都已办理或撤下" : $"印发通报：{named}家"));
        return named;
    });
}
