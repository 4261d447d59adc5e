using Microsoft.Playwright;
using Tracker.Web.Tests.Platform;

namespace Tracker.Browser.Tests;

/// <summary>Every letter as its reader sees it: on a telephone and at a desk, where neither scripts nor anything from elsewhere is loaded.</summary>
[TestFixture]
public sealed class LettersTests
{
    [Test]
    public async Task Every_letter_is_read_on_a_telephone_without_pictures_and_by_everybody()
    {
        await using var browser = await Browser.Open();
        foreach (var width in new[] { Browser.Phone, Browser.Desk })
        {
            var page = await browser.Page(new("http://127.0.0.1/"), width);
            List<string> fetched = [];
            await page.RouteAsync("**/*", route =>
            {
                fetched.Add(route.Request.Url);
                return route.AbortAsync();
            });
            foreach (var (name, letter) in SampleLetters.All)
            {
                await page.SetContentAsync(SampleLetters.Templates.ToHtml(letter, "张三"));
                Assert.That(await page.IsWiderThanWindow(), Is.False, $"{name} at {width}");
                Assert.That(await page.CutTexts(), Is.Empty, $"{name} at {width}");
                Assert.That(await page.TextContentAsync("body"), Does.Contain(letter.Lead).And.Contain(letter.Button.Text), name);
                Assert.That(await page.Locator("img, script, link, form").CountAsync(), Is.Zero, name);
                if (width == Browser.Desk) continue;
                Assert.That(await page.Barriers(), Is.Empty, name);
                await page.Picture($"letter-{name}");
            }
            Assert.That(fetched, Is.Empty, "a letter fetches nothing");
        }
    }
}
