using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Units;
using Tracker.Web.Features.Units;
using Tracker.Web.Features.WorkPlans;

namespace Tracker.Web.Features.Adjustments;

/// <summary>An item that a unit is to be given later, and the name in the notice that brings it there.</summary>
public sealed record LatePart(long ItemId, string Number, string Spelling);

/// <summary>A unit that was not there when the plan went out, and belongs to a collective of it.</summary>
public sealed record LateUnit(long UnitId, string Name, LocalDate? FoundedOn, IReadOnlyList<LatePart> Parts);

/// <summary>A collective that nobody has named, and the open items in which it stands.</summary>
public sealed record Unnamed(string Spelling, IReadOnlyList<LatePart> Parts);

/// <summary>补充交办: what is still to be handed out of a plan that is out.</summary>
/// <param name="Units">each decided once</param>
public sealed record LateUnits(IReadOnlyList<LateUnit> Units, IReadOnlyList<Unnamed> Unnamed, IReadOnlyList<(long Id, Unit Unit)> Registered)
{
    const string KnownSql = """
        SELECT u.unit_id FROM dispatch_units u JOIN dispatches d ON d.region_id = u.region_id AND d.id = u.dispatch_id
        WHERE d.region_id = @regionId AND d.work_plan_id = @planId
        UNION
        SELECT l.unit_id FROM late_members l JOIN dispatches d ON d.region_id = l.region_id AND d.id = l.dispatch_id
        WHERE d.region_id = @regionId AND d.work_plan_id = @planId
        """;

    const string ClosedSql = """
        SELECT z.work_item_id FROM item_closings z JOIN work_items w ON w.region_id = z.region_id AND w.id = z.work_item_id
        WHERE z.region_id = @regionId AND w.work_plan_id = @planId
        """;

    public static async Task<LateUnits> Load(NpgsqlConnection connection, int regionId, PlanHead plan, LocalDate today)
    {
        var key = new { regionId, planId = plan.Id };
        var units = await RegionUnits.Load(connection, regionId, today);
        var known = (await connection.QueryAsync<long>(KnownSql, key)).ToHashSet();
        var closed = (await connection.QueryAsync<long>(ClosedSql, key)).ToHashSet();
        var draft = await DispatchDraft.Load(connection, regionId, plan, today);
        var names = (await ItemContents.OfPlan(connection, regionId, plan.Id)).Where(i => !closed.Contains(i.Id))
            .SelectMany(i => i.Content.Units, (i, u) => (Part: new LatePart(i.Id, i.Number, u.Name), Collective: (units.Registry.Resolve(u.Name) as ManyUnits)?.Collective))
            .Where(n => n.Collective is { MustBeNamed: false }).ToList();
        var late = from unit in units.Registry.Units
                   let id = units.Ids[unit.Code]
                   where !known.Contains(id)
                   let parts = names.Where(n => n.Collective!.TakesIn(unit)).Select(n => n.Part).DistinctBy(p => p.ItemId).ToList()
                   where parts.Count > 0
                   select new LateUnit(id, unit.ShortName, unit.FoundedOn, parts);
        var unnamed = draft.Items.Where(i => !closed.Contains(i.Id)).SelectMany(i => i.Assignees.Awaiting, (i, a) => new LatePart(i.Id, i.Number, a.Spelling))
            .GroupBy(p => p.Spelling).Select(g => new Unnamed(g.Key, [.. g]));
        return new([.. late], [.. unnamed], [.. units.Registry.Units.Select(u => (units.Ids[u.Code], u))]);
    }
}
