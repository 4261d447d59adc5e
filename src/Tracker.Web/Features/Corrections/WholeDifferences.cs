using Tracker.Domain.Notices;
using Tracker.Web.Features.Notices;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Corrections;

/// <summary>What a corrected version changes of the notice as a whole.</summary>
public static class WholeDifferences
{
    public const string Head = "head", Duties = "duties", Categories = "categories";

    public static IEnumerable<WholeDifference> Of(PlanHead plan, NoticeHead head, DraftPlan before, DraftPlan after) =>
        new WholeDifference[]
        {
            new(Head, "标题、文号和日期", InWords(plan), InWords(plan, head)),
            new(Duties, "通知要求", Lines(before.Duties.Select(InWords)), Lines(after.Duties.Select(InWords))),
            new(Categories, "类别", Lines(before.Categories.Select(InWords)), Lines(after.Categories.Select(InWords))),
        }.Where(d => d.Before != d.After);

    static string InWords(PlanHead plan) => Lines(
    [
        plan.Title, $"文号：{plan.DocumentNumber ?? "未写"}", $"发文机关：{plan.Issuer ?? "未写"}",
        $"成文：{plan.IssuedOn?.Iso() ?? "未写"}", $"印发：{plan.PrintedOn?.Iso() ?? "未写"}", $"公布：{plan.PublishedOn?.Iso() ?? "未写"}",
    ]);

    // What the corrected file leaves out is no correction: a scan without its imprint says nothing against the date.
    static string InWords(PlanHead plan, NoticeHead head) => InWords(plan with
    {
        Title = head.Title is { Length: > 0 } title ? title : plan.Title, DocumentNumber = head.DocumentNumber ?? plan.DocumentNumber,
        Issuer = head.Issuer ?? plan.Issuer, IssuedOn = head.IssuedOn ?? plan.IssuedOn, PrintedOn = head.PrintedOn ?? plan.PrintedOn,
        PublishedOn = head.PublishedOn ?? plan.PublishedOn,
    });

    static string InWords(DraftPlan.Duty duty) => $"{duty.Raw}{(duty.DueOn is { } due ? $"（{due.Iso()}）" : "")}：{duty.What}";

    static string InWords(DraftPlan.Category category) => $"{category.No}、{category.Title}";

    static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);
}
