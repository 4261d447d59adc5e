using Tracker.Web.Tests.Platform;

namespace Tracker.Browser.Tests;

/// <summary>A coordinator's road from the file to the dispatch, as a person walks it, without script.</summary>
[TestFixture]
public sealed class FromFileToDispatchTests : PracticeFixture
{
    [Test]
    public async Task From_the_file_to_every_unit()
    {
        var page = await browser.SignedIn(office, "duban");
        await page.Look(office, "/notices/import", "import");
        await page.SetInputFilesAsync("input[type=file]", Checkout.File("seed-data/notices/xizang-2018.txt"));
        await page.ClickAsync("text=导入并读取");
        Assert.That(await page.InnerTextAsync(".said"), Does.Contain("57项任务"));
        var review = new Uri(page.Url).AbsolutePath;
        await page.Look(office, review, "review-new");

        while (await page.Locator("article.doubted").CountAsync() is > 0 and var open)
        {
            await page.Locator("article.doubted [data-key=accept]").First.ClickAsync();
            Assert.That(await page.Locator("article.doubted").CountAsync(), Is.LessThan(open));
        }
        await page.ClickAsync("#first summary >> nth=0");
        await page.CheckAsync("#first details[open] label:has-text('发展改革委')");
        await page.ClickAsync("#first details[open] button");
        Assert.That(await page.InnerTextAsync(".said"), Does.Contain("已点名1个单位"));
        await page.ClickAsync("text=确认所有无疑项");
        Assert.That(await page.InnerTextAsync(".steps"), Does.Contain("57 / 57"));
        await page.Look(office, review, "review-checked");

        var second = await browser.SignedIn(office, "duban2");
        await second.GotoAsync(review);
        await second.ClickAsync("text=审核通过");
        await second.Look(office, review.Replace("review", "dispatch"), "dispatch-preview");
        await second.ClickAsync("form.confirm button");
        Assert.That(await second.InnerTextAsync(".said >> nth=0"), Does.Contain("1055条承办"));
        await second.Look(office, review, "review-dispatched");
        await second.Look(office, "/notices", "notices");
        await second.Look(office, "/today", "today");
    }
}
