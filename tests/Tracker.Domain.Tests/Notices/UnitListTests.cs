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
    [TestCase("市财政局负责落实", "市财政局", "", "")]
    [TestCase("市环保局、市水务局分别负责落实", "", "", "市环保局|市水务局")]
    [TestCase("责任单位：市人社局、市农业局分别牵头", "市人社局|市农业局", "", "")]
    [TestCase("市教育局会同市财政局、市人社局负责", "市教育局", "市财政局|市人社局", "")]
    [TestCase("市教育局牵头，市财政局参与，各县区落实", "市教育局", "市财政局|各县区", "")]
    [TestCase("市政府办公室、市委编办牵头，市级各有关部门及各县（市、区）政府按职责分工负责", "市政府办公室|市委编办", "", "市级各有关部门|各县（市、区）政府")]
    [TestCase("市教育局（牵头）、市财政局、市人社局（配合）", "市教育局", "市财政局|市人社局", "")]
    [TestCase("责任单位：市教育局；配合单位：市财政局", "市教育局", "市财政局", "")]
    [TestCase("牵头：市教育局，配合：市财政局", "市教育局", "市财政局", "")]
    [TestCase("市级牵头单位：市教育局；市直责任部门：市财政局", "市教育局", "市财政局", "")]
    [TestCase("牵头（主办）单位：市教育局", "市教育局", "", "")]
    [TestCase("牵头单位市教育局，责任单位市财政局、市人社局", "市教育局", "市财政局|市人社局", "")]
    [TestCase("【牵头单位】市教育局【配合单位】市财政局", "市教育局", "市财政局", "")]
    [TestCase("牵头单位：市教育局责任单位：市财政局", "市教育局", "市财政局", "")]
    [TestCase("牵头单位：市教育局；责任领导：张三；责任人：李四", "市教育局", "", "")]
    [TestCase("牵头单位：市教育局；成果形式：出台办法；配合单位：市财政局", "市教育局", "市财政局", "")]
    [TestCase("责任单位：（市教育局、市财政局）", "市教育局", "市财政局", "")]
    [TestCase("由市教育局牵头，市财政局配合", "市教育局", "市财政局", "")]
    [TestCase("市教育局负责校园安全，市公安局负责周边治安", "市教育局", "市公安局", "")]
    [TestCase("市教育局、市财政局等9个部门按职责分工负责", "", "", "市教育局|市财政局")]
    [TestCase("市教育局/市财政局", "市教育局", "市财政局", "")]
    [TestCase("市教育局 市财政局", "市教育局", "市财政局", "")]
    [TestCase("市政府 办公室，市教育局", "市政府办公室", "市教育局", "")]
    [TestCase("各县区和市直各部门", "各县区", "市直各部门", "")]
    [TestCase("市委宣传部以及市融媒体中心", "市委宣传部", "市融媒体中心", "")]
    [TestCase("市住建局，各县、区人民政府", "市住建局", "各县、区人民政府", "")]
    [TestCase("各乡镇政府、街道办事处", "各乡镇政府", "街道办事处", "")]
    [TestCase("责任单位：市教育局（列第一位者为牵头单位，下同）", "市教育局", "", "")]
    [TestCase("责任单位：市教育局、市商务局按职责分工负责。各项任务均涉及各县区政府，不再列出，下同。", "", "", "市教育局|市商务局")]
    [TestCase("市教育局牵头，市财政局、市人社局等部门按职责分工负责", "市教育局", "", "市财政局|市人社局")]
    [TestCase("科技部、银保监会等国务院相关部门及各地区按职责分工负责", "", "", "科技部|银保监会|各地区")]
    [TestCase("银保监会及各地区按职责分工负责", "", "", "银保监会|各地区")]
    [TestCase("国务院办公厅牵头，国务院相关部门和单位及各地区按职责分工负责", "国务院办公厅", "", "国务院相关部门和单位|各地区")]
    [TestCase("驻厅纪检监察组指导，各处室负责", "各处室", "驻厅纪检监察组", "")]
    [TestCase("区教育局，秋季学期开学前", "区教育局", "", "")]
    [TestCase("责任单位为市教育局、市财政局", "市教育局", "市财政局", "")]
    [TestCase("市教育局、市财政局，每月25日前报送情况", "市教育局", "市财政局", "")]
    public void Names_are_parted_and_roles_told(string words, string lead, string support, string sharing)
    {
        var list = UnitList.Read(Passage.At(0, words).WithoutBlanks());
        Assert.That((string.Join('|', list.Lead), string.Join('|', list.Support), string.Join('|', list.Sharing)), Is.EqualTo((lead, support, sharing)));
    }

    [TestCase("高新区和经开区", "高新区|经开区")]
    [TestCase("市教育局市财政局", "市教育局|市财政局")]
    public void One_name_that_may_be_two_has_both_readings(string words, string names)
    {
        var list = UnitList.Read(Passage.At(0, words));
        Assert.That((list.Units.Single().Name.Text, string.Join('|', list.Otherwise!.Units.Select(u => u.Name.Text))), Is.EqualTo((words, names)));
    }

    [TestCase("发展和改革委员会"), TestCase("市委市政府督查室"), TestCase("市文化和旅游局"), TestCase("市人力资源和社会保障局"), TestCase("市工业和信息化局"), TestCase("国网某市供电公司"), TestCase("市委组织部（市公务员局）")]
    public void A_name_that_can_only_be_one_has_no_other_reading(string name) => Assert.That(UnitList.Read(Passage.At(0, name)).Otherwise, Is.Null);

    [TestCase("市教育局等部门"), TestCase("市教育局等有关单位"), TestCase("市教育局等9个部门"), TestCase("市教育局等相关部门（单位）"), TestCase("市教育局等各有关部门和单位按职责分工负责")]
    public void And_others_says_that_more_are_meant(string words)
    {
        var list = UnitList.Read(Passage.At(0, words));
        Assert.That((list.IsOpenEnded, list.Units.Single().Name.Text), Is.EqualTo((true, "市教育局")));
    }

    [TestCase("市财政局、市发展改革委等市政府有关部门配合"), TestCase("市教育局、市财政局等9个部门"), TestCase("市教育局、市财政局等部门")]
    public void And_others_behind_several_may_say_that_more_are_meant(string words) => Assert.That((UnitList.Read(Passage.At(0, words)).IsOpenEnded, UnitList.Read(Passage.At(0, words)).Units.Count), Is.EqualTo((true, 2)));

    [TestCase("市教育局、市财政局等"), TestCase("市教育局、市财政局等按职责分工负责"), TestCase("市教育局、市财政局等部门按职责分工负责"), TestCase("市教育局、市财政局等2个部门"), TestCase("市财政局、市发展改革委等市政府有关部门按职责分工负责")]
    public void And_so_on_may_end_a_list_that_is_complete(string words) => Assert.That((UnitList.Read(Passage.At(0, words)).IsOpenEnded, UnitList.Read(Passage.At(0, words)).Units.Count), Is.EqualTo((false, 2)));

    [Test]
    public void A_limit_among_the_units_is_no_unit()
    {
        var list = UnitList.Read(Passage.At(0, "责任单位：财政厅；完成时限：2018年12月底前"));
        Assert.That((list.Lead.Single(), list.Limit?.Text), Is.EqualTo(("财政厅", "2018年12月底前")));
    }

    [TestCase("发展改革委"), TestCase("区脱贫攻坚指挥部办公室"), TestCase("各地（市）行署（人民政府）"), TestCase("审改办"), TestCase("各县区"), TestCase("高新区管委会"), TestCase("政府系统建议提案承办单位")]
    public void Whole_names_are_known_by_how_they_end(string name) => Assert.That(UnitNames.IsWhole(name), Is.True);

    [TestCase("政"), TestCase("府各"), TestCase("工业和信息化"), TestCase("接受社会监督"), TestCase("各地（市）行署（人民"), TestCase("PPP"), TestCase("新疆"), TestCase("“五公开”"), TestCase("试行"), TestCase("含公共企事业单位"), TestCase("以下简称市政府"), TestCase("不含县级单位"), TestCase("政务服务网站"), TestCase("全社会"), TestCase("此件公开发布")]
    public void Other_words_are_no_names(string words) => Assert.That(UnitNames.IsWhole(words), Is.False);

    [TestCase("政府各部门", CollectiveKind.AllDepartments)]
    [TestCase("区政府各部门", CollectiveKind.AllDepartments)]
    [TestCase("政府各有关部门", CollectiveKind.RelevantDepartments)]
    [TestCase("自治州各有关部门", CollectiveKind.RelevantDepartments)]
    [TestCase("各地（市）行署（人民政府）", CollectiveKind.AllPrefectures)]
    [TestCase("各地(市)行署(人民政府)", CollectiveKind.AllPrefectures)]
    [TestCase("各市（州）人民政府", CollectiveKind.AllPrefectures)]
    [TestCase("各县市人民政府", CollectiveKind.AllCounties)]
    [TestCase("各县、区人民政府", CollectiveKind.AllCounties)]
    [TestCase("各乡镇政府", CollectiveKind.AllTownships)]
    [TestCase("街道办事处", CollectiveKind.AllSubdistricts)]
    [TestCase("园区管委会", CollectiveKind.AllParks)]
    [TestCase("各直属机构", CollectiveKind.AllDirectInstitutions)]
    [TestCase("政府系统建议提案承办单位", CollectiveKind.HandlingUnits)]
    public void A_name_may_stand_for_many_units(string name, CollectiveKind kind) => Assert.That(Collectives.KindOf(name), Is.EqualTo(kind));

    [TestCase("教育厅"), TestCase("富乐街道办事处"), TestCase("赛里木湖风景名胜区管委会"), TestCase("区政务服务中心"), TestCase("各镇卫生院"), TestCase("各乡镇中小学")]
    public void A_unit_of_its_own_stands_for_nobody_else(string name) => Assert.That(Collectives.KindOf(name), Is.Null);
}
