using Tracker.Domain.Units;
using static Tracker.Domain.Tests.Dates;

namespace Tracker.Domain.Tests.Units;

sealed class ReorganisationTests
{
    const string Head = "effective,old_units,new_unit,new_short,kind,document,confidence,note\n";

    [TestCase(ReorganisationKind.Rename, 1, 1, true)]
    [TestCase(ReorganisationKind.Rename, 2, 1, false)]
    [TestCase(ReorganisationKind.Merge, 3, 1, true)]
    [TestCase(ReorganisationKind.Merge, 1, 1, true)]     // taken over by another
    [TestCase(ReorganisationKind.Merge, 2, 2, false)]
    [TestCase(ReorganisationKind.Split, 1, 2, true)]
    [TestCase(ReorganisationKind.Split, 2, 2, false)]
    [TestCase(ReorganisationKind.Transfer, 2, 1, true)]
    [TestCase(ReorganisationKind.Transfer, 0, 1, false)]
    [TestCase(ReorganisationKind.Foundation, 0, 1, true)]
    [TestCase(ReorganisationKind.Foundation, 1, 1, false)]
    [TestCase(ReorganisationKind.Abolition, 1, 0, true)]
    [TestCase(ReorganisationKind.Abolition, 1, 1, false)]
    public void Each_kind_takes_its_number_of_units(ReorganisationKind kind, int before, int behind, bool fits) =>
        Assert.That(kind.Fault(before, behind) is null, Is.EqualTo(fits));

    [TestCase("2018-11-19", "2018-11-19", "")]
    [TestCase("2018-11", "2018-11-30", "2018-11")]
    [TestCase("2016-02", "2016-02-29", "2016-02")]
    [TestCase("2021", "2021-12-31", "2021")]
    public void Where_only_the_month_or_year_is_known_its_last_day_counts_and_the_line_is_doubtful(string written, string on, string asWritten)
    {
        var line = ReformLine.FromCsv($"{Head}{written},甲,乙,,rename,文,high,\n").Lines.Single();
        Assert.That((line.On, line.OnAsWritten, line.Doubtful), Is.EqualTo((Day(on), asWritten, asWritten != "")));
    }

    [TestCase("2018-13,甲,乙,,rename,文,high,", "生效日期“2018-13”读不懂")]
    [TestCase("去年,甲,乙,,rename,文,high,", "生效日期“去年”读不懂，应写成 2018-11-19、2018-11 或 2018。")]
    [TestCase("2018-11-19,甲,乙,,move,文,high,", "类型“move”不认识，应为 rename、merge、split、transfer、foundation、abolition 之一。")]
    [TestCase("2018-11-19,甲,乙,,0,文,high,", "类型“0”不认识")]
    [TestCase("2018-11-19,甲;丙,乙,,rename,文,high,", "更名只涉及一个单位")]
    [TestCase("2018-11-19,甲,,,merge,文,high,", "合并须写明至少一个原单位和一个承接单位。")]
    public void A_line_that_cannot_be_read_names_itself_and_the_others_are_read(string line, string sentence)
    {
        var (lines, faults) = ReformLine.FromCsv($"{Head}2018-11-19,丁,戊,,rename,文,high,\n{line}\n");
        Assert.That(lines, Has.Count.EqualTo(1));
        Assert.That(faults.Single().ToString(), Does.StartWith("第3行：" + sentence));
    }

    [Test]
    public void The_reform_of_2018_is_read_in_the_order_of_its_days_with_its_doubts()
    {
        var (lines, faults) = ReformLine.FromCsv(SeedData.Text("units/reform-2018.csv"));
        Assert.That(faults, Is.Empty);
        Assert.That(lines, Has.Count.EqualTo(26));
        Assert.That(lines.Select(l => l.On), Is.Ordered);
        Assert.That(lines.Count(l => !l.Doubtful), Is.EqualTo(3), "那曲, 市场监管局 and 药监局 alone are sure to the day");
        Assert.That(lines.Select(l => l.Key), Is.Unique);
    }

    [TestCase("西藏自治区应急管理厅", UnitKind.Agency, UnitKind.Department)]
    [TestCase("西藏自治区民族事务委员会", UnitKind.Department, UnitKind.Department)]
    [TestCase("西藏自治区医疗保障局", UnitKind.Department, UnitKind.Agency)]
    [TestCase("西藏自治区人民政府外事办公室", UnitKind.Department, UnitKind.Department)]
    [TestCase("西藏自治区市场监督管理局", UnitKind.Agency, UnitKind.Agency)]
    [TestCase("中国银行保险监督管理委员会西藏监管局", UnitKind.Body, UnitKind.Body)]
    [TestCase("那曲市人民政府", UnitKind.Prefecture, UnitKind.Prefecture)]
    public void A_new_units_kind_is_told_by_its_name_and_what_it_came_from(string name, UnitKind before, UnitKind kind) =>
        Assert.That(NewUnitKind.Of(name, [new("a", "原", "原", [], before, 1, "")]), Is.EqualTo(kind));

    [Test]
    public void Without_a_unit_before_it_nothing_tells_the_kind() => Assert.That(NewUnitKind.Of("某某局", []), Is.Null);
}

sealed class UnitsOverTimeTests
{
    static readonly Unit Trade = new("gsj", "工商行政管理局", "工商局", ["工商"], UnitKind.Agency, 301, "") { EndedOn = Day("2018-11-19") };
    static readonly Unit Market = new("scj", "市场监督管理局", "市场监管局", [], UnitKind.Agency, 301, "") { FoundedOn = Day("2018-11-19") };
    static readonly CollectiveUnit Departments = new("政府各部门", [Tracker.Domain.Notices.CollectiveKind.AllDepartments], "");

    static UnitRegistry On(string day, Unit? heir) => new(new[] { Trade, Market }.Where(u => u.ExistsOn(Day(day))), [Departments], [],
        new[] { Trade, Market }.Where(u => !u.ExistsOn(Day(day))).Select(u => new FormerUnit(u, u == Trade ? heir : null)));

    [TestCase("2018-11-18", "gsj")]
    [TestCase("2018-11-19", "scj")]
    public void A_collective_expands_to_the_members_of_the_day(string day, string member) =>
        Assert.That(On(day, Market).Expand(Departments).Single().Code, Is.EqualTo(member));

    [Test]
    public void The_name_of_a_unit_that_has_ended_means_its_heir() =>
        Assert.That(((OneUnit)On("2018-12-01", Market).Resolve("工 商局")).Unit, Is.EqualTo(Market));

    [TestCase("2018-12-01", "工商局")]
    [TestCase("2018-06-11", "市场监管局")]
    public void Without_one_heir_or_before_its_founding_a_unit_is_absent(string day, string name) =>
        Assert.That(On(day, null).Resolve(name), Is.TypeOf<AbsentUnit>());

    [Test]
    public void A_name_that_another_bears_by_now_means_that_one()
    {
        var other = new Unit("x", "新的工商局", "工商局", [], UnitKind.Agency, 1, "");
        var registry = new UnitRegistry([Market, other], [], [], [new FormerUnit(Trade, Market)]);
        Assert.That(((OneUnit)registry.Resolve("工商局")).Unit, Is.EqualTo(other));
        Assert.That(((OneUnit)registry.Resolve("工商")).Unit, Is.EqualTo(Market));
    }

    [Test]
    public void An_absent_unit_stands_in_the_way_of_dispatch_like_an_unknown_one()
    {
        var assignees = Assignees.Of(new(["工商局"], ["天文局"], []), On("2018-12-01", null), _ => []);
        Assert.That((string.Join(',', assignees.Absent), string.Join(',', assignees.Unknown), assignees.Units.Count), Is.EqualTo(("工商局", "天文局", 0)));
    }
}
