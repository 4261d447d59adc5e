namespace Tracker.Web.Features.Reminders;

/// <summary>Whether what a reminder spoke of is still not done: not signed, or not handed in, not ended, and no later date in its place.</summary>
public static class StillOpen
{
    /// <summary>A condition on <c>reminders r</c> and <c>lamps l</c> of its assignment; takes no arguments.</summary>
    public const string Sql = """
        (NOT l.done AND l.lamp <> 'Blue' AND CASE r.about
            WHEN 'Signature' THEN NOT EXISTS (SELECT FROM assignments part
                JOIN acknowledgements k ON k.region_id = part.region_id AND k.dispatch_id = part.dispatch_id AND k.unit_id = part.unit_id
                WHERE part.region_id = r.region_id AND part.id = r.assignment_id)
            ELSE coalesce(l.nearest_on <= r.about_on, true) END)
        """;
}
