using Dapper;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Web.Features.Mail;
using Tracker.Web.Features.Triggers;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>What was handed out.</summary>
public sealed record Dispatched(long DispatchId, int Items, int Units, int Assignments, int Checkpoints);

/// <summary>
/// 交办: freezes the units of every item, writes assignments, checkpoints and lamps and promises each unit its mail.
/// All of it, or none; once.
/// </summary>
public sealed class Dispatch(Database database, EventLog events, Lamps.Lamps lamps, LimitPeriods periods) : IFeature
{
    const string DispatchSql = """
        INSERT INTO dispatches (region_id, work_plan_id, dispatched_by, dispatched_on, dispatched_at, self_reviewed)
        VALUES (@RegionId, @planId, @PersonId, @Today, @Now, @selfReviewed) RETURNING id
        """;

    const string UnitsSql = """
        INSERT INTO dispatch_units (region_id, dispatch_id, unit_id, unit_name)
        SELECT u.region_id, @dispatchId, u.id, u.full_name FROM units u WHERE u.region_id = @RegionId AND u.id = ANY(@units)
        """;

    // The names that brought a unit here travel joined, because arrays of arrays must all have one length.
    const string AssignmentsSql = """
        INSERT INTO assignments (region_id, work_item_id, unit_id, dispatch_id, role, position, sources)
        SELECT @RegionId, a.item, a.unit, @dispatchId, a.role, a.position, string_to_array(a.sources, E'\n')
        FROM unnest(@items, @units, @roles, @positions, @sources) AS a(item, unit, role, position, sources)
        RETURNING id
        """;

    const string CheckpointsSql = """
        INSERT INTO checkpoints (region_id, work_plan_id, kind, due_on)
        SELECT @RegionId, @planId, c.kind, c.due_on FROM unnest(@kinds, @days) AS c(kind, due_on)
        """;

    // 有关单位 that stand behind others: the lead proposes them.
    const string AwaitedSql = """
        INSERT INTO awaited_names (region_id, work_item_id, spelling, awaited_on, propose_by)
        SELECT @RegionId, n.item, n.spelling, @Today, @proposeBy FROM unnest(@items, @spellings) AS n(item, spelling)
        """;

    /// <param name="version">of the plan that the person has seen; null takes it as it stands</param>
    /// <exception cref="RuleBroken">an obstacle stands in the way, the plan has changed, or it was dispatched before: by whom and when</exception>
    public Task<Dispatched> Run(Actor by, OfficeMoment at, long planId, int? version = null)
    {
        by.RequireCoordinator();
        return database.InTransaction(connection => Run(connection, by, at, planId, version));
    }

    async Task<Dispatched> Run(NpgsqlConnection connection, Actor by, OfficeMoment at, long planId, int? version)
    {
        var plan = await PlanHead.LockDraft(connection, by.RegionId, planId);
        plan.RefuseUnless(version);
        var draft = await DispatchDraft.Load(connection, by.RegionId, plan, at.Today);
        RefuseWhile(draft.Obstacles);
        return await Write(connection, by, at, draft);
    }

    static void RefuseWhile(IReadOnlyList<Obstacle> obstacles)
    {
        if (obstacles is [var first, ..])
            throw new RuleBroken(first.Rule, obstacles is [_] ? first.Sentence : $"{first.Sentence}此外还有{obstacles.Count - 1}处妨碍交办，见交办预览。");
    }

    async Task<Dispatched> Write(NpgsqlConnection connection, Actor by, OfficeMoment at, DispatchDraft draft)
    {
        var dispatchId = await connection.ExecuteScalarAsync<long>(DispatchSql, new
        {
            by.RegionId, planId = draft.Plan.Id, by.PersonId, at.Today, at.Now, selfReviewed = draft.Second.ReviewedBy is null,
        });
        var parts = draft.Parts.ToList();
        var units = parts.Select(p => draft.UnitIds[p.Part.Unit.Code]).Distinct().ToArray();
        await connection.ExecuteAsync(UnitsSql, new { by.RegionId, dispatchId, units });
        var assignments = (await connection.QueryAsync<long>(AssignmentsSql, new
        {
            by.RegionId, dispatchId,
            items = parts.Select(p => p.Item.Id).ToArray(),
            units = parts.Select(p => draft.UnitIds[p.Part.Unit.Code]).ToArray(),
            roles = parts.Select(p => p.Part.Role.ToString()).ToArray(),
            positions = parts.Select(p => p.Part.Position).ToArray(),
            sources = parts.Select(p => string.Join('\n', p.Part.Sources)).ToArray(),
        })).AsList();
        var checkpoints = draft.Checkpoints.Created;
        await connection.ExecuteAsync(CheckpointsSql, new
        {
            by.RegionId, planId = draft.Plan.Id,
            kinds = checkpoints.Select(c => c.Kind.ToString()).ToArray(), days = checkpoints.Select(c => c.On.ToDateOnly()).ToArray(),
        });
        var awaiting = draft.Awaiting.Distinct().ToList();
        await connection.ExecuteAsync(AwaitedSql, new
        {
            by.RegionId, at.Today, items = awaiting.Select(a => a.Item.Id).ToArray(), spellings = awaiting.Select(a => a.Spelling).ToArray(),
            proposeBy = draft.Calendar.AddWorkdays(at.Today, DispatchDraft.ProposeWithin).Date,
        });
        await lamps.Refresh(connection, by.RegionId, assignments, at);
        await periods.Begin(connection, by.RegionId, at, draft.Plan.Id);
        await MailPromises.Promise(connection, by.RegionId, MailKind.Dispatch, units, dispatchId, at);
        var dispatched = new Dispatched(dispatchId, draft.Items.Count, units.Length, assignments.Count, checkpoints.Count);
        await events.Append(connection, by, at.Now, new Event(nameof(Dispatch), draft.Plan.Subject, Sentence(draft, dispatched), After: dispatched));
        return dispatched;
    }

    static string Sentence(DispatchDraft draft, Dispatched dispatched) =>
        $"交办《{draft.Plan.Title}》：{dispatched.Items}项任务，{dispatched.Units}个单位，{dispatched.Assignments}条承办；"
        + $"报送节点 {string.Join('、', draft.Checkpoints.Created.Select(c => c.Kind.Chinese() + c.On.Iso()))}"
        + (draft.Second.ReviewedBy is { } reviewer ? $"；审核人{reviewer}" : "；自审");
}
