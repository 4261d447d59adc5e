using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Instructions;

/// <summary>答复批示: a unit to which an instruction was passed on says what it has done, once.</summary>
public sealed class AnswerInstruction(Database database, EventLog events, Lamps.Lamps lamps) : IFeature
{
    sealed record Part(long AssignmentId, long HolderId, string Unit, string? AnsweredBy, Instant? AnsweredAt);

    const string PartsSql = $"""
        SELECT p.assignment_id, now.id AS holder_id, u.short_name AS unit, b.name AS answered_by, a.answered_at
        FROM instruction_parts p
        JOIN instructions i ON i.region_id = p.region_id AND i.id = p.instruction_id
        {InstructionQueries.HolderSql}
        JOIN units u ON u.region_id = p.region_id AND u.id = now.unit_id
        LEFT JOIN instruction_answers a ON a.region_id = p.region_id AND a.instruction_id = p.instruction_id AND a.assignment_id = p.assignment_id
        LEFT JOIN people b ON b.region_id = a.region_id AND b.id = a.answered_by
        WHERE p.region_id = @RegionId AND p.instruction_id = @Id AND now.unit_id = @unitId AND now.unit_id = ANY(@OwnUnits)
        """;

    const string InsertSql = """
        INSERT INTO instruction_answers (region_id, instruction_id, assignment_id, text, answered_by, answered_on, answered_at)
        SELECT @RegionId, @Id, assignment_id, @text, @PersonId, @Today, @Now FROM unnest(@assignments) AS assignment_id
        """;

    /// <exception cref="RuleBroken">nothing said, not passed on to a unit of this person, answered before: by whom and when, or closed</exception>
    public async Task Run(Actor by, OfficeMoment at, long instructionId, long unitId, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new RuleBroken("answer-says-nothing", "请写明批示的办理情况。");
        await database.InTransaction(connection => Run(connection, by, at, instructionId, unitId, text.Trim()));
    }

    async Task Run(NpgsqlConnection connection, Actor by, OfficeMoment at, long instructionId, long unitId, string text)
    {
        // Whoever it does not concern learns nothing of it, not even that it is closed.
        var parts = (await connection.QueryAsync<Part>(PartsSql, new { by.RegionId, Id = instructionId, unitId, by.OwnUnits })).AsList();
        if (parts.Count == 0)
            throw NotYours.Of("批示");
        var instruction = await OpenInstruction.Lock(connection, by, instructionId);
        parts = (await connection.QueryAsync<Part>(PartsSql, new { by.RegionId, instruction.Id, unitId, by.OwnUnits })).AsList();
        var owed = parts.Where(p => p.AnsweredAt is null).Select(p => p.AssignmentId).ToArray();
        if (owed.Length == 0)
            throw new RuleBroken("already-answered", $"{parts[0].AnsweredBy}已于 {parts[0].AnsweredAt?.Iso()} 答复了这条批示。");
        await connection.ExecuteAsync(InsertSql, new { by.RegionId, by.PersonId, instruction.Id, text, assignments = owed, at.Today, at.Now });
        await events.Append(connection, by, at.Now, new Event(nameof(AnswerInstruction), $"Instruction:{instruction.Id}",
            $"{parts[0].Unit}答复{instruction.LeaderName}批示：{Excerpt.Of(text)}", After: new { unitId, text }));
        await lamps.Refresh(connection, by.RegionId, [.. parts.Select(p => p.HolderId).Distinct()], at);
    }
}
