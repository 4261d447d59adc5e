using System.Net;
using System.Text.RegularExpressions;
using Tracker.Web.Features.Accounts;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Assignments;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Accounts;

/// <summary>What a signed-in person notices of rights, seen through the pages.</summary>
[TestFixture]
public sealed class SessionTests
{
    PracticeWorld world = null!;

    [OneTimeSetUp]
    public async Task Open() => world = await PracticeWorld.Open();

    [OneTimeTearDown]
    public async Task End() => await world.DisposeAsync();

    [TestCase("anquan", "/accounts", "/events")]
    [TestCase("anquan", "/new-account", "/units")]
    [TestCase("shenji", "/events", "/accounts")]
    [TestCase("xitong", "/units", "/events")]
    [TestCase("duban", "/units", "/accounts/lly-fgw")]
    public async Task Each_administrator_opens_the_own_pages_and_not_those_of_the_others(string login, string own, string other)
    {
        using var client = await SignedIn(login, world.PasswordOf(login));
        using var opened = await client.GetAsync(own);
        using var refused = await client.GetAsync(other);
        Assert.That(opened.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((refused.StatusCode, refused.Headers.Location?.AbsolutePath), Is.EqualTo((HttpStatusCode.Redirect, "/denied")));
    }

    [Test]
    public async Task A_new_account_changes_its_password_before_anything_else()
    {
        using var administrator = await SignedIn("anquan", world.PasswordOf("anquan"));
        using var made = await administrator.PostAsync("/new-account", await administrator.Form("/new-account",
            ("Login", "xinren"), ("Name", "新人"), ("Unit", "bgt"), ("Roles", "Auditor")));
        var shown = await administrator.GetStringAsync(made.Headers.Location);
        var password = Regex.Match(shown, "<code>(.+?)</code>").Groups[1].Value;
        Assert.That(await administrator.GetStringAsync(made.Headers.Location), Does.Not.Contain(password), "shown once");

        using var client = await SignedIn("xinren", password);
        Assert.That(await Where(client, "/events"), Is.EqualTo("/password"));
        using var weak = await client.PostAsync("/password", await client.Form("/password", ("Old", password), ("New", "xinren"), ("Again", "xinren")));
        Assert.That(await Where(client, "/events"), Is.EqualTo("/password"));
        using var changed = await client.PostAsync("/password", await client.Form("/password", ("Old", password), ("New", "一二三四五六七八九十"), ("Again", "一二三四五六七八九十")));
        Assert.That(await Where(client, "/events"), Is.Null);
    }

    [Test]
    public async Task Revoking_a_role_or_disabling_an_account_ends_its_sessions()
    {
        var (administrator, at) = (await world.Person("anquan"), await world.Moment());
        using var heads = await SignedIn("fzr-fgw", world.PasswordOf("fzr-fgw"));
        await world.Get<RevokeRole>().Run(administrator, at, "fzr-fgw", Role.UnitHead, "fgw");
        Assert.That(await Where(heads, "/password"), Is.EqualTo("/sign-in"));

        using var liaison = await SignedIn("lly-kjt", world.PasswordOf("lly-kjt"));
        await world.Get<SwitchAccount>().Disable(administrator, at, "lly-kjt");
        Assert.That(await Where(liaison, "/password"), Is.EqualTo("/sign-in"));
    }

    [Test]
    public async Task A_refused_grant_says_why_on_the_same_page()
    {
        using var client = await SignedIn("anquan", world.PasswordOf("anquan"));
        using var posted = await client.PostAsync("/accounts/xitong?handler=Grant", await client.Form("/accounts/xitong", ("role", "SecurityAdministrator"), ("unit", "bgt")));
        Assert.That(await client.GetStringAsync(posted.Headers.Location), Does.Contain("安全管理员不能同时担任"));
    }

    [Test]
    public async Task The_log_is_found_by_person_verb_subject_words_and_day()
    {
        using var client = await SignedIn("shenji", world.PasswordOf("shenji"));
        foreach (var filter in new[] { "person=周明远", "verb=NameMembers", "subject=WorkPlan", "words=点名", "from=2018-06-11&until=2018-06-11", "" })
            Assert.That(await client.GetStringAsync("/events?" + filter), Does.Contain("<tbody>"), filter);
        foreach (var filter in new[] { "person=无此人", "verb=Nothing", "subject=Work", "words=没有这句话", "from=2018-06-12", "until=2018-06-10" })
            Assert.That(await client.GetStringAsync("/events?" + filter), Does.Contain("没有符合条件的记录"), filter);
        Assert.That(await client.GetStringAsync("/events?from=2018-13-01"), Does.Contain("不是有效的日期"));
    }

    [Test]
    public async Task Older_pages_of_the_log_follow_without_gap_or_repetition()
    {
        using var client = await SignedIn("shenji", world.PasswordOf("shenji"));
        var (rows, page) = (new List<string>(), "/events?verb=CreateAccount");
        while (page is not null)
        {
            var html = await client.GetStringAsync(page);
            rows.AddRange(Regex.Matches(html, "subject=(Person%3A\\d+)").Select(m => m.Groups[1].Value));
            page = Regex.Match(html, "class=\"button\" href=\"([^\"]+)\"") is { Success: true } older ? WebUtility.HtmlDecode(older.Groups[1].Value) : null;
        }
        Assert.That(rows, Is.Unique);
        Assert.That(rows, Has.Count.EqualTo(await world.Scalar<int>("SELECT count(*) FROM events WHERE verb = 'CreateAccount'")));
    }

    async Task<HttpClient> SignedIn(string login, string password)
    {
        var client = world.Served.Client();
        using var answer = await client.PostAsync("/sign-in", await client.Form("/sign-in",
            ("RegionId", world.RegionId.ToString()), ("Login", login), ("Password", password)));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), "sign-in");
        return client;
    }

    /// <returns>where a page sends the visitor; null if it opens</returns>
    static async Task<string?> Where(HttpClient client, string page)
    {
        using var answer = await client.GetAsync(page);
        return answer.StatusCode == HttpStatusCode.OK ? null : answer.Headers.Location is { IsAbsoluteUri: true } to ? to.AbsolutePath : answer.Headers.Location?.ToString().Split('?')[0];
    }
}
