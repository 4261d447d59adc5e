using System.IO.Compression;
using Tracker.Domain.Notices;
using Tracker.Web.Platform;
using Tracker.Web.Platform.Documents;

namespace Tracker.Web.Tests.Platform.Documents;

/// <summary>Makes small office files out of their XML, and says what is read from a file.</summary>
static class OfficeFile
{
    const string Word = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" xmlns:v=\"urn:schemas-microsoft-com:vml\"";
    const string Sheet = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    const string Link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

    /// <param name="body">what stands in <c>w:body</c></param>
    public static byte[] Docx(string body, string numbering = "", string styles = "", string header = "", string extraLinks = "") => Zip(
        Types(("word/document", "wordprocessingml.document.main"), ("word/numbering", "wordprocessingml.numbering"), ("word/styles", "wordprocessingml.styles"), ("word/header1", "wordprocessingml.header")),
        ("_rels/.rels", Links($"<Relationship Id='r1' Type='{Link}officeDocument' Target='word/document.xml'/>")),
        ("word/document.xml", $"<w:document {Word}><w:body>{body}</w:body></w:document>"),
        ("word/numbering.xml", $"<w:numbering {Word}>{numbering}</w:numbering>"),
        ("word/styles.xml", $"<w:styles {Word}>{styles}</w:styles>"),
        ("word/header1.xml", $"<w:hdr {Word}>{header}</w:hdr>"),
        ("word/_rels/document.xml.rels", Links($"<Relationship Id='r1' Type='{Link}numbering' Target='numbering.xml'/><Relationship Id='r2' Type='{Link}styles' Target='/word/styles.xml'/><Relationship Id='r3' Type='{Link}header' Target='header1.xml'/>{extraLinks}")));

    /// <param name="sheets">what stands in each <c>worksheet</c>, with its name and the attributes of its entry</param>
    public static byte[] Xlsx(string strings, string styles, params (string Name, string State, string Content)[] sheets) => Zip(
    [
        Types([("xl/workbook", "spreadsheetml.sheet.main"), ("xl/sharedStrings", "spreadsheetml.sharedStrings"), ("xl/styles", "spreadsheetml.styles"), .. sheets.Select((_, i) => ($"xl/worksheets/sheet{i}", "spreadsheetml.worksheet"))]),
        ("_rels/.rels", Links($"<Relationship Id='r1' Type='{Link}officeDocument' Target='xl/workbook.xml'/>")),
        ("xl/workbook.xml", $"<workbook {Sheet}><sheets>{string.Concat(sheets.Select((s, i) => $"<sheet name='{s.Name}' sheetId='{i + 1}' {s.State} r:id='s{i}'/>"))}</sheets></workbook>"),
        ("xl/sharedStrings.xml", $"<sst {Sheet}>{strings}</sst>"),
        ("xl/styles.xml", $"<styleSheet {Sheet}>{styles}</styleSheet>"),
        ("xl/_rels/workbook.xml.rels", Links($"<Relationship Id='a' Type='{Link}sharedStrings' Target='sharedStrings.xml'/><Relationship Id='b' Type='{Link}styles' Target='styles.xml'/>"
            + string.Concat(sheets.Select((_, i) => $"<Relationship Id='s{i}' Type='{Link}worksheet' Target='worksheets/sheet{i}.xml'/>")))),
        .. sheets.Select((s, i) => ($"xl/worksheets/sheet{i}.xml", $"<worksheet {Sheet}>{s.Content}</worksheet>")),
    ]);

    /// <summary>A sheet of rows whose cells are texts; null leaves a cell out.</summary>
    public static byte[] Xlsx(string?[][] rows, string merged = "", string rowAttributes = "") => Xlsx("", "", ("Sheet1", "", Rows(rows, rowAttributes) + merged));

    public static string Rows(string?[][] rows, string attributes = "") => "<sheetData>" + string.Concat(rows.Select((row, r) =>
        $"<row r='{r + 1}' {attributes}>" + string.Concat(row.Select((text, c) => text is null ? "" : $"<c r='{(char)('A' + c)}{r + 1}' t='inlineStr'><is><t>{text}</t></is></c>")) + "</row>")) + "</sheetData>";

    public static string Merged(params string[] areas) => $"<mergeCells>{string.Concat(areas.Select(a => $"<mergeCell ref='{a}'/>"))}</mergeCells>";

    public static string P(string text, string properties = "") => $"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>";

    public static string Tc(string content, string properties = "") => $"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>";

    static (string, string) Types(params (string Part, string Kind)[] parts) => ("[Content_Types].xml",
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/><Default Extension='xml' ContentType='application/xml'/>"
        + string.Concat(parts.Select(p => $"<Override PartName='/{p.Part}.xml' ContentType='application/vnd.openxmlformats-officedocument.{p.Kind}+xml'/>")) + "</Types>");

    static string Links(string links) => $"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{links}</Relationships>";

    public static byte[] Zip(params (string Name, string Content)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in parts)
                using (var writer = new StreamWriter(zip.CreateEntry(name).Open()))
                    writer.Write(content);
        return bytes.ToArray();
    }

    /// <summary>A line for each block: its words; in a cell with row, column and what it spans (0,1 2x1); with its doubt in brackets.</summary>
    public static string[] Said(byte[] file, string name = "通知") => [.. NoticeFile.Blocks(file, name).Select(Said)];

    static string Said(Block block) => (block.Cell is { } cell ? $"{cell.Table}:{cell.Row},{cell.Column}{(cell is { Rows: 1, Columns: 1 } ? "" : $" {cell.Rows}x{cell.Columns}")} " : "")
        + block.Text + (block.Doubt is null ? "" : $"【{block.Doubt}】");

    /// <summary>The sentence with which a file is refused.</summary>
    public static string Refused(byte[] file, string name = "通知") => Refused(() => NoticeFile.Blocks(file, name));

    public static string Refused(Action read)
    {
        var stop = Assert.Catch<Stop>(() => read())!;
        Assert.That(stop.Status, Is.EqualTo(ExitStatus.Unreadable));
        return stop.Message;
    }
}
