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
        var drafts = layout.Drafts.Select(d => WithoutClosing(d, years, found)).ToList();
        var (rest, elsewhere) = (Without(letter, years, found), Without(layout.Elsewhere, years, found));
        var headings = layout.Categories.Where(c => c.Title.Length > 0).ToList();
        // The narrower rule first: a section's own limit stands before that of all.
        foreach (var limit in found.OrderBy(f => f.Said.Scope))
            drafts = [.. drafts.Select(d => d.Limit is null && Covers(limit, d, drafts, headings) && !(limit.Said.SparesNoted && StatesADate(d, years)) ? d with { Limit = limit.Cell } : d)];
        drafts = [.. drafts.Select(d => d.Limit is null && OfHeading(d, layout.Categories) is { } own ? d with { Limit = new(own, true) { Basis = Basis.Heading } } : d)];
        return (layout with { Drafts = drafts, Elsewhere = elsewhere }, rest);
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

    static bool Covers(Found limit, Draft draft, List<Draft> drafts, List<CategoryDraft> headings)
    {
        if (draft.Role is not TaskRole.Task)
            return false;
        if (limit.Said.Scope is LimitScope.All)
            return true;
        var before = drafts.LastOrDefault(d => PlaceOf(d) < limit.At);
        var heading = headings.LastOrDefault(h => h.Title.FromAt(0) < limit.At);
        // Between a heading and its first task the sentence speaks of what follows, else of what stands above it.
        if (heading is not null && (before is null || heading.Title.FromAt(0) > PlaceOf(before)))
            return drafts.Exists(d => IsUnder(d, heading)) ? IsUnder(draft, heading) : limit.Said.Scope is LimitScope.Section && PlaceOf(draft) < limit.At;
        return limit.Said.Scope is LimitScope.Following ? PlaceOf(draft) > limit.At
            : before is not null && draft.Category.No == before.Category.No && PlaceOf(draft) < limit.At;
    }

    static bool IsUnder(Draft draft, CategoryDraft heading) =>
        draft.Category.No == heading.No || draft.Category.No.StartsWith(heading.No + ".", StringComparison.Ordinal);

    static Passage? OfHeading(Draft draft, IReadOnlyList<CategoryDraft> categories) => draft.Role is not TaskRole.Task ? null :
        categories.LastOrDefault(c => c.Limit is not null && IsUnder(draft, c))?.Limit;

    static bool StatesADate(Draft draft, Years years) => SentenceDates.In(draft.Text.Text, years).Any(d => !d.Perhaps);

    static int PlaceOf(Draft draft) => draft.Text.Length > 0 ? draft.Text.FromAt(0) : int.MaxValue;
}
