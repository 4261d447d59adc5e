namespace Tracker.Domain;

/// <summary>Which characters two texts have in common, in order: a longest common subsequence, as runs.</summary>
public static class Alignment
{
    /// <param name="Left">where the run begins in the first text</param>
    /// <param name="Right">where it begins in the second</param>
    public readonly record struct Run(int Left, int Right, int Length);

    // Beyond this many pairs of characters a person reads both texts anyway.
    const int MostPairs = 4_000_000;

    /// <summary>The runs from left to right; what lies between two of them stands in one text only.</summary>
    public static IReadOnlyList<Run> Of(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var head = left.CommonPrefixLength(right);
        var tail = CommonTail(left[head..], right[head..]);
        var runs = new List<Run>();
        Add(runs, 0, 0, head);
        foreach (var (l, r) in Pairs(left[head..^tail], right[head..^tail]))
            Add(runs, head + l, head + r, 1);
        Add(runs, left.Length - tail, right.Length - tail, tail);
        return runs;
    }

    /// <summary>From 0, nothing in common, to 1, the same.</summary>
    public static double Likeness(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        left.Length + right.Length == 0 ? 1 : 2.0 * Of(left, right).Sum(run => run.Length) / (left.Length + right.Length);

    static int CommonTail(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var length = 0;
        while (length < left.Length && length < right.Length && left[^(length + 1)] == right[^(length + 1)]) length++;
        return length;
    }

    static List<(int Left, int Right)> Pairs(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var pairs = new List<(int, int)>();
        if ((long)left.Length * right.Length > MostPairs) return pairs;
        var longest = Table(left, right);
        for (int l = 0, r = 0; l < left.Length && r < right.Length;)
            if (left[l] == right[r]) pairs.Add((l++, r++));
            else if (longest[l + 1, r] >= longest[l, r + 1]) l++;
            else r++;
        return pairs;
    }

    // How long the longest common subsequence of the two remainders is.
    static int[,] Table(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var longest = new int[left.Length + 1, right.Length + 1];
        for (var l = left.Length - 1; l >= 0; l--)
            for (var r = right.Length - 1; r >= 0; r--)
                longest[l, r] = left[l] == right[r] ? longest[l + 1, r + 1] + 1 : Math.Max(longest[l + 1, r], longest[l, r + 1]);
        return longest;
    }

    static void Add(List<Run> runs, int left, int right, int length)
    {
        if (length == 0) return;
        if (runs is [.., var last] && last.Left + last.Length == left && last.Right + last.Length == right)
            runs[^1] = last with { Length = last.Length + length };
        else
            runs.Add(new(left, right, length));
    }
}
