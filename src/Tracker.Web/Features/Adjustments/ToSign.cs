namespace Tracker.Web.Features.Adjustments;

/// <summary>Which adjustments a unit still has to sign.</summary>
public static class ToSign
{
    /// <summary>A condition on <c>adjustment_units t</c> and <c>adjustments j</c>: what was adjusted before the unit signed the dispatch is signed with it.</summary>
    public const string Sql = """
        (t.signs AND NOT EXISTS (SELECT FROM adjustment_signatures s
            WHERE s.region_id = t.region_id AND s.adjustment_id = t.adjustment_id AND s.unit_id = t.unit_id)
        AND EXISTS (SELECT FROM dispatches d
            JOIN acknowledgements k ON k.region_id = d.region_id AND k.dispatch_id = d.id AND k.unit_id = t.unit_id AND k.acknowledged_at < j.made_at
            WHERE d.region_id = j.region_id AND d.work_plan_id = j.work_plan_id))
        """;
}
