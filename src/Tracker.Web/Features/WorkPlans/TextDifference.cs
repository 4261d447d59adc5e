using Tracker.Domain;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>Two texts side by side, with the characters that differ.</summary>
/// <param name="Before">pieces that joined are the first text</param>
/// <param name="After">pieces that joined are the second text</param>
public sealed record TextDifference(IReadOnlyList<TextDifference.Piece> Before, IReadOnlyList<TextDifference.Piece> After)
{
    public sealed record Piece(string Text, bool Differs);

    // A single equal character between two differences is chance, and reading on is easier.
    const int Least = 2;

    public static TextDifference Of(string before, string after)
    {
        var (left, right) = (new List<Piece>(), new List<Piece>());
        var (inLeft, inRight) = (0, 0);
        foreach (var run in Alignment.Of(before, after).Where(r => r.Length >= Least || IsAtAnEnd(r, before, after)).Append(new(before.Length, after.Length, 0)))
        {
            Add(left, before[inLeft..run.Left], true);
            Add(right, after[inRight..run.Right], true);
            Add(left, before.Substring(run.Left, run.Length), false);
            Add(right, after.Substring(run.Right, run.Length), false);
            (inLeft, inRight) = (run.Left + run.Length, run.Right + run.Length);
        }
        return new(left, right);
    }

    static bool IsAtAnEnd(Alignment.Run run, string before, string after) =>
        run is { Left: 0, Right: 0 } || run.Left + run.Length == before.Length && run.Right + run.Length == after.Length;

    static void Add(List<Piece> pieces, string text, bool differs)
    {
        if (text.Length > 0)
            pieces.Add(new(text, differs));
    }
}
