using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Digests;

/// <summary>What one liaison has to know of one unit.</summary>
/// <param name="Moved">dates that a revision of the calendar has moved, and that were not told yet</param>
/// <param name="Chased">what it is chased for beyond the mails that a week may bring, and was not told yet</param>
/// <param name="Ahead">limits and reports that come near and were not told yet</param>
/// <param name="Standing">red and yellow; told in full on the week's first working day only</param>
public sealed record LiaisonPart(
    string UnitName, int Red, int Yellow, IReadOnlyList<LiaisonQueries.Unsigned> Unsigned, IReadOnlyList<LiaisonQueries.Adjusted> Adjusted, IReadOnlyList<LiaisonQueries.Returned> Returned,
    IReadOnlyList<LiaisonQueries.Moved> Moved,
    IReadOnlyList<LiaisonQueries.Instructed> Instructions,
    IReadOnlyList<LiaisonQueries.Ahead> Chased, IReadOnlyList<LiaisonQueries.Ahead> Ahead, IReadOnlyList<LiaisonQueries.Standing> Standing);

/// <summary>One liaison's working day: a part for each unit, one digest.</summary>
/// <param name="Full">the week's first working day</param>
public sealed record LiaisonDay(long PersonId, LocalDate Today, bool Full, IReadOnlyList<LiaisonPart> Parts)
{
    /// <summary>What cannot be switched off, then dates near and the week's red and yellow, which can.</summary>
    public IReadOnlyList<DigestPart> ToParts(LetterTemplates templates, LetterDay day)
    {
        var words = new
        {
            Today, Full, Several = Parts.Count > 1,
            Red = Parts.Sum(p => p.Red), Yellow = Parts.Sum(p => p.Yellow), Unsigned = Parts.Sum(p => p.Unsigned.Sum(u => u.N) + p.Adjusted.Count),
            Instructions = Parts.Sum(p => p.Instructions.Count), Returned = Parts.Sum(p => p.Returned.Count), Moved = Parts.Sum(p => p.Moved.Count),
            ReportsAhead = Different(ReportsAhead), LimitsAhead = Different(LimitsAhead),
            Parts = Parts.Select(p => new
            {
                p.UnitName, p.Unsigned, p.Adjusted, p.Moved, p.Instructions,
                Returned = LetterLines.Of(p.Returned, r => $"{r.CorrectionDue.OnPaper()}{ProvisionalWords.Mark(day.Calendar.Provisional(r.CorrectionDue, r.CorrectionDue))}前补办"),
                ReportsAhead = Near(ReportsAhead(p), day), LimitsAhead = Near(LimitsAhead(p), day),
                Chased = LetterLines.Of(p.Chased.DistinctBy(c => (c.WorkItemId, c.AboutOn, c.Sentence)), c => c.Sentence),
                Red = Standing(p, Lamp.Red, day), Yellow = Standing(p, Lamp.Yellow, day),
            }).ToList(),
        };
        return
        [
            new(null, MustBeTold, templates.DigestPart("LiaisonToDo", words, day)),
            new(MailTopic.LimitsAhead, Parts.Any(p => LimitsAhead(p).Any()), templates.DigestPart("LiaisonLimitsAhead", words, day)),
            new(MailTopic.Standing, Full && Parts.Any(p => p.Standing.Count > 0), templates.DigestPart("LiaisonStanding", words, day)),
        ];
    }

    // Nothing new, no mail. What was dispatched, adjusted or returned is told at once by a mail of its own; the week's first working day
    // repeats what still waits from before.
    bool MustBeTold => Parts.Any(p => ReportsAhead(p).Any() || p.Chased.Count > 0 || p.Moved.Count > 0
        || (Full && (p.Instructions.Count > 0 || p.Unsigned.Any(u => u.DispatchedOn < Today) || p.Adjusted.Any(a => a.MadeOn < Today) || p.Returned.Any(r => r.DecidedOn < Today))));

    static IEnumerable<LiaisonQueries.Ahead> ReportsAhead(LiaisonPart part) => part.Ahead.Where(a => a.About == ReminderCause.Report);

    static IEnumerable<LiaisonQueries.Ahead> LimitsAhead(LiaisonPart part) => part.Ahead.Where(a => a.About != ReminderCause.Report);

    int Different(Func<LiaisonPart, IEnumerable<LiaisonQueries.Ahead>> of) => Parts.Sum(p => of(p).DistinctBy(a => (a.WorkItemId, a.AboutOn)).Count());

    // A date that two reminders speak of at once, after a holiday, is told once.
    static LetterLines Near(IEnumerable<LiaisonQueries.Ahead> ahead, LetterDay day) =>
        LetterLines.Of(ahead.DistinctBy(a => (a.WorkItemId, a.AboutOn, a.Sentence)), a => $"{a.Sentence}，{LampWords.DaysInWords(a.AboutOn, day.Today, day.Calendar)}");

    LetterLines Standing(LiaisonPart part, Lamp lamp, LetterDay day) =>
        LetterLines.Of(Full ? part.Standing.Where(s => s.Lamp == lamp) : [], s => LampWords.InWords(s.Reason, s.NearestOn, day.Today, day.Calendar));
}
