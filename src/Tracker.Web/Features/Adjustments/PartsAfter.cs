using Tracker.Domain;
using Tracker.Domain.Units;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.WorkPlans;

namespace Tracker.Web.Features.Adjustments;

/// <summary>A unit's part in an item as it stands.</summary>
/// <param name="Sources">the names in the notice that brought the unit here</param>
/// <param name="Ended">done, or otherwise over</param>
public sealed record StandingPart(long Id, long UnitId, AssignmentRole Role, int Position, IReadOnlyList<string> Sources, bool Ended);

/// <summary>A unit's part in an item as it is to be.</summary>
public sealed record NewPart(long UnitId, AssignmentRole Role, int Position, IReadOnlyList<string> Sources);

/// <summary>What an adjustment of an item's units does to their parts.</summary>
/// <param name="Added">units that had no part</param>
/// <param name="Changed">parts that get another role, place or source</param>
/// <param name="Released">parts of units that are no longer named</param>
public sealed record PartsAfter(IReadOnlyList<NewPart> Added, IReadOnlyList<(StandingPart Was, NewPart Now)> Changed, IReadOnlyList<StandingPart> Released)
{
    public bool IsNothing => Added.Count + Changed.Count + Released.Count == 0;

    readonly record struct Named(long UnitId, AssignmentRole Role, string Source);

    /// <summary>A name that stood there before keeps the units it was frozen to at dispatch; a new one is looked up today, and a collective
    /// expands as it is today. One unit has one part, the stronger role wins.</summary>
    /// <param name="before">names of the item until now</param>
    /// <exception cref="RuleBroken">a new name means nobody or nobody in particular, or nobody would answer for the item</exception>
    public static PartsAfter Of(
        IReadOnlyList<StandingPart> standing, IReadOnlyList<NamedUnit> before, IReadOnlyList<NamedUnit> after, UnitRegistry registry, IReadOnlyDictionary<string, long> ids)
    {
        var known = before.Select(n => n.Name).ToHashSet();
        var named = after.OrderBy(n => n.Role).SelectMany(n => known.Contains(n.Name) ? Frozen(n) : LookedUp(n)).ToList();
        var places = new Dictionary<AssignmentRole, int>();
        var parts = named.GroupBy(n => n.UnitId).Select(unit => Part(unit.Key, [.. unit])).ToDictionary(p => p.UnitId);
        if (parts.Values.All(p => p.Role == AssignmentRole.Support))
            throw new RuleBroken("item-without-unit", "调整后没有牵头或责任单位，请至少写一个。");
        var live = standing.ToDictionary(s => s.UnitId);
        return new(
            [.. parts.Values.Where(p => !live.ContainsKey(p.UnitId))],
            [.. standing.Where(s => !s.Ended && parts.TryGetValue(s.UnitId, out var now) && Differs(s, now)).Select(s => (s, parts[s.UnitId]))],
            [.. standing.Where(s => !s.Ended && !parts.ContainsKey(s.UnitId))]);

        IEnumerable<Named> Frozen(NamedUnit name) => standing.Where(s => s.Sources.Contains(name.Name)).OrderBy(s => s.Position)
            .Select(s => new Named(s.UnitId, registry.Resolve(name.Name) is ManyUnits ? AssignmentRole.Responsible : name.Role, name.Name));

        IEnumerable<Named> LookedUp(NamedUnit name) => registry.Resolve(name.Name) switch
        {
            OneUnit one => [new(ids[one.Unit.Code], name.Role, name.Name)],
            ManyUnits { Collective.MustBeNamed: true } => throw new RuleBroken("name-the-units", $"“{name.Name}”没有指明是哪些单位。已交办的任务请直接写单位名称。"),
            ManyUnits many => registry.Expand(many.Collective).Select(unit => new Named(ids[unit.Code], AssignmentRole.Responsible, name.Name)),
            AbsentUnit => throw new RuleBroken("absent-unit", $"“{name.Name}”今天不存在，也没有唯一的承接单位。请写现在承担这项工作的单位。"),
            _ => throw new RuleBroken("unknown-unit", $"“{name.Name}”不在单位名册里。请改正写法，或请系统管理员先把它加进名册。"),
        };

        NewPart Part(long unitId, List<Named> sources)
        {
            var role = sources.Min(s => s.Role);
            return new(unitId, role, places[role] = places.GetValueOrDefault(role) + 1, [.. sources.Select(s => s.Source).Distinct()]);
        }
    }

    static bool Differs(StandingPart was, NewPart now) => (was.Role, was.Position) != (now.Role, now.Position) || !was.Sources.Order().SequenceEqual(now.Sources.Order());
}
