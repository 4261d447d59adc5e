using System.Text;

namespace Tracker.Web.Platform.Documents.Reading.Pdf;

/// <summary>Words that stand beside each other, from left to right.</summary>
/// <param name="Em">the width of a character</param>
/// <param name="IsCut">whether white space as wide as between columns stands inside</param>
sealed record TextLine(Box Box, string Text, double Em, bool IsCut)
{
    // In characters: narrower gaps are spacing, wider ones part columns.
    const double Gap = 0.9, ColumnGap = 1.6;

    /// <summary>The lines of a page or of a cell, from top to bottom.</summary>
    public static List<TextLine> Of(IEnumerable<PdfWord> words)
    {
        var lines = new List<List<PdfWord>>();
        foreach (var word in words.OrderBy(w => w.Box.Middle))
            if (lines.Count > 0 && StandsBeside(lines[^1], word))
                lines[^1].Add(word);
            else
                lines.Add([word]);
        return lines.ConvertAll(Of);
    }

    static bool StandsBeside(List<PdfWord> line, PdfWord word) => line.TrueForAll(w => Math.Abs(w.Box.Middle - word.Box.Middle) < Math.Min(w.Box.Height, word.Box.Height) * 0.5);

    static TextLine Of(List<PdfWord> words)
    {
        words.Sort((a, b) => a.Box.Left.CompareTo(b.Box.Left));
        var em = EmOf(words);
        var text = new StringBuilder(words[0].Text);
        var isCut = false;
        foreach (var (before, word) in words.Zip(words.Skip(1)))
        {
            var gap = (word.Box.Left - before.Box.Right) / em;
            isCut |= gap > ColumnGap;
            if (gap > Gap || (gap > 0.15 && char.IsAscii(before.Text[^1]) && char.IsAscii(word.Text[0])))
                text.Append(' ');
            text.Append(word.Text);
        }
        return new(words.Select(w => w.Box).Aggregate((a, b) => a.With(b)), text.ToString(), em, isCut);
    }

    /// <summary>As wide as Chinese characters are; where there are none, as the height of the line suggests.</summary>
    static double EmOf(List<PdfWord> words)
    {
        var widths = words.Where(w => w.Text.All(c => c >= '\u2e80')).Select(w => (w.Box.Right - w.Box.Left) / w.Text.Length).Order().ToList();
        return Math.Max(1, widths.Count > 0 ? widths[widths.Count / 2] : words.Max(w => w.Box.Height) * 0.75);
    }

    /// <summary>Whether a paragraph that was broken here would go on in the next line: nothing more had room before <paramref name="edge"/>.</summary>
    public bool IsFull(double edge, TextLine next) => Box.Right + Em * (char.IsAscii(next.Text[0]) ? 2.6 : 1.7) > edge;
}
