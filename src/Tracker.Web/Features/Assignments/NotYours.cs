using Tracker.Domain;

namespace Tracker.Web.Features.Assignments;

/// <summary>Not there, or another unit's: nobody learns which.</summary>
public static class NotYours
{
    public const string Rule = "not-yours";

    /// <param name="what">交办, 任务, 办结申请</param>
    public static RuleBroken Of(string what) => new(Rule, $"没有这项{what}，或者它不属于您的单位。");
}
