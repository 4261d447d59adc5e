using Dapper;
using Npgsql;

namespace Tracker.Web.Tests.Platform;

[TestFixture]
public sealed class TwoRolesTests
{
    TestDatabase database = null!;

    [OneTimeSetUp]
    public async Task Create() => database = await TestDatabase.Create();

    [OneTimeTearDown]
    public async Task Drop() => await database.DisposeAsync();

    [TestCase("UPDATE events SET verb = 'x'")]
    [TestCase("DELETE FROM events")]
    [TestCase("TRUNCATE events")]
    [TestCase("TRUNCATE work_items CASCADE")]
    [TestCase("GRANT DELETE ON events TO tracker_app; DELETE FROM events")]
    [TestCase("GRANT tracker_owner TO tracker_app")]
    [TestCase("SET ROLE tracker_owner")]
    [TestCase("ALTER TABLE events DISABLE TRIGGER ALL")]
    [TestCase("ALTER TABLE events OWNER TO tracker_app")]
    [TestCase("ALTER ROLE tracker_app SUPERUSER")]
    [TestCase("DROP TABLE work_items")]
    [TestCase("CREATE TABLE mine (id int)")]
    [TestCase("CREATE SCHEMA mine")]
    [TestCase("CREATE TEMPORARY TABLE mine (id int)")]
    [TestCase("CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'")]
    [TestCase("UPDATE calendar_days SET kind = 'workday'")]
    [TestCase("DELETE FROM region_calendar_days")]
    [TestCase("UPDATE settings SET value = '1'")]
    [TestCase("UPDATE schema_migrations SET sha256 = ''")]
    [TestCase("COPY regions TO PROGRAM 'cat'")]
    public async Task The_role_that_serves_may_not(string statement)
    {
        await using var connection = new NpgsqlConnection(database.Url);
        var refused = await Assert.CatchAsync<PostgresException>(() => connection.ExecuteAsync(statement));
        Assert.That(refused!.SqlState, Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege), refused.MessageText);
    }

    [TestCase("INSERT INTO regions (code, name) VALUES ('test', '测试')")]
    [TestCase("SELECT * FROM events")]
    [TestCase("SELECT * FROM schema_migrations")]
    public async Task The_role_that_serves_may(string statement)
    {
        await using var connection = new NpgsqlConnection(database.Url);
        await Assert.ThatAsync(() => connection.ExecuteAsync(statement), Throws.Nothing);
    }
}
