using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Dapper;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Calendar;

/// <summary>Revising the calendar while work is under way: seen before it is done, all or nothing, and nobody late by it.</summary>
[TestFixture]
public sealed class CalendarTests
{
    const string Friday = "日期,类别,名称,文号\n2018-07-20,放假,测试节,某政办〔2018〕9号\n";
    static readonly LocalDate summer = new(2018, 7, 2);

    DispatchedPlan plan = null!;
    Actor shell = null!;

    [SetUp]
    public async Task Make()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        plan = await DispatchedPlan.Make();
        shell = Actor.Operator(plan.RegionId, "test");
        await plan.LightAll(summer);
    }

    [TearDown]
    public async Task End() => await plan.DisposeAsync();

    async Task<T> One<T>(string sql)
    {
        await using var connection = await plan.Get<Database>().Open();
        return (await connection.ExecuteScalarAsync<T>(sql))!;
    }

    Task<string> Everything() => One<string>("""
        SELECT md5(string_agg(t, '|' ORDER BY t)) FROM (SELECT c::text t FROM calendar_days c UNION ALL SELECT r::text FROM region_calendar_days r
            UNION ALL SELECT k::text FROM checkpoints k UNION ALL SELECT l::text FROM lamps l UNION ALL SELECT e.id::text FROM events e) x
        """);

    static ReviseCalendar.Form Days(bool regional, params (LocalDate Date, DayKind? Kind)[] days) =>
        new(regional, [.. days.Select(d => new CalendarFact(d.Date, d.Kind, "测试节", "某号"))], "测试");

    Task<CalendarRevision> Revise(LocalDate today, params (LocalDate, DayKind?)[] days) => plan.Get<ReviseCalendar>().Run(shell, DispatchedPlan.On(today), Days(false, days));

    static async Task<string> Tried(HttpClient client, byte[] content, string year = "2018", string name = "安排.csv")
    {
        using var form = await client.FormWithFiles("/calendar-import", [("Year", year)], ("Table", name, content));
        using var answer = await client.PostAsync("/calendar-import", form);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    static Task<string> Tried(HttpClient client, string csv, string year = "2018") => Tried(client, Encoding.UTF8.GetBytes(csv), year);

    static async Task<string> Pressed(HttpClient client, string page, string shown, params string[] fields)
    {
        using var form = await client.Form(page, [.. fields.Select(f => (f, Hidden(shown, f)))]);
        using var answer = await client.PostAsync(page + "?handler=Apply", form);
        return WebUtility.HtmlDecode(answer.Headers.Location is { } next ? await client.GetStringAsync(next) : await answer.Content.ReadAsStringAsync());
    }

    // The last of them: the form that applies stands below the one that tries.
    static string Hidden(string page, string name) => Regex.Matches(page, $"type=\"hidden\"[^>]*name=\"{name}\"[^>]*value=\"([^\"]*)\"") is { Count: > 0 } found ? found[^1].Groups[1].Value : "";

    [Test]
    public async Task What_an_import_moves_is_shown_before_and_written_at_the_press_of_a_button()
    {
        using var admin = await plan.Client(summer, "bgt", Role.SystemAdministrator);
        var before = await Everything();
        var shown = await Tried(admin, Friday);
        Assert.That(shown, Does.Contain("实施方案").And.Contain("2018-07-24").And.Contain("2018-07-25").And.Contain("改动的日期").And.Contain("写入这1天"));
        Assert.That(await Everything(), Is.EqualTo(before), "a trial writes nothing");
        Assert.That(await Pressed(admin, "/calendar-import", shown, "Key", "Year", "Shown"), Does.Contain("已写入2018年的1天").And.Contain("测试节"));
        Assert.That(await One<DateTime>("SELECT due_on FROM checkpoints WHERE kind = 'Plan'"), Is.EqualTo(new DateTime(2018, 7, 25)));
        Assert.That(await One<string>("SELECT sentence FROM events WHERE verb = 'ReviseCalendar'"), Does.StartWith("导入2018年放假安排：1天；日期改动"));
        Assert.That(await Tried(admin, Friday), Does.Contain("完全一样，没有要写入的"), "a second time there is nothing to do");
    }

    [Test]
    public async Task Lamps_and_reminders_follow_at_once()
    {
        await plan.Acknowledge(plan.Assignments[0].UnitId, summer);
        await Revise(summer, (new(2018, 7, 20), DayKind.Holiday));
        Assert.That(await One<DateTime>("SELECT min(nearest_on) FROM lamps WHERE reason LIKE '%实施方案%'"), Is.EqualTo(new DateTime(2018, 7, 25)));
        Assert.That(await One<long>("SELECT count(*) FROM lamps WHERE NOT done AND remind_on IS NOT NULL"), Is.Zero, "every reminder is looked for again");
    }

    [Test]
    public async Task What_has_changed_since_it_was_shown_is_shown_again()
    {
        var form = Days(false, (new(2018, 7, 20), DayKind.Holiday));
        var shown = await plan.Get<ReviseCalendar>().Preview(shell, DispatchedPlan.On(summer), form);
        await Revise(summer, (new(2018, 7, 19), DayKind.Holiday));
        Assert.That((await Assert.CatchAsync<RuleBroken>(() => plan.Get<ReviseCalendar>().Run(shell, DispatchedPlan.On(summer), form, shown.Fingerprint)))!.Rule,
            Is.EqualTo("calendar-effect-has-changed"));
    }

    [Test]
    public async Task A_day_that_has_passed_is_recorded_and_counts_for_nothing()
    {
        var revision = await Revise(summer, (new(2018, 6, 30), DayKind.Workday));
        Assert.That((revision.TooLate.Count, revision.Effect.IsNone), Is.EqualTo((1, true)));
        await using var connection = await plan.Get<Database>().Open();
        Assert.That((await Calendars.Load(connection, plan.RegionId)).IsWorkday(new(2018, 6, 30)), Is.False);
        using var coordinator = await plan.Client(summer, "bgt", Role.Coordinator);
        Assert.That(WebUtility.HtmlDecode(await coordinator.GetStringAsync("/calendar")), Does.Contain("已经过去，只作记录，不计入期限"));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public async Task Nobody_becomes_late_whatever_days_change(int seed)
    {
        var random = new Random(seed);
        for (var today = new LocalDate(2018, 6, 12); today < new LocalDate(2018, 12, 20); today = today.PlusDays(random.Next(5, 20)))
        {
            await plan.LightAll(today);
            var days = Enumerable.Range(0, 12).Select(_ => today.PlusDays(random.Next(-20, 60))).Where(d => d.Year == 2018).Distinct()
                .Select(d => (d, WorkingCalendar.IsWeekend(d) ? DayKind.Workday : (DayKind?)DayKind.Holiday)).ToArray();
            var revision = await Revise(today, days);
            Assert.That(revision.Effect.Lamps.Select(l => (l.Was, l.Becomes)), Has.None.Matches<(Lamp Was, Lamp Becomes)>(l => l.Becomes == Lamp.Red), $"{today}");
            Assert.That(revision.Effect.Dates.Where(d => d.After <= today && d.After < d.Before), Is.Empty, $"{today}");
        }
    }

    [Test]
    public async Task A_past_day_is_looked_at_with_the_calendar_of_that_day()
    {
        await Revise(new(2018, 12, 5), (new(2018, 12, 21), DayKind.Holiday));
        await using var connection = await plan.Get<Database>().Open();
        foreach (var (asOf, known) in new[] { (new LocalDate(2018, 12, 4), true), (new LocalDate(2018, 12, 5), false), (new LocalDate(2019, 1, 1), false) })
            Assert.That((await Calendars.Load(connection, plan.RegionId, asOf)).IsWorkday(new(2018, 12, 21)), Is.EqualTo(known), $"{asOf}");
    }

    [Test]
    public async Task Data_of_an_unknown_year_takes_the_mark_from_its_dates()
    {
        var at = DispatchedPlan.On(new(2026, 12, 1));
        var table = CalendarTable.Read(Csv.Lines("date,kind,name,notice\n2027-01-01,holiday,元旦,某号\n2027-10-01,holiday,国庆节,某号\n"), 2027, known: false);
        await using var connection = await plan.Get<Database>().Open();
        Assert.That((await Calendars.Load(connection, plan.RegionId)).AddWorkdays(at.Today, 30), Is.EqualTo(new Reckoned(new(2027, 1, 12), Provisional: true)));
        await plan.Get<ReviseCalendar>().Run(shell, at, CalendarFile.Form(table, 2027));
        Assert.That((await Calendars.Load(connection, plan.RegionId)).AddWorkdays(at.Today, 30), Is.EqualTo(new Reckoned(new(2027, 1, 13), Provisional: false)));
    }

    [Test]
    public async Task An_unknown_year_says_so()
    {
        using var coordinator = await plan.Client(summer, "bgt", Role.Coordinator);
        Assert.That(WebUtility.HtmlDecode(await coordinator.GetStringAsync("/calendar?year=2027")), Does.Contain("还没有导入2027年的放假安排").And.Contain("（暂定）"));
        Assert.That(WebUtility.HtmlDecode(await coordinator.GetStringAsync("/calendar?year=2018")), Does.Contain("250个工作日").And.Contain("国办发明电〔2018〕15号").And.Not.Contain("暂定）"));
    }

    [Test]
    public async Task A_region_sets_its_own_days_and_takes_them_back()
    {
        using var admin = await plan.Client(summer, "bgt", Role.SystemAdministrator);
        async Task<string> Try(string kind)
        {
            using var form = await admin.Form("/calendar-days", ("From", "2018-07-19"), ("To", "2018-07-20"), ("Kind", kind), ("Name", "雪顿节"), ("Document", "藏政办发〔2018〕61号"));
            using var answer = await admin.PostAsync("/calendar-days", form);
            return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        }
        Task<string> Press(string shown) => Pressed(admin, "/calendar-days", shown, "From", "To", "Kind", "Name", "Document", "Shown");

        var set = await Try("holiday");
        Assert.That(set, Does.Contain("2018-07-24").And.Contain("2018-07-26").And.Contain("写入这2天"));
        Assert.That(await Press(set), Does.Contain("已写入2天").And.Contain("2018-07-19 至 20日").And.Contain("放假（本地区）"));
        Assert.That(await One<DateTime>("SELECT due_on FROM checkpoints WHERE kind = 'Plan'"), Is.EqualTo(new DateTime(2018, 7, 26)));
        Assert.That(await Press(await Try("ordinary")), Does.Contain("已写入2天").And.Not.Contain("雪顿节（"));
        Assert.That(await One<DateTime>("SELECT due_on FROM checkpoints WHERE kind = 'Plan'"), Is.EqualTo(new DateTime(2018, 7, 24)));
        Assert.That(await One<long>("SELECT count(*) FROM region_calendar_days"), Is.EqualTo(4), "nothing is overwritten");
    }

    [TestCase("", "", "holiday", "雪顿节", "某号", "请填写日期")]
    [TestCase("2018-08-11", "2018-08-10", "holiday", "雪顿节", "某号", "“到”不能早于“从”")]
    [TestCase("2018-08-11", "2019-08-10", "holiday", "雪顿节", "某号", "一次最多写31天")]
    [TestCase("2018-08-10", "", "workday", "雪顿节", "某号", "2018年8月10日 星期五本来就上班")]
    [TestCase("2018-08-10", "", "holiday", " ", "某号", "请填写名称和文号")]
    [TestCase("2018-08-10", "", "ordinary", "雪顿节", "某号", "完全一样，没有要写入的")]
    public async Task A_regional_day_that_cannot_be_is_refused_in_words(string from, string to, string kind, string name, string document, string sentence)
    {
        using var admin = await plan.Client(summer, "bgt", Role.SystemAdministrator);
        using var form = await admin.Form("/calendar-days", ("From", from), ("To", to), ("Kind", kind), ("Name", name), ("Document", document));
        using var answer = await admin.PostAsync("/calendar-days", form);
        Assert.That(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), Does.Contain(sentence).And.Not.Contain("写入这"));
    }

    [Test]
    public async Task Bad_files_are_refused_in_words_and_nothing_is_written()
    {
        using var admin = await plan.Client(summer, "bgt", Role.SystemAdministrator);
        var before = await Everything();
        (byte[] Content, string Year, string Sentence)[] bad =
        [
            ([0xd6, 0xff, 0x81, 0x20, 0xff, 0xfe, 0x80], "2018", "不是可以接收的类型"),
            (Encoding.UTF8.GetBytes("日期,类别,名称\n2018-07-20,放假,测试节\n"), "2018", "没有找到表头，表头里要有“日期”、“类别”、“名称”、“文号”"),
            (Encoding.UTF8.GetBytes(Friday + "2018-07-20,放假,测试节,某号\n"), "2018", "第3行：2018-07-20 在第2行已经写过"),
            (Encoding.UTF8.GetBytes(Friday), "2019", "第2行：2018-07-20 不在2019年的安排里"),
            (Encoding.UTF8.GetBytes(Friday), "", "请填写是哪一年的放假安排"),
            ([], "2018", "请选择一个文件"),
        ];
        foreach (var (content, year, sentence) in bad)
            Assert.That(await Tried(admin, content, year), Does.Contain(sentence).And.Not.Contain("写入这"));
        Assert.That((await Assert.CatchAsync<RuleBroken>(() => CalendarFile.Read(plan.Get<Database>(), plan.RegionId, bad[0].Content, "安排.csv", 2018)))!.Message, Does.Contain("编码既不是 UTF-8 也不是 GB18030"));
        Assert.That(await Everything(), Is.EqualTo(before));
    }

    [TestCase("GB18030")]
    [TestCase("BOM")]
    public async Task Files_of_spreadsheets_are_read(string encoding)
    {
        using var admin = await plan.Client(summer, "bgt", Role.SystemAdministrator);
        byte[] content = encoding == "BOM" ? [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Friday)] : Encoding.GetEncoding("GB18030").GetBytes(Friday);
        Assert.That(await Tried(admin, content), Does.Contain("测试节").And.Contain("写入这1天"));
    }

    [Test]
    public async Task Only_system_administrators_revise()
    {
        var coordinator = new Actor(plan.RegionId, plan.PersonId, "张三", "", [new(Role.Coordinator, 1)]);
        Assert.That((await Assert.CatchAsync<RuleBroken>(() => plan.Get<ReviseCalendar>().Run(coordinator, DispatchedPlan.On(summer), Days(true, (summer, DayKind.Holiday)))))!.Rule,
            Is.EqualTo("only-system-administrators-keep-the-calendar"));
        using var client = await plan.Client(summer, "bgt", Role.Coordinator);
        using var answer = await client.GetAsync("/calendar-import");
        Assert.That(answer.Headers.Location?.AbsolutePath, Is.EqualTo("/denied"));
    }
}
