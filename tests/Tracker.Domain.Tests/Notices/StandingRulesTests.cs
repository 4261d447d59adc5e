using Tracker.Domain.Notices;

namespace Tracker.Domain.Tests.Notices;

public sealed class StandingRulesTests
{
    static ReadNotice Read(string letter, string plan) =>
        Paper.Read($"某市人民政府办公室关于印发2021年重点工作分工方案的通知\n各县：\n现将方案印发给你们，请认真落实。{letter}\n某市人民政府办公室\n2021年3月1日\n{plan}\n");

    const string Plan = "一、加强公开\n1.做好甲事。（市财政局、市教育局）\n2.做好乙事。（市审计局牵头，市民政局配合）";

    static string[] Said(ReadNotice read) => [.. read.Tasks.Select(t => $"{string.Join('、', t.Lead)}|{string.Join('、', t.Support)}|{string.Join('、', t.Units)}")];

    [TestCase("责任单位中列第一位的为牵头单位。")]
    [TestCase("责任分工中，排在首位的为牵头单位。")]
    [TestCase("任务分工第一责任单位为牵头单位。")]
    public void The_first_named_leads_where_the_letter_says_so(string rule)
    {
        var read = Read(rule, Plan);
        Assert.That(Said(read), Is.EqualTo(new[] { "市财政局|市教育局|", "市审计局|市民政局|" }));
        Assert.That(read.Tasks.Select(t => t.Origins[TaskField.Roles].Basis), Is.EqualTo(new[] { Basis.StandingRule, Basis.RolesSaid }));
    }

    [Test]
    public void A_rule_in_a_bracket_holds_from_there_on()
    {
        var read = Read("", "一、加强公开\n1.做好甲事。（市财政局、市教育局）\n2.做好乙事。（市审计局、市民政局。列第一位者为牵头单位，下同）\n3.做好丙事。（市水务局、市林业局）");
        Assert.That(Said(read), Is.EqualTo(new[] { "市财政局|市教育局|", "市审计局|市民政局|", "市水务局|市林业局|" }));
        Assert.That(read.Tasks.Select(t => t.Origins[TaskField.Roles].Basis), Is.EqualTo(new[] { Basis.FirstNamedLeads, Basis.StandingRule, Basis.StandingRule }));
    }

    [Test]
    public void The_first_named_leads_in_a_column_whose_units_would_all_lead() =>
        Assert.That(Said(Read("", "任务|责任单位|协助单位|时限|\n做好甲事。|市财政局、市教育局|市审计局|全年|\n做好乙事。|市民政局|市水务局|全年|\n注：排名第一的为牵头单位。|")), Is.EqualTo(new[] { "市财政局|市教育局、市审计局|", "市民政局|市水务局|" }));

    [TestCase("以下均需各县区落实，不再列出。")]
    [TestCase("各项任务各县区均为责任单位，不再一一列出。")]
    [TestCase("具体任务均涉及各县区，不再做分工，下同。")]
    public void Units_that_are_not_listed_are_added_to_every_task_with_both_readings(string rule)
    {
        var read = Read("", $"{rule}\n{Plan}");
        Assert.That(Said(read), Is.EqualTo(new[] { "市财政局|市教育局、各县区|", "市审计局|市民政局、各县区|" }));
        var doubt = read.Tasks[0].Doubts.Single();
        Assert.That((doubt.Field, doubt.Readings.Cast<UnitsReading>().Select(r => r.Support.Count)), Is.EqualTo((TaskField.Units, new[] { 2, 1 })));
    }

    [Test]
    public void A_rule_behind_the_names_of_one_task_adds_units_from_there_on() =>
        Assert.That(Said(Read("", "一、加强公开\n1.做好甲事。（市财政局）\n2.做好乙事。〔责任单位：市审计局、市民政局按职责分工负责。以下任务均涉及各县区，不再列出，下同。〕\n3.做好丙事。（市水务局）")),
            Is.EqualTo(new[] { "市财政局||", "||市审计局、市民政局、各县区", "市水务局|各县区|" }));

    [TestCase("各县区要高度重视，落实责任。")]
    [TestCase("以下简称《方案》，不再重复。")]
    public void Other_sentences_are_no_rules(string sentence) => Assert.That(Said(Read(sentence, Plan)), Is.EqualTo(new[] { "市财政局|市教育局|", "市审计局|市民政局|" }));
}
