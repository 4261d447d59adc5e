using System.Text;
using System.Xml.Linq;

namespace Tracker.Web.Platform.Documents.Reading.Word;

/// <summary>
/// Reads the body of a Word document as it prints once all tracked changes are accepted: generated numbers written out, text
/// boxes before the paragraph they are anchored to, no notes, no hidden text, no list of contents.
/// </summary>
sealed class WordBody(WordStyles styles, WordNumbering numbering)
{
    internal const string Struck = "有加了删除线的文字，已照原样读入，请核对是否作废";

    internal const string Boxed = "单元格里有文本框，框里的文字已并入本格，请核对次序";

    // A field's instruction ends at its separator, and what it shows follows; both may lie paragraphs apart.
    readonly Stack<bool> fieldShows = [];

    public bool HasChanges { get; private set; }
    public bool HasEmbedded { get; private set; }
    bool isStruck;

    /// <param name="container">the body, a cell, or a text box</param>
    public List<Matter> Read(XElement container)
    {
        var matter = new List<Matter>();
        var text = new StringBuilder();
        foreach (var child in container.Contents())
            if (child.Name == WordXml.W("p"))
                AddParagraph(child, text, matter);
            else if (child.Name == WordXml.W("tbl"))
                matter.Add(ReadTable(child));
            else if (child.Name == WordXml.W("altChunk"))
                HasEmbedded = true;
        if (text.Length > 0)
            matter.Add(new Paragraph(text.ToString()));
        return matter;
    }

    void AddParagraph(XElement paragraph, StringBuilder text, List<Matter> matter)
    {
        var properties = paragraph.Child("pPr");
        Collect(paragraph, text, matter);
        var mark = properties.Child("rPr");
        // Where the mark itself was deleted, the paragraph goes on in the next one, and that one's numbering holds.
        if (mark.Child("del") is not null || mark.Child("moveFrom") is not null)
        {
            HasChanges = true;
            return;
        }
        var isContents = styles.IsContentsEntry(properties.Child("pStyle").Value());
        // A numbered paragraph without words counts, but only in a cell it is more than an accident: a column of generated numbers.
        if (numbering.Before(properties) is { } number && !isContents && (text.Length > 0 || IsInCell(paragraph)))
            text.Insert(0, number);
        if (text.Length > 0 && !isContents)
            matter.Add(new Paragraph(text.ToString(), Doubt: isStruck ? Struck : null));
        text.Clear();
        isStruck = false;
    }

    static bool IsInCell(XElement paragraph) => paragraph.Parent?.Name == WordXml.W("tc");

    void Collect(XElement element, StringBuilder text, List<Matter> matter)
    {
        foreach (var child in element.Elements())
            if (WordXml.IsDropped(child))
                HasChanges = true;
            else
                CollectOne(child, text, matter);
    }

    void CollectOne(XElement element, StringBuilder text, List<Matter> matter)
    {
        switch (element.Name.LocalName)
        {
            case "r" when element.Child("rPr").Child("vanish").IsOn():
            case "pPr" or "rPr" or "instrText" or "delText" or "footnoteReference" or "endnoteReference" or "annotationRef" or "rt" or "sdtPr":
                break;
            case "t" when IsShown:
                text.Append(element.Value);
                break;
            case "tab" or "ptab" when IsShown:
                text.Append('\t');
                break;
            case "br" when element.Value("type") is null or "textWrapping":
            case "cr":
                text.Append('\n');
                break;
            case "noBreakHyphen":
                text.Append('-');
                break;
            // A sign of a symbol font has no character of its own; whoever reads must see that something stands here.
            case "sym" when IsShown:
                text.Append('□');
                break;
            case "fldChar":
                Field(element.Value("fldCharType"));
                break;
            case "AlternateContent":
                ReadBoxes(element.Elements().FirstOrDefault(e => e.Name.LocalName is "Choice" && Boxes(e).Any())
                    ?? element.Elements().FirstOrDefault(e => e.Name.LocalName is "Fallback") ?? element, matter);
                break;
            case "drawing" or "pict":
                ReadBoxes(element, matter);
                break;
            case "object":
                HasEmbedded = true;
                ReadBoxes(element, matter);
                break;
            default:
                isStruck |= IsShown && (element.Child("rPr").Child("strike").IsOn() || element.Child("rPr").Child("dstrike").IsOn()) && element.Child("t") is not null;
                HasChanges |= element.Name == WordXml.W("ins") || element.Name == WordXml.W("moveTo");
                Collect(element, text, matter);
                break;
        }
    }

    bool IsShown => fieldShows.All(shows => shows);

    void Field(string? part)
    {
        if (part is "begin" && fieldShows.Count < 64)
            fieldShows.Push(false);
        else if (part is "separate" && fieldShows.TryPop(out _))
            fieldShows.Push(true);
        else if (part is "end")
            fieldShows.TryPop(out _);
    }

    void ReadBoxes(XElement drawing, List<Matter> matter)
    {
        var isInCell = drawing.Ancestors().TakeWhile(e => e.Name != WordXml.W("txbxContent")).Any(e => e.Name == WordXml.W("tc"));
        foreach (var box in Boxes(drawing))
            matter.AddRange(Read(box).Select(m => isInCell && m is Paragraph { Doubt: null } words ? words with { Doubt = Boxed } : m));
    }

    // The same box is there twice, for new and for old programs.
    static IEnumerable<XElement> Boxes(XElement drawing)
    {
        foreach (var child in drawing.Elements())
            if (child.Name == WordXml.W("txbxContent"))
                yield return child;
            else
                foreach (var inner in Boxes(child))
                    yield return inner;
    }

    Table ReadTable(XElement table)
    {
        var cells = new List<TableCell>();
        var open = new Dictionary<int, int>();
        var row = 0;
        foreach (var line in table.Contents().Where(e => e.Name == WordXml.W("tr")))
        {
            if (line.Child("trPr").Child("del") is not null)
                HasChanges = true;
            else
                ReadRow(line, row++, cells, open);
        }
        return new(cells);
    }

    /// <param name="open">for each column in which a cell that goes on downwards begins: its index</param>
    void ReadRow(XElement line, int row, List<TableCell> cells, Dictionary<int, int> open)
    {
        var column = line.Child("trPr").Child("gridBefore").Number() ?? 0;
        foreach (var cell in line.Contents().Where(e => e.Name == WordXml.W("tc")))
        {
            var properties = cell.Child("tcPr");
            if (properties.Child("cellDel") is not null)
            {
                HasChanges = true;
                continue;
            }
            var span = Math.Clamp(properties.Child("gridSpan").Number() ?? 1, 1, 1000);
            if (properties.Child("hMerge") is { } across && across.Value() is not "restart" && cells.Count > 0 && cells[^1] is var left && left.Row == row)
                cells[^1] = left with { Columns = left.Columns + span };
            else if (properties.Child("vMerge") is { } merge && merge.Value() is not "restart" && open.TryGetValue(column, out var above) && cells[above].Row + cells[above].Rows == row)
                cells[above] = cells[above] with { Rows = cells[above].Rows + 1 };
            else
            {
                open.Remove(column);
                if (properties.Child("vMerge") is not null)
                    open[column] = cells.Count;
                cells.Add(new(row, column, 1, span, Read(cell)));
            }
            column += span;
        }
    }
}
