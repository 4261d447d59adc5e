using System.Net;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Units;
using Tracker.Web.Features.Reminders;
using Tracker.Web.Features.Seeding;
using Tracker.Web.Features.Units;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Units;

/// <summary>What a document does with units, and what they are called before and after.</summary>
[TestFixture]
public sealed class ReorganisationTests
{
    static readonly LocalDate Day = new(2018, 11, 19);

    Registry office = null!;

    [SetUp]
    public async Task Open() => office = await Registry.Open();

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    Actor Operator => Actor.Operator(office.RegionId, "test");

    Task<Reorganise.Registered> Reorganised(ReorganisationKind kind, string old, string behind, LocalDate? today = null, string document = "藏党发〔2018〕30号", bool doubtful = false, UnitKind? unitKind = null) =>
        office.Get<Reorganise>().Run(Operator, Registry.At(today ?? Day), FormOf(kind, old, behind, document, doubtful, unitKind));

    static Reorganise.Form FormOf(ReorganisationKind kind, string old, string behind, string document = "藏党发〔2018〕30号", bool doubtful = false, UnitKind? unitKind = null) =>
        new(kind, Day, "", document, doubtful, "", old.Split('、', StringSplitOptions.RemoveEmptyEntries),
            [.. behind.Split('、', StringSplitOptions.RemoveEmptyEntries).Select(b => b.Split('/')).Select(b => new Reorganise.NewUnit(b[0], b.ElementAtOrDefault(1) ?? "", b.ElementAtOrDefault(2) ?? "", unitKind))]);

    async Task<string> Found(string name, LocalDate on)
    {
        await using var connection = await office.Get<Database>().Open();
        return (await RegionUnits.Load(connection, office.RegionId, on)).Registry.Resolve(name) switch { OneUnit one => one.Unit.Code, var other => other.GetType().Name };
    }

    Task<string> NameOn(string code, string day) => office.One<string>($"SELECT {UnitNames.ShortOn("@day::date")} FROM units u WHERE code = @code", new { code, day });

    [Test]
    public async Task A_renamed_unit_goes_on_and_its_old_name_is_that_of_the_days_before()
    {
        await Reorganised(ReorganisationKind.Rename, "环保厅", "西藏自治区生态环境厅/生态环境厅");
        Assert.Multiple(async () =>
        {
            Assert.That(await office.One<string>("SELECT full_name FROM units WHERE code = 'hbt'"), Is.EqualTo("西藏自治区生态环境厅"));
            Assert.That((await NameOn("hbt", "2018-11-18"), await NameOn("hbt", "2018-11-19"), await NameOn("czt", "2018-11-18")), Is.EqualTo(("环境保护厅", "生态环境厅", "财政厅")));
            Assert.That((await Found("环境保护厅", Day), await Found("生态环境厅", Day)), Is.EqualTo(("hbt", "hbt")));
        });
    }

    [Test]
    public async Task A_name_that_begins_later_begins_on_its_morning()
    {
        await Reorganised(ReorganisationKind.Rename, "环境保护厅", "西藏自治区生态环境厅/生态环境厅", today: new(2018, 6, 11));
        Assert.That(await office.One<string>("SELECT short_name FROM units WHERE code = 'hbt'"), Is.EqualTo("环境保护厅"));
        await office.Get<Sweep>().Run(office.RegionId, Registry.At(new(2018, 11, 18)));
        Assert.That(await office.One<string>("SELECT short_name FROM units WHERE code = 'hbt'"), Is.EqualTo("环境保护厅"));
        await office.Get<Sweep>().Run(office.RegionId, Registry.At(new(2018, 11, 20)));
        Assert.That(await office.One<string>("SELECT short_name FROM units WHERE code = 'hbt'"), Is.EqualTo("生态环境厅"));
    }

    [Test]
    public async Task Units_that_merge_end_and_the_new_one_stands_for_them()
    {
        var done = await Reorganised(ReorganisationKind.Merge, "工商局、质监局、食品药品监管局", "西藏自治区市场监督管理局/市场监管局");
        Assert.That(done.Sentence, Is.EqualTo("合并：工商局、质监局、食品药品监管局 → 市场监管局（新设，直属机构，代码 gsj-18），自2018-11-19起，藏党发〔2018〕30号"));
        Assert.Multiple(async () =>
        {
            Assert.That(await office.Column<string>("SELECT code FROM units WHERE ended_on = '2018-11-19' ORDER BY code"), Is.EqualTo(new[] { "gsj", "syjj", "zjj" }));
            Assert.That((await Found("质监局", new(2018, 11, 18)), await Found("质监局", Day)), Is.EqualTo(("zjj", "gsj-18")));
            Assert.That(await office.One<int>("SELECT count(*)::int FROM successions WHERE ends AND heir"), Is.EqualTo(3));
            Assert.That(await office.One<string>("SELECT verb || ' ' || sentence FROM events WHERE subject = 'Reorganisation:' || @Id", new { done.Id }), Is.EqualTo("Reorganise " + done.Sentence));
        });
    }

    [Test]
    public async Task A_unit_that_goes_on_takes_the_other_in()
    {
        await Reorganised(ReorganisationKind.Merge, "检验检疫局、拉萨海关", "中华人民共和国拉萨海关/拉萨海关");
        Assert.That(await office.Column<string>("SELECT code FROM units WHERE ended_on IS NOT NULL"), Is.EqualTo(new[] { "jyjyj" }));
        Assert.That(await Found("检验检疫局", Day), Is.EqualTo("lshg"));
    }

    [Test]
    public async Task What_is_split_leaves_its_name_to_a_person()
    {
        await Reorganised(ReorganisationKind.Split, "新闻出版广电局", "西藏自治区新闻出版局/新闻出版局/xwcbj、西藏自治区广播电视局/广播电视局");
        Assert.That(await Found("新闻出版广电局", Day), Is.EqualTo(nameof(AbsentUnit)));
        Assert.That(await office.One<string>("SELECT u.code FROM successions s JOIN units u ON u.id = s.to_unit_id WHERE heir"), Is.EqualTo("xwcbj"), "the first takes the statistics");
    }

    [Test]
    public async Task A_unit_that_split_off_on_the_day_of_a_merger_is_no_second_heir()
    {
        await Reorganised(ReorganisationKind.Merge, "工商局、食品药品监管局", "西藏自治区市场监督管理局/市场监管局");
        await Reorganised(ReorganisationKind.Split, "食品药品监管局", "西藏自治区药品监督管理局/药监局");
        Assert.That(await office.Column<string>("SELECT t.short_name FROM successions s JOIN units f ON f.id = s.from_unit_id JOIN units t ON t.id = s.to_unit_id WHERE f.code = 'syjj' AND s.heir"),
            Is.EqualTo(new[] { "市场监管局" }));
    }

    [Test]
    public async Task Who_gives_duties_away_goes_on()
    {
        await Reorganised(ReorganisationKind.Transfer, "民政厅、人社厅", "西藏自治区退役军人事务厅/退役军人事务厅");
        Assert.That(await office.One<int>("SELECT count(*)::int FROM units WHERE ended_on IS NOT NULL"), Is.Zero);
        Assert.That((await Found("退役军人事务厅", new(2018, 11, 18)), await Found("退役军人事务厅", Day)), Is.EqualTo((nameof(AbsentUnit), "mzt-18")));
    }

    [Test]
    public async Task A_unit_may_come_from_none_and_end_without_any()
    {
        await Reorganised(ReorganisationKind.Foundation, "", "西藏自治区大数据局/大数据局/dsjj", unitKind: UnitKind.Agency);
        await Reorganised(ReorganisationKind.Abolition, "驻格尔木办", "");
        Assert.That((await Found("大数据局", Day), await Found("驻格尔木办", Day)), Is.EqualTo(("dsjj", nameof(AbsentUnit))));
    }

    [Test]
    public async Task A_new_unit_may_bear_what_was_an_alias_of_the_one_that_ends()
    {
        await Reorganised(ReorganisationKind.Split, "外事侨务办", "西藏自治区人民政府外事办公室/外事办");
        Assert.That((await Found("外事办", new(2018, 11, 18)), await Found("外事办", Day), await Found("外侨办", Day)), Is.EqualTo(("wqb", "wqb-18", "wqb-18")));
    }

    static readonly TestCaseData[] Wrong =
    [
        new(FormOf(ReorganisationKind.Rename, "天文厅", "西藏自治区航天厅"), "登记簿里没有“天文厅”。请核对写法，或先把它加进登记簿。"),
        new(FormOf(ReorganisationKind.Rename, "政府各部门", "西藏自治区航天厅"), "“政府各部门”是单位范围，请逐个写明单位。"),
        new(FormOf(ReorganisationKind.Rename, "环保厅、财政厅", "西藏自治区航天厅"), "更名只涉及一个单位：请写一个原单位和它的新名称。"),
        new(FormOf(ReorganisationKind.Rename, "环保厅", "西藏自治区教育厅/教育厅"), "“西藏自治区教育厅”已经是教育厅（jyt）的名称，两个单位不能共用。"),
        new(FormOf(ReorganisationKind.Merge, "环保厅", ""), "合并须写明至少一个原单位和一个承接单位。"),
        new(FormOf(ReorganisationKind.Merge, "环保厅", "西藏自治区新环境厅/发改委"), "“发改委”已经是发展改革委（fgw）的名称，两个单位不能共用。"),
        new(FormOf(ReorganisationKind.Split, "环保厅", "西藏自治区环境保护厅/环境保护厅"), "接收单位就是原单位，请改写。"),
        new(FormOf(ReorganisationKind.Transfer, "环保厅", "西藏自治区林草局/林草局/czt"), "代码“czt”已经有单位使用，请换一个。"),
        new(FormOf(ReorganisationKind.Foundation, "", "西藏自治区大数据局/大数据局"), "请写明“西藏自治区大数据局”的类型。"),
        new(FormOf(ReorganisationKind.Foundation, "", "西藏自治区财政厅"), "“西藏自治区财政厅”已经登记，不用再新设。"),
        new(FormOf(ReorganisationKind.Abolition, "环保厅", "西藏自治区生态环境厅"), "撤销只写原单位；有单位承接的，请按合并登记。"),
        new(FormOf(ReorganisationKind.Abolition, "环保厅", "", document: ""), "请写明文件的名称或文号；没有文件的，请标为存疑。"),
    ];

    [TestCaseSource(nameof(Wrong))]
    public async Task A_reorganisation_that_is_not_right_is_told_why_and_leaves_nothing(Reorganise.Form form, string sentence)
    {
        var before = await Everything();
        Assert.That((await Assert.CatchAsync<RuleBroken>(() => office.Get<Reorganise>().Run(Operator, Registry.At(Day), form)))!.Message, Does.Contain(sentence));
        Assert.That(await Everything(), Is.EqualTo(before));
    }

    [Test]
    public async Task What_has_ended_ends_on_one_day_only()
    {
        await Reorganised(ReorganisationKind.Abolition, "驻京办", "");
        var later = FormOf(ReorganisationKind.Abolition, "驻京办", "") with { On = new(2018, 11, 10) };
        Assert.That((await Assert.CatchAsync<RuleBroken>(() => office.Get<Reorganise>().Run(Operator, Registry.At(Day), later)))!.Message, Is.EqualTo("驻北京办事处已登记自2018-11-19起撤销，与这次的日期不符。"));
        Assert.That((await Assert.CatchAsync<RuleBroken>(() => office.Get<Reorganise>().Run(Operator, Registry.At(Day), later with { On = new(2018, 12, 1) })))!.Message, Does.Contain("已经撤销或还没有成立"));
    }

    [Test]
    public async Task Only_the_system_administrator_registers()
    {
        foreach (var role in Enum.GetValues<Role>().Except([Role.SystemAdministrator]))
        {
            var person = await office.Person($"{role}".ToLowerInvariant(), role);
            Assert.That((await Assert.CatchAsync<RuleBroken>(() => office.Get<Reorganise>().Run(person, Registry.At(Day), FormOf(ReorganisationKind.Abolition, "驻京办", ""))))!.Rule,
                Is.EqualTo("only-system-administrators-keep-units"), $"{role}");
        }
    }

    [Test]
    public async Task The_reform_of_2018_is_tried_applied_and_applied_again_without_effect()
    {
        var text = SeedData.Text("units/reform-2018.csv");
        var before = await Everything();
        var trial = await office.Get<ApplyReform>().Run(Operator, Registry.At(new(2018, 12, 3)), text, dryRun: true);
        Assert.That((trial.IsWhole, trial.Registered, await Everything()), Is.EqualTo((true, 26, before)));
        await office.Get<ApplyReform>().Run(Operator, Registry.At(new(2018, 12, 3)), text, dryRun: false);
        Assert.Multiple(async () =>
        {
            Assert.That(await office.One<int>("SELECT count(*)::int FROM reorganisations WHERE doubtful"), Is.EqualTo(23), "doubts stay marked");
            Assert.That(await office.One<string>("SELECT note FROM reorganisations WHERE source_line LIKE '%扶贫办%'"), Is.Not.Empty);
            Assert.That(await office.One<string>("SELECT on_as_written || ' ' || effective_on FROM reorganisations WHERE source_line LIKE '%环境保护厅%'"), Is.EqualTo("2018-11 2018-11-30"));
            Assert.That((await Found("卫计委", new(2018, 12, 3)), await Found("安监局", new(2018, 12, 3)), await Found("银监局", new(2018, 12, 3))), Is.EqualTo(("wjw", "ajj-18", "yjjx")));
            Assert.That(await office.One<string>("SELECT short_name FROM units WHERE code = 'fpb'"), Is.EqualTo("扶贫办"), "2021 has not come");
            Assert.That(await NameOn("naqu", "2018-05-01"), Is.EqualTo("那曲地区"));
        });
        var after = await Everything();
        var again = await office.Get<ApplyReform>().Run(Operator, Registry.At(new(2018, 12, 4)), text, dryRun: false);
        Assert.That((again.IsWhole, again.Registered, await Everything()), Is.EqualTo((true, 0, after)));
    }

    [Test]
    public async Task One_line_that_fails_and_no_line_is_registered()
    {
        const string Head = "effective,old_units,new_unit,new_short,kind,document,confidence,note\n";
        var before = await Everything();
        var result = await office.Get<ApplyReform>().Run(Operator, Registry.At(Day),
            Head + "2018-11-19,环境保护厅,西藏自治区生态环境厅,生态环境厅,rename,文,high,\n2018-11-19,天文厅,西藏自治区航天厅,,rename,文,high,\n2018-11-20,生态环境厅,西藏自治区环境厅,环境厅,rename,文,high,\n某日,a,b,,rename,文,high,\n", dryRun: false);
        Assert.That(result.Faults.Select(f => f.ToString()), Is.EqualTo(new[]
        {
            "第3行：登记簿里没有“天文厅”。请核对写法，或先把它加进登记簿。", "第5行：生效日期“某日”读不懂，应写成 2018-11-19、2018-11 或 2018。",
        }), "a line stands on those before it");
        Assert.That(await Everything(), Is.EqualTo(before));
    }

    [Test]
    public async Task From_the_page_it_is_shown_before_it_is_registered()
    {
        using var admin = await office.Client("xitong", Role.SystemAdministrator);
        (string, string)[] fields = [("Reform.Kind", "Merge"), ("Reform.On", "2018-11-19"), ("Reform.Document", "藏党发〔2018〕30号"), ("Reform.Old", "工商局\n质监局"), ("Reform.New", "西藏自治区市场监督管理局，市场监管局，scj")];
        using var shown = await admin.PostAsync("/new-reorganisation", await admin.Form("/new-reorganisation", fields));
        Assert.That(WebUtility.HtmlDecode(await shown.Content.ReadAsStringAsync()), Does.Contain("合并：工商局、质监局 → 市场监管局（新设，直属机构，代码 scj），自2018-11-19起"));
        Assert.That(await office.One<int>("SELECT count(*)::int FROM reorganisations"), Is.Zero);
        using var done = await admin.PostAsync("/new-reorganisation?handler=Register", await admin.Form("/new-reorganisation", fields));
        Assert.That(done.Headers.Location?.OriginalString, Is.EqualTo("/reorganisations"));
        Assert.That(await admin.GetStringAsync("/reorganisations"), Does.Contain("/units/scj").And.Contain("未到"));
        Assert.That(await admin.GetStringAsync("/units/gsj"), Does.Contain("将自2018年11月19日起撤销"));
        Assert.That(await admin.GetStringAsync("/units/scj"), Does.Contain("起成立"));
    }

    [TestCase("Reform.Kind", "", "请选择机构改革的类型。")]
    [TestCase("Reform.On", "", "请填写生效日期。")]
    [TestCase("Reform.Old", "天文厅", "登记簿里没有“天文厅”")]
    [TestCase("Reform.New", "甲，乙，丙，丁", "“甲，乙，丙，丁”读不懂：一行写一个新单位，写成 全称，简称，代码。")]
    public async Task The_form_says_what_is_missing(string field, string value, string sentence)
    {
        using var admin = await office.Client("xitong", Role.SystemAdministrator);
        (string, string)[] fields = [("Reform.Kind", "Rename"), ("Reform.On", "2018-11-19"), ("Reform.Document", "文"), ("Reform.Old", "环保厅"), ("Reform.New", "西藏自治区生态环境厅")];
        using var answer = await admin.PostAsync("/new-reorganisation", await admin.Form("/new-reorganisation", [.. fields.Where(f => f.Item1 != field), (field, value)]));
        Assert.That(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), Does.Contain(sentence).And.Contain("藏").Or.Contain(sentence));
    }

    [Test]
    public async Task The_enclosed_reform_is_tried_and_registered_from_the_page()
    {
        using var admin = await office.Client("xitong", Role.SystemAdministrator);
        using var trial = await admin.PostAsync("/reorganisations?handler=Enclosed", await admin.Form("/reorganisations"));
        Assert.That(await trial.Content.ReadAsStringAsync(), Does.Contain("登记这26行").And.Contain("原文 2018-11").And.Contain("存疑"));
        using var done = await admin.PostAsync("/reorganisations?handler=Apply", await admin.Form("/reorganisations", ("Key", "reform-2018")));
        Assert.That(await admin.GetStringAsync("/reorganisations"), Does.Contain("26 条"));
    }

    [Test]
    public async Task The_shell_registers_the_same_table()
    {
        using var shell = Shell.On(office.Served.Database);
        var trial = await shell.Run("units", "reorganise", Checkout.File("seed-data/units/reform-2018.csv"), "--dry-run");
        Assert.That((trial.Status, trial.Output.TrimEnd().Split('\n')[^1]), Is.EqualTo((0, "可以登记26行。这是试算，没有写入。")));
        Assert.That(await office.One<int>("SELECT count(*)::int FROM reorganisations"), Is.Zero);
        Assert.That((await shell.Run("units", "reorganise")).Output, Does.EndWith("已登记26行。\n"));
        Assert.That((await shell.Run("units", "reorganise")).Output, Does.EndWith("已登记0行。\n"));
        var file = Path.Combine(shell.State, "x.csv");
        await File.WriteAllTextAsync(file, "a,b\n1,2\n");
        (await shell.Run("units", "reorganise", file)).RefusedWith(2, "表头缺少“effective”一列");
        (await shell.Run("units", "reorganise", "没有.csv")).RefusedWith(2, "找不到文件");
    }

    Task<string> Everything() => office.One<string>("""
        SELECT md5(string_agg(t, '|')) FROM (SELECT u::text t FROM units u UNION ALL SELECT a::text FROM unit_aliases a UNION ALL SELECT r::text FROM reorganisations r
            UNION ALL SELECT s::text FROM successions s UNION ALL SELECT n::text FROM unit_names n UNION ALL SELECT e.sentence FROM events e WHERE e.verb = 'Reorganise' ORDER BY 1) t
        """);
}
