using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Tracker.Web.Tests.Platform;

namespace Tracker.Browser.Tests;

/// <summary>Chromium without a window, driven as a person would drive it.</summary>
public sealed class Browser : IAsyncDisposable
{
    public const int Desk = 1440;
    public const int Phone = 390;

    readonly IPlaywright playwright;
    readonly IBrowser chromium;

    Browser(IPlaywright playwright, IBrowser chromium) => (this.playwright, this.chromium) = (playwright, chromium);

    public static async Task<Browser> Open()
    {
        var playwright = await Playwright.CreateAsync();
        return new Browser(playwright, await playwright.Chromium.LaunchAsync(new()
        {
            // Where Debian's own is missing, Playwright takes the one that ./run test brought.
            ExecutablePath = File.Exists("/usr/lib/chromium/chromium") ? "/usr/bin/chromium" : null,
        }));
    }

    /// <summary>A page with cookies of its own.</summary>
    /// <param name="address">of the program, without a path</param>
    /// <param name="width"><see cref="Desk"/> or <see cref="Phone"/></param>
    /// <param name="script">whether the page may run script; every page must work without</param>
    public async Task<IPage> Page(Uri address, int width = Desk, bool script = true)
    {
        var context = await chromium.NewContextAsync(new()
        {
            BaseURL = address.ToString(), Locale = "zh-CN", JavaScriptEnabled = script,
            ViewportSize = new() { Width = width, Height = width == Phone ? 844 : 900 },
        });
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await chromium.DisposeAsync();
        playwright.Dispose();
    }
}

/// <summary>What tests look at on any page.</summary>
public static class Looking
{
    /// <summary>Keeps a picture of the whole page under TestResults/pictures, at both widths.</summary>
    public static async Task Picture(this IPage page, string name)
    {
        var before = page.ViewportSize!;
        foreach (var width in new[] { Browser.Desk, Browser.Phone })
        {
            await page.SetViewportSizeAsync(width, width == Browser.Phone ? 844 : 900);
            await page.ScreenshotAsync(new() { FullPage = true, Path = Path.Combine(Checkout.Results("pictures"), $"{name}-{width}.png") });
        }
        await page.SetViewportSizeAsync(before.Width, before.Height);
    }

    /// <summary>What axe finds against accessibility, one line each with its place; empty if all is well.</summary>
    public static async Task<IReadOnlyList<string>> Barriers(this IPage page) =>
        [.. (await page.RunAxe()).Violations.SelectMany(v => v.Nodes.Select(node => $"{v.Id}: {v.Help} at {node.Html}"))];

    /// <summary>Whether the page is wider than the window, so that a phone would have to scroll sideways.</summary>
    public static Task<bool> IsWiderThanWindow(this IPage page) =>
        page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");
}
