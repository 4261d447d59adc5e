using NodaTime;
using Npgsql;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Digests;

/// <summary>工作提示 of liaisons: on a day that brings something new, and in full on the week's first working day.</summary>
public sealed class LiaisonDigests(LetterTemplates templates) : IFeature, IDigestOfRole
{
    public Role Role => Role.Liaison;

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<long, IReadOnlyList<DigestPart>>> Parts(
        NpgsqlConnection connection, int regionId, long[] people, IReadOnlyDictionary<long, LastTold> since, LocalDate today)
    {
        var calendar = await Calendars.Load(connection, regionId);
        var readers = await LiaisonQueries.Readers(connection, regionId, Role, people);
        var told = readers.GroupBy(r => r.UnitId).ToDictionary(unit => unit.Key, unit => unit.Min(r => since[r.PersonId].On));
        var full = DigestDays.IsFullDay(today, calendar);
        var counts = await LiaisonQueries.Counts(connection, regionId, [.. told.Keys]);
        var reminders = await LiaisonQueries.RemindersSince(connection, regionId, told, today);
        var all = new Dictionary<long, IReadOnlyList<DigestPart>>();
        foreach (var helping in Helpings.Of(readers, unit => reminders.GetValueOrDefault(unit) + (full ? counts[unit].Sum(c => c.N) : 0)))
            foreach (var day in await Days(connection, regionId, helping, told, counts, since, today, full))
                all[day.PersonId] = day.ToParts(templates, new(today, calendar));
        return all;
    }

    static async Task<IEnumerable<LiaisonDay>> Days(NpgsqlConnection connection, int regionId, IReadOnlyList<LiaisonQueries.Reader> readers, Dictionary<long, LocalDate> all,
        ILookup<long, LiaisonQueries.Count> counts, IReadOnlyDictionary<long, LastTold> since, LocalDate today, bool full)
    {
        var units = readers.Select(r => r.UnitId).Distinct().ToArray();
        var told = units.ToDictionary(unit => unit, unit => all[unit]);
        var unsigned = await LiaisonQueries.NotSigned(connection, regionId, units);
        var adjusted = await LiaisonQueries.NotSignedAgain(connection, regionId, units);
        var returned = await LiaisonQueries.CameBack(connection, regionId, units);
        var instructed = await LiaisonQueries.NotAnswered(connection, regionId, units);
        var ahead = await LiaisonQueries.LimitsAhead(connection, regionId, told, today);
        var moved = await LiaisonQueries.MovedByCalendar(connection, regionId, units, readers.Select(r => since[r.PersonId].At).DefaultIfEmpty(LastTold.Never.At).Min(), today);
        var chased = await LiaisonQueries.ChasedWithoutMail(connection, regionId, told, today);
        var standing = full ? await LiaisonQueries.RedAndYellow(connection, regionId, units) : Enumerable.Empty<LiaisonQueries.Standing>().ToLookup(s => s.UnitId);
        return readers.GroupBy(r => r.PersonId).Select(person => new LiaisonDay(person.Key, today, full,
            [.. person.Select(r => new LiaisonPart(r.UnitName,
                counts[r.UnitId].Where(c => c.Lamp == Domain.WorkItems.Lamp.Red).Sum(c => c.N),
                counts[r.UnitId].Where(c => c.Lamp == Domain.WorkItems.Lamp.Yellow).Sum(c => c.N),
                [.. unsigned[r.UnitId]], [.. adjusted[r.UnitId]], [.. returned[r.UnitId]], [.. moved[r.UnitId].Where(m => m.RevisedAt > since[r.PersonId].At)], [.. instructed[r.UnitId]],
                [.. chased[r.UnitId].Where(c => c.ForOn > since[r.PersonId].On)],
                [.. ahead[r.UnitId].Where(a => a.ForOn > since[r.PersonId].On)], [.. standing[r.UnitId]]))]));
    }
}
