using Dapper;
using NodaTime;
using Tracker.Web.Features.Demo;
using Tracker.Web.Features.Seeding;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Seeding;

/// <summary>The year of seed-data/scenarios/xizang-2018, looked at from every side.</summary>
[TestFixture]
public sealed class PracticeYearTests
{
    static IReadOnlyList<PlayScenario.Day> days => PlayedXizang.Days;
    PracticeOffice world = null!;
    DemoFigures.Total total = null!;

    [OneTimeSetUp]
    public async Task Play()
    {
        world = await PracticeOffice.OpenPlayed();
        total = await world.Get<DemoFigures>().InAll(world.Checker.RegionId, await world.One<long>("SELECT id FROM work_plans"));
    }

    [OneTimeTearDown]
    public async Task End() => await world.DisposeAsync();

    [Test]
    public void Everything_was_handed_out_and_nearly_everybody_signed()
    {
        Assert.That((total.Items, days[0].Dispatched!.Units, total.Units), Is.EqualTo((57, 57, 59)), "two units came by the reform");
        Assert.That(total.Assignments, Is.GreaterThan(1000));
        Assert.That((days.Sum(day => day.Acts.Signed), total.Acknowledged), Is.EqualTo((53, 55)), "successors have signed as those before them");
    }

    [Test]
    public void The_end_of_the_year_turns_late_units_red() =>
        Assert.That(PlayedXizang.Red[new(2019, 1, 1)], Is.GreaterThan(PlayedXizang.Red[new(2018, 12, 31)]).And.GreaterThan(0));

    [Test]
    public void Some_items_are_done_and_some_are_overdue()
    {
        Assert.That(total.Completed, Is.InRange(20, 40));
        Assert.That(total.Overdue, Is.InRange(1, 10));
    }

    [Test]
    public async Task Leads_that_sent_their_year_end_return_have_applied_for_the_closing_of_the_year_and_are_not_overdue()
    {
        Assert.That(await world.One<int>("SELECT count(*) FROM item_lamps WHERE lamp = 'Blue' AND reason LIKE '已申请阶段办结%'"), Is.Positive);
        Assert.That(await world.One<int>("""
            SELECT count(*) FROM lamps l JOIN work_items w ON w.region_id = l.region_id AND w.id = l.work_item_id AND w.limit_kind = 'WholeYear'
            JOIN returns r ON r.region_id = l.region_id AND r.unit_id = l.unit_id
            JOIN checkpoints c ON c.region_id = r.region_id AND c.id = r.checkpoint_id AND c.kind = 'YearEnd'
            WHERE l.lamp = 'Red' AND l.role <> 'Support' AND l.reason = '未提交办结'
                AND NOT EXISTS (SELECT FROM moved_dates m WHERE m.region_id = l.region_id AND m.assignment_id = l.assignment_id)
            """), Is.Zero);
    }

    [Test]
    public async Task Items_that_wait_for_their_occasion_stay_open() => Assert.That(await world.One<int>("""
        SELECT count(*) FROM item_closings c JOIN work_items w ON w.region_id = c.region_id AND w.id = c.work_item_id
        WHERE w.limit_kind IN ('WhenAppropriate', 'LongTerm')
        """), Is.Zero);

    [Test]
    public async Task Every_mail_was_sent_and_lies_in_the_folder_once()
    {
        Assert.That(total.MailsSent + total.MailsFailed, Is.EqualTo(total.MailsPromised));
        Assert.That(total.MailsFailed, Is.Zero);
        Assert.That(Directory.GetFiles(world.Get<Settings>().MailFolder, "*.eml"), Has.Length.EqualTo(total.MailsSent));
        Assert.That(await world.One<int>("SELECT count(*) FROM mail_promises WHERE resolved_at IS NULL"), Is.Zero);
    }

    [Test]
    public async Task Every_unit_was_sent_its_dispatch_or_stands_among_the_undelivered() => Assert.That(await world.One<int>("""
        SELECT count(*) FROM mail_promises p WHERE p.kind = 'Dispatch'
            AND NOT EXISTS (SELECT FROM mails m WHERE m.region_id = p.region_id AND m.promise_id = p.id)
            AND NOT EXISTS (SELECT FROM undelivered u WHERE u.region_id = p.region_id AND u.promise_id = p.id)
        """), Is.Zero);

    [Test]
    public async Task Nobody_gets_two_digests_a_day() => Assert.That(await world.One<int>("""
        SELECT count(*) FROM (
            SELECT 1 FROM mails m JOIN mail_promises p ON p.region_id = m.region_id AND p.id = m.promise_id
            WHERE p.kind = 'Digest' GROUP BY m.address, p.kind, p.for_on HAVING count(*) > 1) twice
        """), Is.Zero);

    [Test]
    public async Task No_mail_goes_on_a_day_off()
    {
        await using var connection = await world.Get<Database>().Open();
        var calendar = await Tracker.Web.Features.Calendar.Calendars.Load(connection, world.Checker.RegionId);
        var sent = await connection.QueryAsync<Instant>("SELECT DISTINCT office_at FROM mails");
        Assert.That(sent.Select(at => at.InZone(OfficeClock.Zone).Date).Where(day => !calendar.IsWorkday(day)), Is.Empty);
    }

    [TestCase("SELECT count(*) FROM lamps", "SELECT count(*) FROM assignments")]
    [TestCase("SELECT sum(n) FROM lamp_counts", "SELECT count(*) FROM assignments")]
    [TestCase("SELECT coalesce(sum(n), 0) FROM lamp_counts WHERE lamp = 'Red'", "SELECT count(*) FROM lamps WHERE lamp = 'Red'")]
    [TestCase("SELECT count(*) FROM item_lamps WHERE lamp = 'Green' AND done", "SELECT count(*) FROM item_closings")]
    public async Task Counts_agree(string one, string other) => Assert.That(await world.One<long>(one), Is.EqualTo(await world.One<long>(other)));

    [Test]
    public async Task Whoever_never_signed_reported_nothing() => Assert.That(await world.One<int>("""
        SELECT count(*) FROM progress_reports r JOIN assignments a ON a.region_id = r.region_id AND a.id = r.assignment_id
        WHERE NOT EXISTS (SELECT FROM acknowledgements k
            WHERE k.region_id = a.region_id AND k.dispatch_id = a.dispatch_id AND k.unit_id = a.unit_id)
        """), Is.Zero);

    [Test]
    public void The_office_rolled_up_four_times()
    {
        var files = days.SelectMany(day => day.Files).ToList();
        Assert.That(files.GroupBy(Path.GetExtension).Select(kind => (kind.Key, kind.Count())), Is.EquivalentTo([(".xlsx", 4), (".docx", 4)]));
        Assert.That(files, Has.All.Matches<string>(File.Exists));
    }

    [Test]
    public async Task The_world_stands_at_the_last_day() => Assert.That(await Today(), Is.EqualTo(World.Xizang.LastDay));

    async Task<LocalDate> Today()
    {
        await using var connection = await world.Get<Database>().Open();
        return (await world.Get<OfficeClock>().Now(connection)).Today;
    }

    [Test]
    public async Task Dates_were_put_off_refused_and_one_request_still_waits() => Assert.That(await world.Column<string>("""
        SELECT u.code || ' ' || coalesce(d.decision, '-') FROM requests r JOIN assignments a ON a.region_id = r.region_id AND a.id = r.assignment_id
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id LEFT JOIN request_decisions d ON d.region_id = r.region_id AND d.request_id = r.id
        WHERE r.kind = 'Extension' ORDER BY r.id
        """), Is.EqualTo(new[] { "fgw Granted", "jrb Granted", "wwj Refused", "bgt -" }));

    [Test]
    public async Task The_reform_renamed_ended_and_founded_units_and_some_of_their_work_was_handed_over()
    {
        Assert.That(await world.One<string>("SELECT short_name FROM units WHERE code = 'hbt'"), Is.EqualTo("生态环境厅"));
        Assert.That(await world.Column<string>("SELECT code FROM units WHERE ended_on IS NOT NULL"), Is.SupersetOf(new[] { "gsj", "zjj", "syjj", "ajj" }));
        Assert.That(await world.One<int>("SELECT count(*) FROM transfers"), Is.EqualTo(2));
        Assert.That(await world.One<int>("""
            SELECT count(*) FROM units u JOIN assignments a ON a.region_id = u.region_id AND a.unit_id = u.id WHERE u.ended_on IS NOT NULL AND a.transferred_on IS NULL
            """), Is.GreaterThan(0), "未移交");
    }

    [Test]
    public async Task Work_was_sent_back_and_some_units_never_signed()
    {
        Assert.That(await world.One<int>("SELECT count(*) FROM completion_decisions WHERE decision = 'Returned'"), Is.GreaterThan(3));
        Assert.That(await world.One<int>("SELECT count(*) FROM dispatch_units d WHERE NOT EXISTS (SELECT FROM acknowledgements k WHERE k.dispatch_id = d.dispatch_id AND k.unit_id = d.unit_id)"), Is.GreaterThan(2));
    }
}
