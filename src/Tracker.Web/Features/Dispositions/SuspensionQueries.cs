namespace Tracker.Web.Features.Dispositions;

/// <summary>Items that are put off and whose review date has come: the office is asked 恢复、继续暂缓 or 撤销.</summary>
public static class SuspensionQueries
{
    /// <summary>From <c>FROM</c> on: <c>due</c> of <c>work_items w</c>; it takes the region and <c>@today</c>.</summary>
    public const string DueSql = """
        FROM work_items w
        JOIN LATERAL (SELECT s.step, s.review_on, s.reason, s.decided_at FROM suspensions s
            WHERE s.region_id = w.region_id AND s.work_item_id = w.id ORDER BY s.id DESC LIMIT 1) due ON due.review_on <= @today
        WHERE w.region_id = @RegionId AND w.id IN (SELECT s.work_item_id FROM suspensions s WHERE s.region_id = @RegionId)
            AND NOT EXISTS (SELECT FROM item_closings z WHERE z.region_id = w.region_id AND z.work_item_id = w.id AND NOT EXISTS (
                SELECT FROM item_reopenings o WHERE o.region_id = z.region_id AND o.work_item_id = z.work_item_id AND o.round = z.round))
        """;
}
