using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>A name under an item, as the notice writes it, with the role it stands in.</summary>
public sealed record NamedUnit(AssignmentRole Role, string Name);

/// <param name="Raw">the words of the notice that set the date</param>
public sealed record ItemMilestone(string Raw, LocalDate? DueOn);

/// <summary>What a person may correct of a draft item.</summary>
/// <param name="DueOn">the last day, where the kind has one or needs one set</param>
public sealed record ItemContent(
    string Text, IReadOnlyList<NamedUnit> Units, string? LimitRaw, TimeLimitKind LimitKind, LocalDate? DueOn, IReadOnlyList<ItemMilestone> Milestones);

/// <summary>Corrects a draft item; the original and what the reader made of it stay where they are.</summary>
public sealed class EditItem(Database database, EventLog events, ConfirmItems confirmItems) : IFeature
{
    const string UpdateSql = """
        UPDATE work_items SET text = @Text, limit_raw = @LimitRaw, limit_kind = @limitKind, due_on = @DueOn, version = version + 1
        WHERE region_id = @RegionId AND work_plan_id = @planId AND id = @itemId AND version = @version
        RETURNING number
        """;

    const string UnitsSql = """
        DELETE FROM item_units WHERE region_id = @RegionId AND work_item_id = @itemId;
        INSERT INTO item_units (region_id, work_item_id, position, role, name)
        SELECT @RegionId, @itemId, u.position, u.role, u.name
        FROM unnest(@roles, @names) WITH ORDINALITY AS u(role, name, position)
        """;

    const string MilestonesSql = """
        DELETE FROM milestones WHERE region_id = @RegionId AND work_item_id = @itemId;
        INSERT INTO milestones (region_id, work_item_id, raw, due_on)
        SELECT @RegionId, @itemId, m.raw, m.due_on FROM unnest(@raws, @days) AS m(raw, due_on)
        """;

    // Whoever writes a field anew has chosen.
    const string SettleSql = """
        INSERT INTO doubt_settlements (region_id, doubt_id, settled_by, settled_at)
        SELECT d.region_id, d.id, @PersonId, @Now FROM doubts d
        WHERE d.region_id = @RegionId AND d.work_item_id = @itemId AND d.field = ANY(@fields)
        ON CONFLICT DO NOTHING
        """;

    /// <param name="version">of the item that the form was opened from</param>
    /// <param name="confirm">true where the person also says that the item is right now</param>
    /// <returns>false where somebody else has changed the item meanwhile: then nothing is written</returns>
    /// <exception cref="RuleBroken">a part is missing or does not fit, or the plan has been dispatched</exception>
    public Task<bool> Run(Actor by, OfficeMoment at, long planId, long itemId, int version, ItemContent content, bool confirm)
    {
        by.RequireCoordinator();
        RefuseUnfit(content);
        return database.InTransaction(async connection =>
        {
            var plan = await PlanHead.LockDraft(connection, by.RegionId, planId);
            var before = await ItemContents.Of(connection, by.RegionId, planId, itemId)
                ?? throw new RuleBroken("no-such-item", "分工方案里没有这项任务。");
            if (await Write(connection, by, planId, itemId, version, content) is not { } number)
                return false;
            await connection.ExecuteAsync(SettleSql, new { by.RegionId, by.PersonId, at.Now, itemId, fields = Changed(before.Content, content).ToArray() });
            await plan.Touch(connection, by.RegionId);
            await events.Append(connection, by, at.Now, new Event(nameof(EditItem), $"WorkItem:{itemId}", $"修改任务 {number}", before.Content, content));
            if (confirm)
                await confirmItems.Run(connection, by, at, plan, [itemId]);
            return true;
        });
    }

    static void RefuseUnfit(ItemContent content)
    {
        if (string.IsNullOrWhiteSpace(content.Text))
            throw new RuleBroken("text-missing", "任务内容不能空着。");
        if (content.LimitKind is TimeLimitKind.ByDate or TimeLimitKind.Range && content.DueOn is null)
            throw new RuleBroken("date-not-set", $"时限选了“{content.LimitKind.Chinese()}”，须填写截止日期。");
        if (content.Units.GroupBy(u => u.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new RuleBroken("unit-named-twice", $"“{twice.Key}”写了两次；一个单位在一项任务里只有一个角色。");
    }

    static async Task<string?> Write(NpgsqlConnection connection, Actor by, long planId, long itemId, int version, ItemContent content)
    {
        var number = await connection.ExecuteScalarAsync<string?>(UpdateSql, new
        {
            by.RegionId, planId, itemId, version, content.Text, content.LimitRaw, limitKind = content.LimitKind.ToString(), content.DueOn,
        });
        if (number is null)
            return null;
        await WriteParts(connection, by.RegionId, itemId, content);
        return number;
    }

    /// <summary>Replaces the names and milestones of an item whose row has been written.</summary>
    internal static async Task WriteParts(NpgsqlConnection connection, int regionId, long itemId, ItemContent content)
    {
        await connection.ExecuteAsync(UnitsSql, new
        {
            RegionId = regionId, itemId, roles = content.Units.Select(u => u.Role.ToString()).ToArray(), names = content.Units.Select(u => u.Name).ToArray(),
        });
        await connection.ExecuteAsync(MilestonesSql, new
        {
            RegionId = regionId, itemId, raws = content.Milestones.Select(m => m.Raw).ToArray(), days = content.Milestones.Select(m => m.DueOn?.ToDateOnly()).ToArray(),
        });
    }

    static IEnumerable<string> Changed(ItemContent before, ItemContent after)
    {
        if (before.Text != after.Text)
            yield return "text";
        if ((before.LimitRaw, before.LimitKind, before.DueOn) != (after.LimitRaw, after.LimitKind, after.DueOn))
            yield return "timeLimit";
        if (!before.Milestones.SequenceEqual(after.Milestones))
            yield return "milestones";
        if (!before.Units.SequenceEqual(after.Units))
        {
            yield return "units";
            yield return "roles";
        }
    }
}
