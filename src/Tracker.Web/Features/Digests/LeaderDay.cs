using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Digests;

/// <summary>What a leader is told: how things stand, and what has changed since last time.</summary>
/// <param name="Before">counts on the day of the last digest; empty where there was none</param>
/// <param name="NewRed">items that turned red since, as are <paramref name="Improved"/></param>
/// <param name="Stuck">items that have been red for more than thirty days</param>
public sealed record LeaderDay(
    LocalDate Today, IReadOnlyList<LeaderQueries.Count> Counts, IReadOnlyList<LeaderQueries.Count> Before,
    IReadOnlyList<LeaderQueries.Item> NewRed, IReadOnlyList<LeaderQueries.Item> Stuck, IReadOnlyList<LeaderQueries.Item> Improved)
{
    const int AtMost = 10;

    IReadOnlyList<LeaderQueries.Answer> answered = [];

    /// <summary>The same with the leader's own 批示 that were answered since.</summary>
    public LeaderDay With(IReadOnlyList<LeaderQueries.Answer> own) => this with { answered = own };

    /// <param name="due">whether today is a day on which leaders are told</param>
    public IReadOnlyList<DigestPart> ToParts(bool due, MailLinks links, WorkingCalendar calendar)
    {
        var lead = $"截至{Today.OnPaper()}的督查情况：";
        return
        [
            new(MailTopic.Leader, due && (Counts.Count > 0 && !Counts.ToHashSet().SetEquals(Before) || NewRed.Count + Stuck.Count + Improved.Count > 0),
                [(N(Lamp.Red), "红"), (N(Lamp.Yellow), "黄"), (NewRed.Count, "新转红")], lead, [.. Sections(links, calendar)]),
            new(null, due && answered.Count > 0, [(answered.Count, "条批示已报")], lead, answered.Count == 0 ? [] :
                [new("批示办理结果", [.. answered.Select(a => new LetterLine($"任务 {a.Number}：{Excerpt.Of(a.Text)}", $"{a.ReportedOn.OnPaper()}已报", links.Instruction(a.Id)))])]),
        ];
    }

    IEnumerable<LetterPart> Sections(MailLinks links, WorkingCalendar calendar)
    {
        if (Counts.Count > 0)
            yield return new("总体情况（事项）", [.. Counts.Select(c => new LetterLine($"{c.Lamp.Mark(c.Done).Shape} {c.Lamp.Mark(c.Done).Word} {c.N} 项", Change(c), links.Home))]);
        if (NewRed.Count > 0)
            yield return Named($"新转红 {NewRed.Count} 项", NewRed, links, calendar);
        if (Stuck.Count > 0)
            yield return Named($"逾期超过30天 {Stuck.Count} 项", Stuck, links, calendar);
        if (Improved.Count > 0)
            yield return Named($"好转 {Improved.Count} 项", Improved, links, calendar);
    }

    LetterPart Named(string heading, IReadOnlyList<LeaderQueries.Item> items, MailLinks links, WorkingCalendar calendar) => new(heading,
    [
        .. items.Take(AtMost).Select(i => new LetterLine($"{i.Number} {i.Title}", $"{i.Units}，{LampWords.InWords(i.Reason, i.NearestOn, Today, calendar)}", links.Item(i.WorkItemId))),
        .. items.Count > AtMost ? [new LetterLine($"另有 {items.Count - AtMost} 项，请登录系统查看", "", links.Home)] : Array.Empty<LetterLine>(),
    ]);

    string Change(LeaderQueries.Count now) => Before.Count == 0 ? ""
        : (now.N - Before.Where(b => (b.Lamp, b.Done) == (now.Lamp, now.Done)).Sum(b => b.N)) switch
        {
            > 0 and var more => $"比上次多 {more}",
            < 0 and var less => $"比上次少 {-less}",
            _ => "与上次相同",
        };

    int N(Lamp lamp) => Counts.Where(c => c.Lamp == lamp).Sum(c => c.N);
}
