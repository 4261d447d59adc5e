using Dapper;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Features.Mail;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Adjustments;

/// <summary>补充交办: gives items of a dispatched plan to units that were founded, or named, only afterwards. They are responsible each in its own
/// field, by a dispatch of their own, so that their clock begins and they sign today.</summary>
public sealed class SupplementDispatch(Database database, EventLog events, Lamps.Lamps lamps) : IFeature
{
    const string DispatchSql = """
        WITH supplement AS (
            INSERT INTO dispatches (region_id, work_plan_id, supplements, dispatched_by, dispatched_on, dispatched_at, self_reviewed)
            SELECT d.region_id, d.work_plan_id, d.id, @PersonId, @Today, @Now, false
            FROM dispatches d WHERE d.region_id = @RegionId AND d.work_plan_id = @planId AND d.supplements IS NULL RETURNING id),
        joined AS (
            INSERT INTO dispatch_units (region_id, dispatch_id, unit_id, unit_name)
            SELECT u.region_id, s.id, u.id, u.full_name FROM supplement s JOIN units u ON u.region_id = @RegionId AND u.id = ANY(@units))
        INSERT INTO assignments (region_id, work_item_id, unit_id, dispatch_id, role, position, sources, reports_from)
        SELECT @RegionId, n.item, n.unit, s.id, 'Responsible',
            (SELECT coalesce(max(a.position), 0) FROM assignments a WHERE a.region_id = @RegionId AND a.work_item_id = n.item AND a.role = 'Responsible')
                + row_number() OVER (PARTITION BY n.item ORDER BY n.place), ARRAY[n.spelling], @Today
        FROM supplement s CROSS JOIN unnest(@items, @parts, @spellings) WITH ORDINALITY AS n(item, unit, spelling, place)
        RETURNING id, dispatch_id
        """;

    const string TakingPartSql = """
        SELECT work_item_id, unit_id FROM assignments WHERE region_id = @RegionId AND work_item_id = ANY(@items) AND unit_id = ANY(@units) AND transferred_on IS NULL
        """;

    const string DecideSql = """
        INSERT INTO late_members (region_id, dispatch_id, unit_id, added, basis, decided_by, decided_on, decided_at)
        SELECT d.region_id, d.id, @unitId, @add, @why, @PersonId, @Today, @Now
        FROM dispatches d WHERE d.region_id = @RegionId AND d.work_plan_id = @planId AND d.supplements IS NULL
        """;

    const string NameSql = """
        INSERT INTO named_members (region_id, work_plan_id, work_item_id, spelling, unit_id)
        SELECT u.region_id, @planId, NULL, @spelling, u.id FROM units u WHERE u.region_id = @RegionId AND u.id = ANY(@units)
        ON CONFLICT DO NOTHING
        """;

    /// <summary>Decides once about a unit that came later: it gets the items of its collective, or it does not.</summary>
    /// <param name="why">the document, or why not</param>
    /// <returns>how many items it was given</returns>
    /// <exception cref="RuleBroken">not a coordinator, not dispatched, no reason, or the unit is no such unit any more</exception>
    public Task<int> Decide(Actor by, OfficeMoment at, long planId, long unitId, bool add, string why) => database.InTransaction(async connection =>
    {
        var (plan, late) = await Late(connection, by, at, planId);
        if (string.IsNullOrWhiteSpace(why))
            throw new RuleBroken("supplement-says-why", add ? "请写明补充交办的依据，例如成立这个单位的文号。" : "请写明为什么不补充交办。");
        var unit = late.Units.FirstOrDefault(u => u.UnitId == unitId)
            ?? throw new RuleBroken("not-late", "这个单位不用补充交办：它已经在交办单位里，或者已经定过。");
        await connection.ExecuteAsync(DecideSql, new { by.RegionId, by.PersonId, planId, unitId, add, why = why.Trim(), at.Today, at.Now });
        if (add)
            await HandOut(connection, by, at, plan, [.. unit.Parts.Select(p => (p, unitId))]);
        await events.Append(connection, by, at.Now, new Event(nameof(SupplementDispatch), plan.Subject,
            $"{(add ? $"补充交办{unit.Name}{unit.Parts.Count}项任务" : $"不补充交办{unit.Name}")}：{why.Trim()}"));
        return add ? unit.Parts.Count : 0;
    });

    /// <summary>Names, after dispatch, whom a collective such as 有关部门 stands for; they are given its open items.</summary>
    /// <returns>how many parts were given</returns>
    /// <exception cref="RuleBroken">not a coordinator, not dispatched, nobody chosen, or the collective waits for no names</exception>
    public Task<int> Name(Actor by, OfficeMoment at, long planId, string spelling, IReadOnlyCollection<long> unitIds) => database.InTransaction(async connection =>
    {
        var (plan, late) = await Late(connection, by, at, planId);
        var unnamed = late.Unnamed.FirstOrDefault(u => u.Spelling == spelling) ?? throw new RuleBroken("not-to-be-named", $"“{spelling}”不用点名，或者已经点过名。");
        var chosen = late.Registered.Where(r => unitIds.Contains(r.Id)).ToList();
        if (chosen.Count == 0)
            throw new RuleBroken("nobody-named", $"请至少勾选一个“{spelling}”所指的单位。");
        await connection.ExecuteAsync(NameSql, new { by.RegionId, planId, spelling, units = chosen.Select(c => c.Id).ToArray() });
        await connection.ExecuteAsync(NamedSql, new { by.RegionId, planId, itemId = (long?)null, spelling, at.Today });
        var given = await HandOut(connection, by, at, plan, [.. unnamed.Parts.SelectMany(_ => chosen, (p, c) => (p, c.Id))]);
        await lamps.Refresh(connection, by.RegionId, [.. await connection.QueryAsync<long>(LeadsSql, new { by.RegionId, planId, spelling })], at);
        await events.Append(connection, by, at.Now, new Event(nameof(SupplementDispatch), plan.Subject,
            $"交办后点名“{spelling}”：{string.Join('、', chosen.Select(c => c.Unit.ShortName))}，补充交办{given}条承办"));
        return given;
    });

    const string NameForSql = """
        INSERT INTO named_members (region_id, work_plan_id, work_item_id, spelling, unit_id)
        SELECT u.region_id, @planId, @itemId, @spelling, u.id FROM units u WHERE u.region_id = @RegionId AND u.id = ANY(@units)
        ON CONFLICT DO NOTHING
        """;

    const string NamedSql = """
        UPDATE awaited_names w SET named_on = @Today FROM work_items i
        WHERE i.region_id = @RegionId AND i.work_plan_id = @planId AND (@itemId::bigint IS NULL OR i.id = @itemId)
            AND w.region_id = i.region_id AND w.work_item_id = i.id AND w.spelling = @spelling AND w.named_on IS NULL
        """;

    const string LeadsSql = """
        SELECT a.id FROM assignments a JOIN work_items i ON i.region_id = a.region_id AND i.id = a.work_item_id
        JOIN awaited_names w ON w.region_id = i.region_id AND w.work_item_id = i.id AND w.spelling = @spelling
        WHERE a.region_id = @RegionId AND i.work_plan_id = @planId AND a.role = 'Lead' AND a.position = 1 AND a.transferred_on IS NULL
        """;

    /// <summary>Names, for one item, whom a collective stands for, as its lead has proposed; inside a transaction that is already open.</summary>
    /// <returns>how many units were given the item, and all names</returns>
    /// <exception cref="RuleBroken">nobody is chosen, a unit is no more, or the item waits for no such names</exception>
    internal async Task<(int Given, string Names)> NameFor(
        NpgsqlConnection connection, Actor by, OfficeMoment at, long planId, long itemId, string spelling, IReadOnlyCollection<long> unitIds)
    {
        var (plan, late) = await Late(connection, by, at, planId);
        var part = late.Unnamed.FirstOrDefault(u => u.Spelling == spelling)?.Parts.FirstOrDefault(p => p.ItemId == itemId)
            ?? throw new RuleBroken("not-to-be-named", $"“{spelling}”不用点名、已经点过名，或者任务已经结束。");
        var chosen = late.Registered.Where(r => unitIds.Contains(r.Id)).ToList();
        if (chosen.Count == 0 || chosen.Count < unitIds.Distinct().Count())
            throw new RuleBroken("nobody-named", $"请至少勾选一个“{spelling}”所指的单位，已经撤销的单位除外。");
        var key = new { by.RegionId, planId, itemId, spelling, units = chosen.Select(c => c.Id).ToArray(), at.Today };
        await connection.ExecuteAsync(NameForSql, key);
        await connection.ExecuteAsync(NamedSql, key);
        return (await HandOut(connection, by, at, plan, [.. chosen.Select(c => (part, c.Id))]), string.Join('、', chosen.Select(c => c.Unit.ShortName)));
    }

    static async Task<(PlanHead Plan, LateUnits Late)> Late(NpgsqlConnection connection, Actor by, OfficeMoment at, long planId)
    {
        by.RequireCoordinator();
        var plan = await PlanHead.Lock(connection, by.RegionId, planId);
        return plan.DispatchedAt is null ? throw new RuleBroken("not-dispatched", "分工方案还没有交办，不用补充交办。") : (plan, await LateUnits.Load(connection, by.RegionId, plan, at.Today));
    }

    // Who takes part already keeps its part.
    async Task<int> HandOut(NpgsqlConnection connection, Actor by, OfficeMoment at, PlanHead plan, List<(LatePart Part, long UnitId)> parts)
    {
        var key = new { by.RegionId, items = parts.Select(p => p.Part.ItemId).Distinct().ToArray(), units = parts.Select(p => p.UnitId).Distinct().ToArray() };
        var taking = (await connection.QueryAsync<(long, long)>(TakingPartSql, key)).ToHashSet();
        var fresh = parts.Where(p => !taking.Contains((p.Part.ItemId, p.UnitId))).ToList();
        if (fresh.Count == 0)
            return 0;
        var units = fresh.Select(p => p.UnitId).Distinct().ToArray();
        var given = (await connection.QueryAsync<(long Id, long DispatchId)>(DispatchSql, new
        {
            by.RegionId, by.PersonId, planId = plan.Id, at.Today, at.Now, units,
            items = fresh.Select(p => p.Part.ItemId).ToArray(), parts = fresh.Select(p => p.UnitId).ToArray(), spellings = fresh.Select(p => p.Part.Spelling).ToArray(),
        })).AsList();
        await lamps.Refresh(connection, by.RegionId, given.ConvertAll(g => g.Id), at);
        await MailPromises.Promise(connection, by.RegionId, MailKind.Dispatch, units, given[0].DispatchId, at);
        return given.Count;
    }
}
