using Dapper;
using Npgsql;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Digests;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Features.Triggers;
using Tracker.Web.Features.Units;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Reminders;

/// <summary>
/// What a region's morning brings: names that begin, lamps judged anew, reminders, nudges, drafts of orders and digests promised.
/// May run twice, late or beside itself: every effect is a unique row, and a day that was missed is caught up with.
/// On a day off only the lamps change.
/// </summary>
public sealed class Sweep(
    Database database, SweepLamps lamps, LimitPeriods periods, PromiseNudges nudges, DraftOrders orders,
    PersonalDigests digests) : IFeature
{
    public sealed record Result(int LampsChanged, int HeadsUps, int Nudges, int NudgedUnits, int OrderSteps, int OrdersDrafted, int Digests);

    // Two workers take turns; the second finds nothing left to do. Batches are sorted, which is not to happen on the disk.
    const string TurnSql = "SET LOCAL work_mem = '32MB'; SELECT pg_advisory_xact_lock(20180612, @regionId)";

    // A clock that was set back by a day does not bring that day again: what stands in the books of it stays.
    const string IsOverSql = "SELECT EXISTS (SELECT FROM lamp_days WHERE region_id = @regionId AND on_date > @Today)";

    public Task<Result> Run(int regionId, OfficeMoment at) => database.InTransaction(connection => Run(connection, regionId, at));

    /// <summary>The same inside a transaction that is already open.</summary>
    public async Task<Result> Run(NpgsqlConnection connection, int regionId, OfficeMoment at)
    {
        await connection.ExecuteAsync(TurnSql, new { regionId });
        if (await connection.ExecuteScalarAsync<bool>(IsOverSql, new { regionId, at.Today }))
            return new(0, 0, 0, 0, 0, 0, 0);
        await UnitNames.Begin(connection, regionId, at);
        await periods.Begin(connection, regionId, at);
        var calendar = await Calendars.Load(connection, regionId);
        var rule = await RegionSettings.Load(connection, regionId, at.Now, LadderRule.Default);
        var reminders = new PromiseReminders(regionId, rule, calendar, at);
        var changed = await lamps.Run(connection, regionId, at, calendar.IsWorkday(at.Today) ? reminders : null);
        await LampDays.Keep(connection, regionId, at.Today);
        if (!calendar.IsWorkday(at.Today))
            return new(changed, 0, 0, 0, 0, 0, 0);
        var nudged = await nudges.Run(connection, regionId, rule, at);
        var drafted = await orders.Run(connection, regionId, at);
        return new(changed, reminders[ReminderLevel.HeadsUp], reminders[ReminderLevel.Nudge], nudged, reminders[ReminderLevel.Order], drafted, await digests.Promise(connection, regionId, at));
    }
}
