namespace Tracker.Domain.WorkItems;

/// <summary>Whose 办结 an item needs before it is completed; stored by name.</summary>
public enum CompletionRuleKind
{
    /// <summary>Every lead's; supports have answered to the lead.</summary>
    LeadOnly,
    /// <summary>Every lead's and every responsible unit's.</summary>
    All,
    /// <summary>That of some of them, by number.</summary>
    Quorum,
}

/// <summary>A completion rule: what it follows from the roles, or what the office has chosen.</summary>
/// <param name="Quorum">how many leads and responsible units; 0 unless that is the kind</param>
public readonly record struct CompletionRule(CompletionRuleKind Kind, int Quorum = 0)
{
    public string Chinese => Kind switch
    {
        CompletionRuleKind.LeadOnly => "牵头单位全部办结",
        CompletionRuleKind.All => "牵头单位和责任单位全部办结",
        CompletionRuleKind.Quorum => $"牵头、责任单位中有{Quorum}个办结",
    };
}

/// <summary>How far one part of an item is, as the rule sees it.</summary>
public enum PartProgress
{
    Open,
    /// <summary>The office has confirmed it.</summary>
    Confirmed,
    /// <summary>不涉及 counts as done.</summary>
    Exempt,
}

/// <summary>When an item is completed, and what becomes of its supports then.</summary>
public static class CompletionRules
{
    /// <summary>The rule for an item with these parts, unless the office chooses another.</summary>
    public static CompletionRule For(IEnumerable<AssignmentRole> roles) =>
        new(roles.Contains(AssignmentRole.Responsible) ? CompletionRuleKind.All : CompletionRuleKind.LeadOnly);

    /// <summary>True once all that the rule asks for are done, at least one by its own work; never for an item that nobody answers for.</summary>
    public static bool IsMetBy(this CompletionRule rule, IEnumerable<(AssignmentRole Role, PartProgress Progress)> parts)
    {
        var asked = parts.Where(p => p.Role == AssignmentRole.Lead || rule.Kind != CompletionRuleKind.LeadOnly && p.Role == AssignmentRole.Responsible).ToList();
        var confirmed = asked.Count(p => p.Progress == PartProgress.Confirmed);
        return confirmed > 0 && (asked.All(p => p.Progress != PartProgress.Open) || rule.Kind == CompletionRuleKind.Quorum && confirmed >= rule.Quorum);
    }

    /// <summary>How a support ends when its item is completed.</summary>
    public static Ending EndOfSupport(bool hasReported) => hasReported ? Ending.Done : Ending.NotReported;
}
