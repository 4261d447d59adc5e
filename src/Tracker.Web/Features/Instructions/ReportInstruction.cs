using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Instructions;

/// <summary>已报领导: the office has told the leader what became of his instruction, and closes it. Without some answers it says why.</summary>
public sealed class ReportInstruction(Database database, EventLog events, Lamps.Lamps lamps) : IFeature
{
    sealed record Part(long HolderId, string Unit, bool Answered);

    const string PartsSql = $"""
        SELECT now.id AS holder_id, u.short_name AS unit, a.answered_on IS NOT NULL AS answered
        FROM instruction_parts p
        JOIN instructions i ON i.region_id = p.region_id AND i.id = p.instruction_id
        {InstructionQueries.HolderSql}
        JOIN units u ON u.region_id = p.region_id AND u.id = now.unit_id
        LEFT JOIN instruction_answers a ON a.region_id = p.region_id AND a.instruction_id = p.instruction_id AND a.assignment_id = p.assignment_id
        WHERE p.region_id = @RegionId AND p.instruction_id = @Id ORDER BY u.position, u.id
        """;

    const string InsertSql = """
        INSERT INTO instruction_reports (region_id, instruction_id, remark, without_units, reported_by, reported_on, reported_at)
        VALUES (@RegionId, @Id, @remark, @without, @PersonId, @Today, @Now)
        """;

    /// <param name="remark">what the leader was told beyond the answers; needed where some are missing, or nobody was asked</param>
    /// <exception cref="RuleBroken">not a coordinator, no such instruction, closed before, or answers are missing and nothing says why</exception>
    public Task Run(Actor by, OfficeMoment at, long instructionId, string remark) => database.InTransaction(async connection =>
    {
        by.RequireCoordinator();
        var instruction = await OpenInstruction.Lock(connection, by, instructionId);
        var parts = (await connection.QueryAsync<Part>(PartsSql, new { by.RegionId, instruction.Id })).AsList();
        string[] without = [.. parts.Where(p => !p.Answered).Select(p => p.Unit).Distinct()];
        if (remark.Trim() == "" && without.Length > 0)
            throw new RuleBroken("answers-are-missing", $"{string.Join('、', without)}还没有答复。不等答复就报领导的，请写明情况。");
        if (remark.Trim() == "" && parts.Count == 0)
            throw new RuleBroken("nobody-was-asked", "这条批示还没有转办。不需要转办的，请写明怎样办理的，再记为已报领导。");
        await connection.ExecuteAsync(InsertSql, new { by.RegionId, by.PersonId, instruction.Id, remark = remark.Trim(), without, at.Today, at.Now });
        await events.Append(connection, by, at.Now, new Event(nameof(ReportInstruction), $"Instruction:{instruction.Id}",
            $"{instruction.LeaderName}批示办理情况已报领导{(without.Length > 0 ? $"，{string.Join('、', without)}未答复" : "")}{(remark.Trim() is { Length: > 0 } said ? $"：{Excerpt.Of(said)}" : "")}",
            After: new { remark, without }));
        if (instruction.LeaderId is { } leader)
            await MailPromises.PromiseToPeople(connection, by.RegionId, MailKind.Instruction, [leader], instruction.Id, at);
        await lamps.Refresh(connection, by.RegionId, [.. parts.Select(p => p.HolderId).Distinct()], at);
    });
}
