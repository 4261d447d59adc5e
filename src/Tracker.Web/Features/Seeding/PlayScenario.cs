using NodaTime;
using Tracker.Web.Features.Reminders;
using Tracker.Web.Features.RollUps;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Seeding;

/// <summary>
/// Plays a practice year from the day of dispatch: each morning the day's jobs, then what people do that day, all through
/// the ordinary verbs. The database's own date goes with it.
/// </summary>
public sealed class PlayScenario(
    Database database, OfficeClock clock, SeedNotice seedNotice, Dispatch dispatch, RunDay runDay, ScenarioDay scenarioDay, ScenarioOffice scenarioOffice,
    WriteRollUp writeRollUp) : IFeature
{
    /// <summary>One day as it went; days on which nothing happened are told too.</summary>
    /// <param name="Files">of the roll-up, where the office made one that day</param>
    public sealed record Day(
        LocalDate Date, Dispatched? Dispatched, ScenarioDay.Acts Acts, RunDay.Result Morning, RunDay.Result? Evening, IReadOnlyList<string> Files);

    /// <param name="folder">where roll-ups are written</param>
    /// <param name="until">the last day to play, no later than the world's last</param>
    /// <param name="told">called after each day</param>
    /// <param name="world">none: 西藏</param>
    /// <returns>the plan's id</returns>
    public async Task<long> Run(LocalDate until, DirectoryInfo folder, Func<Day, Task> told, World? world = null, CancellationToken ct = default)
    {
        world ??= World.Xizang;
        var planId = await seedNotice.Run(world);
        var scenario = Scenario.Load(world);
        var office = await Coordinator(world);
        await MoveTo(world.OpensOn);
        var dispatched = await dispatch.Run(office, At(world.OpensOn, new(9, 0)), planId);
        var cast = await Cast(office.RegionId, planId, dispatched.DispatchId);
        for (var date = world.OpensOn; date <= until; date = date.PlusDays(1))
        {
            ct.ThrowIfCancellationRequested();
            await MoveTo(date);
            var day = await Play(scenario, cast, office, date, date == world.OpensOn ? dispatched : null);
            await scenarioOffice.Run(world, scenario, office, planId, date);
            var files = date == until || scenario.RollUps.Contains(date)
                ? await writeRollUp.Run(office.RegionId, await TitleOf(office.RegionId, planId), date, folder) : [];
            await told(day with { Files = files });
        }
        return planId;
    }

    async Task<Day> Play(Scenario scenario, ScenarioCast cast, Actor office, LocalDate date, Dispatched? dispatched)
    {
        var morning = await runDay.Run(office.RegionId, date);
        var acts = await scenarioDay.Run(scenario, cast, office, date);
        // What the day itself promised, a returned completion or the dispatch, goes the same day.
        var evening = dispatched is not null || acts.SentBack > 0 ? await runDay.Run(office.RegionId, At(date, new(18, 0))) : null;
        return new(date, dispatched, acts, morning, evening, []);
    }

    async Task<Actor> Coordinator(World world)
    {
        await using var connection = await database.Open();
        return await Actors.ByLogin(connection, await Acting.RegionOf(connection, world.Region), SeedNotice.Checker);
    }

    async Task<ScenarioCast> Cast(int regionId, long planId, long dispatchId)
    {
        await using var connection = await database.Open();
        return await ScenarioCast.Load(connection, regionId, planId, dispatchId);
    }

    async Task<string> TitleOf(int regionId, long planId)
    {
        await using var connection = await database.Open();
        return (await PlanHead.Find(connection, regionId, planId))!.Title;
    }

    async Task MoveTo(LocalDate date)
    {
        await using var connection = await database.Open();
        await clock.MoveTo(connection, date);
    }

    static OfficeMoment At(LocalDate date, LocalTime time) => new(date, date.At(time).InZoneLeniently(OfficeClock.Zone).ToInstant());
}
