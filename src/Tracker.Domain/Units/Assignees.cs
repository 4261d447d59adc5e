using Tracker.Domain.WorkItems;

namespace Tracker.Domain.Units;

/// <summary>The names of one item, in the order of the notice.</summary>
/// <param name="Responsible">units whose roles the text does not tell apart (X、Y按职责分工负责)</param>
public sealed record NamedUnits(IReadOnlyList<string> Lead, IReadOnlyList<string> Support, IReadOnlyList<string> Responsible);

/// <summary>One unit's part in the item, as it will be frozen at dispatch.</summary>
/// <param name="Position">place among those of the same role, from 1; the first lead merges and submits</param>
/// <param name="Sources">the names in the notice that brought the unit here, in their order</param>
public sealed record Assignee(Unit Unit, AssignmentRole Role, int Position, IReadOnlyList<string> Sources);

/// <summary>A collective whose members a person must name.</summary>
/// <param name="StandsFirst">true where the item has nobody in its place: then it must be named before dispatch</param>
public sealed record AwaitsNames(string Spelling, bool StandsFirst);

/// <summary>Who gets an item, by the office's rules on dispatch.</summary>
/// <param name="Unknown">names that the registry does not know; dispatch is refused while there are any</param>
public sealed record Assignees(
    IReadOnlyList<Assignee> Units, IReadOnlyList<string> Unknown, IReadOnlyList<AwaitsNames> Awaiting)
{
    /// <summary>Names of units that are not there on that day; they stand in the way like unknown ones.</summary>
    public IReadOnlyList<string> Absent { get; init; } = [];

    /// <summary>Turns names into parts. Named one by one a unit is lead or support by its list; from a collective,
    /// or from a list that tells no roles apart, it is responsible. One unit has one part: the stronger role wins
    /// (lead, responsible, support) and every source is kept.</summary>
    /// <param name="members">units a person has named for a collective that stands for nobody by itself</param>
    public static Assignees Of(NamedUnits names, UnitRegistry registry, Func<string, IReadOnlyList<Unit>> members)
    {
        var (unknown, absent) = (new List<string>(), new List<string>());
        var awaiting = new List<AwaitsNames>();
        var parts = new List<Part>();
        foreach (var (name, role) in InOrder(names))
            switch (registry.Resolve(name))
            {
                case OneUnit one: parts.Add(new(one.Unit, role, name)); break;
                case ManyUnits many:
                    var units = many.Collective.MustBeNamed ? members(name) : [.. registry.Expand(many.Collective)];
                    if (units.Count == 0) awaiting.Add(new(name, StandsFirst: name == First(names)));
                    parts.AddRange(units.Select(unit => new Part(unit, AssignmentRole.Responsible, name)));
                    break;
                case AbsentUnit: absent.Add(name); break;
                default: unknown.Add(name); break;
            }
        return new(OnePartAUnit(parts), unknown, awaiting) { Absent = absent };
    }

    readonly record struct Part(Unit Unit, AssignmentRole Role, string Source);

    static string? First(NamedUnits names) => InOrder(names).Select(n => n.Name).FirstOrDefault();

    static IEnumerable<(string Name, AssignmentRole Role)> InOrder(NamedUnits names) =>
    [
        .. names.Lead.Select(name => (name, AssignmentRole.Lead)),
        .. names.Responsible.Select(name => (name, AssignmentRole.Responsible)),
        .. names.Support.Select(name => (name, AssignmentRole.Support)),
    ];

    static List<Assignee> OnePartAUnit(IEnumerable<Part> parts)
    {
        var assignees = new List<Assignee>();
        var positions = new Dictionary<AssignmentRole, int>();
        foreach (var unit in parts.GroupBy(p => p.Unit.Code))
        {
            var role = unit.Min(p => p.Role);
            var position = positions[role] = positions.GetValueOrDefault(role) + 1;
            assignees.Add(new(unit.First().Unit, role, position, [.. unit.Select(p => p.Source).Distinct()]));
        }
        return assignees;
    }
}
