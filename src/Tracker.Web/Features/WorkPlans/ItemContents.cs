using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices;
using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.WorkItems;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>An item as it stands, with what identifies it.</summary>
public sealed record ItemNow(long Id, string Number, int Version, ItemContent Content);

/// <summary>Reads and writes one item of a plan as a person may correct it.</summary>
public static class ItemContents
{
    sealed record Row(long Id, string Number, int Version, string Text, string? LimitRaw, string LimitKind, LocalDate? DueOn);
    sealed record UnitRow(long ItemId, string Role, string Name);
    sealed record MilestoneRow(long ItemId, string Raw, LocalDate? DueOn);
    sealed record LastChange(string By, Instant At);

    const string ItemsSql = """
        SELECT id, number, version, text, limit_raw, limit_kind, due_on FROM work_items
        WHERE region_id = @regionId AND work_plan_id = @planId AND (@itemId::bigint IS NULL OR id = @itemId) ORDER BY position
        """;

    const string UnitsSql = """
        SELECT u.work_item_id AS item_id, u.role, u.name FROM item_units u
        JOIN work_items w ON w.region_id = u.region_id AND w.id = u.work_item_id
        WHERE w.region_id = @regionId AND w.work_plan_id = @planId AND (@itemId::bigint IS NULL OR w.id = @itemId) ORDER BY u.work_item_id, u.position
        """;

    const string MilestonesSql = """
        SELECT m.work_item_id AS item_id, m.raw, m.due_on FROM milestones m
        JOIN work_items w ON w.region_id = m.region_id AND w.id = m.work_item_id
        WHERE w.region_id = @regionId AND w.work_plan_id = @planId AND (@itemId::bigint IS NULL OR w.id = @itemId) AND m.dropped_on IS NULL AND m.instance IS NULL ORDER BY m.id
        """;

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

    const string WriteObligationsSql = """
        DELETE FROM obligations WHERE region_id = @regionId AND work_item_id = @itemId;
        INSERT INTO obligations (region_id, work_item_id, raw, rule, days, times, per, event)
        SELECT @regionId, @itemId, o.raw, o.rule, o.days, o.times, o.per, o.event
        FROM unnest(@raws, @rules, @days, @times, @pers, @events) AS o(raw, rule, days, times, per, event)
        """;

    const string LastChangeSql = """
        SELECT person_name AS by, at FROM events
        WHERE region_id = @regionId AND subject = 'WorkItem:' || @itemId AND verb <> 'ConfirmItems' ORDER BY id DESC LIMIT 1
        """;

    /// <returns>null where the plan has no such item</returns>
    public static async Task<ItemNow?> Of(NpgsqlConnection connection, int regionId, long planId, long itemId) =>
        (await Load(connection, new { regionId, planId, itemId = (long?)itemId })).SingleOrDefault();

    /// <summary>All items of a plan, in their order.</summary>
    public static Task<IReadOnlyList<ItemNow>> OfPlan(NpgsqlConnection connection, int regionId, long planId) =>
        Load(connection, new { regionId, planId, itemId = (long?)null });

    static async Task<IReadOnlyList<ItemNow>> Load(NpgsqlConnection connection, object key)
    {
        var rows = (await connection.QueryAsync<Row>(ItemsSql, key)).AsList();
        var units = (await connection.QueryAsync<UnitRow>(UnitsSql, key)).ToLookup(u => u.ItemId, u => new NamedUnit(Enum.Parse<AssignmentRole>(u.Role), u.Name));
        var milestones = (await connection.QueryAsync<MilestoneRow>(MilestonesSql, key)).ToLookup(m => m.ItemId, m => new ItemMilestone(m.Raw, m.DueOn));
        return [.. rows.Select(row => new ItemNow(row.Id, row.Number, row.Version,
            new(row.Text, [.. units[row.Id]], row.LimitRaw, Enum.Parse<TimeLimitKind>(row.LimitKind), row.DueOn, [.. milestones[row.Id]])))];
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

    // They hang on the words of the text, so that they are read from it again; nothing was reported on them yet.
    static async Task WriteObligations(NpgsqlConnection connection, int regionId, long itemId, IReadOnlyList<Obligation> read) => await connection.ExecuteAsync(WriteObligationsSql, new
    {
        regionId, itemId,
        raws = read.Select(o => o.Raw).ToArray(), rules = read.Select(o => o.Rule.ToString()).ToArray(), days = read.Select(o => o.Days).ToArray(),
        times = read.Select(o => o.Times).ToArray(), pers = read.Select(o => o.Per).ToArray(), events = read.Select(o => o.Event).ToArray(),
    });

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
        await WriteObligations(connection, regionId, itemId, SentenceObligations.In(content.Text));
        return true;
    }
}
