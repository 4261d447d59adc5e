using System.Text.RegularExpressions;
using System.Xml.Linq;
using Tracker.Domain.Notices;

namespace Tracker.Web.Platform.Documents.Reading.Excel;

/// <summary>Excel's xlsx, also as WPS writes it: every visible sheet is a table, with its cells as they are displayed.</summary>
sealed partial class XlsxFile : IFileFormat
{
    public string MediaType => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public bool Knows(ReadOnlySpan<byte> bytes) => ZipContent.Holds(bytes, "xl/");

    public IReadOnlyList<Block> Blocks(byte[] bytes, string name) => BlockList.Of(OfficePackage.Read(bytes, name, "Excel 文件", p => Matter(p, name)), name);

    /// <summary>The visible sheets that hold something, for a table that is data and no notice.</summary>
    public static IReadOnlyList<Table> Tables(byte[] bytes, string name) =>
        [.. OfficePackage.Read(bytes, name, "Excel 文件", p => Matter(p, name)).OfType<Table>()];

    sealed record NamedSheet(string Name, string Part, bool IsHidden);

    static List<Matter> Matter(OfficePackage package, string name)
    {
        var book = package.LinksOf("").FirstOrDefault(l => l.Kind is "officeDocument")?.Part ?? "xl/workbook.xml";
        var links = package.LinksOf(book);
        var workbook = package.Load(book) ?? throw new InvalidDataException();
        var is1904 = workbook.Elements().Any(e => e.Name.LocalName is "workbookPr" && (string?)e.Attribute("date1904") is "1" or "true");
        var cells = new CellText(
            SharedStrings.Load(package, PartOf("sharedStrings") ?? "xl/sharedStrings.xml", name),
            CellStyles.Load(package, PartOf("styles") ?? "xl/styles.xml"), is1904);
        var sheets = Sheets(workbook, links);
        var read = sheets.Where(s => !s.IsHidden).Select(s => (s.Name, Sheet: SheetReader.Read(package, s.Part, cells, name))).Where(s => !s.Sheet.IsEmpty).ToList();
        var matter = new List<Matter>();
        foreach (var (title, sheet) in read)
        {
            // The name of a sheet among others says what it is about; alone, or as the program gave it, it says nothing.
            if (read.Count > 1 && !GivenByProgram().IsMatch(title))
                matter.Add(new Paragraph(title));
            matter.Add(sheet.Table);
        }
        foreach (var hidden in sheets.Where(s => s.IsHidden && !SheetReader.Read(package, s.Part, cells, name).IsEmpty))
            matter.Add(new Paragraph("", Doubt: $"工作表“{hidden.Name}”是隐藏的，没有读，请核对是否漏了任务"));
        return matter;

        string? PartOf(string kind) => links.FirstOrDefault(l => l.Kind == kind)?.Part;
    }

    static List<NamedSheet> Sheets(XElement workbook, IReadOnlyList<OfficePackage.Link> links) =>
    [
        .. from sheet in workbook.Elements().Where(e => e.Name.LocalName is "sheets").Elements()
           let id = sheet.Attributes().FirstOrDefault(a => a.Name.LocalName is "id" && a.Name.NamespaceName.Length > 0)?.Value
           let link = links.FirstOrDefault(l => l.Id == id && l.Kind is "worksheet")
           where link is not null
           select new NamedSheet((string?)sheet.Attribute("name") ?? "", link.Part, (string?)sheet.Attribute("state") is "hidden" or "veryHidden"),
    ];

    [GeneratedRegex(@"^(?:Sheet|工作表|Table)\s*\d*$", RegexOptions.IgnoreCase)]
    private static partial Regex GivenByProgram();
}
