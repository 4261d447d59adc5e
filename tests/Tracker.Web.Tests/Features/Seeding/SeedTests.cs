using System.Runtime.Versioning;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Tracker.Web.Features.Seeding;
using Tracker.Web.Features.Units;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Seeding;

[TestFixture]
public sealed class SeedTests
{
    const string EveryRowSql = """
        SELECT md5(string_agg(t::text, '|')) FROM (
            SELECT 'calendar', d::text FROM calendar_days d
            UNION ALL SELECT 'region', r::text FROM regions r
            UNION ALL SELECT 'unit', u::text FROM units u
            UNION ALL SELECT 'alias', a::text FROM unit_aliases a
            UNION ALL SELECT 'collective', c::text FROM collective_units c
            UNION ALL SELECT 'person', p::text FROM people p
            UNION ALL SELECT 'role', r::text FROM person_roles r
            UNION ALL SELECT 'contact', c::text FROM unit_contacts c
            UNION ALL SELECT 'event', e::text FROM events e
            UNION ALL SELECT 'purpose', p::text FROM database_purpose p
            UNION ALL SELECT 'notice', n.title FROM notices n
            UNION ALL SELECT 'member', m::text FROM named_members m
            UNION ALL SELECT 'review', r::text FROM plan_reviews r ORDER BY 1, 2) t
        """;

    PracticeWorld world = null!;

    [OneTimeSetUp]
    public async Task Open() => world = await PracticeWorld.Open();

    [OneTimeTearDown]
    public async Task End() => await world.DisposeAsync();

    [Test]
    public async Task Seeding_twice_changes_nothing()
    {
        var (rows, file) = (await world.Scalar<string>(EveryRowSql), await File.ReadAllTextAsync(Accounts.Path));
        Assert.That(await world.Seed(), Is.False);
        Assert.That((await world.Scalar<string>(EveryRowSql), await File.ReadAllTextAsync(Accounts.Path)), Is.EqualTo((rows, file)));
    }

    [Test, UnsupportedOSPlatform("windows")]
    public void Only_the_owner_may_read_the_passwords() =>
        Assert.That(File.GetUnixFileMode(Accounts.Path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));

    [Test]
    public void Every_account_has_a_password_of_its_own()
    {
        var lines = Accounts.Read();
        Assert.That(lines, Has.Count.GreaterThan(80));
        Assert.That(lines.Select(line => line.Password), Is.Unique);
        Assert.That(lines.Select(line => line.Role).Distinct(), Is.EquivalentTo(Enum.GetValues<Role>().Select(role => role.Chinese())));
    }

    [TestCase("duban")]
    [TestCase("lly-fgw")]
    [TestCase("fzr-jyt")]
    [TestCase("shenji")]
    public async Task The_printed_password_opens_the_account(string login)
    {
        var (person, refusal) = await world.Get<SignIns>().Try(world.RegionId, login, world.PasswordOf(login));
        Assert.That(refusal, Is.Null);
        Assert.That(person!.MustChangePassword, Is.False);
    }

    [Test]
    public async Task The_world_opens_just_before_dispatch()
    {
        Assert.That((await world.Moment()).Today, Is.EqualTo(World.Xizang.OpensOn));
        Assert.That(await world.Scalar<int>("SELECT count(*) FROM dispatches"), Is.Zero);
        var planId = await world.Scalar<long>("SELECT id FROM work_plans");
        var dispatched = await world.Get<Dispatch>().Run(await world.Person(SeedNotice.Checker), await world.Moment(), planId);
        Assert.That((dispatched.Items, dispatched.Checkpoints), Is.EqualTo((57, 3)));
        Assert.That(dispatched.Assignments, Is.GreaterThan(1000));
    }

    [Test]
    public async Task A_few_units_have_no_liaison_and_some_nobody_at_all()
    {
        Assert.That(await UnitsWithout("duty = 'Liaison'"), Is.EquivalentTo(["人防办", "监狱管理局", "藏语委办（编译局）", "驻格尔木办事处", "西藏调查总队"]));
        Assert.That(await UnitsWithout("true"), Is.EquivalentTo(["监狱管理局", "藏语委办（编译局）", "驻格尔木办事处"]));
    }

    [Test]
    public async Task A_seeded_registry_resolves_every_spelling()
    {
        await using var connection = await world.Connect();
        var units = await RegionUnits.Load(connection, world.RegionId, World.Xizang.OpensOn);
        Assert.That(units.Registry.Resolve("区审改办"), Is.EqualTo(units.Registry.Resolve("审改办")));
    }

    [TestCase("http://0.0.0.0:0")]
    [TestCase("http://192.0.2.1:5080")]
    public async Task A_world_whose_passwords_lie_in_a_file_is_served_on_loopback_only(string listen)
    {
        var settings = CommandServices.Settings(("DATABASE_URL", world.Served.Database.Url), ("TRACKER_LISTEN", listen));
        var stop = await Assert.CatchAsync<Stop>(() => ServeCommand.Serve(settings, worker: false, CancellationToken.None));
        Assert.That(stop!.Status, Is.EqualTo(ExitStatus.Setting));
        Assert.That(stop.Message, Does.Contain("演示账号"));
    }

    [Test]
    public async Task A_real_database_is_never_seeded_with_people()
    {
        await using var real = await ServedTracker.Start();
        await real.Services.GetRequiredService<SeedReference>().Run(practice: false);
        var stop = await Assert.CatchAsync<Stop>(() => real.Services.GetRequiredService<SeedPractice>().Run());
        Assert.That(stop!.Status, Is.EqualTo(ExitStatus.Refused));
        Assert.That(stop.Message, Does.Contain("正式数据库"));
        await using var look = new NpgsqlConnection(real.Database.Url);
        Assert.That(await look.ExecuteScalarAsync<int>("SELECT count(*) FROM people"), Is.Zero);
        Assert.That(File.Exists(real.Services.GetRequiredService<DemonstrationAccounts>().Path), Is.False);
    }

    DemonstrationAccounts Accounts => world.Get<DemonstrationAccounts>();

    async Task<IReadOnlyList<string>> UnitsWithout(string contact)
    {
        await using var connection = await world.Connect();
        return (await connection.QueryAsync<string>($"""
            SELECT u.short_name FROM units u
            WHERE u.region_id = @RegionId
                AND NOT EXISTS (SELECT FROM unit_contacts c WHERE c.region_id = u.region_id AND c.unit_id = u.id AND {contact})
            """, new { world.RegionId })).AsList();
    }
}
