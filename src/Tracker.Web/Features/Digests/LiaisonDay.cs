using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Digests;

/// <summary>What one liaison has to know of one unit.</summary>
/// <param name="Ahead">limits and reports that come near and were not told yet</param>
/// <param name="Standing">red and yellow; told in full on the week's first working day only</param>
public sealed record LiaisonPart(
    string UnitName, int Red, int Yellow, IReadOnlyList<LiaisonQueries.Unsigned> Unsigned, IReadOnlyList<LiaisonQueries.Adjusted> Adjusted, IReadOnlyList<LiaisonQueries.Returned> Returned,
    IReadOnlyList<LiaisonQueries.Instructed> Instructions,
    IReadOnlyList<LiaisonQueries.Ahead> Ahead, IReadOnlyList<LiaisonQueries.Standing> Standing);

/// <summary>One liaison's working day: a part for each unit, one digest.</summary>
/// <param name="Full">the week's first working day</param>
public sealed record LiaisonDay(long PersonId, LocalDate Today, bool Full, IReadOnlyList<LiaisonPart> Parts)
{
    /// <summary>Nothing new, no mail. What was dispatched, adjusted or returned is told at once by a mail of its own;
    /// the week's first working day repeats what still waits from before.</summary>
    public bool IsWorthAMail => Parts.Any(p => p.Ahead.Count > 0
        || (Full && (p.Standing.Count > 0 || p.Instructions.Count > 0 || p.Unsigned.Any(u => u.DispatchedOn < Today) || p.Adjusted.Any(a => a.MadeOn < Today) || p.Returned.Any(r => r.DecidedOn < Today))));

    public DigestPart ToPart(MailLinks links, WorkingCalendar calendar) => new(IsWorthAMail,
        [
            (Parts.Sum(p => p.Red), "红"), (Parts.Sum(p => p.Yellow), "黄"), (Parts.Sum(p => p.Unsigned.Sum(u => u.N) + p.Adjusted.Count), "待签收"),
            (Parts.Sum(p => p.Instructions.Count), "条批示"), (Parts.Sum(p => p.Returned.Count), "退回"), (Parts.Sum(p => p.Ahead.DistinctBy(a => (a.WorkItemId, a.AboutOn)).Count()), "临期"),
        ],
        $"{string.Join('、', Parts.Select(p => p.UnitName))}{Today.OnPaper()}的工作提示{(Full ? "（本周全部事项）" : "")}：",
        [.. Parts.SelectMany(p => Sections(p, links, calendar).Select(s => Parts.Count == 1 ? s : s with { Heading = $"{p.UnitName}：{s.Heading}" }))]);

    IEnumerable<LetterPart> Sections(LiaisonPart part, MailLinks links, WorkingCalendar calendar)
    {
        if (part.Unsigned.Count > 0)
            yield return new("待签收", [.. part.Unsigned.Select(u => new LetterLine($"{u.Title}：{u.N} 项", $"{u.DispatchedOn.OnPaper()}交办", links.Home))]);
        if (part.Adjusted.Count > 0)
            yield return new("待签收的调整", [.. part.Adjusted.Select(a => new LetterLine(a.Sentence, $"{a.MadeOn.OnPaper()}调整：{a.Own}", a.WorkItemId is { } item ? links.Item(item) : links.Home))]);
        if (part.Returned.Count > 0)
            yield return new("退回补办", [.. LetterLines.Of(part.Returned, r => $"{r.CorrectionDue.OnPaper()}前补办", links)]);
        if (part.Instructions.Count > 0)
            yield return new("领导批示", [.. part.Instructions.Select(i => new LetterLine($"{i.Leader}：{Excerpt.Of(i.Text)}", $"任务 {i.Number}，{i.DueOn.OnPaper()}前答复，{LampWords.DaysInWords(i.DueOn, Today, calendar)}", links.Instruction(i.Id)))]);
        // A date that two reminders speak of at once, after a holiday, is told once.
        if (part.Ahead.Count > 0)
            yield return new("临近时限", [.. LetterLines.Of(part.Ahead.DistinctBy(a => (a.WorkItemId, a.AboutOn, a.Sentence)),
                a => $"{a.Sentence}，{LampWords.DaysInWords(a.AboutOn, Today, calendar)}", links)]);
        foreach (var lamp in Full ? part.Standing.GroupBy(s => s.Lamp) : [])
            yield return new($"{lamp.Key.Mark().Shape} {lamp.Key.Mark().Word}", [.. LetterLines.Of(lamp, s => LampWords.InWords(s.Reason, s.NearestOn, Today, calendar), links)]);
    }
}
