using System.Text.RegularExpressions;
using Tracker.Web.Features.WorkPlans;

namespace Tracker.Web.Features.RollUps;

/// <summary>What a plan is called in a sentence: the covering title says 关于印发X的通知, and X is the plan.</summary>
public static partial class PlanNames
{
    public static string Name(this PlanHead plan) => Covering().Match(plan.Title) is { Success: true } match ? match.Groups["plan"].Value : plan.Title;

    [GeneratedRegex("(?:印发|转发)《?(?<plan>.+?)》?的通知$")]
    private static partial Regex Covering();
}
