using Tracker.Web.Tests.Platform;

namespace Tracker.Browser.Tests;

/// <summary>A practice office of its own and a browser, for the tests of one class.</summary>
public abstract class PracticeFixture
{
    private protected PracticeOffice office = null!;
    private protected Browser browser = null!;

    [OneTimeSetUp]
    public async Task Open() => (office, browser) = (await PracticeOffice.Open(), await Browser.Open());

    [OneTimeTearDown]
    public async Task Close()
    {
        await browser.DisposeAsync();
        await office.DisposeAsync();
    }
}
