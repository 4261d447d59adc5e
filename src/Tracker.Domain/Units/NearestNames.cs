namespace Tracker.Domain.Units;

/// <summary>A registered name offered in the place of one that the registry does not know.</summary>
/// <param name="Name">the unit's short name, or the collective's spelling</param>
/// <param name="Why">what makes it near, in Chinese</param>
public sealed record NearName(string Name, string Why);

/// <summary>Which registered names a name in a notice may have meant. Proposals only: a person chooses.</summary>
public static class NearestNames
{
    const int Most = 4;

    // Two characters of five are another name; one of three is often 局 for 厅, or a slip.
    const double FarthestCost = 0.4;

    // By length, so that 办公室 goes before 室. What is left of a name is its stem: 财政 of 财政厅.
    static readonly string[] endings = ["委员会", "办公室", "人民政府", "行政公署", "管委会", "行署", "政府", "委", "厅", "局", "办", "处", "室"];

    /// <param name="written">a name that <see cref="UnitRegistry.Resolve"/> does not turn into a unit or a collective</param>
    /// <returns>the nearest first, each unit once; none where nothing is near</returns>
    public static IReadOnlyList<NearName> To(string written, UnitRegistry registry)
    {
        if (registry.Resolve(written) is AbsentUnit { Successors: { Count: > 0 } successors } absent)
            return [.. successors.Select(unit => new NearName(unit.ShortName, $"承接{absent.Unit.ShortName}的职责"))];
        var name = registry.WithoutPrefixes(written);
        return name.Length < 2 ? [] : [.. (
            from candidate in registry.Spellings
            let near = Nearness(name, registry.WithoutPrefixes(candidate.Spelling))
            where near.Cost <= FarthestCost
            let offered = NameOf(candidate.Meaning)
            group (near.Cost, Why: near.Why + Formerly(candidate)) by offered into one
            let best = one.MinBy(c => c.Cost)
            orderby best.Cost
            select new NearName(one.Key, best.Why)).Take(Most)];
    }

    static string NameOf(Resolved meaning) => meaning switch
    {
        OneUnit one => one.Unit.ShortName,
        ManyUnits many => many.Collective.Spelling,
        _ => throw new ArgumentException("stands for nobody", nameof(meaning)),
    };

    static string Formerly(RegisteredSpelling candidate) => candidate.IsFormer ? $"（现由它承接原“{candidate.Spelling}”）" : "";

    static (double Cost, string Why) Nearness(string written, string known)
    {
        if (written == known)
            return (0, "只差行政区的前缀");
        var (stem, end) = Parted(written);
        var (knownStem, knownEnd) = Parted(known);
        if (stem == knownStem && stem.Length >= 2)
            return (0.1, end == "" || knownEnd == "" ? $"{Shown(end, knownEnd)}之差" : $"“{end}”与“{knownEnd}”之差");
        var distance = Distance(written, known);
        if (distance == 1 && written.Length == known.Length)
            return (0.12, "差1个字");
        if (Abbreviates(stem, knownStem) || Abbreviates(knownStem, stem))
            return (0.15 + 0.2 * (1 - (double)Math.Min(stem.Length, knownStem.Length) / Math.Max(stem.Length, knownStem.Length)) + (end == knownEnd ? 0 : 0.04),
                stem.Length < knownStem.Length ? "像是它的简称" : "像是它的另一种全称");
        return ((double)distance / Math.Max(written.Length, known.Length), $"差{distance}个字");
    }

    static string Shown(string end, string knownEnd) => $"“{(end == "" ? knownEnd : end)}”字";

    static (string Stem, string End) Parted(string name) =>
        endings.FirstOrDefault(e => name.EndsWith(e, StringComparison.Ordinal) && name.Length > e.Length) is { } end ? (name[..^end.Length], end) : (name, "");

    // 人社 of 人力资源社会保障: it begins alike, and its characters stand there in their order.
    static bool Abbreviates(string part, string whole)
    {
        if (part.Length < 2 || part.Length >= whole.Length || part[0] != whole[0])
            return false;
        var found = 0;
        foreach (var c in whole)
            if (found < part.Length && c == part[found]) found++;
        return found == part.Length;
    }

    // Characters changed, dropped or added, as few as turn one name into the other; also two neighbours that changed places.
    static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            for (var j = 0; j <= b.Length; j++)
                rows[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)) is var least
                    && i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] ? Math.Min(least, rows[i - 2, j - 2] + 1) : least;
        return rows[a.Length, b.Length];
    }
}
