using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using NodaTime;

namespace Tracker.Web.Platform.Documents;

/// <summary>
/// Writes an xlsx as a stream: frozen and filtered heads, widths, dates as dates, set up to print on A4 across.
/// Written part by part, because the OpenXML package keeps every part in memory until the end.
/// </summary>
public static class Workbook
{
    const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const string Links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const string Packages = "http://schemas.openxmlformats.org/package/2006/";

    // Cells that begin so would be taken for a formula when the sheet is saved as CSV or opened elsewhere.
    const string StartsFormula = "=+-@\t\r";

    // Rows of cellXfs in Styles.
    const int Heading = 1, Title = 2, Text = 3, Date = 4, Number = 5, FirstLamp = 6, FillIn = 12;
    // In points; 409 is as high as a row can be.
    const int LineHeight = 15, MostLines = 27;
    const string LampShapes = "■▲◆●✔○";

    /// <param name="to">need not be seekable; is left open</param>
    public static async Task Write(Stream to, params IReadOnlyList<Sheet> sheets)
    {
        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        var rows = new int[sheets.Count];
        for (var i = 0; i < sheets.Count; i++)
            rows[i] = await WriteSheet(zip, $"xl/worksheets/sheet{i + 1}.xml", sheets[i]);
        Part(zip, "xl/workbook.xml", xml => WriteWorkbook(xml, sheets, rows));
        Part(zip, "xl/styles.xml", xml => xml.WriteRaw(Styles));
        Part(zip, "xl/_rels/workbook.xml.rels", xml => WriteLinks(xml,
            [.. sheets.Select((_, i) => ("worksheet", $"worksheets/sheet{i + 1}.xml")), ("styles", "styles.xml")]));
        Part(zip, "_rels/.rels", xml => WriteLinks(xml, ("officeDocument", "xl/workbook.xml")));
        Part(zip, "[Content_Types].xml", xml => WriteContentTypes(xml, sheets.Count));
    }

    /// <summary>The text as it goes into a cell: what a spreadsheet would reckon is marked as text.</summary>
    public static string Neutralised(string text) => IsMarkable(text) ? "'" + text : text;

    /// <summary>The text that was neutralised, from the cell.</summary>
    public static string Plain(string cell) => cell.StartsWith('\'') && IsMarkable(cell) ? cell[1..] : cell;

    // Marks that stand there already count too, so that each can be taken off again.
    static bool IsMarkable(string text) => text.AsSpan().TrimStart('\'') is [var first, ..] && StartsFormula.Contains(first);

    static async Task<int> WriteSheet(ZipArchive zip, string name, Sheet sheet)
    {
        await using var part = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        using var xml = XmlWriter.Create(part, new() { Encoding = new UTF8Encoding(false), CheckCharacters = false });
        xml.WriteStartDocument(standalone: true);
        xml.WriteStartElement("worksheet", Main);
        var last = ColumnName(sheet.Columns.Count - 1);
        xml.WriteRaw("""
            <sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>
            <sheetViews><sheetView workbookViewId="0"><pane xSplit="2" ySplit="2" topLeftCell="C3" activePane="bottomRight" state="frozen"/></sheetView></sheetViews>
            <sheetFormatPr defaultRowHeight="15"/><cols>
            """);
        for (var i = 0; i < sheet.Columns.Count; i++)
            xml.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"<col min=\"{i + 1}\" max=\"{i + 1}\" width=\"{sheet.Columns[i].Width}\" customWidth=\"1\"{(sheet.Columns[i].Kind == CellKind.Hidden ? " hidden=\"1\"" : "")}/>"));
        xml.WriteRaw("</cols><sheetData>");
        WriteRow(xml, 1, [sheet.Heading], _ => Heading);
        WriteRow(xml, 2, [.. sheet.Columns.Select(c => c.Title)], _ => Title);
        var row = Sheet.FirstRow;
        await foreach (var values in sheet.Rows)
            WriteRow(xml, row++, values, i => StyleOf(sheet.Columns[i].Kind, values[i]), HeightOf(values, sheet.Columns));
        xml.WriteRaw($"""
            </sheetData>{Protection(sheet)}<autoFilter ref="A2:{last}{Math.Max(row - 1, 2)}"/><mergeCells count="1"><mergeCell ref="A1:{last}1"/></mergeCells>{DropDowns(sheet, row - 1)}
            <pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>
            <pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>
            <headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>
            """);
        xml.WriteEndElement();
        return row - 1;
    }

    // Without a password: it keeps from slips, not from intent, so filters and heights stay free.
    static string Protection(Sheet sheet) => sheet.Columns.Any(c => c.Kind == CellKind.FillIn)
        ? """<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0" sort="0" autoFilter="0"/>""" : "";

    static string DropDowns(Sheet sheet, int lastRow)
    {
        var offered = sheet.Columns.Index().Where(c => c.Item.Choices.Count > 0).ToList();
        return offered.Count == 0 || lastRow < Sheet.FirstRow ? "" : $"""
            <dataValidations count="{offered.Count}">{string.Concat(offered.Select(c => $"""
                <dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1" errorTitle="{c.Item.Title}" error="请从下拉列表里选一个。" sqref="{ColumnName(c.Index)}{Sheet.FirstRow}:{ColumnName(c.Index)}{lastRow}"><formula1>"{string.Join(',', c.Item.Choices)}"</formula1></dataValidation>
                """))}</dataValidations>
            """;
    }

    static void WriteRow(XmlWriter xml, int row, object?[] values, Func<int, int> style, int? height = null)
    {
        xml.WriteStartElement("row", Main);
        xml.WriteAttributeString("r", row.ToString(CultureInfo.InvariantCulture));
        if (height is { } points)
            xml.WriteAttributeString("ht", points.ToString(CultureInfo.InvariantCulture));
        for (var i = 0; i < values.Length; i++)
            WriteCell(xml, ColumnName(i) + row, values[i], style(i));
        xml.WriteEndElement();
    }

    // Not every program makes room for text that is broken over lines; without customHeight those that do still may.
    static int HeightOf(object?[] values, IReadOnlyList<SheetColumn> columns) =>
        LineHeight * Math.Clamp(values.Select((value, i) => value is string text && columns[i].Kind != CellKind.Hidden ? LinesOf(text, columns[i].Width) : 1).Max(), 1, MostLines);

    // A Chinese character takes the room of two digits, in which widths are counted; a little is lost at both sides.
    static int LinesOf(string text, double width) =>
        text.Split('\n').Sum(line => Math.Max(1, (int)Math.Ceiling(line.Sum(c => c < 0x2E80 ? 1 : 2) / (width - 1))));

    static void WriteCell(XmlWriter xml, string address, object? value, int style)
    {
        xml.WriteStartElement("c", Main);
        xml.WriteAttributeString("r", address);
        xml.WriteAttributeString("s", style.ToString(CultureInfo.InvariantCulture));
        if (value is string text)
        {
            xml.WriteAttributeString("t", "inlineStr");
            xml.WriteStartElement("is", Main);
            xml.WriteStartElement("t", Main);
            xml.WriteAttributeString("xml", "space", null, "preserve");
            xml.WriteString(Printable(Neutralised(text)));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        else if (value is not null)
            xml.WriteElementString("v", Main, value is LocalDate date ? Serial(date) : string.Create(CultureInfo.InvariantCulture, $"{value}"));
        xml.WriteEndElement();
    }

    // Control characters that XML does not know make the whole file unreadable.
    static string Printable(string text) => text.All(XmlConvert.IsXmlChar) ? text
        : string.Concat(text.Where((c, i) => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c)));

    static string Serial(LocalDate date) => Period.DaysBetween(new LocalDate(1899, 12, 30), date).ToString(CultureInfo.InvariantCulture);

    static int StyleOf(CellKind kind, object? value) => kind switch
    {
        CellKind.Text or CellKind.Hidden => Text,
        CellKind.FillIn => FillIn,
        CellKind.Date => Date,
        CellKind.Number => Number,
        CellKind.Lamp => value is string { Length: > 0 } lamp && LampShapes.IndexOf(lamp[0]) is var i and >= 0 ? FirstLamp + i : Text,
    };

    static string ColumnName(int index) => index < 26 ? ((char)('A' + index)).ToString() : ColumnName(index / 26 - 1) + (char)('A' + index % 26);

    static void Part(ZipArchive zip, string name, Action<XmlWriter> write)
    {
        using var part = zip.CreateEntry(name).Open();
        using var xml = XmlWriter.Create(part, new() { Encoding = new UTF8Encoding(false) });
        xml.WriteStartDocument(standalone: true);
        write(xml);
    }

    static void WriteWorkbook(XmlWriter xml, IReadOnlyList<Sheet> sheets, int[] lastRows)
    {
        xml.WriteStartElement("workbook", Main);
        xml.WriteAttributeString("xmlns", "r", null, Links);
        xml.WriteStartElement("sheets", Main);
        for (var i = 0; i < sheets.Count; i++)
        {
            xml.WriteStartElement("sheet", Main);
            xml.WriteAttributeString("name", sheets[i].Name);
            xml.WriteAttributeString("sheetId", (i + 1).ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("id", Links, $"r{i + 1}");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteStartElement("definedNames", Main);
        for (var i = 0; i < sheets.Count; i++)
            WriteName(xml, "_xlnm._FilterDatabase", i, $"'{sheets[i].Name}'!$A$2:${ColumnName(sheets[i].Columns.Count - 1)}${Math.Max(lastRows[i], 2)}", hidden: true);
        for (var i = 0; i < sheets.Count; i++)
            WriteName(xml, "_xlnm.Print_Titles", i, $"'{sheets[i].Name}'!$2:$2", hidden: false);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    static void WriteName(XmlWriter xml, string name, int sheet, string range, bool hidden)
    {
        xml.WriteStartElement("definedName", Main);
        xml.WriteAttributeString("name", name);
        xml.WriteAttributeString("localSheetId", sheet.ToString(CultureInfo.InvariantCulture));
        if (hidden) xml.WriteAttributeString("hidden", "1");
        xml.WriteString(range);
        xml.WriteEndElement();
    }

    static void WriteLinks(XmlWriter xml, params (string Type, string Target)[] links)
    {
        xml.WriteStartElement("Relationships", Packages + "relationships");
        for (var i = 0; i < links.Length; i++)
        {
            xml.WriteStartElement("Relationship");
            xml.WriteAttributeString("Id", $"r{i + 1}");
            xml.WriteAttributeString("Type", $"{Links}/{links[i].Type}");
            xml.WriteAttributeString("Target", links[i].Target);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    static void WriteContentTypes(XmlWriter xml, int sheets)
    {
        const string Kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        xml.WriteStartElement("Types", Packages + "content-types");
        xml.WriteRaw("""<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>""");
        xml.WriteRaw($"""<Override PartName="/xl/workbook.xml" ContentType="{Kind}sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{Kind}styles+xml"/>""");
        for (var i = 1; i <= sheets; i++)
            xml.WriteRaw($"""<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{Kind}worksheet+xml"/>""");
        xml.WriteEndElement();
    }

    const string Font = """<name val="宋体"/><charset val="134"/>""";
    const string Cell = """borderId="1" applyBorder="1" applyAlignment="1" """;
    const string Wrapped = """<alignment vertical="top" wrapText="1"/>""";

    static readonly string Styles = $"""
        <styleSheet xmlns="{Main}">
        <numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts>
        <fonts count="3"><font><sz val="10"/>{Font}</font><font><b/><sz val="14"/>{Font}</font><font><b/><sz val="10"/>{Font}</font></fonts>
        <fills count="9"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
        {string.Concat(new[] { "FFEEF0F2", "FFFDECEB", "FFFFF4D6", "FFE8F0FB", "FFE9F6EE", "FFEEF0F2", "FFFFFCEB" }.Select(colour =>
            $"""<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/></patternFill></fill>"""))}</fills>
        <borders count="2"><border/><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border></borders>
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
        <cellXfs count="13"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
        <xf fontId="1" applyFont="1" applyAlignment="1"><alignment horizontal="left" vertical="center"/></xf>
        <xf fontId="2" fillId="2" applyFont="1" applyFill="1" {Cell}><alignment horizontal="center" vertical="center" wrapText="1"/></xf>
        <xf {Cell}>{Wrapped}</xf>
        <xf numFmtId="164" applyNumberFormat="1" {Cell}><alignment horizontal="center" vertical="top"/></xf>
        <xf {Cell}><alignment horizontal="right" vertical="top"/></xf>
        {string.Concat(new[] { 3, 4, 5, 6, 6, 7 }.Select(fill => $"""<xf fontId="2" fillId="{fill}" applyFont="1" applyFill="1" {Cell}>{Wrapped}</xf>"""))}
        <xf fillId="8" applyFill="1" applyProtection="1" {Cell}>{Wrapped}<protection locked="0"/></xf>
        </cellXfs></styleSheet>
        """;
}
