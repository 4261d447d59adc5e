using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>A draft item as it stands, with what identifies it.</summary>
public sealed record ItemNow(long Id, string Number, int Version, ItemContent Content);

/// <summary>Reads one item of a plan as a person may correct it.</summary>
public static class ItemContents
{
    sealed record Row(long Id, string Number, int Version, string Text, string? LimitRaw, string LimitKind, LocalDate? DueOn);
    sealed record UnitRow(string Role, string Name);

    const string ItemSql = """
        SELECT id, number, version, text, limit_raw, limit_kind, due_on FROM work_items
        WHERE region_id = @regionId AND work_plan_id = @planId AND id = @itemId
        """;

    const string UnitsSql = "SELECT role, name FROM item_units WHERE region_id = @regionId AND work_item_id = @itemId ORDER BY position";
    const string MilestonesSql = "SELECT raw, due_on FROM milestones WHERE region_id = @regionId AND work_item_id = @itemId ORDER BY id";

    /// <returns>null where the plan has no such item</returns>
    public static async Task<ItemNow?> Of(NpgsqlConnection connection, int regionId, long planId, long itemId)
    {
        var key = new { regionId, planId, itemId };
        if (await connection.QuerySingleOrDefaultAsync<Row>(ItemSql, key) is not { } row)
            return null;
        var units = (await connection.QueryAsync<UnitRow>(UnitsSql, key)).Select(u => new NamedUnit(Enum.Parse<AssignmentRole>(u.Role), u.Name));
        var milestones = await connection.QueryAsync<ItemMilestone>(MilestonesSql, key);
        return new(row.Id, row.Number, row.Version,
            new(row.Text, [.. units], row.LimitRaw, Enum.Parse<TimeLimitKind>(row.LimitKind), row.DueOn, milestones.AsList()));
    }
}
