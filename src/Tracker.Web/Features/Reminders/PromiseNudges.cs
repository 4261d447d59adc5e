using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Reminders;

/// <summary>催办: one mail a unit a day for everything it is chased for, and no more of them a week than the rule says.
/// What goes beyond is told by the next digest of the unit's liaisons; a unit that has none who can be reached is mailed all the same.</summary>
public sealed class PromiseNudges(EventLog events) : IFeature
{
    sealed record Chased(long UnitId, string Name, int N);

    const string ChasedSql = """
        SELECT r.unit_id, u.short_name AS name, r.n
        FROM (SELECT region_id, unit_id, count(*)::int AS n FROM reminders
            WHERE region_id = @regionId AND for_on = @Today AND level = 'Nudge' GROUP BY region_id, unit_id) r
        JOIN units u ON u.region_id = r.region_id AND u.id = r.unit_id
        WHERE NOT EXISTS (SELECT FROM mail_promises p WHERE p.region_id = r.region_id AND p.kind = 'Nudge'
              AND p.unit_id = r.unit_id AND p.person_id IS NULL AND p.subject_id IS NULL AND p.for_on = @Today)
          AND ((SELECT count(*) FROM mail_promises p WHERE p.region_id = r.region_id AND p.kind = 'Nudge'
                AND p.unit_id = r.unit_id AND p.subject_id IS NULL AND p.for_on >= @monday) < @NudgesAWeek
            OR NOT EXISTS (SELECT FROM person_roles l JOIN people h ON h.region_id = l.region_id AND h.id = l.person_id AND h.disabled_at IS NULL AND h.email <> ''
                WHERE l.region_id = r.region_id AND l.unit_id = r.unit_id AND l.role = 'Liaison'))
        ORDER BY r.unit_id
        """;

    /// <returns>how many units are chased</returns>
    public async Task<int> Run(NpgsqlConnection connection, int regionId, LadderRule rule, OfficeMoment at)
    {
        var chased = (await connection.QueryAsync<Chased>(ChasedSql, new { regionId, at.Today, rule.NudgesAWeek, monday = at.Today.PlusDays(1).Previous(IsoDayOfWeek.Monday) })).AsList();
        if (chased.Count == 0)
            return 0;
        await events.Append(connection, Actor.System(regionId), at.Now,
            [.. chased.Select(c => new Event(nameof(PromiseNudges), $"Unit:{c.UnitId}", $"催办{c.Name}：{c.N}项"))]);
        return await MailPromises.Promise(connection, regionId, MailKind.Nudge, [.. chased.Select(c => c.UnitId)], null, at);
    }
}
