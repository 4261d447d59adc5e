using NodaTime;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Dashboard;
using Tracker.Web.Features.Mail;
using Tracker.Web.Features.RollUps;
using Tracker.Web.Features.Seeding;
using Tracker.Web.Features.Transfers;
using Tracker.Web.Features.Units;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Units;

/// <summary>Statistics follow the lineage through the reform of 2018: 工商局, 质监局 and 食品药品监管局 became 市场监管局, 国土资源厅 is called 自然资源厅.</summary>
[TestFixture]
public sealed class LineageTests
{
    PracticeOffice office = null!;
    long planId, old, other, heir;

    static readonly LocalDate After = new(2018, 12, 3), Before = new(2018, 11, 16);

    [OneTimeSetUp]
    public async Task Reform()
    {
        office = await PracticeOffice.Open();
        planId = await office.ReadyPlan();
        var dispatched = await office.Get<Dispatch>().Run(office.Reviewer, office.OnTheDay, planId);
        (old, other) = (await office.UnitId("gsj"), await office.UnitId("gtt"));
        foreach (var (code, unit) in new[] { ("gsj", old), ("gtt", other) })
        {
            await office.Get<Acknowledge>().Run(await office.Person("lly-" + code), office.OnTheDay, dispatched.DispatchId, unit);
            await office.Get<ReportProgress>().Run(await office.Person("lly-" + code), office.At(new(2018, 7, 2)), new(await Part(unit), "改革以前的进展", null, "", "", Guid.NewGuid()));
        }
        await office.Get<ApplyReform>().Run(await office.Person("xitong"), office.At(After), SeedData.Text("units/reform-2018.csv"), dryRun: false);
        heir = await office.One<long>("SELECT id FROM units WHERE short_name = '市场监管局'");
    }

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    Task<long> Part(long unit) => office.One<long>("SELECT min(id) FROM assignments WHERE unit_id = @unit AND transferred_on IS NULL", new { unit });

    Task<int> Parts(params string[] codes) => office.One<int>("SELECT count(*)::int FROM assignments a JOIN units u ON u.id = a.unit_id WHERE u.code = ANY(@codes) AND a.transferred_on IS NULL", new { codes });

    async Task<IReadOnlyDictionary<string, int>> Overview(LocalDate day) => (await office.Get<OverviewQueries>().Units(office.Checker, day)).GroupBy(u => u.Unit).ToDictionary(u => u.Key, u => u.Sum(c => c.N));

    [Test]
    public async Task The_overview_counts_the_predecessors_at_the_successor_from_the_day_of_the_reform()
    {
        var all = await Parts("gsj", "zjj", "syjj");
        Assert.That(all, Is.Positive);
        var (before, after) = (await Overview(Before), await Overview(After));
        Assert.That((after.GetValueOrDefault("市场监管局"), after.ContainsKey("工商局"), before.ContainsKey("市场监管局"), before.GetValueOrDefault("工商局")), Is.EqualTo((all, false, false, await Parts("gsj"))));
        Assert.That(after.Values.Sum(), Is.EqualTo(before.Values.Sum()), "nothing is counted twice or lost");
        Assert.That(after.ContainsKey("自然资源厅"), Is.True);
    }

    [Test]
    public async Task From_the_number_the_ledger_shows_the_same_lines_under_the_old_names()
    {
        await MoveTo(After);
        using var leader = await office.Client("lingdao");
        var page = await leader.GetStringAsync($"/ledger?view=Assignments&unit={heir}");
        Assert.That(page, Does.Contain($"共 <b>{await Parts("gsj", "zjj", "syjj")}</b>").And.Contain("工商局"));
    }

    [Test]
    public async Task The_roll_up_of_a_day_has_the_units_of_that_day_and_the_ledger_of_it_the_old_names()
    {
        var (before, after) = ((await RollUp(Before))!, (await RollUp(After))!);
        Assert.That(before.Units.Select(u => u.Name), Does.Contain("工商局").And.Not.Contain("市场监管局"));
        var successor = after.Units.Single(u => u.Name == "市场监管局");
        Assert.That(successor.Parts.Select(p => p.Unit).Distinct(), Does.Contain("工商局"));
        Assert.That(successor.Parts, Has.Count.EqualTo(await Parts("gsj", "zjj", "syjj")));
        Assert.That(successor.LastLine - successor.FirstLine + 1, Is.EqualTo(successor.Parts.Count), "its lines stand together");
        Assert.That(after.Parts.Count(), Is.EqualTo(before.Parts.Count()));
    }

    [Test]
    public async Task A_report_of_before_keeps_the_name_that_the_unit_had()
    {
        var item = await office.One<long>("SELECT work_item_id FROM assignments WHERE unit_id = @other ORDER BY id LIMIT 1", new { other });
        await MoveTo(After);
        using var leader = await office.Client("lingdao");
        Assert.That(await leader.GetStringAsync($"/items/{item}"), Does.Contain("<h3>国土资源厅").And.Contain("自然资源厅"));
    }

    [Test]
    public async Task Mail_that_was_promised_to_the_old_unit_goes_to_the_contacts_of_the_new_one()
    {
        await office.One<int>("INSERT INTO unit_contacts (region_id, unit_id, position, duty, name, email) VALUES (@RegionId, @heir, 1, 'Liaison', '新联络员', 'new@example.org') RETURNING 1", new { office.Checker.RegionId, heir });
        var due = new DuePromise
        {
            Kind = MailKind.Nudge, UnitId = old, ForOn = After,
            Id = await office.One<long>("INSERT INTO mail_promises (region_id, kind, unit_id, for_on, promised_at) VALUES (@RegionId, 'Nudge', @old, '2018-12-03', '2018-12-03') RETURNING id", new { office.Checker.RegionId, old }),
        };
        await using var connection = await office.Get<Database>().Open();
        async Task<IEnumerable<string>> To(LocalDate day) => (await Recipients.Resolve(connection, office.Checker.RegionId, MailKind.Nudge, [due], day))[due.Id].To.Select(r => r.Address);
        Assert.That(await To(After), Is.EqualTo(new[] { "new@example.org" }));
        Assert.That(await To(Before), Does.Not.Contain("new@example.org").And.Not.Empty);
    }

    [Test]
    public async Task What_was_transferred_within_the_line_is_counted_once()
    {
        // In a world of its own, because the others count what was not transferred.
        var own = new LineageTests();
        await own.Reform();
        await own.TransferOne();
        await own.Close();
    }

    async Task TransferOne()
    {
        var all = await Parts("gsj", "zjj", "syjj");
        await office.Get<TransferAssignments>().Run(office.Checker, office.At(After), new(old, heir, [await Part(old)], "《西藏自治区机构改革方案》"));
        var now = await office.One<int>("SELECT count(*)::int FROM assignments a JOIN units u ON u.id = a.unit_id WHERE (u.code IN ('gsj', 'zjj', 'syjj') OR u.id = @heir) AND a.transferred_on IS NULL", new { heir });
        Assert.That(((await Overview(After))["市场监管局"], now), Is.EqualTo((all, all)));
        await MoveTo(After);
        using var leader = await office.Client("lingdao");
        Assert.That(await leader.GetStringAsync($"/ledger?view=Assignments&unit={heir}"), Does.Contain($"共 <b>{all}</b>"));
    }

    Task<RollUp?> RollUp(LocalDate day) => office.Get<RollUpQueries>().Of(office.Checker.RegionId, planId, day);

    async Task MoveTo(LocalDate day)
    {
        await using var connection = await office.Get<Database>().Open();
        await office.Get<OfficeClock>().MoveTo(connection, day);
    }
}
