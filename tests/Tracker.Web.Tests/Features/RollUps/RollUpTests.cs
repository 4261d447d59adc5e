using System.Net;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using NodaTime;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.RollUps;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Ledger;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.RollUps;

/// <summary>The roll-up of a past day counts what was known then, and its files open elsewhere.</summary>
[TestFixture]
public sealed class RollUpTests
{
    static readonly LocalDate Autumn = new(2018, 10, 20);

    DispatchedPlan plan = null!;
    DispatchedPlan.Assigned lead = null!;

    [OneTimeSetUp]
    public async Task Make()
    {
        plan = await DispatchedPlan.Make(items: 12);
        lead = plan.Assignments.First(a => a.Role == AssignmentRole.Lead);
        await plan.Acknowledge(lead.UnitId, new(2018, 6, 12));
        await plan.Report(lead.Id, new(2018, 7, 20), "已制定实施方案，正在逐项落实");
        await plan.Return(lead.UnitId, new(2018, 7, 20));
        await plan.Return(lead.UnitId, new(2018, 10, 12));
        await plan.Submit(lead.Id, new(2018, 11, 1), "已全面完成，成效明显");
        await plan.Decide(lead.Id, new(2018, 11, 5), confirmed: true);
    }

    [OneTimeTearDown]
    public async Task End() => await plan.DisposeAsync();

    [Test]
    public async Task A_past_day_is_told_as_it_was()
    {
        var (july, autumn, winter) = (await Lead(new(2018, 7, 26)), await Lead(Autumn), await Lead(new(2018, 12, 1)));
        Assert.That((july.Punctuality, july.Work, july.Lamp.Ended), Is.EqualTo((Punctuality.OnTime, "已制定实施方案，正在逐项落实", false)));
        Assert.That((autumn.Punctuality, autumn.Lamp.Ended), Is.EqualTo((Punctuality.Late, false)));
        Assert.That((winter.Work, winter.Lamp.Lamp, winter.Lamp.Ended), Is.EqualTo(("已全面完成，成效明显", Lamp.Green, true)));
    }

    [Test]
    public async Task Before_its_dispatch_there_is_nothing_to_roll_up() =>
        Assert.That(await plan.Get<RollUpQueries>().Of(plan.RegionId, plan.PlanId, new(2018, 6, 10)), Is.Null);

    [Test]
    public async Task Every_assignment_is_counted_once_and_each_unit_names_its_lines()
    {
        var rollUp = await RollUp(Autumn);
        Assert.That(Enum.GetValues<Punctuality>().Sum(rollUp.Count), Is.EqualTo(plan.Assignments.Count));
        Assert.That(Enum.GetValues<Lamp>().Sum(l => rollUp.Count(l)) + rollUp.Count(Lamp.Green, ended: true), Is.EqualTo(12));
        foreach (var unit in rollUp.Units)
            Assert.That(unit.Parts.Select(p => p.Line), Is.EqualTo(Enumerable.Range(unit.FirstLine, unit.Parts.Count)), unit.Name);
    }

    [Test]
    public async Task Who_owes_something_is_named()
    {
        var rollUp = await RollUp(Autumn);
        var item = rollUp.Items.Single(i => i.Id == lead.WorkItemId);
        Assert.That(item.MissingUnits, Has.Count.EqualTo(item.Parts.Count - 1).And.Not.Contains(item.Lead!.Unit));
    }

    [Test]
    public async Task Numbers_of_times_are_told_as_of_the_day()
    {
        var counted = await plan.LeadTwiceAYear();
        await plan.Count(counted.Id, Autumn, 1);
        await plan.Count(counted.Id, Autumn.PlusDays(1), 1);
        async Task<string> Told(LocalDate day) => (await RollUp(day)).Items.Single(i => i.Id == counted.WorkItemId).Times;
        Assert.That((await Told(Autumn.PlusDays(-1)), await Told(Autumn), await Told(Autumn.PlusDays(1))), Is.EqualTo(("已开展 0/2 次", "已开展 1/2 次", "已开展 2/2 次")));
    }

    [Test]
    public async Task Both_files_open_and_say_the_same()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Checkout.Results("documents"), "small"));
        var files = await plan.Get<WriteRollUp>().Run(plan.RegionId, "重点工作", Autumn, folder);
        await using var ledger = File.OpenRead(files[0]);
        var (items, assignments) = (await ReadSheet.From(ledger), await ReadSheet.From(Rewound(ledger), 1));
        Assert.That(items.Problems, Is.Empty);
        Assert.That((items.Rows.Count, assignments.Rows.Count), Is.EqualTo((12 + 2, plan.Assignments.Count + 2)));
        using var draft = WordprocessingDocument.Open(files[1], isEditable: false);
        Assert.That(new OpenXmlValidator().Validate(draft).Select(e => $"{e.Path?.XPath}: {e.Description}"), Is.Empty);
        var rollUp = await RollUp(Autumn);
        var owed = assignments.Rows.Count(r => r.Contains("未报"));
        Assert.That(draft.MainDocumentPart!.Document.InnerText, Does.Contain($"未报{owed}项").And.Contain($"逾期{rollUp.Count(Lamp.Red)}项"));
    }

    [Test]
    public async Task The_draft_is_printed_in_the_measures_of_the_standard()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Checkout.Results("documents"), "printed"));
        var files = await plan.Get<WriteRollUp>().Run(plan.RegionId, "重点工作", Autumn, folder);
        var draft = await LibreOffice.Pdf(files[1]);
        Assert.That(draft.Text, Does.Contain("一、总体情况").And.Contain("全力打好三大攻坚战").And.Contain("2018年10月20日").And.Contain("已制定实施方案"));
        Assert.That(draft.Pages, Has.Count.InRange(5, 40));
        Assert.That(draft.Pages.Select((page, i) => page.Replace(" ", "").Contains($"—{i + 1}—")), Has.All.True, "page numbers");
        var lines = draft.Pages[1].Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        Assert.That(lines, Has.Count.EqualTo(22 + 1), "22 lines and the page number");
        Assert.That(lines.Max(WidthOf), Is.InRange(27.5, 29), "28 characters a line");
        var ledger = await LibreOffice.Pdf(files[0]);
        Assert.That(ledger.Text, Does.Contain("事项台账").And.Contain("承办台账").And.Contain("第3项重点工作"));
    }

    [Test]
    public async Task The_page_names_who_is_missing_and_offers_both_files()
    {
        using var client = await plan.Client(Autumn, "bgt", Role.Coordinator);
        var address = $"/plans/{plan.PlanId}/rollup";
        Assert.That(await client.GetStringAsync(address), Does.Contain("还缺谁").And.Contain("未签收").And.Contain("2018年10月20日"));
        Assert.That(await client.GetStringAsync(address + "?asOf=2018-06-01"), Does.Contain("才交办"));
        foreach (var handler in new[] { "Draft", "Ledger" })
        {
            using var response = await client.GetAsync($"{address}?asOf=2018-10-20&handler={handler}");
            var zip = await response.Content.ReadAsByteArrayAsync();
            Assert.That((response.StatusCode, zip[0], zip[1]), Is.EqualTo((HttpStatusCode.OK, (byte)'P', (byte)'K')), handler);
        }
        using var nowhere = await client.GetAsync("/plans/999/rollup");
        Assert.That(nowhere.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    async Task<RollUp> RollUp(LocalDate day) => (await plan.Get<RollUpQueries>().Of(plan.RegionId, plan.PlanId, day))!;

    async Task<RollUpPart> Lead(LocalDate day) => (await RollUp(day)).Parts.Single(p => p.Assignment.Id == lead.Id);

    // The gap between a number and a character is read as a space, which takes no half of one.
    static double WidthOf(string line) => line.Sum(c => c == ' ' ? 0 : c < 128 ? 0.5 : 1);

    static FileStream Rewound(FileStream file)
    {
        file.Position = 0;
        return file;
    }
}
