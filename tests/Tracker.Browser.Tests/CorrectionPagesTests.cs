using Microsoft.Playwright;
using Tracker.Web.Tests.Platform;

namespace Tracker.Browser.Tests;

/// <summary>A corrected version is tried, compared and taken over, without script.</summary>
[TestFixture]
public sealed class CorrectionPagesTests : PracticeFixture
{
    [Test]
    public async Task What_is_ticked_is_taken_over_and_the_rest_stays()
    {
        var plan = (await office.Import()).PlanId;
        var page = await browser.SignedIn(office, "duban");
        var corrected = (await File.ReadAllTextAsync(Checkout.File("seed-data/notices/xizang-2018.txt"))).Replace("制定自治区政府债务信息公开办法", "制定自治区政府债务信息公开实施办法");

        await page.GotoAsync("/notices/import");
        await page.CheckAsync("text=只试读，不保存");
        await Send(page, corrected);
        Assert.That(await page.InnerTextAsync("#trial .said"), Does.Contain("57项任务").And.Contain("没有保存任何内容"));
        await LookHere(page, "import-trial");
        await page.UncheckAsync("text=只试读，不保存");
        await Send(page, corrected);

        Assert.That(await page.InnerTextAsync("h1"), Does.EndWith("的更正版？"));
        Assert.That(await page.InnerTextAsync("ins"), Is.EqualTo("实施"));
        await page.Look(office, new Uri(page.Url).AbsolutePath, "correction");
        await page.CheckAsync("text=采纳二.3 的任务");
        await page.ClickAsync("text=采纳勾选的改动");
        Assert.That(new Uri(page.Url).AbsolutePath, Is.EqualTo($"/plans/{plan}/review"));
        Assert.That(await page.InnerTextAsync("#items"), Does.Contain("制定自治区政府债务信息公开实施办法。"));
        Assert.That(await page.InnerTextAsync(".original"), Does.Contain("制定自治区政府债务信息公开实施办法。"));
    }

    static async Task Send(IPage page, string text)
    {
        await page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "更正.txt", MimeType = "text/plain", Buffer = System.Text.Encoding.UTF8.GetBytes(text) });
        await page.ClickAsync("text=导入并读取");
    }

    // What a post answers has no address of its own to look at again.
    static async Task LookHere(IPage page, string picture)
    {
        await page.Picture(picture);
        await page.SetViewportSizeAsync(Browser.Phone, 844);
        Assert.That(await page.IsWiderThanWindow(), Is.False);
        await page.SetViewportSizeAsync(Browser.Desk, 900);
    }
}
