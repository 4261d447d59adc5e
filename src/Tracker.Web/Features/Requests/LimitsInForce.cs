using NodaTime;
using Npgsql;
using Tracker.Web.Features.Lamps;

namespace Tracker.Web.Features.Requests;

/// <summary>Whether a request that concerns the whole part comes before any of its limits has passed.</summary>
static class LimitsInForce
{
    public static async Task<bool> NonePassed(NpgsqlConnection connection, int regionId, long assignmentId, LocalDate today)
    {
        var facts = (await AssignmentFactsQuery.Of(connection, regionId, [assignmentId], today)).Single().Facts;
        return facts.DatesInForce().Where(d => d is { IsLimit: true, IsFixed: false }).All(d => today <= d.On);
    }
}
