using Tracker.Domain.Units;
using Tracker.Domain.WorkItems;

namespace Tracker.Domain.Tests.Units;

sealed class AssigneesTests
{
    static readonly UnitRegistry Xizang = Registries.Of("xizang");

    static Assignees Of(string lead, string support = "", string responsible = "", params string[] members) => Assignees.Of(
        new(Names(lead), Names(support), Names(responsible)), Xizang,
        _ => [.. members.Select(m => ((OneUnit)Xizang.Resolve(m)).Unit)]);

    static string[] Names(string written) => written.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    static string Parts(Assignees assignees) =>
        string.Join(" ", assignees.Units.Select(u => $"{u.Role.Chinese()}{u.Position}{u.Unit.ShortName}"));

    [Test]
    public void Units_named_one_by_one_lead_and_support_in_their_order() =>
        Assert.That(Parts(Of("发展改革委 财政厅", "教育厅 公安厅")), Is.EqualTo("牵头1发展改革委 牵头2财政厅 协办1教育厅 协办2公安厅"));

    [Test]
    public void Units_from_a_collective_are_responsible_each_for_its_own_field() =>
        Assert.That(Parts(Of("政府办公厅", "各地（市）行署（人民政府）")),
            Is.EqualTo("牵头1政府办公厅 责任1拉萨市 责任2日喀则市 责任3昌都市 责任4林芝市 责任5山南市 责任6那曲市 责任7阿里地区"));

    [Test]
    public void Where_a_collective_leads_nobody_leads() =>
        Assert.That(Of("政府各部门", "各地（市）行署（人民政府）").Units.Select(u => u.Role), Is.All.EqualTo(AssignmentRole.Responsible));

    [Test]
    public void Units_whose_roles_are_not_told_apart_are_responsible() =>
        Assert.That(Parts(Of("", "", "财政厅 教育厅")), Is.EqualTo("责任1财政厅 责任2教育厅"));

    [TestCase("财政厅", "政府各部门", AssignmentRole.Lead)]
    [TestCase("政府办公厅", "财政厅 政府各部门", AssignmentRole.Responsible)]
    [TestCase("政府各部门 财政厅", "", AssignmentRole.Lead)]
    public void One_unit_has_one_part_the_stronger_and_keeps_both_sources(string lead, string support, AssignmentRole role)
    {
        var treasury = Of(lead, support).Units.Single(u => u.Unit.ShortName == "财政厅");
        Assert.That(treasury.Role, Is.EqualTo(role));
        Assert.That(treasury.Sources, Is.EquivalentTo(new[] { "财政厅", "政府各部门" }));
    }

    [Test]
    public void The_same_unit_under_two_spellings_is_one() =>
        Assert.That(Of("区审改办", "审改办").Units.Single().Sources, Is.EqualTo(new[] { "区审改办", "审改办" }));

    [Test]
    public void Unknown_names_are_handed_back_as_written() =>
        Assert.That(Of("财政厅 天文厅", "海事局").Unknown, Is.EqualTo(new[] { "天文厅", "海事局" }));

    [TestCase("政府系统建议提案承办单位", "", true)]
    [TestCase("发展改革委", "政府系统建议提案承办单位", false)]
    public void Whoever_must_be_named_stands_for_nobody_until_then(string lead, string support, bool standsFirst)
    {
        var waiting = Of(lead, support);
        Assert.That(waiting.Awaiting, Is.EqualTo(new[] { new AwaitsNames("政府系统建议提案承办单位", standsFirst) }));
        var named = Of(lead, support, "", "财政厅", "教育厅");
        Assert.That(named.Awaiting, Is.Empty);
        Assert.That(Parts(named), Does.EndWith("责任1财政厅 责任2教育厅"));
    }

    [Test]
    public void The_57_items_of_xizang_2018_come_to_1054_assignments()
    {
        var items = Registries.Tasks("xizang").Select(t => (t.Id, Assignees: Assignees.Of(t.Names, Xizang, _ => []))).ToList();
        var roles = items.SelectMany(i => i.Assignees.Units).CountBy(u => u.Role).ToDictionary();
        Assert.That(items, Has.Count.EqualTo(57));
        Assert.That((roles[AssignmentRole.Lead], roles[AssignmentRole.Support], roles[AssignmentRole.Responsible]), Is.EqualTo((54, 74, 926)));
        Assert.That(items.SelectMany(i => i.Assignees.Unknown), Is.Empty);
        Assert.That(items.SelectMany(i => i.Assignees.Awaiting.Select(a => (i.Id, a.Spelling, a.StandsFirst))), Is.EqualTo(new[]
        {
            ("一.4", "政府系统建议提案承办单位", true), ("二.1", "政府各有关部门", false),
        }));
    }
}
