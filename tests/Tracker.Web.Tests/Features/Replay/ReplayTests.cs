using System.Net;
using Dapper;
using NodaTime;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Replay;
using Tracker.Web.Features.Rules;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Replay;

/// <summary>After the whole year of 西藏 2018 any day of it can be looked at as it was.</summary>
[TestFixture]
public sealed class ReplayTests
{
    PracticeOffice world = null!;

    [OneTimeSetUp]
    public async Task Play() => world = await PracticeOffice.OpenPlayed();

    [OneTimeTearDown]
    public async Task End() => await world.DisposeAsync();

    async Task<ReplayedDay> On(LocalDate day)
    {
        await using var connection = await world.Get<Database>().Open();
        return await ReplayedDay.Load(connection, world.Checker.RegionId, day);
    }

    [Test]
    public async Task Every_lamp_of_a_past_day_is_what_the_cache_held_at_its_end()
    {
        Assert.That(PlayedXizang.Kept, Has.Count.GreaterThan(25));
        foreach (var (day, kept) in PlayedXizang.Kept)
        {
            await using var connection = await world.Get<Database>().Open();
            var replay = (await ReplayedDay.Load(connection, world.Checker.RegionId, day)).Units.SelectMany(u => u.Parts)
                .Select(p => $"{p.Assignment.Id} {p.Verdict.Lamp} {p.Verdict.Ended} {p.Verdict.Reason}").Order().ToList();
            Assert.That(replay, Is.EqualTo(kept.Order()), $"{day}");
        }
    }

    [Test]
    public async Task Items_of_a_past_day_too()
    {
        foreach (var (day, kept) in PlayedXizang.KeptItems)
            Assert.That((await On(day)).Items.Select(i => $"{i.WorkItemId} {i.Item.Lamp} {i.Item.Ended}").Order(), Is.EqualTo(kept.Order()), $"{day}");
    }

    [Test]
    public async Task Units_bear_the_names_that_they_bore()
    {
        Assert.That((await On(new(2018, 7, 2))).Units.Select(u => u.Name), Does.Contain("环境保护厅").And.Not.Contain("生态环境厅"));
        Assert.That((await On(World.LastDay)).Units.Select(u => u.Name), Does.Contain("生态环境厅").And.Not.Contain("环境保护厅"));
    }

    static class World
    {
        public static readonly LocalDate LastDay = Tracker.Web.Features.Seeding.World.Xizang.LastDay;
    }

    [Test]
    public async Task Before_the_dispatch_there_is_nothing() => Assert.That((await On(new(2018, 6, 10))).Items, Is.Empty);

    [Test]
    public async Task The_page_tells_a_day_and_refuses_one_to_come()
    {
        using var leader = await world.Client("lingdao");
        var page = WebUtility.HtmlDecode(await leader.GetStringAsync("/replay?on=2018-07-02"));
        Assert.That(page, Does.Contain("2018年7月2日 星期一").And.Contain("环境保护厅").And.Contain("第 2 版规则"));
        Assert.That(WebUtility.HtmlDecode(await leader.GetStringAsync("/replay?on=2018-06-01")), Does.Contain("这一天还没有交办的任务"));
        Assert.That(WebUtility.HtmlDecode(await leader.GetStringAsync("/replay?on=2030-01-01")), Does.Contain("2030年1月1日还没有到"));
    }

    [Test]
    public async Task Rules_set_later_do_not_reach_back()
    {
        var last = World.LastDay;
        var before = (await On(last.PlusDays(-1))).Units.SelectMany(u => u.Parts).Select(p => p.Verdict.Lamp).ToList();
        await using var office = await PracticeOffice.OpenPlayed();
        await office.Get<ChangeSettings>().Run(Actor.Operator(office.Checker.RegionId, "test"), office.At(last),
            new(new Dictionary<string, string?> { ["NearDays"] = "60", ["ReportLateRed"] = "0", ["UnsignedRed"] = "3" }, "试"));
        await using var connection = await office.Get<Database>().Open();
        var replayed = await ReplayedDay.Load(connection, office.Checker.RegionId, last.PlusDays(-1));
        Assert.That((replayed.RuleVersion, replayed.Units.SelectMany(u => u.Parts).Select(p => p.Verdict.Lamp)), Is.EqualTo((2, before)));
        Assert.That((await ReplayedDay.Load(connection, office.Checker.RegionId, last)).RuleVersion, Is.EqualTo(3));
    }
}
