using Tracker.Web.Features.Assignments;

namespace Tracker.Web.Features.Dispositions;

/// <summary>申请阶段办结: the year-end return of whoever answers for an item carries it, unless the item has got a day of its own or was sent back.
/// Conditions on <c>work_items w</c>; they take no arguments.</summary>
public static class PeriodApplications
{
    // The first lead answers; where there is none, the first responsible unit.
    const string FirstSql = """
        a.region_id = w.region_id AND a.work_item_id = w.id AND a.position = 1 AND a.transferred_on IS NULL
            AND a.role = CASE WHEN EXISTS (SELECT FROM assignments l WHERE l.region_id = w.region_id AND l.work_item_id = w.id
                AND l.role = 'Lead' AND l.transferred_on IS NULL) THEN 'Lead' ELSE 'Responsible' END
        """;

    /// <summary>Its year-end return is in.</summary>
    public const string ReportedSql = $"""
        EXISTS (SELECT FROM assignments a
            JOIN returns r ON r.region_id = a.region_id AND r.unit_id = a.unit_id
            JOIN checkpoints c ON c.region_id = r.region_id AND c.id = r.checkpoint_id AND c.work_plan_id = w.work_plan_id AND c.kind = 'YearEnd'
            WHERE {FirstSql})
        """;

    /// <summary>The day that the office has set for it since, by an extension, a trigger or when it was opened again; null where there is none.</summary>
    public const string DatedSql = $"""
        (SELECT max(d.new_on) FROM assignments a JOIN moved_dates d ON d.region_id = a.region_id AND d.assignment_id = a.id
            AND num_nonnulls(d.milestone_id, d.checkpoint_id) = 0 WHERE {FirstSql})
        """;

    /// <summary>It applies, and nobody has decided yet; beside it <c>item_lamps i</c>.</summary>
    public const string AppliesSql = $"""
        (w.limit_kind IN ('WholeYear', 'None', 'Periodic') AND i.state <> 'Returned' AND {ReportedSql} AND {DatedSql} IS NULL
            AND EXISTS (SELECT FROM assignments a WHERE {FirstSql} AND NOT {Ended.Sql})
            AND NOT EXISTS (SELECT FROM completions c JOIN assignments a ON a.region_id = c.region_id AND a.id = c.assignment_id
                WHERE c.region_id = w.region_id AND a.work_item_id = w.id AND NOT EXISTS (SELECT FROM completion_decisions x
                    WHERE x.region_id = c.region_id AND x.completion_id = c.id)))
        """;
}
