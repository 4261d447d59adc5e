using NodaTime;
using Npgsql;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Digests;

/// <summary>工作提示 of leaders, on the first working day of the week and of the month.</summary>
public sealed class LeaderDigests(LetterTemplates templates) : IFeature, IDigestOfRole
{
    public Role Role => Role.Leader;

    /// <inheritdoc/>
    /// <remarks>Leaders of a region differ in when they were last told, and in their own 批示.</remarks>
    public async Task<IReadOnlyDictionary<long, IReadOnlyList<DigestPart>>> Parts(
        NpgsqlConnection connection, int regionId, long[] people, IReadOnlyDictionary<long, LastTold> since, LocalDate today)
    {
        var calendar = await Calendars.Load(connection, regionId);
        var day = DigestDays.IsFullDay(today, calendar) || DigestDays.IsFirstOfMonth(today, calendar);
        var answered = await LeaderQueries.Answered(connection, regionId, people, people.ToDictionary(p => p, p => since[p]));
        var figures = new Dictionary<LastTold, LeaderDay>();
        foreach (var last in people.Select(p => since[p]).Distinct())
            figures[last] = await LeaderQueries.Load(connection, regionId, last, today);
        return people.ToDictionary(p => p, p => figures[since[p]].With([.. answered[p]]).ToParts(day, templates, new(today, calendar)));
    }
}
