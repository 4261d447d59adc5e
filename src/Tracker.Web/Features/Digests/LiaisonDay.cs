using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Digests;

/// <summary>What one liaison has to know of one unit.</summary>
/// <param name="Chased">what it is chased for beyond the mails that a week may bring, and was not told yet</param>
/// <param name="Ahead">limits and reports that come near and were not told yet</param>
/// <param name="Standing">red and yellow; told in full on the week's first working day only</param>
public sealed record LiaisonPart(
    string UnitName, int Red, int Yellow, IReadOnlyList<LiaisonQueries.Unsigned> Unsigned, IReadOnlyList<LiaisonQueries.Adjusted> Adjusted, IReadOnlyList<LiaisonQueries.Returned> Returned,
    IReadOnlyList<LiaisonQueries.Instructed> Instructions,
    IReadOnlyList<LiaisonQueries.Ahead> Chased, IReadOnlyList<LiaisonQueries.Ahead> Ahead, IReadOnlyList<LiaisonQueries.Standing> Standing);

/// <summary>One liaison's working day: a part for each unit, one digest.</summary>
/// <param name="Full">the week's first working day</param>
public sealed record LiaisonDay(long PersonId, LocalDate Today, bool Full, IReadOnlyList<LiaisonPart> Parts)
{
    /// <summary>What cannot be switched off, then dates near and the week's red and yellow, which can.</summary>
    public IReadOnlyList<DigestPart> ToParts(MailLinks links, WorkingCalendar calendar)
    {
        var lead = $"{string.Join('、', Parts.Select(p => p.UnitName))}{Today.OnPaper()}的工作提示{(Full ? "（本周全部事项）" : "")}：";
        return
        [
            new(null, MustBeTold,
                [
                    (Parts.Sum(p => p.Red), "红"), (Parts.Sum(p => p.Yellow), "黄"), (Parts.Sum(p => p.Unsigned.Sum(u => u.N) + p.Adjusted.Count), "待签收"),
                    (Parts.Sum(p => p.Instructions.Count), "条批示"), (Parts.Sum(p => p.Returned.Count), "退回"), (Different(ReportsAhead), "待报送"),
                ], lead, InEachUnit(p => ToDo(p, links, calendar))),
            new(MailTopic.LimitsAhead, Parts.Any(p => LimitsAhead(p).Any()), [(Different(LimitsAhead), "临期")], lead, InEachUnit(p => Near("临近时限", LimitsAhead(p), links, calendar))),
            new(MailTopic.Standing, Full && Parts.Any(p => p.Standing.Count > 0), [], lead, InEachUnit(p => Standing(p, links, calendar))),
        ];
    }

    // Nothing new, no mail. What was dispatched, adjusted or returned is told at once by a mail of its own; the week's first working day
    // repeats what still waits from before.
    bool MustBeTold => Parts.Any(p => ReportsAhead(p).Any() || p.Chased.Count > 0
        || (Full && (p.Instructions.Count > 0 || p.Unsigned.Any(u => u.DispatchedOn < Today) || p.Adjusted.Any(a => a.MadeOn < Today) || p.Returned.Any(r => r.DecidedOn < Today))));

    static IEnumerable<LiaisonQueries.Ahead> ReportsAhead(LiaisonPart part) => part.Ahead.Where(a => a.About == ReminderCause.Report);

    static IEnumerable<LiaisonQueries.Ahead> LimitsAhead(LiaisonPart part) => part.Ahead.Where(a => a.About != ReminderCause.Report);

    int Different(Func<LiaisonPart, IEnumerable<LiaisonQueries.Ahead>> of) => Parts.Sum(p => of(p).DistinctBy(a => (a.WorkItemId, a.AboutOn)).Count());

    IReadOnlyList<LetterPart> InEachUnit(Func<LiaisonPart, IEnumerable<LetterPart>> sections) =>
        [.. Parts.SelectMany(p => sections(p).Select(s => Parts.Count == 1 ? s : s with { Heading = $"{p.UnitName}：{s.Heading}" }))];

    IEnumerable<LetterPart> ToDo(LiaisonPart part, MailLinks links, WorkingCalendar calendar)
    {
        if (part.Unsigned.Count > 0)
            yield return new("待签收", [.. part.Unsigned.Select(u => new LetterLine($"{u.Title}：{u.N} 项", $"{u.DispatchedOn.OnPaper()}交办", links.Home))]);
        if (part.Adjusted.Count > 0)
            yield return new("待签收的调整", [.. part.Adjusted.Select(a => new LetterLine(a.Sentence, $"{a.MadeOn.OnPaper()}调整：{a.Own}", a.WorkItemId is { } item ? links.Item(item) : links.Home))]);
        if (part.Returned.Count > 0)
            yield return new("退回补办", [.. LetterLines.Of(part.Returned, r => $"{r.CorrectionDue.OnPaper()}前补办", links)]);
        if (part.Instructions.Count > 0)
            yield return new("领导批示", [.. part.Instructions.Select(i => new LetterLine($"{i.Leader}：{Excerpt.Of(i.Text)}", $"任务 {i.Number}，{i.DueOn.OnPaper()}前答复，{LampWords.DaysInWords(i.DueOn, Today, calendar)}", links.Instruction(i.Id)))]);
        foreach (var near in Near("待报送", ReportsAhead(part), links, calendar))
            yield return near;
        if (part.Chased.Count > 0)
            yield return new("催办（本周催办邮件已达上限，并入此处）", [.. LetterLines.Of(part.Chased.DistinctBy(c => (c.WorkItemId, c.AboutOn, c.Sentence)), c => c.Sentence, links)]);
    }

    // A date that two reminders speak of at once, after a holiday, is told once.
    IEnumerable<LetterPart> Near(string heading, IEnumerable<LiaisonQueries.Ahead> ahead, MailLinks links, WorkingCalendar calendar) =>
        LetterLines.Of(ahead.DistinctBy(a => (a.WorkItemId, a.AboutOn, a.Sentence)), a => $"{a.Sentence}，{LampWords.DaysInWords(a.AboutOn, Today, calendar)}", links).ToList()
            is { Count: > 0 } lines ? [new(heading, lines)] : [];

    IEnumerable<LetterPart> Standing(LiaisonPart part, MailLinks links, WorkingCalendar calendar)
    {
        foreach (var lamp in Full ? part.Standing.GroupBy(s => s.Lamp) : [])
            yield return new($"{lamp.Key.Mark().Shape} {lamp.Key.Mark().Word}", [.. LetterLines.Of(lamp, s => LampWords.InWords(s.Reason, s.NearestOn, Today, calendar), links)]);
    }
}
