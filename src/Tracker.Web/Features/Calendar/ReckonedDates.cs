using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Triggers;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Calendar;

/// <summary>Dates that were reckoned in working days and written down: they follow the calendar until they have come.
/// What a person has set or confirmed, and what a notice names, stays.</summary>
static class ReckonedDates
{
    sealed record CheckpointRow(long Id, long WorkPlanId, CheckpointKind Kind, LocalDate DueOn);

    sealed record AgainRow(long Id, string LimitRaw, LocalDate CountsFrom, LocalDate DueOn);

    /// <summary>Somebody has confirmed the day of checkpoint <c>c</c>, as that of the duty which its return answers.</summary>
    public const string ConfirmedSql = """
        EXISTS (SELECT FROM notice_duties y JOIN duty_confirmations x ON x.region_id = y.region_id AND x.duty_id = y.id
            WHERE y.region_id = c.region_id AND y.work_plan_id = c.work_plan_id AND x.return_kind = c.kind AND x.due_on = c.due_on)
        """;

    const string CheckpointsSql = $"""
        SELECT c.id, c.work_plan_id, c.kind, c.due_on FROM checkpoints c
        WHERE c.region_id = @regionId AND c.kind IN ('Plan', 'YearEnd') AND c.due_on > @Today AND NOT {ConfirmedSql}
            AND NOT EXISTS (SELECT FROM archived_plans v WHERE v.region_id = c.region_id AND v.work_plan_id = c.work_plan_id)
            AND NOT EXISTS (SELECT FROM adjusted_dates d WHERE d.region_id = c.region_id AND d.checkpoint_id = c.id AND d.adjustment_id IS NOT NULL)
        ORDER BY c.id
        """;

    // An adjustment, or a day that a person has set, stands above what is reckoned.
    const string AgainSql = """
        SELECT m.id, w.limit_raw, m.counts_from, m.due_on FROM milestones m
        JOIN work_items w ON w.region_id = m.region_id AND w.id = m.work_item_id
        WHERE m.region_id = @regionId AND m.instance IS NOT NULL AND m.dropped_on IS NULL AND m.due_on > @Today AND w.limit_raw IS NOT NULL
        ORDER BY m.id
        """;

    const string MoveAgainSql = """
        INSERT INTO adjusted_dates (region_id, milestone_id, old_on, new_on, adjusted_on, adjusted_at)
        VALUES (@regionId, @Id, @DueOn, @newOn, @Today, @Now);
        UPDATE milestones SET due_on = @newOn WHERE region_id = @regionId AND id = @Id;
        """;

    const string MoveSql = """
        INSERT INTO adjusted_dates (region_id, checkpoint_id, old_on, new_on, adjusted_on, adjusted_at)
        VALUES (@regionId, @Id, @DueOn, @newOn, @Today, @Now);
        UPDATE checkpoints SET due_on = @newOn WHERE region_id = @regionId AND id = @Id;
        """;

    /// <summary>A stored date before and after.</summary>
    public readonly record struct FromTo(LocalDate Before, LocalDate After);

    /// <summary>What has moved, by id.</summary>
    public sealed record Moved(IReadOnlyDictionary<long, FromTo> Checkpoints, IReadOnlyDictionary<long, FromTo> Milestones)
    {
        static readonly IReadOnlyDictionary<long, FromTo> none = new Dictionary<long, FromTo>();

        public IReadOnlyDictionary<long, FromTo> Of(DateNature nature) => nature switch
        {
            DateNature.Report => Checkpoints,
            DateNature.Milestone => Milestones,
            DateNature.Due or DateNature.Instruction => none,
        };
    }

    public static async Task<Moved> Move(NpgsqlConnection connection, int regionId, OfficeMoment at, WorkingCalendar before, WorkingCalendar after)
    {
        var (checkpoints, milestones) = (new Dictionary<long, FromTo>(), new Dictionary<long, FromTo>());
        foreach (var checkpoint in (await connection.QueryAsync<CheckpointRow>(CheckpointsSql, new { regionId, at.Today })).AsList())
            if (await Reckoned(connection, regionId, checkpoint, before) == checkpoint.DueOn
                && await Reckoned(connection, regionId, checkpoint, after) is { } newOn && newOn != checkpoint.DueOn)
            {
                await connection.ExecuteAsync(MoveSql, new { regionId, checkpoint.Id, checkpoint.DueOn, newOn, at.Today, at.Now });
                checkpoints[checkpoint.Id] = new(checkpoint.DueOn, newOn);
            }
        foreach (var again in (await connection.QueryAsync<AgainRow>(AgainSql, new { regionId, at.Today })).AsList())
            if (LimitPeriods.DueOf(again.LimitRaw, again.CountsFrom, before)?.Date == again.DueOn
                && LimitPeriods.DueOf(again.LimitRaw, again.CountsFrom, after)?.Date is { } newOn && newOn != again.DueOn)
            {
                await connection.ExecuteAsync(MoveAgainSql, new { regionId, again.Id, again.DueOn, newOn, at.Today, at.Now });
                milestones[again.Id] = new(again.DueOn, newOn);
            }
        return new(checkpoints, milestones);
    }

    // A day that the notice names is the same by either calendar.
    static async Task<LocalDate?> Reckoned(NpgsqlConnection connection, int regionId, CheckpointRow checkpoint, WorkingCalendar calendar) =>
        await PlanHead.Find(connection, regionId, checkpoint.WorkPlanId) is { DispatchedOn: { } dispatchedOn } plan
            ? (await DispatchDraft.CheckpointsOf(connection, regionId, plan, dispatchedOn, calendar)).Created.FirstOrDefault(c => c.Kind == checkpoint.Kind)?.On : null;
}
