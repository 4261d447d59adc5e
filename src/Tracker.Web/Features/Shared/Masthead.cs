using Dapper;
using NodaTime;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Shared;

/// <summary>What stands at the head of every page: whose world this is, and which day.</summary>
public sealed class Masthead(Database database, OfficeClock clock) : IFeature
{
    public sealed record Head(string RegionName, LocalDate Today, bool Practice);

    sealed record Row(string Name, bool Practice, int OffsetDays);

    const string Sql = """
        SELECT r.name, p.practice, p.offset_days FROM regions r CROSS JOIN database_purpose p WHERE r.id = @RegionId
        """;

    public async Task<Head> For(Actor actor)
    {
        await using var connection = await database.Open();
        var row = await connection.QuerySingleAsync<Row>(Sql, new { actor.RegionId });
        return new(row.Name, clock.Shifted(row.OffsetDays).Today, row.Practice);
    }
}
