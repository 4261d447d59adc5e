using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Features.Mail;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Adjustments;

/// <summary>What a moved checkpoint comes to.</summary>
/// <param name="Units">how many units are told</param>
/// <param name="Changes">lamps that are other ones since</param>
public sealed record CheckpointMoved(long Id, string Sentence, int Units, IReadOnlyList<LampChange> Changes);

/// <summary>调整报送节点: the office moves a date of its own plan; where the notice itself names the date, on a basis. Units that have reported
/// for it are left alone.</summary>
public sealed class MoveCheckpoint(Database database, EventLog events, Lamps.Lamps lamps) : IFeature
{
    public sealed record Form(long PlanId, CheckpointKind Kind, LocalDate NewOn, string Why, Basis Basis);

    const string MoveSql = """
        INSERT INTO adjusted_dates (region_id, adjustment_id, checkpoint_id, old_on, new_on, adjusted_on, adjusted_at)
        VALUES (@RegionId, @adjustmentId, @Id, @DueOn, @newOn, @Today, @Now);
        UPDATE checkpoints SET due_on = @newOn WHERE region_id = @RegionId AND id = @Id;
        """;

    // A duty that this return answers, by the same day.
    const string DutiesSql = """
        WITH moved AS (
            UPDATE duty_confirmations c SET due_on = @newOn FROM notice_duties d
            WHERE d.region_id = @RegionId AND d.work_plan_id = @PlanId AND c.region_id = d.region_id AND c.duty_id = d.id
                AND c.return_kind = @kind AND c.due_on = @DueOn RETURNING d.id)
        INSERT INTO adjusted_duties (region_id, adjustment_id, duty_id, old_on, new_on, adjusted_on, adjusted_at)
        SELECT @RegionId, @adjustmentId, id, @DueOn, @newOn, @Today, @Now FROM moved
        """;

    // The same, before it is done.
    const string DutiesToMoveSql = """
        SELECT d.raw FROM duty_confirmations c JOIN notice_duties d ON d.region_id = c.region_id AND d.id = c.duty_id
        WHERE d.region_id = @RegionId AND d.work_plan_id = @PlanId AND c.return_kind = @kind AND c.due_on = @DueOn ORDER BY d.id
        """;

    const string OpenSql = $"""
        SELECT a.id, a.unit_id FROM assignments a JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        WHERE a.region_id = @RegionId AND w.work_plan_id = @PlanId AND NOT {Ended.Sql} AND NOT EXISTS (SELECT FROM returns r
            WHERE r.region_id = a.region_id AND r.checkpoint_id = @checkpointId AND r.unit_id = a.unit_id)
        ORDER BY a.id
        """;

    /// <exception cref="RuleBroken">not a coordinator, no such checkpoint, a day that is past or out of order, no reason, or no basis where the notice names the day</exception>
    public Task<CheckpointMoved> Run(Actor by, OfficeMoment at, Form form) => database.InTransaction(connection => Run(connection, by, at, form));

    /// <summary>What it would come to. Nothing is stored and nobody is told.</summary>
    public Task<CheckpointMoved> Preview(Actor by, OfficeMoment at, Form form) =>
        database.InTransaction(connection => Run(connection, by, at, form), keep: _ => false);

    async Task<CheckpointMoved> Run(NpgsqlConnection connection, Actor by, OfficeMoment at, Form form)
    {
        by.RequireCoordinator();
        var plan = await PlanHead.Lock(connection, by.RegionId, form.PlanId);
        if (plan.DispatchedOn is not { } dispatchedOn)
            throw new RuleBroken("not-dispatched", "分工方案还没有交办，报送节点在交办时产生。");
        var all = await AdjustmentQueries.Checkpoints(connection, by.RegionId, form.PlanId);
        var checkpoint = all.FirstOrDefault(c => c.Kind == form.Kind) ?? throw new RuleBroken("no-such-checkpoint", $"这个分工方案没有“{form.Kind.Chinese()}”这个报送节点。");
        RefuseUnfit(form.NewOn, checkpoint, all, at.Today);
        var named = (await DispatchDraft.Load(connection, by.RegionId, plan, dispatchedOn)).Checkpoints.Created.Any(c => c.Kind == form.Kind && c.FromNotice);
        var grounds = new Grounds(AdjustmentKind.Checkpoint, form.Why, form.Basis);
        grounds.Require(named ? $"“{form.Kind.Chinese()}”的日期是通知写明的，改它" : null, at.Today);
        var duties = (await connection.QueryAsync<string>(DutiesToMoveSql, new { by.RegionId, form.PlanId, kind = form.Kind.ToString(), checkpoint.DueOn })).AsList();
        var sentence = $"报送节点“{form.Kind.Chinese()}”由{checkpoint.DueOn.OnPaper()}改为{form.NewOn.OnPaper()}{(duties.Count == 0 ? "" : $"，随它答复的通知要求“{string.Join("”“", duties)}”同改")}";
        var id = await AdjustmentRows.Insert(connection, by, at, plan.Id, null, grounds, sentence,
            $$"""{"{{form.Kind}}":"{{checkpoint.DueOn.Iso()}}"}""", $$"""{"{{form.Kind}}":"{{form.NewOn.Iso()}}"}""");
        await connection.ExecuteAsync(MoveSql, new { by.RegionId, adjustmentId = id, checkpoint.Id, checkpoint.DueOn, newOn = form.NewOn, at.Today, at.Now });
        await connection.ExecuteAsync(DutiesSql, new { by.RegionId, form.PlanId, adjustmentId = id, kind = form.Kind.ToString(), checkpoint.DueOn, newOn = form.NewOn, at.Today, at.Now });
        var open = (await connection.QueryAsync<(long Id, long UnitId)>(OpenSql, new { by.RegionId, form.PlanId, checkpointId = checkpoint.Id })).AsList();
        var units = open.Select(o => o.UnitId).Distinct().ToList();
        await AdjustmentRows.Tell(connection, by.RegionId, id, [.. units.Select(u => new ToldUnit(u, sentence, Signs: true))]);
        await MailPromises.Promise(connection, by.RegionId, MailKind.Adjusted, units, id, at);
        await events.Append(connection, by, at.Now, new Event(nameof(MoveCheckpoint), plan.Subject, $"{grounds.InWords()}：{sentence}",
            new { form.Kind, On = checkpoint.DueOn }, new { form.Kind, On = form.NewOn }));
        return new(id, sentence, units.Count, await lamps.Refresh(connection, by.RegionId, open.ConvertAll(o => o.Id), at));
    }

    static void RefuseUnfit(LocalDate newOn, CheckpointLine checkpoint, IReadOnlyList<CheckpointLine> all, LocalDate today)
    {
        if (newOn == checkpoint.DueOn)
            throw new RuleBroken("nothing-changed", "日期没有改动。");
        if (newOn < today)
            throw new RuleBroken("date-is-past", $"{newOn.OnPaper()}已经过去，单位一改就逾期。请定今天或以后的日期。");
        if (all.FirstOrDefault(c => c.Kind < checkpoint.Kind && c.DueOn >= newOn || c.Kind > checkpoint.Kind && c.DueOn <= newOn) is { } other)
            throw new RuleBroken("checkpoints-in-order", $"报送节点要依次排列：“{other.Kind.Chinese()}”是{other.DueOn.OnPaper()}，“{checkpoint.Kind.Chinese()}”不能排到{newOn.OnPaper()}。");
    }
}
