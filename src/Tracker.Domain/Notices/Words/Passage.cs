using System.Text;

namespace Tracker.Domain.Notices.Words;

/// <summary>Words of the notice, each character with its place in the plain text, however often they were cut and joined.</summary>
public sealed class Passage
{
    public static readonly Passage Empty = new("", [], []);

    readonly int[] from;
    readonly int[] upTo;

    Passage(string text, int[] from, int[] upTo) => (Text, this.from, this.upTo) = (text, from, upTo);

    public string Text { get; }
    public int Length => Text.Length;
    public char this[int index] => Text[index];

    /// <summary>Words taken from the plain text one to one, the first standing at <paramref name="offset"/>.</summary>
    public static Passage At(int offset, string text) =>
        new(text, [.. Enumerable.Range(offset, text.Length)], [.. Enumerable.Range(offset + 1, text.Length)]);

    /// <summary>Makes the range <c>passage[2..5]</c> work.</summary>
    public Passage Slice(int start, int length) => length == Length
        ? this
        : new(Text.Substring(start, length), from[start..(start + length)], upTo[start..(start + length)]);

    public static Passage Join(IEnumerable<Passage> parts)
    {
        var all = parts as IReadOnlyList<Passage> ?? [.. parts];
        return all.Count == 1 ? all[0] : new(
            string.Concat(all.Select(p => p.Text)), [.. all.SelectMany(p => p.from)], [.. all.SelectMany(p => p.upTo)]);
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
        if (!Text.AsSpan().ContainsAny(Blank.Characters))
            return this;
        var kept = new Builder(Length);
        for (var i = 0; i < Length; i++)
            if (!Blank.Is(Text[i]))
                kept.Add(Text[i], from[i], upTo[i]);
            else
                kept.Stretch(from[i], upTo[i]);
        return kept.ToPassage();
    }

    /// <summary>Where the words stand: neighbouring characters make one span.</summary>
    public IReadOnlyList<TextSpan> Spans
    {
        get
        {
            var spans = new List<TextSpan>();
            for (var i = 0; i < Length; i++)
                if (spans.Count > 0 && from[i] <= spans[^1].End && from[i] >= spans[^1].Start)
                    spans[^1] = new(spans[^1].Start, Math.Max(upTo[i], spans[^1].End) - spans[^1].Start);
                else
                    spans.Add(new(from[i], upTo[i] - from[i]));
            return spans;
        }
    }

    /// <summary>Where the character stands in the plain text.</summary>
    public int FromAt(int index) => from[index];

    /// <summary>Where it ends there, with what was dropped behind it.</summary>
    public int UpToAt(int index) => upTo[index];

    /// <summary>Whether white space was dropped in front of the character.</summary>
    public bool HasBlankBefore(int index) => index > 0 && from[index] == upTo[index - 1] && upTo[index - 1] - from[index - 1] > 1;

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

        public Passage ToPassage() => new(text.ToString(), [.. from], [.. upTo]);
    }
}
