using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Recognisers;

/// <summary>The part that a list gives a unit.</summary>
public enum UnitPart { Unsaid, Lead, Support, Responsible }

/// <param name="Name">as written</param>
/// <param name="Whole">whether it looks like the whole name of a unit</param>
/// <param name="Split">the names that the same words may be, where that reading is possible too; else empty</param>
public sealed record NamedUnit(Passage Name, UnitPart Part, bool Whole, IReadOnlyList<Passage> Split)
{
    public NamedUnit(Passage name, UnitPart part, bool whole) : this(name, part, whole, []) { }
}

/// <summary>The words of a unit cell or bracket, taken apart.</summary>
/// <param name="Limit">the time limit that stands among the units (完成时限：…), or null</param>
/// <param name="IsOpenEnded">whether 等部门 says that more units are meant</param>
/// <param name="Remarks">sentences among the units that name none of the task's own: 列第一位者为牵头单位，下同</param>
public sealed record UnitList(IReadOnlyList<NamedUnit> Units, Passage? Limit, bool IsOpenEnded, IReadOnlyList<Passage> Remarks)
{
    public static readonly UnitList Empty = new([], null, false, []);

    public bool IsWhole => Units.Count > 0 && Units.All(u => u.Whole);

    /// <summary>Whether the list itself says who leads, who supports or that all share.</summary>
    public bool TellsRoles => Units.Any(u => u.Part is UnitPart.Lead or UnitPart.Support or UnitPart.Responsible);

    /// <summary>牵头 units; where none is called so, the units beside the supporting ones; where no role is told, the first unit.</summary>
    public IReadOnlyList<string> Lead => !TellsRoles ? [.. Units.Take(1).Select(u => u.Name.Text)] : Names(Has(UnitPart.Lead) ? UnitPart.Lead : Has(UnitPart.Support) ? UnitPart.Unsaid : UnitPart.Lead);

    /// <summary>Supporting units; beside a 牵头单位 those called 责任单位 too.</summary>
    public IReadOnlyList<string> Support => !TellsRoles ? [.. Units.Skip(1).Select(u => u.Name.Text)] : Has(UnitPart.Lead) ? Names(UnitPart.Support, UnitPart.Unsaid) : Names(UnitPart.Support);

    /// <summary>Units that share the duty by their fields, with no role told apart.</summary>
    public IReadOnlyList<string> Sharing => !TellsRoles ? [] : Has(UnitPart.Lead) || Has(UnitPart.Support) ? Names(UnitPart.Responsible) : Names(UnitPart.Responsible, UnitPart.Unsaid);

    bool Has(UnitPart part) => Units.Any(u => u.Part == part);

    IReadOnlyList<string> Names(params UnitPart[] parts) => [.. Units.Where(u => parts.Contains(u.Part)).Select(u => u.Name.Text)];

    /// <summary>The same units, all in the part that their column names.</summary>
    public UnitList As(UnitPart part) => this with { Units = [.. Units.Select(u => u with { Part = part })] };

    /// <summary>Whether several units are read as leads only because others are said to support.</summary>
    public bool LeadsAreAssumed => TellsRoles && !Has(UnitPart.Lead) && Has(UnitPart.Support) && Names(UnitPart.Unsaid).Count > 1;

    /// <summary>The same units with only the first in the lead.</summary>
    public UnitList FirstLeads => this with { Units = [.. Units.Select((u, i) => u with { Part = i == 0 ? UnitPart.Lead : u.Part is UnitPart.Responsible ? u.Part : UnitPart.Support })] };

    /// <summary>The same units with the first of those called so in the lead, the others of them beside those who support.</summary>
    public UnitList OneLead => this with { Units = [.. Units.Select(u => u.Part is UnitPart.Lead && u != Units.First(l => l.Part is UnitPart.Lead) ? u with { Part = UnitPart.Support } : u)] };

    /// <summary>The list in the shape of a task's fields.</summary>
    public UnitsReading AsReading => new(Lead, Support, Sharing);

    /// <summary>The list with names taken apart where they may be several; null where no other reading is possible.</summary>
    public UnitList? Otherwise => Units.All(u => u.Split.Count == 0) ? null
        : this with { Units = [.. Units.SelectMany(u => u.Split.Count == 0 ? [u] : u.Split.Select(name => new NamedUnit(name, u.Part, true)))] };

    public static UnitList Join(IEnumerable<UnitList> lists)
    {
        var all = lists.ToList();
        return all.Count == 1 ? all[0] : new(
            [.. all.SelectMany(l => l.Units)], all.FirstOrDefault(l => l.Limit is not null)?.Limit, all.Exists(l => l.IsOpenEnded), [.. all.SelectMany(l => l.Remarks)]);
    }

    /// <param name="words">a cell, or a bracket without its brackets, free of white space</param>
    public static UnitList Read(Passage words)
    {
        var reading = new UnitListReading();
        var sentence = 0;
        for (var stop = words.Text.IndexOf('。'); stop >= 0 && sentence < words.Length; stop = words.Text.IndexOf('。', sentence))
        {
            reading.AddSentence(words[sentence..stop], isFirst: sentence == 0);
            sentence = stop + 1;
        }
        if (sentence < words.Length)
            reading.AddSentence(words[sentence..], isFirst: sentence == 0);
        return reading.Finish();
    }

    /// <summary>Whether a bracket says by a label that it holds units, so that odd names in it are still units.</summary>
    public static bool HasLabel(string text) => UnitLabels.NameUnits(text);
}
