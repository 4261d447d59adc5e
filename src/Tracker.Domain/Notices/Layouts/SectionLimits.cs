using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>
/// Gives the tasks of a section, or all tasks, the limit that one sentence sets for them. Which section is told by where the
/// sentence stands among the tasks and headings.
/// </summary>
static class SectionLimits
{
    // Far more than any plan has; each is held against every task.
    const int Most = 300;
    const string TooMany = "为多项任务统一规定时限的句子太多，靠后的没有用到任务上";

    /// <summary>A sentence with its limit and where in the document it stands.</summary>
    sealed record Found(SectionLimit Said, Passage Words, int At)
    {
        public LimitCell Cell => new(Words, true) { Basis = Said.Scope is LimitScope.All ? Basis.PlanSentence : Basis.SectionSentence };
    }

    /// <param name="letter">the covering letter, which may set a limit for all</param>
    /// <returns>the layout and the letter without those sentences, and with the limits in place</returns>
    public static (Layout Layout, IReadOnlyList<Passage> Letter) Apply(Layout layout, IReadOnlyList<Passage> letter, Years years)
    {
        var found = new List<Found>();
        var drafts = layout.Drafts.Select(d => WithoutClosing(d, years, found)).ToArray();
        var (rest, elsewhere) = (Without(letter, years, found), Without(layout.Elsewhere, years, found));
        var headings = layout.Categories.Where(c => c.Title.Length > 0).ToList();
        // The narrower rule first: a section's own limit stands before that of all.
        foreach (var limit in found.OrderBy(f => f.Said.Scope).Take(Most))
        {
            var covers = Reach(limit, drafts, headings);
            for (var i = 0; i < drafts.Length; i++)
                if (drafts[i] is { Limit: null, Role: TaskRole.Task } draft && covers(draft) && !(limit.Said.SparesNoted && StatesADate(draft, years)))
                    drafts[i] = draft with { Limit = limit.Cell };
        }
        var limits = layout.Categories.Where(c => c.Limit is not null).ToDictionary(c => c.No, c => c.Limit!);
        for (var i = 0; i < drafts.Length; i++)
            if (drafts[i] is { Limit: null, Role: TaskRole.Task } draft && OfHeading(draft.Category.No, limits) is { } own)
                drafts[i] = draft with { Limit = new(own, true) { Basis = Basis.Heading } };
        IReadOnlyList<NoticeDoubt> doubts = found.Count > Most ? [.. layout.Doubts, new("tasks", TooMany, null)] : layout.Doubts;
        return (layout with { Drafts = drafts, Elsewhere = elsewhere, Doubts = doubts }, rest);
    }

    /// <summary>The last task of a section may end with the sentence that is about all of them.</summary>
    static Draft WithoutClosing(Draft draft, Years years, List<Found> found)
    {
        foreach (var said in SectionLimit.In(draft.Text.Text, years))
            if (said.Scope is LimitScope.Section && said.Sentence.End.Value == draft.Text.Length && said.Sentence.Start.Value > 0)
            {
                found.Add(new(said, draft.Text[said.Limit], draft.Text.FromAt(said.Limit.Start.Value)));
                return draft with { Text = draft.Text[..said.Sentence.Start] };
            }
        return draft;
    }

    static List<Passage> Without(IReadOnlyList<Passage> passages, Years years, List<Found> found)
    {
        var rest = new List<Passage>();
        foreach (var passage in passages)
        {
            var start = 0;
            foreach (var said in SectionLimit.In(passage.Text, years))
            {
                found.Add(new(said, passage[said.Limit], passage.FromAt(said.Limit.Start.Value)));
                if (said.Sentence.Start.Value > start)
                    rest.Add(passage[start..said.Sentence.Start]);
                start = said.Sentence.End.Value;
            }
            if (start < passage.Length)
                rest.Add(passage[start..]);
        }
        return rest;
    }

    /// <summary>Tells of a task whether the sentence speaks of it.</summary>
    static Func<Draft, bool> Reach(Found limit, Draft[] drafts, List<CategoryDraft> headings)
    {
        if (limit.Said.Scope is LimitScope.All)
            return _ => true;
        var before = Array.FindLast(drafts, d => PlaceOf(d) < limit.At);
        var heading = headings.FindLast(h => h.Title.FromAt(0) < limit.At);
        // Between a heading and its first task the sentence speaks of what follows, else of what stands above it.
        if (heading is not null && (before is null || heading.Title.FromAt(0) > PlaceOf(before)))
            return Array.Exists(drafts, d => IsUnder(d, heading)) ? draft => IsUnder(draft, heading) : draft => limit.Said.Scope is LimitScope.Section && PlaceOf(draft) < limit.At;
        return limit.Said.Scope is LimitScope.Following ? draft => PlaceOf(draft) > limit.At
            : draft => before is not null && draft.Category.No == before.Category.No && PlaceOf(draft) < limit.At;
    }

    /// <summary>Whether it stands below the heading: 一 or 一.(二) below 一.</summary>
    static bool IsUnder(Draft draft, CategoryDraft heading) => draft.Category.No is var no
        && no.StartsWith(heading.No, StringComparison.Ordinal) && (no.Length == heading.No.Length || no[heading.No.Length] == '.');

    /// <summary>The limit of the innermost heading above that has one.</summary>
    static Passage? OfHeading(string no, Dictionary<string, Passage> limits)
    {
        for (var end = no.Length; end > 0; end = no.LastIndexOf('.', end - 1))
            if (limits.TryGetValue(no[..end], out var limit))
                return limit;
        return null;
    }

    static bool StatesADate(Draft draft, Years years) => SentenceDates.In(draft.Text.Text, years).Any(d => !d.Perhaps);

    static int PlaceOf(Draft draft) => draft.Text.Length > 0 ? draft.Text.FromAt(0) : int.MaxValue;
}
