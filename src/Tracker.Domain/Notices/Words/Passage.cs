using System.Text;

namespace Tracker.Domain.Notices.Words;

/// <summary>Words of the notice, each character with its place in the plain text, however often they were cut and joined.</summary>
public sealed class Passage
{
    public static readonly Passage Empty = At(0, "");

    // Where each character begins and ends; null where they stand one behind the other, as nearly all do in a long text.
    readonly int[]? from;
    readonly int[]? upTo;
    // Where the first character is found: in the arrays, which all that is cut from a passage share, or without them in the plain text.
    readonly int first;

    Passage(string text, int[]? from, int[]? upTo, int first) => (Text, this.from, this.upTo, this.first) = (text, from, upTo, first);

    public string Text { get; }
    public int Length => Text.Length;
    public char this[int index] => Text[index];

    /// <summary>Words taken from the plain text one to one, the first standing at <paramref name="offset"/>.</summary>
    public static Passage At(int offset, string text) => new(text, null, null, offset);

    /// <summary>Makes the range <c>passage[2..5]</c> work.</summary>
    public Passage Slice(int start, int length) => length == Length
        ? this
        : new(Text.Substring(start, length), from, upTo, first + start);

    public static Passage Join(IEnumerable<Passage> parts)
    {
        var all = parts as IReadOnlyList<Passage> ?? [.. parts];
        if (all.Count == 1)
            return all[0];
        var text = string.Concat(all.Select(p => p.Text));
        if (FollowEachOther(all))
            return new(text, null, null, all.FirstOrDefault(p => p.Length > 0)?.first ?? 0);
        var (from, upTo) = (new int[text.Length], new int[text.Length]);
        var at = 0;
        foreach (var part in all)
            for (var i = 0; i < part.Length; i++)
                (from[at], upTo[at++]) = (part.FromAt(i), part.UpToAt(i));
        return new(text, from, upTo, 0);
    }

    static bool FollowEachOther(IReadOnlyList<Passage> parts)
    {
        int? end = null;
        foreach (var part in parts)
        {
            if (part.Length == 0)
                continue;
            if (part.from is not null || end is { } before && before != part.first)
                return false;
            end = part.first + part.Length;
        }
        return true;
    }

    public Passage Trim()
    {
        var (start, end) = (0, Length);
        while (start < end && Blank.Is(Text[start])) start++;
        while (end > start && Blank.Is(Text[end - 1])) end--;
        return this[start..end];
    }

    /// <summary>Drops white space; what stood between two characters counts as part of the first, so that spans stay whole.</summary>
    public Passage WithoutBlanks()
    {
        // An indented line keeps its plain places.
        var opening = Text.AsSpan().IndexOfAnyExcept(Blank.Characters);
        if (opening != 0)
            return opening < 0 ? Empty : this[opening..].WithoutBlanks();
        if (!Text.AsSpan().ContainsAny(Blank.Characters))
            return this;
        var kept = Length - CountOfBlanks(Text);
        var (text, from, upTo) = (new char[kept], new int[kept], new int[kept]);
        var at = 0;
        for (var i = 0; i < Length; i++)
            if (!Blank.Is(Text[i]))
                (text[at], from[at], upTo[at++]) = (Text[i], FromAt(i), UpToAt(i));
            else if (upTo[at - 1] == FromAt(i))
                upTo[at - 1] = UpToAt(i);
        return new(new(text), from, upTo, 0);
    }

    static int CountOfBlanks(string text)
    {
        var count = 0;
        foreach (var character in text)
            count += Blank.Is(character) ? 1 : 0;
        return count;
    }

    /// <summary>Where the words stand: neighbouring characters make one span.</summary>
    public IReadOnlyList<TextSpan> Spans
    {
        get
        {
            if (from is null)
                return Length == 0 ? [] : [new(first, Length)];
            var spans = new List<TextSpan>();
            for (var i = 0; i < Length; i++)
                if (spans.Count > 0 && FromAt(i) <= spans[^1].End && FromAt(i) >= spans[^1].Start)
                    spans[^1] = new(spans[^1].Start, Math.Max(UpToAt(i), spans[^1].End) - spans[^1].Start);
                else
                    spans.Add(new(FromAt(i), UpToAt(i) - FromAt(i)));
            return spans;
        }
    }

    /// <summary>Where the character stands in the plain text.</summary>
    public int FromAt(int index) => from is null ? first + index : from[first + index];

    /// <summary>Where it ends there, with what was dropped behind it.</summary>
    public int UpToAt(int index) => upTo is null ? first + index + 1 : upTo[first + index];

    /// <summary>Whether white space was dropped in front of the character.</summary>
    public bool HasBlankBefore(int index) => index > 0 && FromAt(index) == UpToAt(index - 1) && UpToAt(index - 1) - FromAt(index - 1) > 1;

    public override string ToString() => Text;

    /// <summary>Writes a passage character by character, for steps that drop or replace some.</summary>
    public sealed class Builder(int capacity)
    {
        readonly StringBuilder text = new(capacity);
        readonly List<int> from = new(capacity);
        readonly List<int> upTo = new(capacity);

        public void Add(char character, int start, int end)
        {
            text.Append(character);
            from.Add(start);
            upTo.Add(end);
        }

        /// <summary>Lets the last character stand for what is dropped behind it.</summary>
        public void Stretch(int start, int end)
        {
            if (upTo.Count > 0 && upTo[^1] == start)
                upTo[^1] = end;
        }

        public Passage ToPassage() => new(text.ToString(), [.. from], [.. upTo], 0);
    }
}
