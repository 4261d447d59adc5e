namespace Tracker.Web.Tests.Faults;

/// <summary>Whatever is killed, hangs or goes wrong: every mail arrives, once, or once more under the same Message-ID where its answer
/// was lost. The short form of <c>./run faults</c>; each office has everything of its own, so they live beside each other.</summary>
[TestFixture]
[NonParallelizable]
public sealed class FaultTests
{
    Task<Tally> killed = null!, troubled = null!, clocks = null!, restarts = null!;

    [OneTimeSetUp]
    public void Begin()
    {
        killed = InOffice(250, office => new KilledDigestRun(office, new Random(20180619), Tell).Run(250, times: 1, more: 0, databaseKills: 1));
        troubled = InOffice(60, office => new TroubledMailServer(office, Tell).Run(60, TimeSpan.FromSeconds(3)));
        clocks = InOffice(40, office => new WrongClocks(office, Tell).Run());
        restarts = InOffice(120, async office =>
        {
            var run = new RestartedNodes(office, Tell);
            var tally = await run.Run(120, times: 5, every: TimeSpan.FromSeconds(2), perSecond: 2);
            Assert.That(run.Restarts, Is.EqualTo(5), "restarts while mails waited");
            return tally;
        });
    }

    [Test]
    public async Task Workers_killed_at_each_step_and_the_database_killed_lose_and_double_nothing() => Assert.That((await killed).IsFaultless, $"{await killed}");

    [Test]
    public async Task A_mail_server_that_refuses_hangs_is_busy_and_hangs_up_loses_and_doubles_nothing() => Assert.That((await troubled).IsFaultless, $"{await troubled}");

    [Test]
    public async Task Nodes_restarted_one_after_the_other_lose_and_double_nothing_and_wait_for_their_database() => Assert.That((await restarts).IsFaultless, $"{await restarts}");

    [Test]
    public async Task Clocks_set_back_and_other_zones_lose_and_double_nothing() => Assert.That((await clocks).IsFaultless, $"{await clocks}");

    static void Tell(string what) => TestContext.Progress.WriteLine($"{DateTime.Now:HH:mm:ss} {what}");

    static async Task<Tally> InOffice(int people, Func<FaultyOffice, Task<Tally>> live)
    {
        await using var office = await FaultyOffice.Open(people);
        return await live(office);
    }
}
