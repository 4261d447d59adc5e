using NodaTime;
using Npgsql;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Digests;

/// <summary>工作提示 of unit heads, on the week's first working day: what is red and yellow in their units, and what waits for their approval.</summary>
public sealed class UnitHeadDigests(MailLinks links) : IFeature, IDigestOfRole
{
    public Role Role => Role.UnitHead;

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<long, IReadOnlyList<DigestPart>>> Parts(
        NpgsqlConnection connection, int regionId, long[] people, IReadOnlyDictionary<long, LastTold> since, LocalDate today)
    {
        var calendar = await Calendars.Load(connection, regionId);
        var readers = await LiaisonQueries.Readers(connection, regionId, Role, people);
        var units = readers.Select(r => r.UnitId).Distinct().ToArray();
        var standing = await LiaisonQueries.RedAndYellow(connection, regionId, units);
        var waiting = await LiaisonQueries.ForApproval(connection, regionId, units);
        var full = DigestDays.IsFullDay(today, calendar);
        return readers.GroupBy(r => r.PersonId).ToDictionary(head => head.Key, head => (IReadOnlyList<DigestPart>)[Part(
            [.. head.Select(r => r.UnitName)], [.. head.SelectMany(r => standing[r.UnitId])], [.. head.SelectMany(r => waiting[r.UnitId])])]);

        DigestPart Part(IReadOnlyList<string> names, IReadOnlyList<LiaisonQueries.Standing> lamps, IReadOnlyList<LiaisonQueries.Draft> drafts) => new(MailTopic.Head,
            full && lamps.Count + drafts.Count > 0,
            [(lamps.Count(l => l.Lamp == Lamp.Red), "红"), (lamps.Count(l => l.Lamp == Lamp.Yellow), "黄"), (drafts.Count, "待审签")],
            $"{string.Join('、', names)}{today.OnPaper()}需要您过问的事项：", [.. Sections(lamps, drafts)]);

        IEnumerable<LetterPart> Sections(IReadOnlyList<LiaisonQueries.Standing> lamps, IReadOnlyList<LiaisonQueries.Draft> drafts)
        {
            if (drafts.Count > 0)
                yield return new($"等您审签 {drafts.Count} 件", [.. drafts.Select(d =>
                    new LetterLine($"{d.Number} {d.Title}", $"{d.DraftedBy}提交，{d.DraftedAt.Iso()}", links.Approvals))]);
            foreach (var lamp in lamps.GroupBy(l => l.Lamp))
                yield return new($"{lamp.Key.Mark().Shape} {lamp.Key.Mark().Word}",
                    [.. LetterLines.Of(lamp, s => Domain.WorkItems.LampWords.InWords(s.Reason, s.NearestOn, today, calendar), links)]);
        }
    }
}
