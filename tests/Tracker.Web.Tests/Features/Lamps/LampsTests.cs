using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Features.Transfers;
using Tracker.Web.Platform;

namespace Tracker.Web.Tests.Features.Lamps;

using Lamps = Tracker.Web.Features.Lamps.Lamps;

/// <summary>The cache is as good as a full replay, whatever happened and in whatever order.</summary>
[TestFixture]
public sealed class LampsTests
{
    DispatchedPlan plan = null!;

    [SetUp]
    public async Task Make()
    {
        plan = await DispatchedPlan.Make();
        await plan.LightAll(DispatchedPlan.DispatchedOn);
        await using var connection = await plan.Get<Database>().Open();
        await connection.ExecuteAsync("INSERT INTO person_roles SELECT region_id, id, 'Coordinator', (SELECT min(id) FROM units), now() FROM people");
    }

    [TearDown]
    public async Task End() => await plan.DisposeAsync();

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public async Task After_any_sequence_of_facts_the_cache_equals_a_replay(int seed)
    {
        var random = new Random(seed);
        for (var day = DispatchedPlan.DispatchedOn; day < new LocalDate(2019, 1, 20); day = day.PlusDays(random.Next(1, 12)))
        {
            await Sweep(day);
            for (var i = 0; i < 6; i++)
                await Something(random, day);
            await AssertCacheEqualsReplay(day);
        }
    }

    [Test]
    public async Task A_second_sweep_of_a_day_changes_nothing()
    {
        var day = new LocalDate(2018, 10, 9);
        Assert.That(await Sweep(day), Is.GreaterThan(0));
        var before = await Everything();
        Assert.That(await Sweep(day), Is.Zero);
        Assert.That(await Everything(), Is.EqualTo(before));
    }

    [Test]
    public async Task Another_rule_is_for_the_next_sweep_and_its_reminders_for_the_next_on_a_working_day()
    {
        var friday = new LocalDate(2018, 6, 22);
        await plan.Get<Web.Features.Reminders.Sweep>().Run(plan.RegionId, DispatchedPlan.On(friday));
        await plan.Record(friday, """
            INSERT INTO settings (region_id, name, recorded_at, value)
            VALUES (@r, 'LampRule', '2018-06-22', '{"Version":3,"UnsignedRed":500}'), (@r, 'LadderRule', '2018-06-22', '{"HeadsUpDays":[15, 65, 70, 75, 125, 130]}');
            INSERT INTO region_rechecks VALUES (@r)
            """, new { });
        var saturday = friday.PlusDays(1);
        Assert.That(await Sweep(saturday), Is.GreaterThan(0));
        await AssertCacheEqualsReplay(saturday, new LampRule(3) { UnsignedRed = 500 });
        Assert.That(await plan.Get<Web.Features.Reminders.Sweep>().Run(plan.RegionId, DispatchedPlan.On(saturday)), Has.Property("HeadsUps").Zero);
        var monday = friday.PlusDays(3);
        Assert.That(await plan.Get<Web.Features.Reminders.Sweep>().Run(plan.RegionId, DispatchedPlan.On(monday)), Has.Property("HeadsUps").GreaterThan(0));
        Assert.That(await plan.Get<Web.Features.Reminders.Sweep>().Run(plan.RegionId, DispatchedPlan.On(monday)), Has.Property("HeadsUps").Zero);
    }

    [Test]
    public async Task A_lamp_keeps_its_day_while_its_colour_stays()
    {
        var lead = plan.Assignments.First(a => a.Role == AssignmentRole.Lead).Id;
        await Sweep(new(2018, 6, 15));   // unsigned: yellow
        await Sweep(new(2018, 6, 21));   // unsigned: red
        var red = await SinceOf(lead);
        await Sweep(new(2018, 12, 1));   // red for another reason by now
        Assert.That((red, await SinceOf(lead)), Is.EqualTo((new LocalDate(2018, 6, 21), new LocalDate(2018, 6, 21))));
    }

    [Test]
    public async Task An_emptied_cache_is_built_again_as_it_was()
    {
        var day = new LocalDate(2018, 11, 5);
        await Something(new Random(3), day);
        await Sweep(day);
        await using var connection = await plan.Get<Database>().Open();
        var before = await Counts(connection);
        await plan.Get<LampsRebuild>().Run(connection, plan.RegionId, DispatchedPlan.On(day));
        Assert.That(await Counts(connection), Is.EqualTo(before));
        await AssertCacheEqualsReplay(day);
    }

    [Test]
    public async Task Two_units_at_once_lose_nothing()
    {
        var day = new LocalDate(2018, 6, 12);
        await Task.WhenAll(plan.Assignments.Select(a => a.UnitId).Distinct().Take(12).Select(unit => plan.Acknowledge(unit, day)));
        await AssertCacheEqualsReplay(day);
    }

    [Test]
    public async Task A_dispatch_of_more_than_a_thousand_assignments_waits_a_moment_only()
    {
        await using var big = await DispatchedPlan.Make(items: 57);
        await big.LightAll(DispatchedPlan.DispatchedOn);
        var started = TimeProvider.System.GetTimestamp();
        await big.LightAll(DispatchedPlan.DispatchedOn);
        var elapsed = TimeProvider.System.GetElapsedTime(started);
        TestContext.Out.WriteLine($"{big.Assignments.Count} assignments: {elapsed.TotalMilliseconds:F0} ms");
        Assert.That(big.Assignments, Has.Count.GreaterThan(900));
    }

    /// <summary>What may happen on a day, at random.</summary>
    async Task Something(Random random, LocalDate day)
    {
        var held = await plan.Held();
        var one = held[random.Next(held.Count)];
        await (random.Next(14) switch
        {
            0 or 1 => plan.Acknowledge(one.UnitId, day),
            2 => plan.Report(one.Id, day),
            3 or 4 => plan.Return(one.UnitId, day),
            5 => plan.Submit(one.Id, day),
            12 or 13 => plan.Count(one.Id, day, random.Next(3)),
            9 or 10 => plan.Ask(one.Id, day, inTime: random.Next(3) > 0),
            11 => plan.Answer(one.Id, day, granted: random.Next(2) == 0),
            8 => Transfer(one, held[random.Next(held.Count)].UnitId, day),
            6 => plan.Decide(one.Id, day, confirmed: random.Next(2) == 0),
            _ => random.Next(10) == 0 ? plan.Close(one.WorkItemId, day) : plan.Submit(one.Id, day),
        });
    }

    async Task Transfer(DispatchedPlan.Assigned part, long toUnit, LocalDate day)
    {
        var coordinator = new Actor(plan.RegionId, plan.PersonId, "张三", "", [new(Role.Coordinator, 1)]);
        try { await plan.Get<TransferAssignments>().Run(coordinator, DispatchedPlan.On(day), new(part.UnitId, toUnit, [part.Id], "藏政发〔2018〕1号")); }
        catch (RuleBroken) { }   // not open any more, or waiting for the office
    }

    Task<int> Sweep(LocalDate day) => plan.Get<Database>().InTransaction(connection =>
        plan.Get<SweepLamps>().Run(connection, plan.RegionId, DispatchedPlan.On(day)));

    async Task AssertCacheEqualsReplay(LocalDate day, LampRule? rule = null)
    {
        await using var connection = await plan.Get<Database>().Open();
        var calendar = await Calendars.Load(connection, plan.RegionId);
        var passedOn = (await connection.QueryAsync<long>("SELECT from_assignment_id FROM assignment_transfers")).ToHashSet();
        var replay = (await AssignmentFactsQuery.All(connection, plan.RegionId, day))
            .Select(a => (a, verdict: a.LampOn(day, rule ?? LampRule.Default, calendar), gone: passedOn.Contains(a.Id))).ToList();
        var kept = await connection.QueryAsync<(long, string, bool, string)>("SELECT assignment_id, lamp, done, reason FROM lamps ORDER BY 1");
        Assert.That(kept, Is.EqualTo(replay.Select(r => (r.a.Id, $"{r.verdict.Lamp}", r.verdict.Ended, r.verdict.Reason)).Order()), $"on {day}");
        Assert.That(await Counts(connection), Is.EqualTo(await Grouped(connection)), $"counts on {day}");
        var items = await connection.QueryAsync<(long, string, bool)>("SELECT work_item_id, lamp, done FROM item_lamps ORDER BY 1");
        Assert.That(items, Is.EqualTo(replay.Where(r => !r.gone).GroupBy(r => r.a.WorkItemId).OrderBy(g => g.Key).Select(ItemOf)), $"items on {day}");
    }

    static (long, string, bool) ItemOf(IGrouping<long, (AssignmentOnDay a, LampVerdict verdict, bool gone)> item)
    {
        var shown = ItemLamp.Of(item.Select(r => new RoleLamp(r.a.Role, r.verdict.Lamp, r.verdict.Ended)), LampRule.Default);
        return (item.Key, $"{shown.Lamp}", shown.Ended);
    }

    static async Task<IReadOnlyList<(long, string, string, bool, int)>> Counts(NpgsqlConnection connection) =>
        [.. await connection.QueryAsync<(long, string, string, bool, int)>("SELECT unit_id, role, lamp, done, n FROM lamp_counts WHERE n <> 0 ORDER BY 1, 2, 3, 4")];

    static async Task<IReadOnlyList<(long, string, string, bool, int)>> Grouped(NpgsqlConnection connection) =>
        [.. await connection.QueryAsync<(long, string, string, bool, int)>("SELECT unit_id, role, lamp, done, count(*)::int FROM lamps GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4")];

    async Task<IReadOnlyList<string>> Everything()
    {
        await using var connection = await plan.Get<Database>().Open();
        return [.. await connection.QueryAsync<string>("SELECT l::text FROM lamps l UNION ALL SELECT i::text FROM item_lamps i ORDER BY 1")];
    }

    async Task<LocalDate> SinceOf(long assignment)
    {
        await using var connection = await plan.Get<Database>().Open();
        return await connection.ExecuteScalarAsync<LocalDate>("SELECT since FROM lamps WHERE assignment_id = @assignment", new { assignment });
    }
}
