using System.Net;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Web.Features.Shared;
using Tracker.Web.Platform;

namespace Tracker.Web.Tests.Platform;

[TestFixture]
public sealed class PageRightsTests
{
    ServedTracker served = null!;

    [OneTimeSetUp]
    public async Task Start() => served = await ServedTracker.Start();

    [OneTimeTearDown]
    public async Task End() => await served.DisposeAsync();

    [Test]
    public void Every_page_has_its_row_and_every_row_its_page() =>
        Assert.That(Pages().Select(page => page.ViewEnginePath).Distinct(), Is.EquivalentTo(PageRights.Table.Keys.Concat(PageRights.Open)));

    [Test]
    public void Every_row_names_somebody() => Assert.That(PageRights.Table.Values, Has.All.Not.Empty);

    [Test]
    public void Whoever_sees_a_link_may_open_its_page()
    {
        var rights = Pages().ToLookup(page => "/" + page.AttributeRouteInfo!.Template, page => PageRights.Table.GetValueOrDefault(page.ViewEnginePath));
        foreach (var role in Enum.GetValues<Role>())
            foreach (var link in Navigation.For(new Actor(1, 1, "", "", [new(role, 1)])))
                Assert.That(rights[link.Href].Single(), Does.Contain(role), $"{role} {link.Href}");
    }

    [Test]
    public async Task A_page_that_is_not_open_sends_strangers_to_sign_in()
    {
        using var client = served.Client();
        foreach (var page in Pages().Where(page => !PageRights.Open.Contains(page.ViewEnginePath)))
        {
            using var response = await client.GetAsync("/" + Filled(page.AttributeRouteInfo!.Template!));
            Assert.That((response.StatusCode, response.Headers.Location?.AbsolutePath), Is.EqualTo((HttpStatusCode.Redirect, "/sign-in")), page.ViewEnginePath);
        }
    }

    IEnumerable<PageActionDescriptor> Pages() => served.Services.GetRequiredService<IActionDescriptorCollectionProvider>()
        .ActionDescriptors.Items.OfType<PageActionDescriptor>();

    // Every parameter of a route takes the 1: a number, a login, a code.
    static string Filled(string template) => System.Text.RegularExpressions.Regex.Replace(template, @"\{[^}]*\}", "1");
}
