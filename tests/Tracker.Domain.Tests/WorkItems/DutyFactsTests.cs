using Tracker.Domain.WorkItems;
using static Tracker.Domain.Tests.Dates;

namespace Tracker.Domain.Tests.WorkItems;

/// <summary>A duty of the covering letter has the lamp of a limit, and signing does not colour it.</summary>
public sealed class DutyFactsTests
{
    [TestCase("2018-11-01", null, "● 正常", "剩余31个工作日，待提交“12月15日前”落实情况")]
    [TestCase("2018-12-03", null, "▲ 预警", "剩余9个工作日，未提交“12月15日前”落实情况")]
    [TestCase("2018-12-16", null, "■ 逾期", "已过期，未提交“12月15日前”落实情况")]
    [TestCase("2018-12-19", null, "■ 逾期", "逾期3个工作日，未提交“12月15日前”落实情况")]
    [TestCase("2018-12-19", "2018-12-18", "✔ 完成", "2018年12月18日完成")]
    public void Its_lamp_is_that_of_a_limit(string on, string? answered, string shows, string says)
    {
        var facts = DutyFacts.Of("12月15日前", Day("2018-12-15"), Day("2018-06-11"), answered is null ? null : Day(answered));
        var verdict = Lamp.On(facts, LampRule.Default, Calendar, Day(on));
        var mark = verdict.Lamp.Mark(verdict.Ended);
        Assert.That(($"{mark.Shape} {mark.Word}", verdict.InWords(Day(on), Calendar)), Is.EqualTo((shows, says)));
    }
}
