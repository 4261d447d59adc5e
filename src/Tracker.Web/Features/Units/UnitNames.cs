using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Units;

/// <summary>What units were called on a day: old records keep the old name.</summary>
public static class UnitNames
{
    /// <summary>The short name of <c>units u</c> on a day, as far as it was known by now.</summary>
    /// <param name="day">a column or an argument of the statement</param>
    public static string ShortOn(string day) => $"""
        coalesce((SELECT called.short_name FROM unit_names called WHERE called.region_id = u.region_id AND called.unit_id = u.id
            AND called.from_on <= {day} ORDER BY called.from_on DESC, called.recorded_at DESC LIMIT 1), u.short_name)
        """;

    /// <summary>The same with a condition on when the name was recorded, for replaying a day as it was known then.</summary>
    public static string ShortKnownOn(string day, string recordedBy) => ShortOn($"{day} AND called.recorded_at <= {recordedBy}");

    const string OfTheDaySql = """
        UPDATE units u SET full_name = n.full_name, short_name = n.short_name, version = u.version + 1
        FROM (SELECT DISTINCT ON (unit_id) unit_id, full_name, short_name FROM unit_names
            WHERE region_id = @regionId AND from_on <= @Today ORDER BY unit_id, from_on DESC, recorded_at DESC) n
        WHERE u.region_id = @regionId AND u.id = n.unit_id AND (u.full_name, u.short_name) <> (n.full_name, n.short_name)
        """;

    /// <summary>Brings names that begin today, or began on a day that was missed, into the registry.</summary>
    /// <returns>how many units are called otherwise now</returns>
    public static Task<int> Begin(NpgsqlConnection connection, int regionId, OfficeMoment at) =>
        connection.ExecuteAsync(OfTheDaySql, new { regionId, at.Today });
}
