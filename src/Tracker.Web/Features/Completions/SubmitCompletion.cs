using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Approvals;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Completions;

/// <summary>申请办结: a lead or a responsible unit says that its part is done. The first lead speaks for the supports too.</summary>
public sealed class SubmitCompletion(Database database, EventLog events, LeavingUnit leaving, Lamps.Lamps lamps) : IFeature
{
    /// <param name="WithoutSilent">the first lead submits although supports have said nothing; they are named</param>
    /// <param name="Approval">for a unit that signs on paper: who approved it and when</param>
    public sealed record Form(long AssignmentId, string Text, bool WithoutSilent = false, PaperApproval? Approval = null);

    sealed record Waiting(string Name, Instant SubmittedAt);

    const string SilentSql = """
        SELECT u.short_name FROM assignments a JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        WHERE a.region_id = @RegionId AND a.work_item_id = @workItemId AND a.role = 'Support' AND a.transferred_on IS NULL
            AND NOT EXISTS (SELECT FROM progress_reports r WHERE r.region_id = a.region_id AND r.assignment_id = ANY(a.id || a.took_over))
        ORDER BY a.position
        """;

    const string WaitingSql = """
        SELECT p.name, c.submitted_at
        FROM completions c JOIN people p ON p.region_id = c.region_id AND p.id = c.submitted_by
        WHERE c.region_id = @RegionId AND c.assignment_id = @Id
            AND NOT EXISTS (SELECT FROM completion_decisions d WHERE d.region_id = c.region_id AND d.completion_id = c.id)
        """;

    const string InsertSql = """
        INSERT INTO completions (region_id, assignment_id, round, text, without_units, submitted_by, submitted_on, submitted_at)
        SELECT @RegionId, @Id, count(*) + 1, @text, @silent, @WrittenBy, @Today, @Now
        FROM completions WHERE region_id = @RegionId AND assignment_id = @Id
        RETURNING id
        """;

    /// <returns>the completion's id; null where it lies before the unit's head first</returns>
    /// <exception cref="RuleBroken">a support, unsigned, ended, already waiting for the office, supports are silent and were not named,
    /// or nobody in the unit has approved it</exception>
    public Task<long?> Run(Actor by, OfficeMoment at, Form form) => database.InTransaction(connection => Run(connection, by, at, form));

    /// <summary>The same inside a transaction that is already open.</summary>
    public async Task<long?> Run(NpgsqlConnection connection, Actor by, OfficeMoment at, Form form)
    {
        var (assignment, silent) = await Check(connection, by, form);
        await CompletionDrafts.Forget(connection, by, assignment.Id);
        return await leaving.Pass(connection, by, at, assignment, DraftKind.Completion, form with { Approval = null }, Sentence(form, silent), form.Approval) is { } letOut
            ? await Write(connection, by, at, assignment, form, silent, letOut) : null;
    }

    /// <summary>The same once the unit's head has let it out, inside a transaction that is already open.</summary>
    public async Task Run(NpgsqlConnection connection, Actor by, OfficeMoment at, Form form, LetOut letOut)
    {
        var (assignment, silent) = await Check(connection, by, form);
        await Write(connection, by, at, assignment, form, silent, letOut);
    }

    static async Task<(OwnAssignment Assignment, string[] Silent)> Check(NpgsqlConnection connection, Actor by, Form form)
    {
        var assignment = await OwnAssignment.Lock(connection, by, form.AssignmentId);
        RefuseSupport(assignment);
        assignment.RefuseUnlessOpen();
        if (string.IsNullOrWhiteSpace(form.Text))
            throw new RuleBroken("completion-says-nothing", "请写明完成情况和成效。");
        await RefuseSecond(connection, by.RegionId, assignment.Id);
        return (assignment, assignment.IsFirstLead ? await Silent(connection, by.RegionId, assignment, form.WithoutSilent) : []);
    }

    async Task<long> Write(
        NpgsqlConnection connection, Actor by, OfficeMoment at, OwnAssignment assignment, Form form, string[] silent, LetOut letOut)
    {
        var id = await connection.ExecuteScalarAsync<long>(InsertSql,
            new { by.RegionId, assignment.Id, text = form.Text.Trim(), silent, letOut.WrittenBy, at.Today, at.Now });
        await LeavingUnit.Record(connection, by, at, letOut, completionId: id);
        await events.Append(connection, by, at.Now, new Event(nameof(SubmitCompletion), $"Assignment:{assignment.Id}", Sentence(form, silent) + letOut.InWords,
            After: new { completionId = id, form.Text, withoutUnits = silent, letOut }));
        await lamps.Refresh(connection, by.RegionId, [assignment.Id], at);
        return id;
    }

    static string Sentence(Form form, string[] silent) =>
        $"申请办结：{Excerpt.Of(form.Text)}{(silent.Length > 0 ? $"（未反馈的协办单位：{string.Join('、', silent)}）" : "")}";

    static void RefuseSupport(OwnAssignment assignment)
    {
        if (assignment.Role == AssignmentRole.Support)
            throw new RuleBroken("supports-do-not-complete", $"任务 {assignment.Number} 由牵头单位申请办结，协办单位报送进展即可。");
    }

    static async Task RefuseSecond(NpgsqlConnection connection, int regionId, long id)
    {
        if (await connection.QuerySingleOrDefaultAsync<Waiting>(WaitingSql, new { regionId, id }) is { } waiting)
            throw new RuleBroken("already-submitted", $"{waiting.Name}已于 {waiting.SubmittedAt.Iso()} 申请办结，正在等待办公厅审核。");
    }

    /// <summary>Supports of an item that have reported nothing.</summary>
    public static async Task<string[]> Silent(NpgsqlConnection connection, int regionId, long workItemId) =>
        [.. await connection.QueryAsync<string>(SilentSql, new { regionId, workItemId })];

    static async Task<string[]> Silent(NpgsqlConnection connection, int regionId, OwnAssignment assignment, bool accepted)
    {
        var silent = await Silent(connection, regionId, assignment.WorkItemId);
        return silent.Length == 0 || accepted ? silent : throw new RuleBroken("supports-are-silent",
            $"协办单位{string.Join('、', silent)}还没有报送。可以等其报送，也可以勾选“不等未反馈的单位”后申请办结，申请中会列出它们。");
    }
}
