using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Tracker.Web.Platform.Documents.Reading.WebPage;

/// <summary>Reads elements as a browser shows them: paragraphs where it breaks lines, tables, and the numbers that it writes in front of list items.</summary>
/// <param name="leavesOut">elements that are not to be read, with all that is in them</param>
sealed partial class PageBody(Func<IElement, bool> leavesOut)
{
    const int MostSlots = 2_000_000;
    const string Struck = Word.WordBody.Struck;

    static readonly HashSet<string> Blocks =
    [
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
        "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    ];

    static readonly HashSet<string> Unseen =
    [
        "script", "style", "noscript", "template", "head", "title", "meta", "link", "iframe", "object", "embed", "applet", "svg", "canvas", "audio", "video", "map",
        "select", "option", "datalist", "input", "button", "textarea", "rp", "rt",
    ];

    List<Matter> matter = [];
    readonly StringBuilder text = new();
    readonly ListNumber listNumbers = new();
    string number = "";
    bool isStruck;

    public List<Matter> Read(IElement element)
    {
        var (outer, found) = (matter, new List<Matter>());
        matter = found;
        Inside(element);
        Flush();
        matter = outer;
        return found;
    }

    public static bool IsSeen(IElement element) => !Unseen.Contains(element.LocalName) && !element.HasAttribute("hidden")
        && (element.GetAttribute("style") is not { Length: > 0 } style || !Hiding().IsMatch(style));

    void Inside(IElement element)
    {
        foreach (var node in element.ChildNodes)
            if (node is IText words)
                Write(words.Data, element);
            else if (node is IElement child && IsSeen(child) && !leavesOut(child))
                Visit(child);
    }

    void Visit(IElement element)
    {
        switch (element.LocalName)
        {
            case "br":
                text.Append('\n');
                break;
            case "table":
                Flush();
                ReadTable(element);
                break;
            case "li":
                Flush();
                number = listNumbers.Of(element);
                Inside(element);
                Flush();
                number = "";
                break;
            case var name when Blocks.Contains(name):
                Flush();
                Inside(element);
                Flush();
                break;
            default:
                isStruck |= element.LocalName is "s" or "strike" or "del" && !string.IsNullOrWhiteSpace(element.TextContent);
                Inside(element);
                break;
        }
    }

    void Write(string words, IElement within)
    {
        if (within.LocalName is "pre")
            text.Append(words);
        else
            text.Append(Blanks().Replace(words, " "));
    }

    void Flush()
    {
        var written = text.ToString();
        text.Clear();
        if (!string.IsNullOrWhiteSpace(written))
        {
            // A list that prints its own numbers, with those of the browser switched off by a style sheet.
            matter.Add(new Paragraph(OwnNumber().IsMatch(written) ? written : number + written, Doubt: isStruck ? Struck : null));
            number = "";
        }
        isStruck = false;
    }

    void ReadTable(IElement table)
    {
        foreach (var caption in table.Children.Where(c => c.LocalName is "caption" && IsSeen(c)))
            Visit(caption);
        var cells = new List<TableCell>();
        // For each column the row from which on it is free again.
        var freeFrom = new List<int>();
        var rows = Rows(table).ToList();
        var slots = 0;
        for (var row = 0; row < rows.Count; row++)
        {
            var column = 0;
            foreach (var cell in rows[row].Children.Where(c => c.LocalName is "td" or "th" && IsSeen(c) && !leavesOut(c)))
            {
                while (column < freeFrom.Count && freeFrom[column] > row) column++;
                var columns = Math.Clamp(Span(cell, "colspan"), 1, 1000);
                // 0 spans to the end; what spans too far is cut there.
                var down = Span(cell, "rowspan") is var asked and > 0 ? Math.Min(asked, rows.Count - row) : rows.Count - row;
                if ((slots += columns) > MostSlots)
                    throw NoticeFile.Unreadable($"网页里的一张表格超过 {MostSlots / 10_000} 万格，不像一份通知，请只保存通知正文后再读。");
                while (freeFrom.Count < column + columns) freeFrom.Add(0);
                for (var i = column; i < column + columns; i++)
                    freeFrom[i] = row + down;
                cells.Add(new(row, column, down, columns, Read(cell)));
                column += columns;
            }
        }
        matter.Add(new Table(cells));
    }

    IEnumerable<IElement> Rows(IElement table)
    {
        var parts = table.Children.Where(c => IsSeen(c) && !leavesOut(c)).ToList();
        var ordered = parts.Where(p => p.LocalName is "thead").Concat(parts.Where(p => p.LocalName is "tbody" or "tr")).Concat(parts.Where(p => p.LocalName is "tfoot"));
        return ordered.SelectMany(p => p.LocalName is "tr" ? [p] : p.Children.Where(c => c.LocalName is "tr" && IsSeen(c) && !leavesOut(c)));
    }

    static int Span(IElement cell, string attribute) => int.TryParse(cell.GetAttribute(attribute), out var span) && span >= 0 ? span : 1;

    [GeneratedRegex(@"[ \t\r\n\f]+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", RegexOptions.IgnoreCase)]
    private static partial Regex Hiding();

    [GeneratedRegex(@"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[、.．）)]|[①-⑳㈠-㈩⑴-⒛]|第[一二三四五六七八九十\d]{1,3}[条章])")]
    private static partial Regex OwnNumber();
}
