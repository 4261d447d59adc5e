using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Dispositions;

/// <summary>A dispatched item that a coordinator is about to decide on as a whole; it and its parts are locked until the transaction
/// ends, so that nothing is submitted or answered meanwhile.</summary>
public sealed record OfficeItem
{
    public long Id { get; init; }
    public required string Number { get; init; }
    public TimeLimitKind LimitKind { get; init; }
    public int? PlanYear { get; init; }
    public long PlanId { get; init; }

    /// <summary>How it has ended, unless it was opened again.</summary>
    public Closing? Closed { get; init; }

    /// <summary>Times it has ended so far.</summary>
    public int Rounds { get; init; }

    /// <summary>Since when it is put off; null unless it is.</summary>
    public LocalDate? SuspendedOn { get; init; }

    /// <summary>Units whose completion waits for the office; null where none does.</summary>
    public string? Submitted { get; init; }

    const string LockSql = $"""
        SELECT w.id FROM work_items w WHERE w.region_id = @RegionId AND w.id = @itemId AND {Rights.CoordinatorSql} FOR NO KEY UPDATE
        """;

    const string LockPartsSql = "SELECT id FROM assignments WHERE region_id = @RegionId AND work_item_id = @itemId ORDER BY id FOR NO KEY UPDATE";

    const string Sql = """
        SELECT w.id, w.number, w.limit_kind, p.plan_year, p.id AS plan_id,
            (SELECT z.how FROM item_closings z WHERE z.region_id = w.region_id AND z.work_item_id = w.id AND NOT EXISTS (
                SELECT FROM item_reopenings o WHERE o.region_id = z.region_id AND o.work_item_id = z.work_item_id AND o.round = z.round)) AS closed,
            (SELECT count(*)::int FROM item_closings z WHERE z.region_id = w.region_id AND z.work_item_id = w.id) AS rounds,
            (SELECT max(s.decided_on) FROM suspensions s WHERE s.region_id = w.region_id AND s.work_item_id = w.id AND s.step = 'Suspended'
                AND NOT EXISTS (SELECT FROM suspensions e WHERE e.region_id = s.region_id AND e.work_item_id = s.work_item_id
                    AND e.id > s.id AND e.step = 'Resumed')) AS suspended_on,
            (SELECT string_agg(u.short_name, '、' ORDER BY u.position, u.id) FROM completions c
                JOIN assignments a ON a.region_id = c.region_id AND a.id = c.assignment_id AND a.work_item_id = w.id AND a.transferred_on IS NULL
                JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
                WHERE c.region_id = w.region_id AND NOT EXISTS (SELECT FROM completion_decisions d
                    WHERE d.region_id = c.region_id AND d.completion_id = c.id)) AS submitted
        FROM work_items w JOIN work_plans p ON p.region_id = w.region_id AND p.id = w.work_plan_id
        WHERE w.region_id = @RegionId AND w.id = @itemId
            AND EXISTS (SELECT FROM assignments a WHERE a.region_id = w.region_id AND a.work_item_id = w.id)
        """;

    /// <exception cref="RuleBroken">not a coordinator, or no item that was dispatched</exception>
    public static async Task<OfficeItem> Lock(NpgsqlConnection connection, Actor by, long itemId)
    {
        by.RequireCoordinator();
        var key = new { by.RegionId, by.PersonId, itemId };
        if (await connection.ExecuteScalarAsync<long?>(LockSql, key) is not null)
            await connection.ExecuteAsync(LockPartsSql, key);
        return await connection.QuerySingleOrDefaultAsync<OfficeItem>(Sql, key)
            ?? throw new RuleBroken("no-such-item", "没有这项任务，或它还没有交办。没有交办的任务，请在校核中修改。");
    }

    /// <exception cref="RuleBroken">it has ended, or a completion waits for the office</exception>
    public void RefuseUnlessOpen()
    {
        if (Closed is { } how)
            throw new RuleBroken("item-has-ended", $"任务 {Number} 已经{how.Chinese()}。确需再办的，请用“回头看”。");
        if (Submitted is { } units)
            throw new RuleBroken("decide-first", $"任务 {Number} 有办结申请正在等待审核：{units}。请先审核，再作决定。");
    }

    /// <exception cref="RuleBroken">it has ended, a completion waits for the office, or it is put off</exception>
    public void RefuseUnlessRunning()
    {
        RefuseUnlessOpen();
        if (SuspendedOn is { } since)
            throw new RuleBroken("item-is-suspended", $"任务 {Number} 自{since.OnPaper()}起暂缓。请先恢复办理，或者继续暂缓、撤销。");
    }
}
