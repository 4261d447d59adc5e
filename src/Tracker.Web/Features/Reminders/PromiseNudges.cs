using Dapper;
using Npgsql;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Reminders;

/// <summary>催办: one mail a unit a day for everything it is chased for.</summary>
public sealed class PromiseNudges(EventLog events) : IFeature
{
    sealed record Chased(long UnitId, string Name, int N);

    const string ChasedSql = """
        SELECT r.unit_id, u.short_name AS name, count(*)::int AS n
        FROM reminders r JOIN units u ON u.region_id = r.region_id AND u.id = r.unit_id
        WHERE r.region_id = @regionId AND r.for_on = @Today AND r.level = 'Nudge'
          AND NOT EXISTS (SELECT FROM mail_promises p WHERE p.region_id = r.region_id AND p.kind = 'Nudge'
              AND p.unit_id = r.unit_id AND p.person_id IS NULL AND p.subject_id IS NULL AND p.for_on = @Today)
        GROUP BY r.unit_id, u.short_name ORDER BY r.unit_id
        """;

    /// <returns>how many units are chased</returns>
    public async Task<int> Run(NpgsqlConnection connection, int regionId, OfficeMoment at)
    {
        var chased = (await connection.QueryAsync<Chased>(ChasedSql, new { regionId, at.Today })).AsList();
        if (chased.Count == 0)
            return 0;
        await events.Append(connection, Actor.System(regionId), at.Now,
            [.. chased.Select(c => new Event(nameof(PromiseNudges), $"Unit:{c.UnitId}", $"催办{c.Name}：{c.N}项"))]);
        return await MailPromises.Promise(connection, regionId, MailKind.Nudge, [.. chased.Select(c => c.UnitId)], null, at);
    }
}
