using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>An item as it stands, with what identifies it.</summary>
public sealed record ItemNow(long Id, string Number, int Version, ItemContent Content);

/// <summary>Reads and writes one item of a plan as a person may correct it.</summary>
public static class ItemContents
{
    sealed record Row(long Id, string Number, int Version, string Text, string? LimitRaw, string LimitKind, LocalDate? DueOn);
    sealed record UnitRow(string Role, string Name);
    sealed record LastChange(string By, Instant At);

    const string ItemSql = """
        SELECT id, number, version, text, limit_raw, limit_kind, due_on FROM work_items
        WHERE region_id = @regionId AND work_plan_id = @planId AND id = @itemId
        """;

    const string UnitsSql = "SELECT role, name FROM item_units WHERE region_id = @regionId AND work_item_id = @itemId ORDER BY position";
    const string MilestonesSql = "SELECT raw, due_on FROM milestones WHERE region_id = @regionId AND work_item_id = @itemId ORDER BY id";

    const string WriteSql = """
        UPDATE work_items SET text = @Text, limit_raw = @LimitRaw, limit_kind = @limitKind, due_on = @DueOn, version = version + 1
        WHERE region_id = @regionId AND work_plan_id = @planId AND id = @itemId AND version = @version
        """;

    const string WriteUnitsSql = """
        DELETE FROM item_units WHERE region_id = @regionId AND work_item_id = @itemId;
        INSERT INTO item_units (region_id, work_item_id, position, role, name)
        SELECT @regionId, @itemId, u.position, u.role, u.name
        FROM unnest(@roles, @names) WITH ORDINALITY AS u(role, name, position)
        """;

    const string WriteMilestonesSql = """
        DELETE FROM milestones WHERE region_id = @regionId AND work_item_id = @itemId;
        INSERT INTO milestones (region_id, work_item_id, raw, due_on)
        SELECT @regionId, @itemId, m.raw, m.due_on FROM unnest(@raws, @days) AS m(raw, due_on)
        """;

    const string LastChangeSql = """
        SELECT person_name AS by, at FROM events
        WHERE region_id = @regionId AND subject = 'WorkItem:' || @itemId AND verb <> 'ConfirmItems' ORDER BY id DESC LIMIT 1
        """;

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

    /// <summary>The item as it stands, for a verb that acts on what a person has seen of it.</summary>
    /// <param name="version">that the person has seen; null takes the item as it stands</param>
    /// <exception cref="RuleBroken">the plan has no such item, or somebody has changed it meanwhile: who and when</exception>
    public static async Task<ItemNow> AsSeen(NpgsqlConnection connection, int regionId, long planId, long itemId, int? version)
    {
        var item = await Of(connection, regionId, planId, itemId) ?? throw new RuleBroken("no-such-item", "分工方案里没有这项任务。");
        if (version is null || version == item.Version)
            return item;
        var last = await connection.QueryFirstOrDefaultAsync<LastChange>(LastChangeSql, new { regionId, itemId });
        throw new RuleBroken("item-has-changed",
            $"您打开之后，任务 {item.Number} 已{(last is null ? "" : $"由{last.By}于 {last.At.Iso()} ")}改动，这一步没有办。请看过现在的内容再办。");
    }

    /// <summary>Writes an item of a draft anew.</summary>
    /// <param name="version">of the item that the content was made from</param>
    /// <returns>false where somebody else has changed the item meanwhile: then nothing is written</returns>
    public static async Task<bool> Write(NpgsqlConnection connection, int regionId, long planId, long itemId, int version, ItemContent content)
    {
        if (await connection.ExecuteAsync(WriteSql, new
            {
                regionId, planId, itemId, version, content.Text, content.LimitRaw, limitKind = content.LimitKind.ToString(), content.DueOn,
            }) == 0)
            return false;
        await connection.ExecuteAsync(WriteUnitsSql, new
        {
            regionId, itemId, roles = content.Units.Select(u => u.Role.ToString()).ToArray(), names = content.Units.Select(u => u.Name).ToArray(),
        });
        await connection.ExecuteAsync(WriteMilestonesSql, new
        {
            regionId, itemId, raws = content.Milestones.Select(m => m.Raw).ToArray(), days = content.Milestones.Select(m => m.DueOn?.ToDateOnly()).ToArray(),
        });
        return true;
    }
}
