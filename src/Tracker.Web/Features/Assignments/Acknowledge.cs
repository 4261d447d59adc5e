using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Assignments;

/// <summary>签收: one act of a unit for everything that one dispatch handed to it.</summary>
public sealed class Acknowledge(Database database, EventLog events, Lamps.Lamps lamps) : IFeature
{
    sealed record Signed(string Name, Instant AcknowledgedAt);

    // Who has handed over all that a dispatch gave it has nothing to sign any more: the signature would count for the one after it.
    const string SignSql = """
        INSERT INTO acknowledgements (region_id, dispatch_id, unit_id, person_id, acknowledged_on, acknowledged_at)
        SELECT d.region_id, d.dispatch_id, d.unit_id, @PersonId, @Today, @Now FROM dispatch_units d
        WHERE d.region_id = @RegionId AND d.dispatch_id = @dispatchId AND d.unit_id = @unitId AND d.unit_id = ANY(@OwnUnits)
            AND coalesce((SELECT bool_or(a.transferred_on IS NULL) FROM assignments a
                WHERE a.region_id = d.region_id AND a.dispatch_id = d.dispatch_id AND a.unit_id = d.unit_id), true)
        ON CONFLICT ON CONSTRAINT a_unit_signs_once DO NOTHING
        """;

    const string SignedSql = """
        SELECT p.name, k.acknowledged_at
        FROM acknowledgements k JOIN people p ON p.region_id = k.region_id AND p.id = k.person_id
        WHERE k.region_id = @RegionId AND k.dispatch_id = @dispatchId AND k.unit_id = @unitId AND k.unit_id = ANY(@OwnUnits)
        """;

    const string AssignmentsSql = """
        SELECT id FROM assignments WHERE region_id = @RegionId AND dispatch_id = @dispatchId AND unit_id = @unitId AND transferred_on IS NULL ORDER BY id
        """;

    /// <exception cref="RuleBroken">the dispatch is not the person's unit's, or the unit has signed before</exception>
    public Task Run(Actor by, OfficeMoment at, long dispatchId, long unitId) =>
        database.InTransaction(connection => Run(connection, by, at, dispatchId, unitId));

    /// <summary>The same inside a transaction that is already open.</summary>
    public async Task Run(NpgsqlConnection connection, Actor by, OfficeMoment at, long dispatchId, long unitId)
    {
        var key = new { by.RegionId, by.PersonId, by.OwnUnits, dispatchId, unitId, at.Today, at.Now };
        if (await connection.ExecuteAsync(SignSql, key) == 0)
            throw Refusal(await connection.QuerySingleOrDefaultAsync<Signed>(SignedSql, key));
        var assignments = (await connection.QueryAsync<long>(AssignmentsSql, key)).AsList();
        await events.Append(connection, by, at.Now, new Event(nameof(Acknowledge), Subject(dispatchId, unitId),
            $"签收{assignments.Count}项任务", After: new { dispatchId, unitId, assignments }));
        await lamps.Refresh(connection, by.RegionId, assignments, at);
    }

    /// <summary>What the event of a signature is filed under: an item's story takes those of its own units.</summary>
    public static string Subject(long dispatchId, long unitId) => $"Acknowledgement:{dispatchId}/{unitId}";

    static RuleBroken Refusal(Signed? signed) => signed is null ? NotYours.Of("交办")
        : new("already-acknowledged", $"已由{signed.Name}于 {signed.AcknowledgedAt.Iso()} 签收，不用再签。");
}
