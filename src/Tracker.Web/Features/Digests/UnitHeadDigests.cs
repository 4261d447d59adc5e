using NodaTime;
using Npgsql;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Digests;

/// <summary>工作提示 of unit heads, on the week's first working day: what is red and yellow in their units, and what waits for their approval.</summary>
public sealed class UnitHeadDigests(LetterTemplates templates) : IFeature, IDigestOfRole
{
    public Role Role => Role.UnitHead;

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<long, IReadOnlyList<DigestPart>>> Parts(
        NpgsqlConnection connection, int regionId, long[] people, IReadOnlyDictionary<long, LastTold> since, LocalDate today)
    {
        var calendar = await Calendars.Load(connection, regionId);
        var readers = await LiaisonQueries.Readers(connection, regionId, Role, people);
        var full = DigestDays.IsFullDay(today, calendar);
        var counts = await LiaisonQueries.Counts(connection, regionId, [.. readers.Select(r => r.UnitId).Distinct()]);
        var all = new Dictionary<long, IReadOnlyList<DigestPart>>();
        foreach (var helping in Helpings.Of(readers, unit => counts[unit].Sum(c => c.N)))
        {
            var units = helping.Select(r => r.UnitId).Distinct().ToArray();
            var standing = await LiaisonQueries.RedAndYellow(connection, regionId, units);
            var waiting = await LiaisonQueries.ForApproval(connection, regionId, units);
            foreach (var head in helping.GroupBy(r => r.PersonId))
                all[head.Key] = [Part([.. head.Select(r => r.UnitName)], [.. head.SelectMany(r => standing[r.UnitId])], [.. head.SelectMany(r => waiting[r.UnitId])])];
        }
        return all;

        DigestPart Part(IReadOnlyList<string> names, IReadOnlyList<LiaisonQueries.Standing> lamps, IReadOnlyList<LiaisonQueries.Draft> drafts)
        {
            var (red, yellow) = (lamps.Where(l => l.Lamp == Lamp.Red).ToList(), lamps.Where(l => l.Lamp == Lamp.Yellow).ToList());
            return new(MailTopic.Head, full && lamps.Count + drafts.Count > 0, templates.DigestPart("UnitHead", new
            {
                Today = today, UnitNames = names, Drafts = drafts, RedCount = red.Count, YellowCount = yellow.Count, Red = Lines(red), Yellow = Lines(yellow),
            }, new(today, calendar)));
        }

        LetterLines Lines(IEnumerable<LiaisonQueries.Standing> lamps) => LetterLines.Of(lamps, s => LampWords.InWords(s.Reason, s.NearestOn, today, calendar));
    }
}
