using Dapper;
using Npgsql;
using Tracker.Web.Features.Seeding;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Seeding;

/// <summary><c>tracker seed --scenario</c>: the quiet year of a county's office, from its notice to 阶段办结.</summary>
[TestFixture]
public sealed class QuietYearTests
{
    TestDatabase database = null!;
    Shell.Ran played = null!;
    Shell shell = null!;

    [OneTimeSetUp]
    public async Task Play()
    {
        database = await TestDatabase.Create();
        shell = Shell.On(database);
        played = await shell.Run("seed", "--scenario", "youxian-2018");
    }

    [OneTimeTearDown]
    public async Task Drop()
    {
        shell.Dispose();
        await database.DisposeAsync();
    }

    async Task<T> One<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(database.Url);
        return (await connection.ExecuteScalarAsync<T>(sql))!;
    }

    [Test]
    public void It_is_played_to_its_end() => Assert.That((played.Status, played.Error), Is.EqualTo((ExitStatus.Done, played.Error)), played.Error);

    [TestCase("18 items", "SELECT count(*) FROM work_items", 18)]
    [TestCase("everybody signed", "SELECT count(*) FROM dispatch_units d WHERE NOT EXISTS (SELECT FROM acknowledgements k WHERE k.dispatch_id = d.dispatch_id AND k.unit_id = d.unit_id)", 0)]
    [TestCase("every return is in", "SELECT count(*) FROM checkpoints c, dispatch_units d WHERE NOT EXISTS (SELECT FROM returns r WHERE r.checkpoint_id = c.id AND r.unit_id = d.unit_id)", 0)]
    [TestCase("nothing is red", "SELECT count(*) FROM lamps WHERE lamp = 'Red'", 0)]
    [TestCase("no order was drafted", "SELECT count(*) FROM events WHERE verb = 'DraftOrders'", 0)]
    [TestCase("the year is closed", "SELECT count(*) FROM item_closings WHERE how = 'PeriodClosed'", 18)]
    [TestCase("one person checked and dispatched", "SELECT count(*) FROM dispatches WHERE self_reviewed", 1)]
    public async Task It_was_quiet(string what, string sql, long expected) => Assert.That(await One<long>(sql), Is.EqualTo(expected), what);

    [Test]
    public async Task A_database_that_is_used_is_left_alone() =>
        (await shell.Run("seed", "--scenario", "xizang-2018")).RefusedWith(ExitStatus.Refused, "空数据库");

    [Test]
    public async Task A_year_that_is_not_there_is_refused_with_those_that_are() =>
        (await shell.Run("seed", "--scenario", "nowhere-2018")).RefusedWith(ExitStatus.Usage, "xizang-2018、youxian-2018");
}
