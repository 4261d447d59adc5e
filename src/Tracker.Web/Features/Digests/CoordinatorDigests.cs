using NodaTime;
using Npgsql;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Digests;

/// <summary>工作提示 of coordinators: on working days, if anything is new.</summary>
public sealed class CoordinatorDigests(MailLinks links) : IFeature, ILetterWriter
{
    public MailKind Kind => MailKind.CoordinatorDigest;

    /// <summary>Promises today's digest to every coordinator for whom there is something new.</summary>
    /// <returns>how many are new</returns>
    public async Task<int> Promise(NpgsqlConnection connection, int regionId, OfficeMoment at)
    {
        var people = await LiaisonQueries.Unpromised(connection, regionId, nameof(Role.Coordinator), Kind, at.Today);
        var days = await Load(connection, regionId, people, at.Today);
        return await MailPromises.PromiseToPeople(connection, regionId, Kind, [.. days.Where(d => d.Value.IsWorthAMail).Select(d => d.Key)], null, at);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<long, Letter>> Write(
        NpgsqlConnection connection, int regionId, IReadOnlyList<DuePromise> promises, OfficeMoment at)
    {
        var calendar = await Calendars.Load(connection, regionId);
        var days = await Load(connection, regionId, [.. promises.Select(p => p.PersonId!.Value)], at.Today);
        return promises.Where(p => days[p.PersonId!.Value].IsWorthAMail).ToDictionary(p => p.Id, p => days[p.PersonId!.Value].ToLetter(links, calendar));
    }

    /// <summary>Today's digest as a coordinator would get it, whether it is worth a mail or not.</summary>
    public async Task<Letter> Preview(NpgsqlConnection connection, int regionId, long personId, LocalDate today)
    {
        var calendar = await Calendars.Load(connection, regionId);
        return (await Load(connection, regionId, [personId], today))[personId].ToLetter(links, calendar);
    }

    // Coordinators of a region differ only in when they were last told.
    static async Task<IReadOnlyDictionary<long, CoordinatorDay>> Load(NpgsqlConnection connection, int regionId, long[] people, LocalDate today)
    {
        var full = DigestDays.IsFullDay(today, await Calendars.Load(connection, regionId));
        var since = await DigestDays.Since(connection, regionId, MailKind.CoordinatorDigest, people, today);
        var days = new Dictionary<LastTold, CoordinatorDay>();
        foreach (var last in since.Values.Distinct())
            days[last] = await CoordinatorQueries.Load(connection, regionId, last, today, full);
        return people.Distinct().ToDictionary(p => p, p => days[since[p]]);
    }
}
