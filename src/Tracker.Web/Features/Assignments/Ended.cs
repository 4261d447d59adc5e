namespace Tracker.Web.Features.Assignments;

/// <summary>Which assignments ask for nothing more: the office confirmed them or agreed that they do not concern the unit, their item
/// is closed, or another unit has taken them over.
/// Stands in the WHERE of every statement that lists open work, so that all agree on what is open.</summary>
public static class Ended
{
    /// <summary>A condition on <c>assignments a</c>, as the other ones here; they take no arguments.</summary>
    public const string Sql = $"""
        (a.transferred_on IS NOT NULL
        OR EXISTS (SELECT FROM item_closings closing WHERE closing.region_id = a.region_id AND closing.work_item_id = a.work_item_id)
        OR {ConfirmedSql}
        OR {ExemptSql})
        """;

    /// <summary>完成</summary>
    public const string ConfirmedSql = """
        EXISTS (SELECT FROM completions submitted
            JOIN completion_decisions decided ON decided.region_id = submitted.region_id AND decided.completion_id = submitted.id
                AND decided.decision = 'Confirmed'
            WHERE submitted.region_id = a.region_id AND submitted.assignment_id = a.id)
        """;

    /// <summary>不涉及</summary>
    public const string ExemptSql = """
        EXISTS (SELECT FROM requests asked
            JOIN request_decisions agreed ON agreed.region_id = asked.region_id AND agreed.request_id = asked.id AND agreed.decision = 'Granted'
            WHERE asked.region_id = a.region_id AND asked.assignment_id = a.id AND asked.kind = 'Exemption')
        """;
}
