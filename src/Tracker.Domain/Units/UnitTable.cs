namespace Tracker.Domain.Units;

/// <summary>What holds among the units of a region: codes and spellings are unique, parents exist, nobody is above himself.</summary>
public static class UnitTable
{
    /// <summary>What is wrong with the units given, if they take the place of those of the same code among the registry's.</summary>
    /// <param name="given">lines of a table, or one form</param>
    /// <param name="registry">all units as they are, ended ones too</param>
    /// <param name="collectives">names that stand for many; no unit may bear one</param>
    public static IReadOnlyList<LineFault> Faults(
        IReadOnlyList<UnitDraft> given, IReadOnlyList<UnitDraft> registry, IEnumerable<CollectiveUnit> collectives)
    {
        var faults = new List<LineFault>();
        foreach (var twice in given.GroupBy(u => u.Code).Where(g => g.Count() > 1))
            faults.AddRange(twice.Skip(1).Select(u => new LineFault(u.Line, $"代码“{u.Code}”已经写在第{twice.First().Line}行。")));
        var after = given.Concat(registry.ExceptBy(given.Select(u => u.Code), u => u.Code)).DistinctBy(u => u.Code).ToDictionary(u => u.Code);
        faults.AddRange(SharedSpellings(given, after.Values, collectives));
        foreach (var unit in given.Where(u => u.Parent != ""))
            if (!after.ContainsKey(unit.Parent))
                faults.Add(new(unit.Line, $"“上级”写的是单位代码，登记簿里没有“{unit.Parent}”。"));
            else if (IsAboveItself(unit, after))
                faults.Add(new(unit.Line, $"“上级”绕回了自己：{unit.Code} 的上级（或上级的上级）是 {unit.Code}。"));
        return [.. faults.OrderBy(f => f.Line)];
    }

    static IEnumerable<LineFault> SharedSpellings(IReadOnlyList<UnitDraft> given, IEnumerable<UnitDraft> after, IEnumerable<CollectiveUnit> collectives)
    {
        var stand = collectives.Select(c => UnitRegistry.Fold(c.Spelling)).ToHashSet();
        var bySpelling = after.SelectMany(u => u.Spellings.Select(UnitRegistry.Fold).Distinct(), (unit, spelling) => (unit, spelling))
            .ToLookup(p => p.spelling, p => p.unit);
        foreach (var unit in given.DistinctBy(u => u.Code))
            foreach (var spelling in unit.Spellings.DistinctBy(UnitRegistry.Fold))
                if (stand.Contains(UnitRegistry.Fold(spelling)))
                    yield return new(unit.Line, $"“{spelling}”是单位范围的名称，不能用作单位的名称。");
                else if (bySpelling[UnitRegistry.Fold(spelling)].FirstOrDefault(other => other.Code != unit.Code && other.Meets(unit)) is { } other)
                    yield return new(unit.Line, $"“{spelling}”已经是{other.ShortName}（{other.Code}{(other.Line > 0 ? $"，第{other.Line}行" : "")}）的名称，两个单位不能共用。");
    }

    static bool IsAboveItself(UnitDraft unit, Dictionary<string, UnitDraft> after)
    {
        var above = unit.Parent;
        for (var steps = 0; steps <= after.Count && above != "" && after.TryGetValue(above, out var next); steps++, above = next.Parent)
            if (above == unit.Code) return true;
        return false;
    }
}
