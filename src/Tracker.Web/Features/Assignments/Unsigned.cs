namespace Tracker.Web.Features.Assignments;

/// <summary>Which units still have to sign what a dispatch handed to them.</summary>
public static class Unsigned
{
    /// <summary>A condition on <c>dispatch_units u</c>: not signed, and there is something to sign; a unit whose parts were all
    /// transferred has nothing left.</summary>
    public const string Sql = """
        (NOT EXISTS (SELECT FROM acknowledgements k
            WHERE k.region_id = u.region_id AND k.dispatch_id = u.dispatch_id AND k.unit_id = u.unit_id)
        AND EXISTS (SELECT FROM assignments live WHERE live.region_id = u.region_id AND live.unit_id = u.unit_id
            AND live.dispatch_id = u.dispatch_id AND live.transferred_on IS NULL))
        """;
}
