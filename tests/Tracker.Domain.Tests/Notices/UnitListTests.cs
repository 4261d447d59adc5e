using Tracker.Domain.Notices;
using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Tests.Notices;

public sealed class UnitListTests
{
    [TestCase("政府办公厅，政府各部门，各地（市）行署（人民政府）", "政府办公厅", "政府各部门|各地（市）行署（人民政府）", "")]
    [TestCase("州发改委、行政服务中心,各县市人民政府", "州发改委", "行政服务中心|各县市人民政府", "")]
    [TestCase("牵头单位：区政府办、区法制办；责任单位：区政府各部门，各乡镇政府、街道办事处", "区政府办|区法制办", "区政府各部门|各乡镇政府|街道办事处", "")]
    [TestCase("牵头单位：区政府办，责任单位：区政府各部门", "区政府办", "区政府各部门", "")]
    [TestCase("责任单位：教育厅、财政厅", "教育厅", "财政厅", "")]
    [TestCase("牵头单位:教育厅 配合单位:财政厅", "教育厅", "财政厅", "")]
    [TestCase("发展改革委牵头，财政厅、教育厅配合", "发展改革委", "财政厅|教育厅", "")]
    [TestCase("发展改革委牵头，财政厅、教育厅按职责分工负责", "发展改革委", "", "财政厅|教育厅")]
    [TestCase("教育局、公安局按职责分工负责", "", "", "教育局|公安局")]
    [TestCase("教育局和公安局", "教育局", "公安局", "")]
    [TestCase("发展和改革委员会、工业和信息化厅", "发展和改革委员会", "工业和信息化厅", "")]
    [TestCase("人力资源和社会保障局，住房和城乡建设局", "人力资源和社会保障局", "住房和城乡建设局", "")]
    [TestCase("财政厅负责", "财政厅", "", "")]
    public void Names_are_parted_and_roles_told(string words, string lead, string support, string sharing)
    {
        var list = UnitList.Read(Passage.At(0, words).WithoutBlanks());
        Assert.That((string.Join('|', list.Lead), string.Join('|', list.Support), string.Join('|', list.Sharing)), Is.EqualTo((lead, support, sharing)));
    }

    [Test]
    public void A_limit_among_the_units_is_no_unit()
    {
        var list = UnitList.Read(Passage.At(0, "责任单位：财政厅；完成时限：2018年12月底前"));
        Assert.That((list.Lead.Single(), list.Limit?.Text), Is.EqualTo(("财政厅", "2018年12月底前")));
    }

    [TestCase("发展改革委"), TestCase("区脱贫攻坚指挥部办公室"), TestCase("各地（市）行署（人民政府）"), TestCase("审改办"), TestCase("各县区"), TestCase("高新区管委会"), TestCase("政府系统建议提案承办单位")]
    public void Whole_names_are_known_by_how_they_end(string name) => Assert.That(UnitNames.IsWhole(name), Is.True);

    [TestCase("政"), TestCase("府各"), TestCase("工业和信息化"), TestCase("接受社会监督"), TestCase("各地（市）行署（人民"), TestCase("PPP"), TestCase("新疆"), TestCase("“五公开”"), TestCase("此件公开发布")]
    public void Other_words_are_no_names(string words) => Assert.That(UnitNames.IsWhole(words), Is.False);

    [TestCase("政府各部门", CollectiveKind.AllDepartments)]
    [TestCase("区政府各部门", CollectiveKind.AllDepartments)]
    [TestCase("政府各有关部门", CollectiveKind.RelevantDepartments)]
    [TestCase("自治州各有关部门", CollectiveKind.RelevantDepartments)]
    [TestCase("各地（市）行署（人民政府）", CollectiveKind.AllPrefectures)]
    [TestCase("各地(市)行署(人民政府)", CollectiveKind.AllPrefectures)]
    [TestCase("各市（州）人民政府", CollectiveKind.AllPrefectures)]
    [TestCase("各县市人民政府", CollectiveKind.AllCounties)]
    [TestCase("各乡镇政府", CollectiveKind.AllTownships)]
    [TestCase("街道办事处", CollectiveKind.AllSubdistricts)]
    [TestCase("园区管委会", CollectiveKind.AllParks)]
    [TestCase("各直属机构", CollectiveKind.AllDirectInstitutions)]
    [TestCase("政府系统建议提案承办单位", CollectiveKind.HandlingUnits)]
    public void A_name_may_stand_for_many_units(string name, CollectiveKind kind) => Assert.That(Collectives.KindOf(name), Is.EqualTo(kind));

    [TestCase("教育厅"), TestCase("富乐街道办事处"), TestCase("赛里木湖风景名胜区管委会"), TestCase("区政务服务中心")]
    public void A_unit_of_its_own_stands_for_nobody_else(string name) => Assert.That(Collectives.KindOf(name), Is.Null);
}
