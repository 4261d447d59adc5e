using Tracker.Domain.Units;

namespace Tracker.Domain.Tests.Units;

sealed class NearestNamesTests
{
    static string First(string region, string written) => NearestNames.To(written, Registries.Of(region)).Select(n => $"{n.Name} {n.Why}").FirstOrDefault() ?? "";

    [TestCase("xizang", "区自治区财政厅", "财政厅 只差行政区的前缀")]
    [TestCase("xizang", "财政局", "财政厅 “局”与“厅”之差")]
    [TestCase("xizang", "自治区审计局", "审计厅 “局”与“厅”之差")]
    [TestCase("xizang", "审计", "审计厅 “厅”字之差")]
    [TestCase("xizang", "人力社保厅", "人力资源社会保障厅 像是它的简称")]
    [TestCase("xizang", "工信委", "工业和信息化厅 “委”与“厅”之差")]              // 工信厅 is an alias of it
    [TestCase("xizang", "住房和城乡规划建设厅", "住房城乡建设厅 像是它的另一种全称")]
    [TestCase("xizang", "环境保户厅", "环境保护厅 差1个字")]
    [TestCase("xizang", "公安听", "公安厅 差1个字")]
    [TestCase("xizang", "通交运输厅", "交通运输厅 差1个字")]                     // neighbours that changed places are one slip
    [TestCase("xizang", "政府各部们", "政府各部门 差1个字")]
    [TestCase("xizang", "阿里地区行政公署（人民政府）", "阿里地区 像是它的另一种全称")]
    [TestCase("bozhou", "州教育和科技局", "州教育局 像是它的另一种全称")]
    [TestCase("youxian", "市财政局", "区财政局 差1个字")]
    [TestCase("youxian", "区 财 政 厅", "区财政局 “厅”与“局”之差")]
    public void The_nearest_name_comes_first_and_says_why(string region, string written, string nearest) =>
        Assert.That(First(region, written), Is.EqualTo(nearest));

    [TestCase("深空探测中心")]
    [TestCase("中国铁路总公司")]
    [TestCase("")]
    [TestCase("厅")]
    public void What_is_like_nothing_gets_no_proposal(string written) =>
        Assert.That(NearestNames.To(written, Registries.Of("xizang")), Is.Empty);

    [Test]
    public void A_unit_is_offered_once_however_many_of_its_names_are_near() =>
        Assert.That(NearestNames.To("卫生和计划生育厅", Registries.Of("xizang")).Select(n => n.Name), Is.Unique.And.Member("卫生计生委"));

    [TestCase("xizang")]
    [TestCase("bozhou")]
    [TestCase("youxian")]
    public void A_wrong_ending_or_a_lost_character_leads_back_to_every_unit(string region)
    {
        var registry = Registries.Of(region);
        var lost = registry.Units.Where(u => u.ShortName.Length >= 5 && registry.Resolve(u.ShortName[1..]) is UnknownUnit).ToList();
        Assert.That(lost.Where(u => NearestNames.To(u.ShortName[1..], registry).All(n => n.Name != u.ShortName)).Select(u => u.ShortName), Is.Empty);
        Assert.That(lost, Is.Not.Empty);
    }

    static readonly Unit Trade = Named("gsj", "工商局"), Market = Named("scj", "市场监管局"), Health = Named("wsw", "卫生委"), Ageing = Named("llb", "老龄办");

    static Unit Named(string code, string name) => new(code, name, name, [], UnitKind.Department, 1, "");

    [Test]
    public void A_unit_split_among_several_offers_all_of_them() =>
        Assert.That(NearestNames.To("工商局", new([Market, Health], [], [], [new FormerUnit(Trade, null) { Successors = [Market, Health] }])),
            Is.EqualTo(new NearName[] { new("市场监管局", "承接工商局的职责"), new("卫生委", "承接工商局的职责") }));

    [Test]
    public void A_slip_in_an_old_name_leads_to_the_heir_and_names_the_old_one() =>
        Assert.That(NearestNames.To("老龄委", new([Health], [], [], [new FormerUnit(Ageing, Health)])),
            Is.EqualTo(new NearName[] { new("卫生委", "“委”与“办”之差（现由它承接原“老龄办”）") }));
}
