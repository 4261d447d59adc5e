using Microsoft.Playwright;
using Tracker.Web.Tests.Platform;

namespace Tracker.Browser.Tests;

/// <summary>Pages of the practice world, signed in and looked at as a person would.</summary>
static class PracticePages
{
    /// <summary>The first page of a demonstration account.</summary>
    public static async Task<IPage> SignedIn(this Browser browser, PracticeOffice office, string login, bool script = false)
    {
        var page = await browser.Page(office.Address, script: script);
        await page.GotoAsync("/sign-in");
        if (await page.Locator("select[name=RegionId]").CountAsync() > 0)
            await page.SelectOptionAsync("select[name=RegionId]", new SelectOptionValue { Label = "西藏自治区" });
        await page.FillAsync("input[name=Login]", login);
        await page.FillAsync("input[name=Password]", office.Password(login));
        await page.ClickAsync("main button");
        return page;
    }

    /// <summary>Keeps a picture, and holds the page to be readable by everybody at both widths.</summary>
    public static async Task Look(this IPage page, PracticeOffice office, string address, string picture)
    {
        await page.GotoAsync(address);
        await page.Picture(picture);
        // axe is script itself, so a page of its own looks for it.
        var looking = await (await page.Context.Browser!.NewContextAsync(new() { BaseURL = office.Address.ToString(), StorageState = await page.Context.StorageStateAsync() })).NewPageAsync();
        foreach (var width in new[] { Browser.Desk, Browser.Phone })
        {
            await looking.SetViewportSizeAsync(width, 900);
            await looking.GotoAsync(address);
            Assert.That(await looking.IsWiderThanWindow(), Is.False, $"{picture} at {width}");
        }
        // The slowest of all looks: once, at the width at which most is there.
        await looking.SetViewportSizeAsync(Browser.Desk, 900);
        Assert.That(await looking.Barriers(), Is.Empty, picture);
        await looking.Context.CloseAsync();
    }
}
