using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Tracker.Web.Platform.Documents;

/// <summary>
/// A docx in the measures of GB/T 9704: A4, 22 lines a page and 28 characters a line, title in 2号小标宋, text in 3号仿宋,
/// headings in 黑体 and 楷体, page number — 1 — outside. Sizes are in half points, lengths in twips.
/// </summary>
public sealed class OfficialPaper
{
    const string Song = "方正小标宋简体", Fangsong = "仿宋_GB2312", Kai = "楷体_GB2312", Hei = "黑体";
    const int Character = 320;      // the width of one 3号 character
    const int LineHeight = 579;     // 28.95 pt: 22 of them fill the type area
    const int Tightened = -5;       // 28 characters of 16 pt are 448 pt, and the type area has 442.2

    readonly Body body = new();

    /// <summary>Centred, in lines of about the same length that do not break a word where that can be helped.</summary>
    public void Title(string text)
    {
        foreach (var line in TitleLines.Of(text)) Add("Title", line);
    }

    /// <summary>A line below the title, in brackets: what state the paper is in.</summary>
    public void Subtitle(string text) => Add("Subtitle", text);

    /// <summary>一、</summary>
    public void Heading(string text) => Add("Heading1", text);

    /// <summary>（一）</summary>
    public void Subheading(string text) => Add("Heading2", text);

    public void Text(string text) => Add("Normal", text);

    /// <summary>A table over the whole width, its head repeated on every page.</summary>
    /// <param name="widths">of the columns, in shares of the whole</param>
    /// <param name="numbersFrom">the first column that holds numbers, set in the middle</param>
    public void Table(IReadOnlyList<int> widths, IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows, int numbersFrom = 1)
    {
        const int Width = 8844;
        var twips = widths.Select(w => Width * w / widths.Sum()).ToList();
        var table = new Table(
            new TableProperties(new TableWidth { Width = $"{Width}", Type = TableWidthUnitValues.Dxa }, Borders(),
                new TableLayout { Type = TableLayoutValues.Fixed }),
            new TableGrid(twips.Select(w => new GridColumn { Width = $"{w}" })));
        var repeated = new TableRowProperties(new CantSplit(), new TableHeader());
        table.Append(Row(repeated, head.Select((text, i) => Cell("TableHead", text, twips[i], JustificationValues.Center))));
        foreach (var row in rows)
            table.Append(Row(new(new CantSplit()), row.Select((text, i) =>
                Cell("TableText", text, twips[i], i < numbersFrom ? JustificationValues.Left : JustificationValues.Center))));
        body.Append(table);
    }

    /// <summary>Name and date at the end, without seal: one empty line below the text.</summary>
    /// <param name="date">in the form 2018年6月11日</param>
    public void Signature(string name, string date)
    {
        Text("");
        var (nameWidth, dateWidth) = (WidthOf(name), WidthOf(date));
        // The name ends 2 characters from the right and the date begins 2 right of the name; if the date is the longer, it ends there.
        var dateIndent = Math.Max(2, nameWidth - dateWidth);
        var nameIndent = dateIndent > 2 ? 2 : Math.Max(2, dateWidth + 4 - nameWidth);
        body.Append(Signed(name, nameIndent), Signed(date, dateIndent));
    }

    public void Save(Stream to)
    {
        using var document = WordprocessingDocument.Create(to, WordprocessingDocumentType.Document);
        var main = document.AddMainDocumentPart();
        main.AddNewPart<StyleDefinitionsPart>("styles").Styles = AllStyles();
        main.AddNewPart<DocumentSettingsPart>("settings").Settings = new DocumentFormat.OpenXml.Wordprocessing.Settings(new EvenAndOddHeaders());
        main.AddNewPart<FooterPart>("odd").Footer = PageNumber(JustificationValues.Right);
        main.AddNewPart<FooterPart>("even").Footer = PageNumber(JustificationValues.Left);
        body.Append(Section());
        main.Document = new Document(body);
    }

    void Add(string style, string text) =>
        body.Append(new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = style }), TextRun(text)));

    static Run TextRun(string text) => new(new Text(text) { Space = SpaceProcessingModeValues.Preserve });

    static Paragraph Signed(string text, double indent) => new(
        new ParagraphProperties(new ParagraphStyleId { Val = "Signature" }, new KeepNext(),
            new Indentation { Right = $"{(int)(indent * Character)}", FirstLine = "0" }, new Justification { Val = JustificationValues.Right }),
        TextRun(text));

    static double WidthOf(string text) => text.Sum(c => c < 128 ? 0.5 : 1);

    static TableBorders Borders() => new(
        new TopBorder { Val = BorderValues.Single, Size = 4 }, new LeftBorder { Val = BorderValues.Single, Size = 4 },
        new BottomBorder { Val = BorderValues.Single, Size = 4 }, new RightBorder { Val = BorderValues.Single, Size = 4 },
        new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4 }, new InsideVerticalBorder { Val = BorderValues.Single, Size = 4 });

    static TableRow Row(TableRowProperties properties, IEnumerable<TableCell> cells)
    {
        var row = new TableRow(properties);
        row.Append(cells);
        return row;
    }

    static TableCell Cell(string style, string text, int width, JustificationValues justification) => new(
        new TableCellProperties(new TableCellWidth { Width = $"{width}", Type = TableWidthUnitValues.Dxa },
            new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Center }),
        new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = style }, new Justification { Val = justification }), TextRun(text)));

    static SectionProperties Section() => new(
        new FooterReference { Type = HeaderFooterValues.Default, Id = "odd" },
        new FooterReference { Type = HeaderFooterValues.Even, Id = "even" },
        new PageSize { Width = 11906, Height = 16838 },
        new PageMargin { Top = 2098, Right = 1474, Bottom = 1984, Left = 1588, Header = 851, Footer = 1446, Gutter = 0 },
        // The pitch of characters is set in the runs: a grid of characters comes out with 18 a line in LibreOffice.
        new DocGrid { Type = DocGridValues.Lines, LinePitch = LineHeight });

    static Footer PageNumber(JustificationValues side)
    {
        var indent = side.Equals(JustificationValues.Right) ? new Indentation { Right = "280" } : new Indentation { Left = "280" };
        return new Footer(new Paragraph(
            new ParagraphProperties(new ParagraphStyleId { Val = "Footer" }, indent, new Justification { Val = side }),
            TextRun("— "), new Run(new FieldChar { FieldCharType = FieldCharValues.Begin }), new Run(new FieldCode("PAGE")),
            new Run(new FieldChar { FieldCharType = FieldCharValues.Separate }), TextRun("1"), new Run(new FieldChar { FieldCharType = FieldCharValues.End }),
            TextRun(" —")));
    }

    static Styles AllStyles() => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(Face(Fangsong), new Spacing { Val = Tightened }, new FontSize { Val = "32" }, new Languages { EastAsia = "zh-CN" })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(
                new WidowControl { Val = false }, new SpacingBetweenLines { Before = "0", After = "0", Line = $"{LineHeight}", LineRule = LineSpacingRuleValues.Exact }))),
        Named("Normal", "Normal", new(Indented(), new Justification { Val = JustificationValues.Both }), new(), isDefault: true),
        Named("Title", "Title", new(new KeepNext(), new SnapToGrid { Val = false },
            new SpacingBetweenLines { Line = "640", LineRule = LineSpacingRuleValues.Exact }, Flush(), new Justification { Val = JustificationValues.Center }),
            new(Face(Song), new Spacing { Val = 0 }, new FontSize { Val = "44" })),
        Named("Subtitle", "Subtitle", new(Flush(), new Justification { Val = JustificationValues.Center }), new(Face(Kai))),
        Named("Heading1", "heading 1", new(new KeepNext(), Indented(), new OutlineLevel { Val = 0 }), new(Face(Hei))),
        Named("Heading2", "heading 2", new(new KeepNext(), Indented(), new OutlineLevel { Val = 1 }), new(Face(Kai))),
        Named("Signature", "Signature", new(Flush()), new()),
        Named("TableHead", "Table Head", InTable(), new(Face(Hei), new Spacing { Val = 0 }, new FontSize { Val = "21" })),
        Named("TableText", "Table Text", InTable(), new(new Spacing { Val = 0 }, new FontSize { Val = "21" })),
        Named("Footer", "footer", new(new SnapToGrid { Val = false },
            new SpacingBetweenLines { Line = "280", LineRule = LineSpacingRuleValues.Exact }, Flush()), new(new RunFonts { Ascii = "宋体", HighAnsi = "宋体", EastAsia = "宋体" }, new Spacing { Val = 0 }, new FontSize { Val = "28" })));

    static Style Named(string id, string name, StyleParagraphProperties paragraph, StyleRunProperties run, bool isDefault = false)
    {
        var style = new Style(new StyleName { Val = name }) { Type = StyleValues.Paragraph, StyleId = id };
        if (isDefault) style.Default = true;
        else style.Append(new BasedOn { Val = "Normal" });
        style.Append(paragraph, run);
        return style;
    }

    static StyleParagraphProperties InTable() => new(new SnapToGrid { Val = false },
        new SpacingBetweenLines { Before = "40", After = "40", Line = "280", LineRule = LineSpacingRuleValues.Exact }, Flush());

    static Indentation Indented() => new() { FirstLine = $"{2 * Character}", FirstLineChars = 200 };

    static Indentation Flush() => new() { FirstLine = "0", FirstLineChars = 0 };

    // Digits in the width of half a character, as offices print them.
    static RunFonts Face(string name) => new() { Ascii = "Times New Roman", HighAnsi = "Times New Roman", EastAsia = name };
}
