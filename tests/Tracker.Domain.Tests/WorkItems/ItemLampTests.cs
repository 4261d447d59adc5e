using Tracker.Domain.WorkItems;

namespace Tracker.Domain.Tests.WorkItems;

sealed class ItemLampTests
{
    /// <summary>Roles 牵, 责, 协 before lamps 红, 黄, 蓝, 绿, 灰, 完; 责绿5 stands for five of them.</summary>
    static ItemLamp Of(string assignments) => ItemLamp.Of(assignments.Split(' ').SelectMany(Parse), LampRule.Default);

    static IEnumerable<RoleLamp> Parse(string written) => Enumerable.Repeat(
        new RoleLamp(
            written[0] switch { '牵' => AssignmentRole.Lead, '责' => AssignmentRole.Responsible, _ => AssignmentRole.Support },
            written[1] switch { '红' => Lamp.Red, '黄' => Lamp.Yellow, '蓝' => Lamp.Blue, '灰' => Lamp.Grey, _ => Lamp.Green },
            Ended: written[1] == '完'),
        written.Length > 2 ? int.Parse(written[2..]) : 1);

    [TestCase("牵绿 协红", Lamp.Green)]
    [TestCase("牵绿 牵黄 牵蓝", Lamp.Yellow)]
    [TestCase("牵红 责绿50", Lamp.Red)]
    [TestCase("牵绿 责红9 责绿41", Lamp.Yellow)]      // 18 %: not enough to be red, but not well either
    [TestCase("牵绿 责红10 责绿40", Lamp.Red)]        // 20 %
    [TestCase("牵绿 责红19 责绿81", Lamp.Yellow)]
    [TestCase("牵绿 责红20 责绿80", Lamp.Red)]
    [TestCase("牵绿 责红1 责绿4", Lamp.Red)]
    [TestCase("牵绿 责红1 责绿5", Lamp.Yellow)]
    [TestCase("牵绿 责黄 责绿49", Lamp.Yellow)]
    [TestCase("牵绿 责蓝 责绿49", Lamp.Green)]        // what waits for the office colours nobody else
    [TestCase("牵红 牵完", Lamp.Red)]
    [TestCase("牵黄 责红9 责绿41", Lamp.Yellow)]
    [TestCase("牵蓝 责绿50", Lamp.Blue)]
    [TestCase("牵完 责绿50", Lamp.Green)]
    [TestCase("牵完 牵绿", Lamp.Green)]
    [TestCase("牵完 牵灰", Lamp.Grey)]
    [TestCase("牵灰 责绿5", Lamp.Grey)]
    [TestCase("责绿40 责蓝10", Lamp.Blue)]            // no lead: the responsible units are the item
    [TestCase("责红1 责绿3", Lamp.Red)]
    [TestCase("责灰2", Lamp.Grey)]
    public void An_item_shows_its_leads_and_enough_of_its_responsible_units(string assignments, Lamp lamp) =>
        Assert.That(Of(assignments).Lamp, Is.EqualTo(lamp));

    [TestCase("牵完 责完5 协黄", true)]
    [TestCase("牵完 责完5 责绿", false)]
    [TestCase("牵绿 责完5", false)]
    public void An_item_has_ended_when_all_that_answer_for_it_have(string assignments, bool ended) =>
        Assert.That(Of(assignments).Ended, Is.EqualTo(ended));

    [TestCase("牵绿 责红3 责黄5 责绿44", "3红5黄44绿")]
    [TestCase("牵绿 协红3", "")]
    public void The_counts_of_responsible_units_stand_beside_it(string assignments, string counts) =>
        Assert.That(Of(assignments).CountsInWords(), Is.EqualTo(counts));
}
