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
    /// <summary>Pictures take minutes to draw: they are for whoever looks through them, <c>PICTURES=1 ./run test</c>.</summary>
    public static readonly bool PicturesWanted = Environment.GetEnvironmentVariable("PICTURES") == "1";

    /// <summary>Keeps a picture of the whole page under TestResults/pictures, at both widths, if pictures are wanted.</summary>
    public static async Task Picture(this IPage page, string name)
    {
        if (!PicturesWanted) return;
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

    /// <summary>
    /// Texts that cannot be read where they stand, one line each: outside the window, cut off by what holds them or by their
    /// own field, or pressed into a column of single characters. What is shortened on purpose (<c>clamp</c>, <c>clip</c>) leads
    /// to the whole; what can be scrolled to is not cut.
    /// </summary>
    public static async Task<IReadOnlyList<string>> CutTexts(this IPage page) => await page.EvaluateAsync<string[]>("""
        () => {
          const faults = [], scrolls = e => /auto|scroll/.test(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth;
          const say = (fault, e) => faults.push(`${fault}: <${e.localName} class="${e.className}"> ${(e.value ?? e.textContent).trim().replace(/\s+/g, ' ').slice(0, 40)}`);
          for (const e of document.querySelectorAll('body *')) {
            if (!e.checkVisibility({ visibilityProperty: true }) || e.closest('.clamp, .clip, svg')) continue;
            if (e.matches('input:not([type=hidden], [type=checkbox], [type=radio], [type=file], [type=date])') && e.scrollWidth > e.clientWidth + 1) say('cut in its field', e);
            if (e.matches('select')) {
              const ink = document.createElement('canvas').getContext('2d'), style = getComputedStyle(e);
              ink.font = style.font;
              if (ink.measureText(e.selectedOptions[0]?.text ?? '').width > e.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)) say('cut in its list', e);
            }
            const words = [...e.childNodes].filter(n => n.nodeType === 3 && n.data.trim());
            if (!words.length || e.matches('option, textarea')) continue;
            const range = document.createRange();
            const lines = words.flatMap(n => { range.selectNodeContents(n); return [...range.getClientRects()]; }).filter(r => r.width > 0 && r.right > 0);
            if (!lines.length) continue;
            let holder = e.parentElement;
            while (holder && !scrolls(holder)) holder = holder.parentElement;
            if (!holder && lines.some(r => r.left < -1 || r.right > innerWidth + 1)) say('outside the window', e);
            for (let box = e; box && box !== document.body && !scrolls(box); box = box.parentElement)
              if (/hidden|clip/.test(getComputedStyle(box).overflow)) {
                const edge = box.getBoundingClientRect();
                if (lines.some(r => r.right > edge.right + 1 || r.bottom > edge.bottom + 1)) say('cut off', e);
              }
            const pressed = n => { range.selectNodeContents(n); const rows = range.getClientRects().length, each = n.data.trim().length / rows; return rows > 3 && each < 3 || e.matches('button, .button') && rows > 1 && each < 3; };
            if (!getComputedStyle(e).whiteSpace.startsWith('pre') && words.some(pressed)) say('pressed into a column', e);
          }
          return faults;
        }
        """);
}
