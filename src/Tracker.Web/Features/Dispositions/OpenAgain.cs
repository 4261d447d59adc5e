using Dapper;
using Npgsql;

namespace Tracker.Web.Features.Dispositions;

/// <summary>回头看 names the parts that are open again. One that a unit is given afterwards is open as well: an earlier ending of its item is not its own.</summary>
static class OpenAgain
{
    const string Sql = """
        UPDATE item_reopenings o SET parts = o.parts || given.ids
        FROM (SELECT a.work_item_id, array_agg(a.id) AS ids FROM assignments a WHERE a.region_id = @regionId AND a.id = ANY(@assignments) GROUP BY a.work_item_id) given
        WHERE o.region_id = @regionId AND o.work_item_id = given.work_item_id AND NOT o.parts @> given.ids
        """;

    /// <param name="assignments">just made</param>
    public static Task With(NpgsqlConnection connection, int regionId, IEnumerable<long> assignments) =>
        connection.ExecuteAsync(Sql, new { regionId, assignments = assignments.ToArray() });
}
