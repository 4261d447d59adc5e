using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Chases;

/// <summary>请办公厅催报: the lead that merges asks for a support's report that is missing; it has no power over the support itself.</summary>
public sealed class AskToChase(Database database, EventLog events) : IFeature
{
    sealed record Asked(string Name, Instant AskedAt);

    const string InsertSql = """
        INSERT INTO chases (region_id, checkpoint_id, unit_id, assignment_id, lead_assignment_id, asked_by, asked_on, asked_at)
        VALUES (@RegionId, @checkpointId, @UnitId, @AssignmentId, @leadAssignmentId, @PersonId, @Today, @Now)
        ON CONFLICT ON CONSTRAINT a_unit_is_chased_once_a_checkpoint DO NOTHING RETURNING id
        """;

    const string AskedSql = """
        SELECT coalesce(u.short_name || ' ' || p.name, '办公厅') AS name, h.asked_at
        FROM chases h JOIN people p ON p.region_id = h.region_id AND p.id = h.asked_by
        LEFT JOIN assignments a ON a.region_id = h.region_id AND a.id = h.lead_assignment_id
        LEFT JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        WHERE h.region_id = @RegionId AND h.checkpoint_id = @checkpointId AND h.unit_id = @UnitId
        """;

    /// <param name="leadAssignmentId">of the person's own unit, which leads first</param>
    /// <param name="assignmentId">the support's, on the same item</param>
    /// <returns>the chase's id</returns>
    /// <exception cref="RuleBroken">not the unit's own, it does not merge, no support of the item, the report is there or not due soon, or asked for before</exception>
    public Task<long> Run(Actor by, OfficeMoment at, long leadAssignmentId, long assignmentId, long checkpointId) => database.InTransaction(async connection =>
    {
        var lead = await OwnAssignment.Lock(connection, by, leadAssignmentId);
        if (!lead.IsFirstLead)
            throw new RuleBroken("only-the-first-lead-asks", "只有第一牵头单位汇总协办单位的报送，并请办公厅催报。");
        lead.RefuseUnlessOpen();
        var missing = await MissingReport.Find(connection, by.RegionId, assignmentId, checkpointId);
        if (missing is not { Role: "Support" } || missing.WorkItemId != lead.WorkItemId)
            throw NotYours.Of("承办");
        await missing.RefuseUnlessMissed(connection, by.RegionId, at.Today);
        var id = await Insert(connection, by, at, missing, leadAssignmentId, checkpointId) ?? throw await AlreadyAsked(connection, by.RegionId, missing, checkpointId);
        await events.Append(connection, by, at.Now, new Event(nameof(AskToChase), $"Assignment:{lead.Id}", $"请办公厅催报{missing.UnitName}：{missing.Kind.Chinese()}",
            After: new { chaseId = id, assignmentId, checkpointId }));
        return id;
    });

    internal static Task<long?> Insert(NpgsqlConnection connection, Actor by, OfficeMoment at, MissingReport missing, long? leadAssignmentId, long checkpointId) =>
        connection.ExecuteScalarAsync<long?>(InsertSql, new { by.RegionId, by.PersonId, at.Today, at.Now, missing.UnitId, missing.AssignmentId, leadAssignmentId, checkpointId });

    internal static async Task<RuleBroken> AlreadyAsked(NpgsqlConnection connection, int regionId, MissingReport missing, long checkpointId)
    {
        var asked = await connection.QuerySingleAsync<Asked>(AskedSql, new { regionId, checkpointId, missing.UnitId });
        return new RuleBroken("already-asked-to-chase", $"{asked.Name}已于 {asked.AskedAt.Iso()} 为{missing.Kind.Chinese()}催报过{missing.UnitName}，一个节点只催一次。");
    }
}
