using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace Tracker.Web.Tests.Features.Ledger;

/// <summary>A sheet as another program reads it.</summary>
/// <param name="Rows">the text of each cell, from the first row</param>
/// <param name="Problems">where the file is not as the format demands</param>
public sealed record ReadSheet(IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<string> Problems)
{
    public static async Task<ReadSheet> From(Stream file, int sheet = 0)
    {
        using var copy = new MemoryStream();
        await file.CopyToAsync(copy);
        using var document = SpreadsheetDocument.Open(copy, isEditable: false);
        var id = document.WorkbookPart!.Workbook.Sheets!.Elements<DocumentFormat.OpenXml.Spreadsheet.Sheet>().ElementAt(sheet).Id!;
        var rows = ((WorksheetPart)document.WorkbookPart.GetPartById(id!)).Worksheet.Descendants<Row>();
        return new([.. rows.Select(row => row.Elements<Cell>().Select(cell => cell.InnerText).ToList())],
            [.. new OpenXmlValidator().Validate(document).Select(e => $"{e.Path?.XPath}: {e.Description}")]);
    }
}
