namespace Tracker.Domain;

/// <summary>A rule of the office forbids what was asked; worded once, for page and shell alike.</summary>
/// <param name="rule">the rule's name, such as <c>ambiguous-reading-open</c></param>
/// <param name="sentence">what is forbidden and what to do instead, in Chinese</param>
public sealed class RuleBroken(string rule, string sentence) : Exception(sentence)
{
    public string Rule { get; } = rule;
}
