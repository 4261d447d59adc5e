using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices;

/// <summary>What a reader has at hand beside the text; every part may be missing, and is then a source of doubts.</summary>
/// <param name="Simplifier">turns traditional characters into simplified ones; null where no tables are at hand</param>
/// <param name="UnitNames">names of units that are known to exist; a hint, never a condition</param>
public sealed record ReadingAids(Simplifier? Simplifier, IReadOnlySet<string> UnitNames)
{
    public static readonly ReadingAids None = new(null, new HashSet<string>());
}
