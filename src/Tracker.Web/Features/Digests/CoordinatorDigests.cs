using NodaTime;
using Npgsql;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Digests;

/// <summary>工作提示 of coordinators: on working days, if anything is new.</summary>
public sealed class CoordinatorDigests(LetterTemplates templates) : IFeature, IDigestOfRole
{
    public Role Role => Role.Coordinator;

    /// <inheritdoc/>
    /// <remarks>Coordinators of a region differ only in when they were last told.</remarks>
    public async Task<IReadOnlyDictionary<long, IReadOnlyList<DigestPart>>> Parts(
        NpgsqlConnection connection, int regionId, long[] people, IReadOnlyDictionary<long, LastTold> since, LocalDate today)
    {
        var calendar = await Calendars.Load(connection, regionId);
        var full = DigestDays.IsFullDay(today, calendar);
        var days = new Dictionary<LastTold, DigestPart>();
        foreach (var last in people.Select(p => since[p]).Distinct())
            days[last] = (await CoordinatorQueries.Load(connection, regionId, last, new(today, calendar), full)).ToPart(templates);
        return people.ToDictionary(p => p, p => (IReadOnlyList<DigestPart>)[days[since[p]]]);
    }
}
