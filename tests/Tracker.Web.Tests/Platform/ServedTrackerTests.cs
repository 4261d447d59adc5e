using System.Net;

namespace Tracker.Web.Tests.Platform;

[TestFixture]
public sealed class ServedTrackerTests
{
    ServedTracker served = null!;
    HttpClient client = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        served = await ServedTracker.Start();
        client = served.Client();
    }

    [OneTimeTearDown]
    public async Task End()
    {
        client.Dispose();
        await served.DisposeAsync();
    }

    [TestCase("/healthz")]
    [TestCase("/readyz")]
    [TestCase("/site.css")]
    [TestCase("/lib/htmx.min.js")]
    [TestCase("/lib/echarts.min.js")]
    public async Task Is_served_to_anybody(string path)
    {
        using var response = await client.GetAsync(path);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Nobody_sees_a_page_without_signing_in()
    {
        using var response = await client.GetAsync("/");
        Assert.That((response.StatusCode, response.Headers.Location?.AbsolutePath), Is.EqualTo((HttpStatusCode.Redirect, "/sign-in")));
    }
}
