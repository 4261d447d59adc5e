namespace Tracker.Web.Features.Assignments;

/// <summary>Which assignments ask for nothing more: the office confirmed them, their item is closed, or another unit has taken them over.
/// Stands in the WHERE of every statement that lists open work, so that all agree on what is open.</summary>
public static class Ended
{
    /// <summary>A condition on <c>assignments a</c>; it takes no arguments.</summary>
    public const string Sql = """
        (a.transferred_on IS NOT NULL
        OR EXISTS (SELECT FROM item_closings closing WHERE closing.region_id = a.region_id AND closing.work_item_id = a.work_item_id)
        OR EXISTS (SELECT FROM completions submitted
            JOIN completion_decisions decided ON decided.region_id = submitted.region_id AND decided.completion_id = submitted.id
                AND decided.decision = 'Confirmed'
            WHERE submitted.region_id = a.region_id AND submitted.assignment_id = a.id))
        """;
}
