using System.Net;
using Dapper;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Ledger;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Calendar;

/// <summary>暂定 beside every date that was reckoned over a year without a notice, and beside no other. Here nobody has arranged 2018: the notice counts
/// 30 working days for the plan (07-23 without holidays) and names 12-15 itself, the office's own 09-30 is a day of the year.</summary>
[TestFixture]
public sealed class ProvisionalDatesTests
{
    const string Reckoned = "2018年7月23日（暂定）", Named = "2018年12月15日";

    PracticeOffice office = null!;
    long planId, fgw;

    [OneTimeSetUp]
    public async Task Play()
    {
        office = await PracticeOffice.Open();
        await office.AsOwner("DELETE FROM calendar_days WHERE on_date >= '2018-01-01'");
        planId = await office.ReadyPlan();
        var dispatched = await office.Get<Dispatch>().Run(office.Checker, office.OnTheDay, planId);
        fgw = await office.UnitId("fgw");
        await office.Get<Acknowledge>().Run(await office.Person("lly-fgw"), office.OnTheDay, dispatched.DispatchId, fgw);
    }

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    async Task<string> Page(string login, string address)
    {
        using var client = await office.Client(login);
        return WebUtility.HtmlDecode(await client.GetStringAsync(address));
    }

    Task<long> Checkpoint(string kind) => office.One<long>("SELECT id FROM checkpoints WHERE work_plan_id = @planId AND kind = @kind", new { planId, kind });

    [Test]
    public async Task A_list_of_checkpoints_marks_what_was_counted_and_nothing_that_is_named()
    {
        var plan = await Page("duban", $"/plans/{planId}/adjustments");
        Assert.That(plan, Does.Contain(Reckoned).And.Contain(Named).And.Not.Contain(Named + "（暂定）").And.Not.Contain("2018年9月30日（暂定）"));
        Assert.That(await Page("duban", $"/plans/{planId}/merge"), Does.Contain(Reckoned).And.Not.Contain(Named + "（暂定）"));
    }

    [Test]
    public async Task A_units_own_pages_mark_it()
    {
        Assert.That(await Page("lly-fgw", "/todo"), Does.Contain("2018年6月25日（暂定）前提出"), "whom 有关部门 stands for, within 10 working days");
        Assert.That(await Page("lly-fgw", $"/returns/{await Checkpoint("Plan")}/{fgw}"), Does.Contain(Reckoned + "前报送"));
        Assert.That(await Page("lly-fgw", $"/returns/{await Checkpoint("YearEnd")}/{fgw}"), Does.Contain(Named + "前报送"));
    }

    [Test]
    public async Task The_ledger_marks_it_on_the_page_and_in_a_column_of_its_own()
    {
        var address = $"/ledger?view=Assignments&plan={planId}&unit={fgw}";
        Assert.That(await Page("duban", address), Does.Contain("2018-07-23（暂定）"));
        using var client = await office.Client("duban");
        var sheet = await ReadSheet.From(await client.GetStreamAsync(address + "&handler=Xlsx"));
        Assert.That(sheet.Problems, Is.Empty);
        var columns = sheet.Rows.First(row => row.Contains("最近日期")).ToList();
        var marked = sheet.Rows.Where(row => row.Count > columns.IndexOf("暂定") && row[columns.IndexOf("暂定")] == "暂定").ToList();
        Assert.That(marked, Is.Not.Empty);
        Assert.That(columns.IndexOf("暂定"), Is.EqualTo(columns.IndexOf("最近日期") + 1));
    }

    [Test]
    public async Task The_sheet_that_a_unit_fills_in_marks_it()
    {
        using var client = await office.Client("lly-fgw");
        var sheet = await ReadSheet.From(await client.GetStreamAsync($"/report-sheets/{fgw}?handler=Xlsx"));
        Assert.That(sheet.Rows.SelectMany(row => row).Count(cell => cell == "暂定"), Is.GreaterThan(1), "its heading, and a line at least");
    }

    [Test]
    public async Task What_a_person_has_set_is_settled()
    {
        var other = await office.ReadyPlan();
        await office.Get<Dispatch>().Run(office.Checker, office.OnTheDay, other);
        await office.Get<Web.Features.Adjustments.MoveCheckpoint>().Run(office.Checker, office.OnTheDay,
            new(other, Domain.Deadlines.CheckpointKind.Plan, new(2018, 7, 27), "再给三天", new("王副秘书长", PracticeOffice.DispatchedOn, null)));
        Assert.That(await Page("duban", $"/plans/{other}/adjustments"), Does.Contain("2018年7月27日</td>").And.Not.Contain("2018年7月27日（暂定）"));
    }
}
