using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Tracker.Web.Platform;

namespace Tracker.Web.Tests.Platform.Rights;

/// <summary>Ids in addresses: whoever writes another unit's into one sees nothing of it, and whoever may not open a page is turned away.</summary>
[TestFixture]
public sealed partial class AddressRightsTests
{
    const string Secret = "公布了首批清单";

    /// <summary>Each page with an id that people of a unit may open, an address of 发展改革委, and who sees it.</summary>
    static Dictionary<string, (string Address, string Sees)> OfUnits(RightsWorld w) => new()
    {
        ["/Assignments/Report"] = ($"/assignments/{w["lead"]}/report", "牵头"),
        ["/Merging/Merge"] = ($"/assignments/{w["lead"]}/merge", "牵头"),
        ["/Completions/Submit"] = ($"/assignments/{w["lead"]}/complete", "牵头"),
        ["/Requests/Extend"] = ($"/assignments/{w["lead"]}/extend", "牵头"),
        ["/Requests/Reassign"] = ($"/assignments/{w["lead"]}/reassign", "牵头"),
        ["/Requests/Exempt"] = ($"/assignments/{w["responsible"]}/exempt", "牵头"),
        ["/Triggers/Answer"] = ($"/assignments/{w["trigger"]}/trigger", "牵头"),
        ["/Circulars/Reply"] = ($"/circulars/{w["circular"]}/{w["fgw"]}", "牵头"),
        ["/Reminders/Answer"] = ($"/assignments/{w["lead"]}/nudge", "牵头"),
        ["/Namings/Propose"] = ($"/assignments/{w["spelling"]}/names", "牵头"),
        ["/Assignments/Several"] = ($"/report-several/{w["fgw"]}", "牵头"),
        ["/ReportSheets/Index"] = ($"/report-sheets/{w["fgw"]}", "牵头"),
        ["/Returns/Grid"] = ($"/returns/{w["ThirdQuarter"]}/{w["fgw"]}", "督牵头领"),
        ["/Duties/Duty"] = ($"/duties/{w["bound"]}", "督牵头领"),
        ["/Items/Item"] = ($"/items/{w.Item(1)}", "督牵头协领"),
        ["/Files/Download"] = ($"/files/{w["report"]}/1", "督牵头领"),
        ["/Instructions/Instruction"] = ($"/instructions/{w["passed"]}", "督牵头领"),
    };

    static IEnumerable<PageActionDescriptor> Pages() => SealedWorld.World.Get<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<PageActionDescriptor>();

    [Test]
    public void Every_page_of_units_with_an_id_is_in_the_table() => Assert.That(OfUnits(SealedWorld.World).Keys, Is.EquivalentTo(
        from page in Pages()
        where page.AttributeRouteInfo!.Template!.Contains('{') && PageRights.Table.GetValueOrDefault(page.ViewEnginePath, []).Contains(Role.Liaison)
        select page.ViewEnginePath));

    [Test]
    public async Task Another_units_ids_lead_nowhere()
    {
        foreach (var (page, (address, sees)) in OfUnits(SealedWorld.World))
            foreach (var who in "督牵头协他首领".Where(who => Allowed(page, who)))
            {
                using var answer = await SealedWorld.Clients[who].GetAsync(address);
                Assert.That(answer.StatusCode, Is.EqualTo(sees.Contains(who) ? HttpStatusCode.OK : HttpStatusCode.NotFound), $"{who} {address}");
                if (!sees.Contains(who) || who == '协')
                    Assert.That(await answer.Content.ReadAsStringAsync(), Does.Not.Contain(Secret), $"{who} {address}");
            }
    }

    [TestCase("/ledger")]
    [TestCase("/ledger?view=assignments")]
    [TestCase("/todo")]
    public async Task Lists_show_ones_own_alone(string address)
    {
        Assert.That(await SealedWorld.Clients['牵'].GetStringAsync(address), Does.Contain("公开重大项目批准信息"));
        Assert.That(await SealedWorld.Clients['他'].GetStringAsync(address), Does.Not.Contain("公开重大项目批准信息"));
    }

    [Test]
    public async Task Whoever_is_not_in_a_pages_row_is_turned_away()
    {
        foreach (var page in Pages().Where(page => PageRights.Table.ContainsKey(page.ViewEnginePath)))
            foreach (var who in RightsWorld.Logins.Keys.Where(who => !Allowed(page.ViewEnginePath, who)))
            {
                using var answer = await SealedWorld.Clients[who].GetAsync("/" + Parameter().Replace(page.AttributeRouteInfo!.Template!, "1"));
                Assert.That((answer.StatusCode, answer.Headers.Location?.AbsolutePath), Is.EqualTo((HttpStatusCode.Redirect, "/denied")), $"{who} {page.ViewEnginePath}");
            }
    }

    static bool Allowed(string page, char who) => PageRights.Table[page].Any(SealedWorld.World.People[who].Is);

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
