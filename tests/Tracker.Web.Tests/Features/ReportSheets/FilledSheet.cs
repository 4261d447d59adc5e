using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Tracker.Web.Tests.Features.ReportSheets;

/// <summary>A downloaded 填报表 as a person fills it in with a spreadsheet program.</summary>
public static class FilledSheet
{
    const int Head = 1;

    /// <param name="cells">number of the task, column, what is typed into the cell</param>
    public static byte[] Filled(this byte[] sheet, params (string Number, string Column, string Typed)[] cells) => Changed(sheet, rows =>
    {
        foreach (var (number, column, typed) in cells)
            Type(RowOf(rows, number).Elements<Cell>().ElementAt(ColumnOf(rows, column)), typed);
    });

    /// <summary>The same without a column.</summary>
    public static byte[] Without(this byte[] sheet, string column) => Changed(sheet, rows =>
    {
        var at = ColumnOf(rows, column);
        foreach (var row in rows.Skip(Head))
            row.Elements<Cell>().ElementAt(at).Remove();
    });

    /// <summary>The same with the row of one task doubled below.</summary>
    public static byte[] Doubled(this byte[] sheet, string number) => Changed(sheet, rows =>
    {
        var last = rows[^1].RowIndex!.Value;
        var copy = (Row)RowOf(rows, number).CloneNode(true);
        copy.RowIndex = last + 1;
        foreach (var cell in copy.Elements<Cell>())
            cell.CellReference = cell.CellReference!.Value!.TrimEnd("0123456789".ToCharArray()) + (last + 1);
        rows[^1].InsertAfterSelf(copy);
    });

    static byte[] Changed(byte[] sheet, Action<List<Row>> change)
    {
        using var file = new MemoryStream();
        file.Write(sheet);
        using (var document = SpreadsheetDocument.Open(file, isEditable: true))
        {
            var part = document.WorkbookPart!.WorksheetParts.First();
            change([.. part.Worksheet.Descendants<Row>()]);
            part.Worksheet.Save();
        }
        return file.ToArray();
    }

    static void Type(Cell cell, string typed)
    {
        cell.DataType = CellValues.InlineString;
        cell.InlineString = new InlineString(new Text(typed));
    }

    static Row RowOf(List<Row> rows, string number) => rows.Skip(Head + 1).First(r => r.Elements<Cell>().ElementAt(1).InnerText == number);

    static int ColumnOf(List<Row> rows, string column) => rows[Head].Elements<Cell>().ToList().FindIndex(c => c.InnerText == column);
}
