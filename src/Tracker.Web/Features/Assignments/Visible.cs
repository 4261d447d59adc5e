using Tracker.Web.Platform;

namespace Tracker.Web.Features.Assignments;

/// <summary>Which assignments a person may look into: the office and leaders all, a unit its own, as lead the supports' too,
/// and what its own part has taken over from another unit.
/// Stands in the WHERE of every statement that reads reports, files or events.</summary>
public static class Visible
{
    /// <summary>A condition on <c>assignments a</c>; its arguments are <see cref="To"/>.</summary>
    public const string Sql = """
        (@SeesRegion OR a.unit_id = ANY(@OwnUnits) OR EXISTS (
            SELECT FROM assignments mine WHERE mine.region_id = a.region_id AND mine.work_item_id = a.work_item_id AND mine.unit_id = ANY(@OwnUnits)
                AND (a.role = 'Support' AND mine.role = 'Lead' AND mine.transferred_on IS NULL OR a.id = ANY(mine.took_over))))
        """;

    /// <summary>A condition on <c>work_items w</c>: some unit of the person takes part in it.</summary>
    public const string ItemSql = """
        (@SeesRegion OR EXISTS (SELECT FROM assignments mine
            WHERE mine.region_id = w.region_id AND mine.work_item_id = w.id AND mine.unit_id = ANY(@OwnUnits)))
        """;

    /// <summary>The arguments of both, with the id that is asked for.</summary>
    public static object To(Actor by, long id) => new { by.RegionId, by.SeesRegion, by.OwnUnits, id };
}
