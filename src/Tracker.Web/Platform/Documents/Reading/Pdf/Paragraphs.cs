using Tracker.Domain.Notices.Words;

namespace Tracker.Web.Platform.Documents.Reading.Pdf;

/// <summary>Joins printed lines into paragraphs again, by where lines end and begin.</summary>
static class Paragraphs
{
    /// <summary>Running text between tables, which may go on over a page break.</summary>
    /// <param name="pageWidth">in points</param>
    public static IEnumerable<Paragraph> Of(IReadOnlyList<(int Page, TextLine Line)> lines, double pageWidth)
    {
        if (lines.Count == 0)
            yield break;
        var (left, right) = Margins(lines, pageWidth);
        var (page, text) = (lines[0].Page, lines[0].Line.Text);
        foreach (var ((_, before), (number, line)) in lines.Zip(lines.Skip(1)))
            if (GoesOn(before, line, left, right))
                text += Joint(before.Text, line.Text) + line.Text;
            else
            {
                yield return new(text, page);
                (page, text) = (number, line.Text);
            }
        yield return new(text, page);
    }

    // The outermost, save for a line or two that stick out; where hardly a line reaches it, as far from the right as from the left.
    static (double Left, double Right) Margins(IReadOnlyList<(int Page, TextLine Line)> lines, double pageWidth)
    {
        var lefts = lines.Select(l => l.Line.Box.Left).Order().ToList();
        var rights = lines.Select(l => l.Line.Box.Right).Order().ToList();
        var (left, right, em) = (lefts[lefts.Count / 20], rights[rights.Count - 1 - rights.Count / 20], lines[0].Line.Em);
        return (left, rights.Count(r => r > right - em) >= 3 ? right : Math.Max(right, pageWidth - left - 1.5 * em));
    }

    static bool GoesOn(TextLine before, TextLine line, double left, double right) =>
        !before.IsCut && !line.IsCut && before.IsFull(right, line) && line.Box.Left < left + line.Em && Math.Abs(line.Em - before.Em) < line.Em / 5
        && !OpensAnItem(before.Text, line.Text);

    /// <summary>Whether a line begins with a number behind the end of a sentence.</summary>
    public static bool OpensAnItem(string before, string line) => Mark.At(line, 0) is not null && before[^1] is '。' or '；' or '！' or '？' or '）' or ')' or '：' or ':';

    /// <summary>What stands between the halves of a broken line: nothing in Chinese, a blank between foreign words.</summary>
    public static string Joint(string before, string line) => char.IsAsciiLetter(before[^1]) && char.IsAsciiLetter(line[0]) ? " " : "";
}
