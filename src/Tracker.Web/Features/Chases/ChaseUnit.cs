using Dapper;
using Tracker.Domain;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Chases;

/// <summary>催报 by the office itself: asked and answered at once. Where a lead has asked before, that is its answer.</summary>
public sealed class ChaseUnit(Database database, AnswerChase answerChase) : IFeature
{
    const string WaitingSql = """
        SELECT h.id FROM chases h WHERE h.region_id = @RegionId AND h.checkpoint_id = @checkpointId AND h.unit_id = @UnitId
            AND NOT EXISTS (SELECT FROM chase_answers s WHERE s.region_id = h.region_id AND s.chase_id = h.id)
        """;

    /// <param name="assignmentId">the part for which the report is missed</param>
    /// <exception cref="RuleBroken">no coordinator, no such part, the report is there or not due soon, or the unit was chased for this checkpoint</exception>
    public Task Run(Actor by, OfficeMoment at, long assignmentId, long checkpointId) => database.InTransaction(async connection =>
    {
        by.RequireCoordinator();
        var missing = await MissingReport.Find(connection, by.RegionId, assignmentId, checkpointId) ?? throw NotYours.Of("承办");
        await missing.RefuseUnlessMissed(connection, by.RegionId, at.Today);
        var id = await AskToChase.Insert(connection, by, at, missing, null, checkpointId)
            ?? await connection.ExecuteScalarAsync<long?>(WaitingSql, new { by.RegionId, checkpointId, missing.UnitId })
            ?? throw await AskToChase.AlreadyAsked(connection, by.RegionId, missing, checkpointId);
        await answerChase.Run(connection, by, at, new(id, Chased: true, ""));
    });
}
