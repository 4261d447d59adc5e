using Dapper;
using NodaTime;
using Tracker.Domain;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Reminders;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Practice;

/// <summary>下一工作日: moves a practice database to the next working day and runs that day's jobs.</summary>
public sealed class NextWorkday(Database database, OfficeClock clock, RunDay runDay, EventLog events) : IFeature
{
    public sealed record Result(LocalDate Day, RunDay.Result Done);

    /// <param name="by">a coordinator; the calendar is that of his region</param>
    /// <exception cref="RuleBroken">not a coordinator</exception>
    /// <exception cref="Stop">the database is a real one</exception>
    public async Task<Result> Run(Actor by, CancellationToken ct = default)
    {
        by.RequireCoordinator();
        var day = await database.InTransaction(async connection =>
        {
            var at = await clock.Now(connection);
            var next = (await Calendars.Load(connection, by.RegionId)).AddWorkdays(at.Today, 1).Date;
            await clock.MoveTo(connection, next);
            await events.Append(connection, by, at.Now, new Event(nameof(NextWorkday), "Practice", $"练习日期移到{next.OnPaper()}"));
            return next;
        }, ct);
        RunDay.Result? done = null;
        foreach (var regionId in await Regions())
        {
            var result = await runDay.Run(regionId, day, ct);
            if (regionId == by.RegionId)
                done = result;
        }
        return new(day, done!);
    }

    async Task<IReadOnlyList<int>> Regions()
    {
        await using var connection = await database.Open();
        return (await connection.QueryAsync<int>("SELECT id FROM regions ORDER BY id")).AsList();
    }
}
