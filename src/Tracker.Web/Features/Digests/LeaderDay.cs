using NodaTime;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Mail;

namespace Tracker.Web.Features.Digests;

/// <summary>What a leader is told: how things stand, and what has changed since last time.</summary>
/// <param name="Before">counts on the day of the last digest; empty where there was none</param>
/// <param name="NewRed">items that turned red since, as are <paramref name="Improved"/></param>
/// <param name="Stuck">items that have been red for more than thirty days</param>
public sealed record LeaderDay(
    LocalDate Today, IReadOnlyList<LeaderQueries.Count> Counts, IReadOnlyList<LeaderQueries.Count> Before,
    IReadOnlyList<LeaderQueries.Item> NewRed, IReadOnlyList<LeaderQueries.Item> Stuck, IReadOnlyList<LeaderQueries.Item> Improved)
{
    IReadOnlyList<LeaderQueries.Answer> answered = [];

    /// <summary>The same with the leader's own 批示 that were answered since.</summary>
    public LeaderDay With(IReadOnlyList<LeaderQueries.Answer> own) => this with { answered = own };

    /// <param name="due">whether today is a day on which leaders are told</param>
    public IReadOnlyList<DigestPart> ToParts(bool due, LetterTemplates templates, LetterDay day)
    {
        var words = new { Today, Red = N(Lamp.Red), Yellow = N(Lamp.Yellow), Figures = Counts.Select(Changed).ToList(), NewRed, Stuck, Improved, Answered = answered };
        return
        [
            new(MailTopic.Leader, due && (Counts.Count > 0 && !Counts.ToHashSet().SetEquals(Before) || NewRed.Count + Stuck.Count + Improved.Count > 0),
                templates.DigestPart("LeaderFigures", words, day)),
            new(null, due && answered.Count > 0, templates.DigestPart("LeaderAnswered", words, day)),
        ];
    }

    sealed record Figure(Lamp Lamp, bool Done, int N, bool Known, int More, int Less);

    Figure Changed(LeaderQueries.Count now)
    {
        var more = now.N - Before.Where(b => (b.Lamp, b.Done) == (now.Lamp, now.Done)).Sum(b => b.N);
        return Before.Count == 0 ? new(now.Lamp, now.Done, now.N, false, 0, 0) : new(now.Lamp, now.Done, now.N, true, Math.Max(0, more), Math.Max(0, -more));
    }

    int N(Lamp lamp) => Counts.Where(c => c.Lamp == lamp).Sum(c => c.N);
}
