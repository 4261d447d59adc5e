namespace Tracker.Web.Features.Assignments;

/// <summary>Which assignments ask for nothing more: the office confirmed them or agreed that they do not concern the unit, their item
/// has ended, or another unit has taken them over. What was opened again (回头看) is open.
/// Stands in the WHERE of every statement that lists open work, so that all agree on what is open.</summary>
public static class Ended
{
    /// <summary>A condition on <c>assignments a</c>, as the other ones here; they take no arguments.</summary>
    public const string Sql = $"""
        (a.transferred_on IS NOT NULL
        OR EXISTS (SELECT FROM item_closings closing WHERE closing.region_id = a.region_id AND closing.work_item_id = a.work_item_id
            AND NOT EXISTS (SELECT FROM item_reopenings again WHERE again.region_id = closing.region_id
                AND again.work_item_id = closing.work_item_id AND again.round >= closing.round AND a.id = ANY(again.parts)))
        OR {ConfirmedSql}
        OR {ExemptSql})
        """;

    /// <summary>完成</summary>
    public const string ConfirmedSql = """
        EXISTS (SELECT FROM completions submitted
            JOIN completion_decisions decided ON decided.region_id = submitted.region_id AND decided.completion_id = submitted.id
                AND decided.decision = 'Confirmed'
            WHERE submitted.region_id = a.region_id AND submitted.assignment_id = a.id
                AND NOT EXISTS (SELECT FROM item_reopenings again WHERE again.region_id = a.region_id
                    AND again.work_item_id = a.work_item_id AND a.id = ANY(again.parts) AND again.reopened_at >= submitted.submitted_at))
        """;

    /// <summary>不涉及</summary>
    public const string ExemptSql = """
        EXISTS (SELECT FROM requests asked
            JOIN request_decisions agreed ON agreed.region_id = asked.region_id AND agreed.request_id = asked.id AND agreed.decision = 'Granted'
            WHERE asked.region_id = a.region_id AND asked.assignment_id = a.id AND asked.kind = 'Exemption')
        """;

    /// <summary>暂缓: it has not ended, but nothing is asked for until the office resumes it.</summary>
    public const string SuspendedSql = """
        coalesce((SELECT latest.step <> 'Resumed' FROM suspensions latest
            WHERE latest.region_id = a.region_id AND latest.work_item_id = a.work_item_id ORDER BY latest.id DESC LIMIT 1), false)
        """;
}
