using System.Net;
using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Ledger;
using Tracker.Web.Platform;

namespace Tracker.Web.Tests.Features.Ledger;

/// <summary>The ledger shows what was asked for, to whom it may be shown.</summary>
[TestFixture]
public sealed class LedgerTests
{
    static readonly LocalDate Day = new(2018, 11, 5);

    DispatchedPlan plan = null!;
    Actor office = null!;

    [OneTimeSetUp]
    public async Task Make()
    {
        plan = await DispatchedPlan.Make(items: 12);
        office = new(plan.RegionId, null, "", "", [new(Role.Coordinator, 0)]);
        var lead = plan.Assignments.First(a => a.Role == AssignmentRole.Lead);
        await plan.Acknowledge(lead.UnitId, new(2018, 6, 12));
        await plan.Submit(lead.Id, new(2018, 6, 20));
        await plan.Decide(lead.Id, new(2018, 6, 21), confirmed: true);
        await plan.LightAll(Day);
    }

    [OneTimeTearDown]
    public async Task End() => await plan.DisposeAsync();

    static readonly LedgerFilter[] filters =
    [
        new(), new() { Lamp = LampChoice.Red }, new() { Lamp = LampChoice.Done }, new() { Lamp = LampChoice.Green }, new() { Kind = TimeLimitKind.LongTerm },
        new() { Role = AssignmentRole.Support }, new() { From = new(2018, 9, 1), To = new(2018, 9, 30) }, new() { Text = "第3项" }, new() { Sort = LedgerSort.Number },
    ];

    [TestCaseSource(nameof(filters))]
    public async Task Both_views_count_as_many_lines_as_they_show(LedgerFilter filter)
    {
        Assert.That(await Items(filter), Has.Count.EqualTo(await Queries.Count(office, filter)));
        var assignments = filter with { View = LedgerView.Assignments };
        var pages = (await Queries.Count(office, assignments) + LedgerQueries.PageSize - 1) / LedgerQueries.PageSize;
        var lines = new List<AssignmentLine>();
        for (var p = 1; p <= pages; p++) lines.AddRange(await Assignments(assignments with { P = p }));
        Assert.That(lines.Select(l => l.AssignmentId), Is.Unique);
        Assert.That(lines, Has.Count.EqualTo(await Queries.Count(office, assignments)));
        Assert.That(lines.Select(l => l.N), Is.EqualTo(Enumerable.Range(1, lines.Count)));
    }

    [Test]
    public async Task Part_of_a_sentence_is_found_with_two_characters() =>
        Assert.That(await Items(new() { Text = "生态" }), Has.Count.EqualTo(12));

    [Test]
    public async Task A_sign_of_the_search_language_means_itself() =>
        Assert.That(await Items(new() { Text = "%" }), Is.Empty);

    [Test]
    public async Task The_worst_stands_first()
    {
        var lamps = (await Items(new())).Select(l => l.Lamp);
        Assert.That(lamps, Is.Ordered);
        Assert.That(lamps.First(), Is.EqualTo(Lamp.Red));
    }

    [Test]
    public async Task An_item_for_many_units_shows_their_counts()
    {
        var line = (await Items(new() { Sort = LedgerSort.Number }))[3];
        var responsible = plan.Assignments.Count(a => a.WorkItemId == line.WorkItemId && a.Role == AssignmentRole.Responsible);
        Assert.That(line.Red + line.Yellow + line.Blue + line.Green + line.Grey, Is.EqualTo(responsible).And.GreaterThan(50));
        Assert.That(line.Counts, Is.EqualTo($"{responsible}红"));
    }

    [Test]
    public async Task A_unit_sees_its_own_part_and_as_lead_its_supports()
    {
        var lead = plan.Assignments.First(a => a.Role == AssignmentRole.Lead);
        var liaison = new Actor(plan.RegionId, null, "", "", [new(Role.Liaison, lead.UnitId)]);
        var seen = (await Queries.Assignments(liaison, new() { View = LedgerView.Assignments })).Select(l => l.AssignmentId);
        var own = plan.Assignments.Where(a => a.UnitId == lead.UnitId).ToList();
        var led = own.Where(a => a.Role == AssignmentRole.Lead).Select(a => a.WorkItemId).ToHashSet();
        var supports = plan.Assignments.Where(a => a.Role == AssignmentRole.Support && led.Contains(a.WorkItemId));
        Assert.That(seen, Is.EquivalentTo(own.Concat(supports).Select(a => a.Id).Distinct()));
        Assert.That((await Queries.Items(liaison, new())).Select(l => l.WorkItemId), Is.EquivalentTo(own.Select(a => a.WorkItemId)));
    }

    [Test]
    public async Task An_address_brings_the_same_filter_to_somebody_else()
    {
        using var client = await plan.Client(Day, "bgt", Role.Coordinator);
        var page = await client.GetStringAsync(new LedgerFilter { View = LedgerView.Assignments, Text = "第3项", Lamp = LampChoice.Red }.Address());
        Assert.That(page, Does.Contain("value=\"第3项\"").And.Contain("共 <b>3</b> 项承办").And.Contain("逾期"));
    }

    [TestCase("/ledger?lamp=purple&from=someday&p=0")]
    [TestCase("/ledger?text=%27%3B%20DROP%20TABLE%20lamps")]
    public async Task Nonsense_in_an_address_harms_nothing(string address)
    {
        using var client = await plan.Client(Day, "bgt", Role.Leader);
        using var response = await client.GetAsync(address);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task The_same_filter_comes_as_a_spreadsheet()
    {
        using var client = await plan.Client(Day, "bgt", Role.Coordinator);
        await using var file = await client.GetStreamAsync(new LedgerFilter { View = LedgerView.Assignments }.Address("Xlsx"));
        var sheet = await ReadSheet.From(file);
        Assert.That(sheet.Problems, Is.Empty);
        Assert.That(sheet.Rows, Has.Count.EqualTo(plan.Assignments.Count + 2));
        Assert.That(sheet.Rows[0][0], Does.Contain("截至2018年11月5日"));
    }

    [Test]
    public async Task How_often_a_duty_of_the_sentence_came_up_stands_beside_its_lines()
    {
        await plan.Count((await plan.LeadTwiceAYear()).Id, new(2018, 11, 2), 1);
        using var client = await plan.Client(Day, "bgt", Role.Coordinator);
        Assert.That(await client.GetStringAsync(new LedgerFilter().Address()), Does.Contain("<div class=\"quiet\">已开展 1/2 次</div>"));
        await using var file = await client.GetStreamAsync(new LedgerFilter { View = LedgerView.Assignments }.Address("Xlsx"));
        var sheet = await ReadSheet.From(file);
        Assert.That(sheet.Rows[1][^1], Is.EqualTo("句中次数"));
        Assert.That(sheet.Rows.Count(r => r[^1] == "已开展 1/2 次"), Is.EqualTo(1));
    }

    LedgerQueries Queries => plan.Get<LedgerQueries>();

    Task<IReadOnlyList<ItemLine>> Items(LedgerFilter filter) => Queries.Items(office, filter);

    Task<IReadOnlyList<AssignmentLine>> Assignments(LedgerFilter filter) => Queries.Assignments(office, filter);
}
