using Microsoft.Playwright;
using Tracker.Web.Tests.Platform;

namespace Tracker.Browser.Tests;

[TestFixture]
public sealed class AdministratorPagesTests
{
    PracticeWorld world = null!;
    Browser browser = null!;

    [OneTimeSetUp]
    public async Task Open() => (world, browser) = (await PracticeWorld.Open(), await Browser.Open());

    [OneTimeTearDown]
    public async Task End()
    {
        await browser.DisposeAsync();
        await world.DisposeAsync();
    }

    [TestCase("anquan", "/accounts", "accounts")]
    [TestCase("anquan", "/accounts/lly-sgb", "account")]
    [TestCase("anquan", "/new-account", "new-account")]
    [TestCase("shenji", "/events", "events")]
    [TestCase("xitong", "/units", "units")]
    [TestCase("xitong", "/units/hbt", "unit")]
    [TestCase("xitong", "/unit-form", "unit-new")]
    [TestCase("xitong", "/unit-form/hbt", "unit-form")]
    [TestCase("xitong", "/unit-contacts/hbt", "unit-contacts")]
    [TestCase("xitong", "/unit-table", "unit-table")]
    [TestCase("xitong", "/reorganisations", "reorganisations")]
    [TestCase("xitong", "/new-reorganisation", "new-reorganisation")]
    public async Task Can_be_read_by_everybody_and_fits_desk_and_phone(string login, string path, string name)
    {
        var page = await SignedIn(login);
        await page.GotoAsync(path);
        await page.Picture(name);
        Assert.That(await page.Barriers(), Is.Empty);
        await page.SetViewportSizeAsync(Browser.Phone, 844);
        Assert.That(await page.IsWiderThanWindow(), Is.False);
    }

    [Test]
    public async Task An_administrator_resets_a_password_and_sees_it_once_without_script()
    {
        var page = await SignedIn("anquan", script: false);
        await page.GotoAsync("/accounts/lly-jyt");
        await page.ClickAsync("text=重置密码");
        Assert.That((await page.InnerTextAsync("main code")).Trim(), Has.Length.EqualTo(14));
        await page.ReloadAsync();
        Assert.That(await page.Locator("main code").CountAsync(), Is.Zero);
    }

    [Test]
    public async Task The_reform_of_2018_is_shown_line_by_line_before_it_is_registered()
    {
        var page = await SignedIn("xitong", script: false);
        await page.GotoAsync("/reorganisations");
        await page.ClickAsync("text=试算随附");
        await page.Picture("reorganisations-trial");
        Assert.That(await page.InnerTextAsync("main"), Does.Contain("登记这26行").And.Contain("原文 2018-11"));
    }

    [Test]
    public async Task Units_without_a_liaison_are_found_at_once()
    {
        var page = await SignedIn("duban");
        await page.GotoAsync("/units");
        await page.CheckAsync("input[name=vacant]");
        await page.ClickAsync("text=筛选");
        Assert.That(await page.Locator("tbody tr").CountAsync(), Is.EqualTo(5));
        Assert.That(await page.InnerTextAsync("main"), Does.Contain("空缺，无人接收"));
    }

    async Task<IPage> SignedIn(string login, bool script = true)
    {
        var page = await browser.Page(world.Served.Address, script: script);
        await page.GotoAsync("/sign-in");
        await page.SelectOptionAsync("select[name=RegionId]", world.RegionId.ToString());
        await page.FillAsync("input[name=Login]", login);
        await page.FillAsync("input[name=Password]", world.PasswordOf(login));
        await page.ClickAsync("main button");
        return page;
    }
}
