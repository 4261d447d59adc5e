using Dapper;
using NodaTime;
using Tracker.Domain;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Adjustments;

/// <summary>签收调整: a unit has seen what the office adjusted.</summary>
public sealed class SignAdjustment(Database database, EventLog events) : IFeature
{
    sealed record Told(string UnitName, bool Signs, string Sentence, long? AssignmentId, long PlanId, string? SignedBy, Instant? SignedAt);

    const string ToldSql = """
        SELECT t.unit_name, t.signs, j.sentence, a.id AS assignment_id, j.work_plan_id AS plan_id, who.name AS signed_by, s.signed_at
        FROM adjustment_units t
        JOIN adjustments j ON j.region_id = t.region_id AND j.id = t.adjustment_id
        LEFT JOIN assignments a ON a.region_id = j.region_id AND a.work_item_id = j.work_item_id AND a.unit_id = t.unit_id AND a.transferred_on IS NULL
        LEFT JOIN adjustment_signatures s ON s.region_id = t.region_id AND s.adjustment_id = t.adjustment_id AND s.unit_id = t.unit_id
        LEFT JOIN people who ON who.region_id = s.region_id AND who.id = s.person_id
        WHERE t.region_id = @RegionId AND t.adjustment_id = @adjustmentId AND t.unit_id = @unitId AND t.unit_id = ANY(@OwnUnits)
        """;

    const string SignSql = """
        INSERT INTO adjustment_signatures (region_id, adjustment_id, unit_id, person_id, signed_on, signed_at)
        VALUES (@RegionId, @adjustmentId, @unitId, @PersonId, @Today, @Now)
        ON CONFLICT ON CONSTRAINT a_unit_signs_an_adjustment_once DO NOTHING
        """;

    /// <exception cref="RuleBroken">the unit was not told of it, or has signed before: who and when</exception>
    public Task Run(Actor by, OfficeMoment at, long adjustmentId, long unitId) => database.InTransaction(async connection =>
    {
        var key = new { by.RegionId, by.PersonId, by.OwnUnits, adjustmentId, unitId, at.Today, at.Now };
        var told = await connection.QuerySingleOrDefaultAsync<Told>(ToldSql, key);
        if (told is null or { Signs: false })
            throw NotYours.Of("调整");
        if (await connection.ExecuteAsync(SignSql, key) == 0)
            throw Already(await connection.QuerySingleAsync<Told>(ToldSql, key));
        await events.Append(connection, by, at.Now, new Event(nameof(SignAdjustment),
            told.AssignmentId is { } id ? $"Assignment:{id}" : $"Adjustment:{adjustmentId}/{unitId}", $"签收调整：{told.Sentence}"));
    });
    static RuleBroken Already(Told told) => new("already-acknowledged", $"已由{told.SignedBy}于 {told.SignedAt?.Iso()} 签收，不用再签。");
}
