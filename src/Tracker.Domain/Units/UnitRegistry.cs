using System.Text;

namespace Tracker.Domain.Units;

/// <summary>What a name in a notice comes to.</summary>
public abstract record Resolved
{
    private protected Resolved() { }
}

/// <summary>The name means one unit.</summary>
public sealed record OneUnit(Unit Unit) : Resolved;

/// <summary>The name stands for many.</summary>
public sealed record ManyUnits(CollectiveUnit Collective) : Resolved;

/// <summary>The registry does not know the name.</summary>
public sealed record UnknownUnit : Resolved;

/// <summary>The units and collectives of one region on one day, found by any of their spellings.</summary>
public sealed class UnitRegistry
{
    static readonly UnknownUnit Unknown = new();

    readonly Dictionary<string, Resolved> _bySpelling = [];
    readonly IReadOnlyList<string> _prefixes;

    /// <param name="prefixes">what may stand before a unit's name in this region</param>
    /// <exception cref="RuleBroken">two units, or a unit and a collective, share a spelling</exception>
    public UnitRegistry(IEnumerable<Unit> units, IEnumerable<CollectiveUnit> collectives, IEnumerable<string> prefixes)
    {
        Units = [.. units.OrderBy(u => u.Order)];
        _prefixes = [.. prefixes.Select(Fold).OrderByDescending(p => p.Length)];
        foreach (var unit in Units)
            foreach (var spelling in unit.Spellings) Add(spelling, new OneUnit(unit));
        Collectives = [.. collectives];
        foreach (var collective in Collectives) Add(collective.Spelling, new ManyUnits(collective));
    }

    /// <summary>All units, in administrative order.</summary>
    public IReadOnlyList<Unit> Units { get; }

    /// <summary>All names that stand for many.</summary>
    public IReadOnlyList<CollectiveUnit> Collectives { get; }

    /// <summary>Finds a name as written, whatever its width and spaces;
    /// only a name that is not known as it stands is tried without the region's prefix, once.</summary>
    public Resolved Resolve(string written)
    {
        var name = Fold(written);
        if (_bySpelling.TryGetValue(name, out var exact)) return exact;
        foreach (var prefix in _prefixes)
            if (name.StartsWith(prefix, StringComparison.Ordinal) && _bySpelling.TryGetValue(name[prefix.Length..], out var found))
                return found;
        return Unknown;
    }

    /// <summary>The members of a collective, in administrative order; none where a person must name them.</summary>
    public IEnumerable<Unit> Expand(CollectiveUnit collective) => Units.Where(collective.TakesIn);

    /// <summary>A name without differences of width and space, as spellings are compared and kept.</summary>
    public static string Fold(string name) =>
        string.Concat(name.Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c)));

    void Add(string spelling, Resolved meaning)
    {
        var name = Fold(spelling);
        if (_bySpelling.TryAdd(name, meaning) || _bySpelling[name] == meaning) return;
        throw new RuleBroken("a-spelling-names-one-unit", $"“{spelling}”同时指两个单位或单位范围，须改掉其中一个");
    }
}
