using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Instructions;

/// <summary>转办: the office passes an instruction on to units of the item; its day is a limit of each. More units may follow later.</summary>
public sealed class PassOnInstruction(Database database, EventLog events, Lamps.Lamps lamps) : IFeature
{
    /// <param name="DueOn">by when they answer; not after the day that the leader named</param>
    public sealed record Form(long InstructionId, LocalDate? DueOn, IReadOnlyCollection<long> Units);

    sealed record Part(long AssignmentId, long UnitId, string Unit, bool Passed);

    const string PartsSql = """
        SELECT a.id AS assignment_id, a.unit_id, u.short_name AS unit, EXISTS (SELECT FROM instruction_parts p
            WHERE p.region_id = a.region_id AND p.instruction_id = @Id AND p.assignment_id = ANY(a.id || a.took_over)) AS passed
        FROM assignments a JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        WHERE a.region_id = @RegionId AND a.work_item_id = @WorkItemId AND a.transferred_on IS NULL AND a.unit_id = ANY(@units)
        ORDER BY u.position, u.id
        """;

    const string InsertSql = """
        INSERT INTO instruction_parts (region_id, instruction_id, assignment_id, due_on, passed_on_by, passed_on_on, passed_on_at)
        SELECT @RegionId, @Id, assignment_id, @dueOn, @PersonId, @Today, @Now FROM unnest(@assignments) AS assignment_id
        """;

    /// <exception cref="RuleBroken">not a coordinator, closed, no unit, one without a part in the item or that has it already, no day, one that has passed
    /// or one after the leader's</exception>
    public Task Run(Actor by, OfficeMoment at, Form form) => database.InTransaction(connection => Run(connection, by, at, form));

    internal async Task Run(NpgsqlConnection connection, Actor by, OfficeMoment at, Form form)
    {
        by.RequireCoordinator();
        var instruction = await OpenInstruction.Lock(connection, by, form.InstructionId);
        var dueOn = Due(instruction, form, at.Today);
        var units = form.Units.Distinct().ToArray();
        var parts = (await connection.QueryAsync<Part>(PartsSql, new { by.RegionId, instruction.Id, instruction.WorkItemId, units })).AsList();
        if (parts.Count == 0 || parts.Count < units.Length)
            throw new RuleBroken("no-part-to-pass-to", $"请至少选一个单位，并且都是任务 {instruction.Number} 现在的承办单位。要交给其他单位的，请先在“勘误、变更”中增加。");
        if (parts.FirstOrDefault(p => p.Passed) is { } before)
            throw new RuleBroken("already-passed-on", $"这条批示已经转办{before.Unit}，不用再转。");
        await connection.ExecuteAsync(InsertSql, new { by.RegionId, by.PersonId, instruction.Id, dueOn, assignments = parts.Select(p => p.AssignmentId).ToArray(), at.Today, at.Now });
        await events.Append(connection, by, at.Now, new Event(nameof(PassOnInstruction), $"Instruction:{instruction.Id}",
            $"{instruction.LeaderName}批示转办{string.Join('、', parts.Select(p => p.Unit))}，{dueOn.OnPaper()}前答复", After: form));
        await MailPromises.Promise(connection, by.RegionId, MailKind.Instruction, [.. parts.Select(p => p.UnitId)], instruction.Id, at);
        await lamps.Refresh(connection, by.RegionId, [.. parts.Select(p => p.AssignmentId)], at);
    }

    static LocalDate Due(OpenInstruction instruction, Form form, LocalDate today)
    {
        var dueOn = form.DueOn ?? throw new RuleBroken("date-missing", "请选择答复期限。");
        if (dueOn <= today)
            throw new RuleBroken("new-date-is-past", "答复期限须在今天以后。");
        // Where the leader's own day has passed, what is passed on late cannot meet it.
        if (instruction.DueOn is { } wanted && wanted > today && dueOn > wanted)
            throw new RuleBroken("later-than-the-leader-said", $"{instruction.LeaderName}要求{wanted.OnPaper()}前答复，转办的期限不能更晚。");
        return dueOn;
    }
}
