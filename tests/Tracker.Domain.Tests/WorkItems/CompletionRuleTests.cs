using Tracker.Domain.WorkItems;

namespace Tracker.Domain.Tests.WorkItems;

sealed class CompletionRuleTests
{
    /// <summary>牵, 责, 协, each followed by + once it is confirmed, by - where it is exempt.</summary>
    static IReadOnlyList<(AssignmentRole Role, PartProgress Progress)> Parts(string written) =>
    [
        .. written.Split(' ').Select(part => (
            part[0] switch { '牵' => AssignmentRole.Lead, '责' => AssignmentRole.Responsible, _ => AssignmentRole.Support },
            part[^1] switch { '+' => PartProgress.Confirmed, '-' => PartProgress.Exempt, _ => PartProgress.Open })),
    ];

    [TestCase("牵 协 协", CompletionRuleKind.LeadOnly)]
    [TestCase("牵 责 协", CompletionRuleKind.All)]
    [TestCase("责 责", CompletionRuleKind.All)]
    public void Responsible_units_make_it_everybodys(string parts, CompletionRuleKind rule) =>
        Assert.That(CompletionRules.For(Parts(parts).Select(p => p.Role)), Is.EqualTo(new CompletionRule(rule)));

    [TestCase("牵+ 协 协", true)]
    [TestCase("牵 协+ 协+", false)]
    [TestCase("牵+ 牵", false)]
    [TestCase("牵+ 责+ 责+ 协", true)]
    [TestCase("牵+ 责+ 责", false)]
    [TestCase("责+ 责+", true)]
    [TestCase("牵+ 责+ 责-", true)]
    [TestCase("牵 责- 责-", false)]
    [TestCase("责- 责-", false)]
    [TestCase("协+", false)]
    public void An_item_is_completed_when_all_that_the_rule_asks_for_are(string written, bool met)
    {
        var parts = Parts(written);
        Assert.That(CompletionRules.For(parts.Select(p => p.Role)).IsMetBy(parts), Is.EqualTo(met));
    }

    [TestCase("牵+ 责+ 责 责", true)]
    [TestCase("牵+ 责 责 责", false)]
    [TestCase("牵+ 责- 责-", true)]
    [TestCase("牵 责+ 责+", true)]
    public void A_quorum_of_two_is_enough_or_all_that_are_left(string written, bool met) =>
        Assert.That(new CompletionRule(CompletionRuleKind.Quorum, 2).IsMetBy(Parts(written)), Is.EqualTo(met));

    [TestCase(true, Ending.Done)]
    [TestCase(false, Ending.NotReported)]
    public void A_support_ends_by_whether_it_has_reported(bool hasReported, Ending how) =>
        Assert.That(CompletionRules.EndOfSupport(hasReported), Is.EqualTo(how));
}
