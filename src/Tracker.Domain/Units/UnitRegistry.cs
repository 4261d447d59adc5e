using System.Buffers;
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

/// <summary>The name means a unit that is not there on that day: not founded yet, or ended without one successor to stand for it.</summary>
public sealed record AbsentUnit(Unit Unit) : Resolved
{
    /// <summary>Units of that day to which its duties went; a person says which is meant.</summary>
    public IReadOnlyList<Unit> Successors { get; init; } = [];
}

/// <summary>A unit that is not there on the registry's day.</summary>
/// <param name="Heir">the unit that is, and has come out of it; null where there is none</param>
public sealed record FormerUnit(Unit Unit, Unit? Heir)
{
    /// <summary>All units of that day to which its duties went.</summary>
    public IReadOnlyList<Unit> Successors { get; init; } = Heir is null ? [] : [Heir];
}

/// <summary>A name under which the registry finds a unit or a collective.</summary>
/// <param name="IsFormer">the name of a unit that is no more; it leads to its heir</param>
public sealed record RegisteredSpelling(string Spelling, Resolved Meaning, bool IsFormer);

/// <summary>The registry does not know the name.</summary>
public sealed record UnknownUnit : Resolved;

/// <summary>The units and collectives of one region on one day, found by any of their spellings.</summary>
public sealed class UnitRegistry
{
    static readonly UnknownUnit Unknown = new();

    readonly Dictionary<string, Resolved> _bySpelling = [];
    readonly Dictionary<string, Resolved> _formerly = [];
    readonly IReadOnlyList<string> _prefixes;

    /// <param name="prefixes">what may stand before a unit's name in this region</param>
    /// <param name="former">units that are not there that day; a name of theirs that another unit bears now means that one</param>
    /// <exception cref="RuleBroken">two units, or a unit and a collective, share a spelling</exception>
    public UnitRegistry(
        IEnumerable<Unit> units, IEnumerable<CollectiveUnit> collectives, IEnumerable<string> prefixes, IEnumerable<FormerUnit>? former = null)
    {
        Units = [.. units.OrderBy(u => u.Order)];
        _prefixes = [.. prefixes.Select(Fold).OrderByDescending(p => p.Length)];
        foreach (var unit in Units)
            foreach (var spelling in unit.Spellings) Add(spelling, new OneUnit(unit));
        Collectives = [.. collectives];
        foreach (var collective in Collectives) Add(collective.Spelling, new ManyUnits(collective));
        foreach (var gone in former ?? [])
        {
            Resolved meaning = gone.Heir is { } heir ? new OneUnit(heir) : new AbsentUnit(gone.Unit) { Successors = gone.Successors };
            foreach (var spelling in gone.Unit.Spellings) _formerly.TryAdd(Fold(spelling), meaning);
        }
    }

    /// <summary>All units, in administrative order.</summary>
    public IReadOnlyList<Unit> Units { get; }

    /// <summary>All names that stand for many.</summary>
    public IReadOnlyList<CollectiveUnit> Collectives { get; }

    /// <summary>Every name that means a unit of that day or a collective, as it is kept: units in administrative order, names of units that are no more last.</summary>
    public IEnumerable<RegisteredSpelling> Spellings => _bySpelling.Select(s => new RegisteredSpelling(s.Key, s.Value, false))
        .Concat(_formerly.Where(s => s.Value is OneUnit && !_bySpelling.ContainsKey(s.Key)).Select(s => new RegisteredSpelling(s.Key, s.Value, true)));

    /// <summary>A name without differences of width and space, and without any prefix of the region, however often it stands there.</summary>
    public string WithoutPrefixes(string name)
    {
        name = Fold(name);
        while (_prefixes.FirstOrDefault(p => name.Length > p.Length + 1 && name.StartsWith(p, StringComparison.Ordinal)) is { } prefix)
            name = name[prefix.Length..];
        return name;
    }

    /// <summary>Finds a name as written, whatever its width and spaces;
    /// only a name that is not known as it stands is tried without the region's prefix, once. A name that no unit of that day
    /// bears leads from the unit that bore it to its heir.</summary>
    public Resolved Resolve(string written) => Find(_bySpelling, Fold(written)) ?? Find(_formerly, Fold(written)) ?? Unknown;

    /// <summary>The members of a collective, in administrative order; none where a person must name them.</summary>
    public IEnumerable<Unit> Expand(CollectiveUnit collective) => Units.Where(collective.TakesIn);

    /// <summary>A name without differences of width and space, as spellings are compared and kept.</summary>
    public static string Fold(string name) => name.AsSpan().IndexOfAnyExcept(Plain) < 0 ? name
        : string.Concat(name.Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c)));

    // Names of a region's units are folded by the ten thousand, and nearly all stand in these characters, which nothing folds.
    static readonly SearchValues<char> Plain = SearchValues.Create(string.Concat(
        Enumerable.Range('!', '~' - '!' + 1).Concat(Enumerable.Range(0x4E00, 0x9FFF - 0x4E00 + 1)).Select(c => (char)c)));

    Resolved? Find(Dictionary<string, Resolved> known, string name)
    {
        if (known.TryGetValue(name, out var exact)) return exact;
        foreach (var prefix in _prefixes)
            if (name.StartsWith(prefix, StringComparison.Ordinal) && known.TryGetValue(name[prefix.Length..], out var found))
                return found;
        return null;
    }

    void Add(string spelling, Resolved meaning)
    {
        var name = Fold(spelling);
        if (_bySpelling.TryAdd(name, meaning) || _bySpelling[name] == meaning) return;
        throw new RuleBroken("a-spelling-names-one-unit", $"“{spelling}”同时指两个单位或单位范围，须改掉其中一个");
    }
}
