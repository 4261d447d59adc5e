using NodaTime;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Drafts;

/// <summary>The lines of a form that reports on several items: each opens with what was typed, else with a draft, else with what was said last,
/// and what others wrote meanwhile stands beside it.</summary>
/// <param name="drafts">by assignment, latest first</param>
/// <param name="latest">the last report of each assignment of the form; <see cref="Latest.None"/> where there is none</param>
/// <param name="typed">what came back from the browser; empty where the form is opened</param>
public sealed class DraftedLines(Actor by, LocalDate today, ILookup<long, ReportDraft> drafts, IReadOnlyDictionary<long, Latest> latest, List<TypedLine> typed)
{
    // What was put out of a line by another's version, until the next step.
    readonly Dictionary<long, IReadOnlyList<OtherVersion>> left = [];

    /// <summary>What stands in a line; all that is there has then been seen.</summary>
    public TypedLine Of(long id) => (TypedOf(id) ?? new TypedLine { AssignmentId = id }.Saying(Opened(id).Content)) with
    {
        Key = Guid.NewGuid(), Seen = latest[id].Id, SeenDraft = drafts[id].Select(d => d.Version).DefaultIfEmpty().Max(),
    };

    /// <summary>The draft that a line was opened with, in words.</summary>
    public string? From(long id) => TypedOf(id) is null ? Opened(id).From?.Named(by, today) : null;

    /// <summary>What others wrote about a line meanwhile.</summary>
    public IReadOnlyList<OtherVersion> Others(long id) => left.GetValueOrDefault(id, []) is { Count: > 0 } kept ? kept
        : TypedOf(id) is { } line ? Opening.Meanwhile(by, today, [.. drafts[id]], latest[id], line.Content, line.Key, line.Seen, line.SeenDraft).Others
        : Opened(id).Others;

    /// <summary>Lines of which what was typed is not what was said last.</summary>
    public IReadOnlyList<TypedLine> Changed => typed.FindAll(l => latest.ContainsKey(l.AssignmentId) && !IsAsBefore(l));

    /// <summary>Lines to be kept as drafts: those that were changed, and those that take the place of a draft.</summary>
    public IReadOnlyList<TypedLine> ToKeep => typed.FindAll(l => latest.ContainsKey(l.AssignmentId) && (!IsAsBefore(l) || drafts[l.AssignmentId].Any(d => d.PersonId == by.PersonId)));

    bool IsAsBefore(TypedLine line) => line.Content.Says(latest[line.AssignmentId].Content);

    /// <summary>Puts another's version of a line into the form, alone or behind what was typed; nothing is saved yet.</summary>
    /// <param name="use">as the button sent it: 7/draft/17/both: assignment, version, and how</param>
    public void Use(string? use)
    {
        if ((use ?? "").Split('/', 2) is not [var line, var how] || typed.FindIndex(l => $"{l.AssignmentId}" == line) is not (>= 0 and var at)
            || typed[at].AssignmentId is var id && !latest.ContainsKey(id))
            return;
        var (chosen, content) = (Chosen.Of(how, by, today, [.. drafts[id]], latest[id]), typed[at].Content);
        left[id] = chosen.Left(content);
        typed[at] = typed[at].Saying(chosen.In(content)) with { Seen = latest[id].Id, SeenDraft = long.MaxValue };
    }

    TypedLine? TypedOf(long id) => typed.Find(l => l.AssignmentId == id);

    Opening Opened(long id) => Opening.Of(by, today, [.. drafts[id]], latest[id], fresh: false);
}
