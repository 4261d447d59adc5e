using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Woven;

/// <summary>Gives the sentences that stand only once to one of two copies: numbers and years rise within each.</summary>
sealed class Fitting(List<Unit> units)
{
    public void Run()
    {
        for (var i = 0; i < units.Count; i++)
            units[i].Copy ??= CopyFor(i);
    }

    int CopyFor(int i)
    {
        var unit = units[i];
        if (RankOf(unit) is { } rank && FitsOnlyOne(i, rank) is { } copy)
            return copy;
        // A heading goes with what follows it, a sentence with what it follows, save where headings of its kind have no text.
        var before = i > 0 ? units[i - 1].Copy : null;
        var after = units.Skip(i + 1).FirstOrDefault(u => u.Copy is not null)?.Copy;
        var forward = unit.Mark is { Style: <= MarkStyle.HanInBrackets } || (i > 0 && IsBareHeading(units[i - 1]));
        if (unit.Mark is null && i > 0 && FollowsBareHeading(i))
            return Other(units[i - 1].Copy!.Value);
        return (forward ? after ?? before : before ?? after) ?? 0;
    }

    static int Other(int copy) => 1 - copy;

    /// <summary>The copy in which the number goes on from the one before, or else the only one in which it lies between its neighbours.</summary>
    int? FitsOnlyOne(int i, (string Series, int Number) rank) =>
        Only(copy => Before(i, rank.Series, copy) + 1 == rank.Number)
        ?? Only(copy => (Before(i, rank.Series, copy) ?? 0) < rank.Number && rank.Number < (After(i, rank.Series, copy) ?? int.MaxValue));

    static int? Only(Func<int, bool> fits) => (fits(0), fits(1)) switch { (true, false) => 0, (false, true) => 1, _ => null };

    int? Before(int i, string series, int copy) => units.Take(i).Where(u => u.Copy == copy).Select(RankOf).LastOrDefault(r => r?.Series == series)?.Number;
    int? After(int i, string series, int copy) => units.Skip(i + 1).Where(u => u.Copy == copy).Select(RankOf).FirstOrDefault(r => r?.Series == series)?.Number;

    static (string Series, int Number)? RankOf(Unit unit) => unit.Mark switch
    {
        { Style: MarkStyle.Han, Number: var n } => ("一、", n),
        { Style: MarkStyle.HanInBrackets, Number: var n } => ("（一）", n),
        { Style: MarkStyle.Digit, Number: var n } => ("1.", n),
        null when unit.Words.Text.StartsWith('到') && DateWord.At(unit.Words.Text, 1, null) is { Year: { } year } => ("到", year),
        _ => null,
    };

    /// <summary>A sentence right behind a heading whose like are never followed by one: it was laid in there.</summary>
    bool FollowsBareHeading(int i) => IsBareHeading(units[i - 1]) && units[i - 1].Twin is null;

    bool IsBareHeading(Unit unit) =>
        unit.Mark is { Style: MarkStyle.HanInBrackets } && unit.Words.Text.EndsWith('。')
        && units.Any(u => u != unit && u.Mark is { Style: MarkStyle.HanInBrackets } && Next(u) is { Mark.Style: MarkStyle.Digit });

    Unit? Next(Unit unit) => unit.Position + 1 < units.Count && units[unit.Position + 1].Copy == unit.Copy ? units[unit.Position + 1] : null;
}
