using NodaTime;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Adjustments;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Assignments;

namespace Tracker.Web.Tests.Features.Adjustments;

/// <summary>What tests of adjustments do in a small office.</summary>
static class AdjustedOffice
{
    public static readonly Basis Document = new(null, null, "藏政办发〔2018〕66号");

    /// <summary>An item whose notice names its units, signed by all of them.</summary>
    /// <param name="due">none: 全年</param>
    public static async Task<IReadOnlyDictionary<string, long>> NamedItem(this SmallOffice plan, LocalDate? due, params (string Unit, AssignmentRole Role)[] parts)
    {
        var item = await plan.Item(due, parts);
        await plan.Scalar<int>("""
            INSERT INTO item_units (region_id, work_item_id, position, role, name)
            SELECT a.region_id, a.work_item_id, row_number() OVER (ORDER BY a.id), a.role, u.short_name FROM assignments a JOIN units u ON u.id = a.unit_id
            WHERE a.work_item_id = @id;
            UPDATE assignments a SET sources = ARRAY[u.short_name] FROM units u WHERE u.id = a.unit_id AND a.work_item_id = @id;
            SELECT 1
            """, new { id = await plan.ItemOf(item.Values.First()) });
        await plan.SignAll();
        await plan.Get<Database>().InTransaction(connection =>
            plan.Get<Tracker.Web.Features.Lamps.Lamps>().Refresh(connection, plan.RegionId, [.. item.Values], SmallOffice.On(6, 12)));
        return item;
    }

    public static async Task<ItemNow> ItemNow(this SmallOffice plan, long assignment)
    {
        await using var connection = await plan.Get<Database>().Open();
        return (await ItemContents.Of(connection, plan.RegionId, plan.PlanId, await plan.ItemOf(assignment)))!;
    }

    /// <summary>Adjusts the item of an assignment as a coordinator on that day.</summary>
    /// <param name="basis">none: 勘误</param>
    public static async Task<Adjusted> Adjust(this SmallOffice plan, long assignment, int month, int day, Basis? basis, Func<ItemContent, ItemContent> change, string by = "coordinator")
    {
        var now = await plan.ItemNow(assignment);
        return await plan.Get<AdjustItem>().Run(await plan.Person(by), SmallOffice.On(month, day), Form(now, basis, change));
    }

    public static AdjustItem.Form Form(ItemNow now, Basis? basis, Func<ItemContent, ItemContent> change) => new(now.Id, now.Version, change(now.Content),
        new(basis is null ? AdjustmentKind.Correction : AdjustmentKind.Change, "原文如此", basis ?? Basis.None));

    public static ItemContent Due(this ItemContent content, int month, int day) =>
        content with { LimitRaw = $"{month}月{day}日前", LimitKind = Tracker.Domain.Deadlines.TimeLimitKind.ByDate, DueOn = new(2018, month, day) };
}
