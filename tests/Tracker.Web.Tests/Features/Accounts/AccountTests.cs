using Tracker.Domain;
using Tracker.Web.Features.Accounts;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Accounts;

[TestFixture]
public sealed class AccountTests
{
    PracticeWorld world = null!;
    Actor administrator = null!;
    OfficeMoment at;

    [OneTimeSetUp]
    public async Task Open()
    {
        world = await PracticeWorld.Open();
        (administrator, at) = (await world.Person("anquan"), await world.Moment());
    }

    [OneTimeTearDown]
    public async Task End() => await world.DisposeAsync();

    [TestCase(Role.SecurityAdministrator, Role.SystemAdministrator)]
    [TestCase(Role.SecurityAdministrator, Role.Auditor)]
    [TestCase(Role.Auditor, Role.SecurityAdministrator)]
    public async Task Whoever_grants_neither_runs_the_system_nor_reads_its_log(Role first, Role second)
    {
        await Refused("administrators-are-separated", () => Create("both", first, second));
        var login = $"one-{(int)first}-{(int)second}";
        await Create(login, first);
        await Refused("administrators-are-separated", () => world.Get<GrantRole>().Run(administrator, at, login, second, "bgt"));
    }

    [Test]
    public async Task Nobody_decides_about_himself()
    {
        await Refused("nobody-grants-himself", () => world.Get<GrantRole>().Run(administrator, at, "anquan", Role.Leader, "bgt"));
        await Refused("nobody-grants-himself", () => world.Get<RevokeRole>().Run(administrator, at, "anquan", Role.SecurityAdministrator, "bgt"));
        await Refused("nobody-grants-himself", () => world.Get<SwitchAccount>().Disable(administrator, at, "anquan"));
        await Refused("nobody-grants-himself", () => world.Get<ResetPassword>().Run(administrator, at, "anquan"));
        Assert.That((await world.Person("anquan")).Roles, Is.EqualTo(administrator.Roles));
    }

    [TestCase("duban")]
    [TestCase("xitong")]
    [TestCase("shenji")]
    [TestCase("lly-fgw")]
    public async Task Only_a_security_administrator_manages_accounts(string login)
    {
        var other = await world.Person(login);
        await Refused("only-security-administrators-grant", () => world.Get<CreateAccount>().Run(other, at, Form("by-" + login, Role.Liaison)));
        await Refused("only-security-administrators-grant", () => world.Get<GrantRole>().Run(other, at, "lly-jyt", Role.Coordinator, "bgt"));
        await Refused("only-security-administrators-grant", () => world.Get<RevokeRole>().Run(other, at, "duban", Role.Coordinator, "bgt"));
        await Refused("only-security-administrators-grant", () => world.Get<SwitchAccount>().Disable(other, at, "lly-jyt"));
        await Refused("only-security-administrators-grant", () => world.Get<ResetPassword>().Run(other, at, "lly-jyt"));
    }

    [TestCase("")]
    [TestCase("with space")]
    [TestCase("../etc")]
    [TestCase("中文")]
    public Task A_login_is_plain(string login) => Refused("login-is-plain", () => world.Get<CreateAccount>().Run(administrator, at, Form(login, Role.Leader)));

    [Test]
    public async Task Granting_and_revoking_are_told_in_the_log_with_before_and_after()
    {
        await Create("told", Role.Leader);
        await world.Get<GrantRole>().Run(administrator, at, "told", Role.Liaison, "fgw");
        await world.Get<RevokeRole>().Run(administrator, at, "told", Role.Leader, "bgt");
        Assert.That(await Logged("GrantRole"), Is.EqualTo("授予 told（某某）发展改革委部门联络员|Liaison"));
        Assert.That(await Logged("RevokeRole"), Is.EqualTo("收回 told（某某）政府办公厅领导|Leader"));
        Assert.That((await world.Person("told")).Roles.Select(r => r.Role), Is.EqualTo([Role.Liaison]));
    }

    [Test]
    public async Task A_role_is_granted_once_and_an_unknown_unit_never()
    {
        await Create("once", Role.Leader);
        await Refused("role-not-granted", () => world.Get<GrantRole>().Run(administrator, at, "once", Role.Leader, "bgt"));
        await Refused("role-not-granted", () => world.Get<GrantRole>().Run(administrator, at, "once", Role.Liaison, "nowhere"));
        await Refused("no-such-account", () => world.Get<GrantRole>().Run(administrator, at, "nobody", Role.Liaison, "fgw"));
    }

    [Test]
    public async Task Five_failures_lock_an_account_and_an_administrator_unlocks_it()
    {
        var password = await Create("locked", Role.Leader);
        for (var tries = 0; tries < SignIns.MostFailures; tries++)
            Assert.That((await Try("locked", "wrong")).Refusal, Does.Contain("不对"));
        Assert.That((await Try("locked", password)).Refusal, Does.Contain("锁定"));
        await world.Get<SwitchAccount>().Enable(administrator, at, "locked");
        Assert.That((await Try("locked", password)).Refusal, Is.Null);
    }

    [Test]
    public async Task Four_failures_and_a_success_begin_the_count_anew()
    {
        var password = await Create("forgetful", Role.Leader);
        for (var round = 0; round < 2; round++)
        {
            for (var tries = 0; tries < SignIns.MostFailures - 1; tries++)
                await Try("forgetful", "wrong");
            Assert.That((await Try("forgetful", password)).Refusal, Is.Null);
        }
    }

    [Test]
    public async Task A_disabled_account_stays_out_until_it_is_enabled()
    {
        var password = await Create("gone", Role.Leader);
        await world.Get<SwitchAccount>().Disable(administrator, at, "gone");
        Assert.That((await Try("gone", password)).Person, Is.Null);
        await Refused("account-not-switched", () => world.Get<SwitchAccount>().Disable(administrator, at, "gone"));
        await world.Get<SwitchAccount>().Enable(administrator, at, "gone");
        Assert.That((await Try("gone", password)).Person, Is.Not.Null);
    }

    [Test]
    public async Task A_reset_password_replaces_the_old_one_and_must_be_changed()
    {
        var old = await Create("reset", Role.Leader);
        var @new = await world.Get<ResetPassword>().Run(administrator, at, "reset");
        Assert.That((await Try("reset", old)).Person, Is.Null);
        Assert.That((await Try("reset", @new)).Person!.MustChangePassword, Is.True);
        Assert.That(await world.Scalar<int>("SELECT count(*) FROM events WHERE strpos(events::text, @new) > 0", new { @new }), Is.Zero, "no password in the log");
    }

    static CreateAccount.Form Form(string login, params Role[] roles) => new(login, "某某", null, "bgt", roles);

    Task<string> Create(string login, params Role[] roles) => world.Get<CreateAccount>().Run(administrator, at, Form(login, roles));

    Task<(SignedIn? Person, string? Refusal)> Try(string login, string password) => world.Get<SignIns>().Try(world.RegionId, login, password);

    Task<string> Logged(string verb) => world.Scalar<string>(
        "SELECT sentence || '|' || (coalesce(after, before)->>'role') FROM events WHERE verb = @verb ORDER BY id DESC LIMIT 1", new { verb });

    static async Task Refused(string rule, Func<Task> verb) => Assert.That((await Assert.CatchAsync<RuleBroken>(() => verb()))!.Rule, Is.EqualTo(rule));
}
