using Tracker.Web.Tests.Platform;

namespace Tracker.Browser.Tests;

[TestFixture]
public sealed class SignInPageTests
{
    ServedTracker served = null!;
    Browser browser = null!;

    [OneTimeSetUp]
    public async Task Start() => (served, browser) = (await ServedTracker.Start(), await Browser.Open());

    [OneTimeTearDown]
    public async Task End()
    {
        await browser.DisposeAsync();
        await served.DisposeAsync();
    }

    [TestCase(Browser.Desk)]
    [TestCase(Browser.Phone)]
    public async Task Can_be_read_by_everybody_and_fits_the_window(int width)
    {
        var page = await browser.Page(served.Address, width);
        await page.GotoAsync("/sign-in");
        await page.Picture("sign-in");
        Assert.That(await page.Barriers(), Is.Empty);
        Assert.That(await page.IsWiderThanWindow(), Is.False);
    }

    [Test]
    public async Task A_wrong_password_is_told_without_script()
    {
        var page = await browser.Page(served.Address, script: false);
        await page.GotoAsync("/sign-in");
        await page.FillAsync("input[name=Login]", "nobody");
        await page.FillAsync("input[name=Password]", "wrong");
        await page.ClickAsync("main button");
        Assert.That(await page.InnerTextAsync("main"), Does.Contain("不正确").Or.Contain("不对"));
    }
}
