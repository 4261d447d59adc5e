using Tracker.Domain.WorkItems;
using static Tracker.Domain.Tests.Dates;

namespace Tracker.Domain.Tests.WorkItems;

/// <summary>A leader's instruction is a limit of the unit it was passed on to, and a return of the unit's work does not answer it.</summary>
public sealed class InstructionFactsTests
{
    [TestCase("2018-09-03", null, "● 正常", "剩余18个工作日，待提交旺堆批示的答复")]
    [TestCase("2018-09-21", null, "▲ 预警", "剩余4个工作日，未提交旺堆批示的答复")]
    [TestCase("2018-09-29", null, "■ 逾期", "逾期1个工作日，未提交旺堆批示的答复")]
    [TestCase("2018-09-29", "2018-09-28", "✔ 完成", "2018年9月28日完成")]
    public void Its_lamp_is_that_of_a_limit(string on, string? answered, string shows, string says)
    {
        var facts = InstructionFacts.Of(7, "旺堆", Day("2018-09-28"), Day("2018-08-01"), answered is null ? null : Day(answered));
        var verdict = Lamp.On(facts, LampRule.Default, Calendar, Day(on));
        var mark = verdict.Lamp.Mark(verdict.Ended);
        Assert.That(($"{mark.Shape} {mark.Word}", verdict.InWords(Day(on), Calendar)), Is.EqualTo((shows, says)));
    }

    [Test]
    public void A_correction_takes_the_place_of_the_due_date_and_not_of_the_instruction()
    {
        var facts = new AssignmentFacts(Day("2018-06-11"),
            [new(DateNature.Due, "办结", Day("2018-09-30"), Day("2018-06-11")), OpenDate.OfInstruction(7, "旺堆", Day("2018-09-28"), Day("2018-08-01"))])
        {
            Correction = new(Day("2018-10-08"), Day("2018-10-15")),
        };
        Assert.That(facts.DatesInForce().Select(d => (d.What, d.On)), Is.EqualTo(new[] { ("旺堆批示的答复", Day("2018-09-28")), ("补办结果", Day("2018-10-15")) }));
    }

    [Test]
    public void It_is_answered_and_never_put_off() => Assert.That(OpenDate.OfInstruction(7, "旺堆", Day("2018-09-28"), Day("2018-08-01")), Has.Property("IsLimit").True.And.Property("IsFixed").True);
}
