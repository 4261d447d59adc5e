using NodaTime;
using Npgsql;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Digests;

/// <summary>工作提示 of liaisons: on a day that brings something new, and in full on the week's first working day.</summary>
public sealed class LiaisonDigests(MailLinks links) : IFeature, ILetterWriter
{
    public MailKind Kind => MailKind.LiaisonDigest;

    /// <summary>Promises today's digest to every liaison for whom there is something new.</summary>
    /// <returns>how many are new</returns>
    public async Task<int> Promise(NpgsqlConnection connection, int regionId, OfficeMoment at)
    {
        var people = await LiaisonQueries.Unpromised(connection, regionId, nameof(Role.Liaison), Kind, at.Today);
        var days = await Load(connection, regionId, people, at.Today);
        return await MailPromises.PromiseToPeople(connection, regionId, Kind, [.. days.Where(d => d.IsWorthAMail).Select(d => d.PersonId)], null, at);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<long, Letter>> Write(
        NpgsqlConnection connection, int regionId, IReadOnlyList<DuePromise> promises, OfficeMoment at)
    {
        var calendar = await Calendars.Load(connection, regionId);
        var days = (await Load(connection, regionId, [.. promises.Select(p => p.PersonId!.Value)], at.Today)).ToDictionary(d => d.PersonId);
        return promises.Where(p => days.TryGetValue(p.PersonId!.Value, out var day) && day.IsWorthAMail)
            .ToDictionary(p => p.Id, p => days[p.PersonId!.Value].ToLetter(links, calendar));
    }

    /// <summary>Today's digest of one person, whether it is worth a mail or not; null for who is no liaison that can be reached.</summary>
    public async Task<Letter?> Preview(NpgsqlConnection connection, int regionId, long personId, LocalDate today)
    {
        var calendar = await Calendars.Load(connection, regionId);
        return (await Load(connection, regionId, [personId], today)) is [var day] ? day.ToLetter(links, calendar) : null;
    }

    static async Task<IReadOnlyList<LiaisonDay>> Load(NpgsqlConnection connection, int regionId, long[] people, LocalDate today)
    {
        var readers = await LiaisonQueries.Readers(connection, regionId, people);
        if (readers.Count == 0)
            return [];
        var units = readers.Select(r => r.UnitId).Distinct().ToArray();
        var full = DigestDays.IsFullDay(today, await Calendars.Load(connection, regionId));
        var since = await DigestDays.Since(connection, regionId, MailKind.LiaisonDigest, readers.Select(r => r.PersonId), today);
        var counts = await LiaisonQueries.Counts(connection, regionId, units);
        var unsigned = await LiaisonQueries.NotSigned(connection, regionId, units);
        var adjusted = await LiaisonQueries.NotSignedAgain(connection, regionId, units);
        var returned = await LiaisonQueries.CameBack(connection, regionId, units);
        var instructed = await LiaisonQueries.NotAnswered(connection, regionId, units);
        var told = readers.GroupBy(r => r.UnitId).ToDictionary(unit => unit.Key, unit => unit.Min(r => since[r.PersonId].On));
        var ahead = await LiaisonQueries.LimitsAhead(connection, regionId, told, today);
        var standing = full ? await LiaisonQueries.RedAndYellow(connection, regionId, units) : Enumerable.Empty<LiaisonQueries.Standing>().ToLookup(s => s.UnitId);
        return [.. readers.GroupBy(r => r.PersonId).Select(person => new LiaisonDay(person.Key, today, full,
            [.. person.Select(r => new LiaisonPart(r.UnitName,
                counts[r.UnitId].Where(c => c.Lamp == Domain.WorkItems.Lamp.Red).Sum(c => c.N),
                counts[r.UnitId].Where(c => c.Lamp == Domain.WorkItems.Lamp.Yellow).Sum(c => c.N),
                [.. unsigned[r.UnitId]], [.. adjusted[r.UnitId]], [.. returned[r.UnitId]], [.. instructed[r.UnitId]],
                [.. ahead[r.UnitId].Where(a => a.ForOn > since[r.PersonId].On)], [.. standing[r.UnitId]]))]))];
    }
}
