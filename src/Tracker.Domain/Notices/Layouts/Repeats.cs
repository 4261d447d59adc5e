using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>Tasks that a converter or a copyist printed twice, one right behind the other: read once, with a doubt.</summary>
static class Repeats
{
    const int ShortestText = 5;

    public static Layout Drop(Layout layout)
    {
        var drafts = new List<Draft>();
        foreach (var draft in layout.Drafts)
            if (drafts.Count > 0 && IsSame(drafts[^1], draft))
                drafts[^1] = drafts[^1] with { Doubts = [.. drafts[^1].Doubts.Where(d => d.Reason != Reason), new(TaskField.Text, Reason, [])] };
            else
                drafts.Add(draft);
        return drafts.Count == layout.Drafts.Count ? layout : layout with { Drafts = drafts };
    }

    const string Reason = "原文把本项印了两次，只读一次";

    static bool IsSame(Draft first, Draft second) =>
        first.Text.Length >= ShortestText && first.Text.Text == second.Text.Text && first.No == second.No && first.Category.No == second.Category.No
        && Words(first.Units?.Raw) == Words(second.Units?.Raw) && Words(first.Limit?.Raw) == Words(second.Limit?.Raw);

    static string? Words(Passage? raw) => raw?.Text;
}
