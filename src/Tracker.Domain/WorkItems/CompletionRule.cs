namespace Tracker.Domain.WorkItems;

/// <summary>Whose 办结 an item needs before it is completed.</summary>
public enum CompletionRule
{
    /// <summary>Every lead's; supports have answered to the lead.</summary>
    LeadOnly,
    /// <summary>Every lead's and every responsible unit's.</summary>
    All,
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
    /// <summary>The rule for an item with these parts.</summary>
    public static CompletionRule For(IEnumerable<AssignmentRole> roles) =>
        roles.Contains(AssignmentRole.Responsible) ? CompletionRule.All : CompletionRule.LeadOnly;

    /// <summary>True once all that the rule asks for are done, at least one by its own work; never for an item that nobody answers for.</summary>
    public static bool IsMetBy(this CompletionRule rule, IEnumerable<(AssignmentRole Role, PartProgress Progress)> parts)
    {
        var asked = parts.Where(p => p.Role == AssignmentRole.Lead || rule == CompletionRule.All && p.Role == AssignmentRole.Responsible).ToList();
        return asked.Any(p => p.Progress == PartProgress.Confirmed) && asked.All(p => p.Progress != PartProgress.Open);
    }

    /// <summary>How a support ends when its item is completed.</summary>
    public static Ending EndOfSupport(bool hasReported) => hasReported ? Ending.Done : Ending.NotReported;
}
