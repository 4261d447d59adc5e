using Tracker.Domain.Notices;
using Tracker.Domain.Units;

namespace Tracker.Domain.Tests.Units;

sealed class UnitRegistryTests
{
    static string Found(Resolved resolved) => resolved switch
    {
        OneUnit one => one.Unit.Code,
        ManyUnits many => string.Join(";", many.Collective.Kinds),
        _ => "?",
    };

    [TestCase("xizang", 75)]
    [TestCase("bozhou", 42)]
    [TestCase("youxian", 69)]
    public void The_reference_data_holds_the_units_of_three_regions(string region, int units) =>
        Assert.That(Registries.Of(region).Units, Has.Count.EqualTo(units));

    [TestCase("xizang", 25, 4)]
    [TestCase("bozhou", 23, 3)]
    [TestCase("youxian", 29, 4)]
    public void Every_spelling_of_the_notices_means_one_unit_or_the_collective_it_is(string region, int units, int collectives)
    {
        var registry = Registries.Of(region);
        var tasks = Registries.Tasks(region);
        var kinds = tasks.SelectMany(t => t.Collective).Distinct().ToDictionary();
        var spellings = tasks.SelectMany(t => t.Names.Lead.Concat(t.Names.Support)).ToHashSet();
        foreach (var spelling in spellings)
            if (kinds.TryGetValue(spelling, out var kind)) Assert.That(Found(registry.Resolve(spelling)), Is.EqualTo($"{kind}"), spelling);
            else Assert.That(registry.Resolve(spelling), Is.TypeOf<OneUnit>(), spelling);
        Assert.That((spellings.Count(s => registry.Resolve(s) is OneUnit), spellings.Count(kinds.ContainsKey)),
            Is.EqualTo((units, collectives)));
    }

    [TestCase("xizang")]
    [TestCase("bozhou")]
    [TestCase("youxian")]
    public void Every_addressee_is_known(string region) =>
        Assert.That(Registries.Addressees(region).Where(a => Registries.Of(region).Resolve(a) is UnknownUnit), Is.Empty);

    [TestCase("xizang", "审改办", "sgb")]
    [TestCase("xizang", "区审改办", "sgb")]
    [TestCase("xizang", "自治区审改办", "sgb")]
    [TestCase("xizang", "自治区 财政厅", "czt")]                  // the prefix and a space, neither in the table
    [TestCase("xizang", "西藏自治区公安厅", "gat")]
    [TestCase("xizang", "各地(市) 行署(人民政府)", "AllPrefectures")]  // half-width brackets
    [TestCase("xizang", "区自治区财政厅", "?")]                   // only one prefix is taken off
    [TestCase("xizang", "财政局", "?")]
    [TestCase("xizang", "", "?")]
    [TestCase("bozhou", "博州财政局", "czj")]
    [TestCase("bozhou", "五台工业园区(湖北工业园)管委会", "wutai")]
    [TestCase("youxian", "绵阳市游仙区区财政局", "czj")]
    [TestCase("youxian", "各乡镇（街道）人民政府（办事处）", "AllTownships;AllSubdistricts")]
    public void A_name_is_found_as_it_stands_or_without_the_regions_prefix_once(string region, string written, string found) =>
        Assert.That(Found(Registries.Of(region).Resolve(written)), Is.EqualTo(found));

    [TestCase("xizang", "政府各部门", 44)]
    [TestCase("xizang", "各地（市）行署（人民政府）", 7)]
    [TestCase("xizang", "政府各有关部门", 0)]
    [TestCase("xizang", "政府系统建议提案承办单位", 0)]
    [TestCase("bozhou", "各县市人民政府", 4)]
    [TestCase("bozhou", "各直属机构", 10)]
    [TestCase("youxian", "各乡镇政府", 21)]       // without 沉抗镇 and 松垭镇
    [TestCase("youxian", "街道办事处", 3)]        // without 春雷, 松林 and 华丰
    [TestCase("youxian", "园区管委会", 1)]
    [TestCase("youxian", "各乡镇（街道）人民政府（办事处）", 24)]
    public void A_collective_expands_to_every_member_that_is_not_doubtful(string region, string spelling, int members)
    {
        var registry = Registries.Of(region);
        var collective = ((ManyUnits)registry.Resolve(spelling)).Collective;
        Assert.That(registry.Expand(collective).Count(), Is.EqualTo(members));
        Assert.That(collective.MustBeNamed, Is.EqualTo(members == 0));
    }

    [Test]
    public void A_doubtful_unit_can_still_be_named() =>
        Assert.That(Registries.Of("youxian").Resolve("松垭镇"), Is.TypeOf<OneUnit>().With.Property("Unit").Property("Doubtful").True);

    [Test]
    public void Members_come_in_administrative_order()
    {
        var registry = Registries.Of("xizang");
        var members = registry.Expand(new("政府各部门", [CollectiveKind.AllDepartments], "")).ToList();
        Assert.That(members.Select(u => u.Order), Is.Ordered);
        Assert.That(members[0].ShortName, Is.EqualTo("发展改革委"));
    }

    [Test]
    public void Two_units_cannot_share_a_spelling()
    {
        Unit Named(string code, string name) => new(code, name, code, [], UnitKind.Department, 1, "");
        Assert.That(() => new UnitRegistry([Named("a", "财政厅"), Named("b", "财 政厅")], [], []),
            Throws.TypeOf<RuleBroken>().With.Message.Contains("财 政厅"));
    }

    [TestCase("a,甲局,甲,,Bureau,1,", "“kind”不能是“Bureau”")]
    [TestCase("a,甲局,甲,,1,1,", "“kind”不能是“1”")]
    [TestCase("a,甲局,,,Agency,1,", "“short_name”不能为空")]
    [TestCase("a,甲局,甲,,Agency,x,", "“order”应是整数")]
    [TestCase("z,甲局,甲,,Agency,1,", "代码“z”出现两次")]
    [TestCase("a,甲局,甲,Agency,1,", "应有7列，实有6列")]
    public void A_table_of_units_that_cannot_be_understood_names_the_line(string row, string reason)
    {
        var text = $"code,full_name,short_name,aliases,kind,order,note\nz,乙局,乙,,Agency,2,\n{row}\n";
        Assert.That(() => Unit.FromCsv(text), Throws.TypeOf<DataUnreadable>().With.Message.StartsWith("第3行：").And.Message.Contains(reason));
    }

    [TestCase("")]
    [TestCase("AllDepartments;AllTowns")]
    public void A_collective_of_no_known_kind_names_the_line(string kind) =>
        Assert.That(() => CollectiveUnit.FromCsv($"region,spelling,kind,rule\nx,各局,{kind},\n", "x"),
            Throws.TypeOf<DataUnreadable>().With.Message.StartsWith("第2行："));
}
