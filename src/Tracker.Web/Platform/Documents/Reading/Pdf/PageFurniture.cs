using Tracker.Domain.Notices.Heads;

namespace Tracker.Web.Platform.Documents.Reading.Pdf;

/// <summary>Drops what a printer puts on every page: page numbers, and heads and feet that come again at the same height.</summary>
static class PageFurniture
{
    // Share of the page's height.
    const double Margin = 0.12;
    const double SameHeight = 4;

    public static List<List<TextLine>> Without(IReadOnlyList<PdfPage> pages, List<List<TextLine>> lines)
    {
        var repeated = lines.SelectMany((page, i) => page.Where(l => IsInMargin(l, pages[i])).Select(l => Key(l)).Distinct())
            .GroupBy(k => k).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
        return [.. lines.Select((page, i) => page.FindAll(l => !IsInMargin(l, pages[i]) || !(IsPageNumber(l.Text) || repeated.Contains(Key(l)))))];
    }

    static bool IsInMargin(TextLine line, PdfPage page) => line.Box.Middle < page.Box.Height * Margin || line.Box.Middle > page.Box.Height * (1 - Margin);

    static bool IsPageNumber(string text) => text.Length < 20 && text.Any(char.IsDigit) && Furniture.Is(string.Concat(text.Where(c => !char.IsWhiteSpace(c))));

    static (string Text, int Height) Key(TextLine line) => (string.Concat(line.Text.Where(c => !char.IsDigit(c) && !char.IsWhiteSpace(c))), (int)Math.Round(line.Box.Middle / SameHeight));
}
