using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Units;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Units;

namespace Tracker.Web.Features.Requests;

/// <summary>Whether a unit came to an item by a collective (政府各部门) or by its own name.</summary>
public static class FromCollective
{
    sealed record Row
    {
        public AssignmentRole Role { get; init; }
        public string[] Sources { get; init; } = [];
        public LocalDate DispatchedOn { get; init; }
    }

    const string Sql = """
        SELECT a.role, a.sources, d.dispatched_on FROM assignments a JOIN dispatches d ON d.region_id = a.region_id AND d.id = a.dispatch_id
        WHERE a.region_id = @regionId AND a.id = @assignmentId
        """;

    /// <summary>True where no name that brought it there was its own or that of a unit before it.</summary>
    public static async Task<bool> Is(NpgsqlConnection connection, int regionId, long assignmentId)
    {
        var row = await connection.QuerySingleAsync<Row>(Sql, new { regionId, assignmentId });
        if (row.Role != AssignmentRole.Responsible) return false;
        var registry = (await RegionUnits.Load(connection, regionId, row.DispatchedOn)).Registry;
        return !row.Sources.Any(source => registry.Resolve(source) is OneUnit);
    }
}
