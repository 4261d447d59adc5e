using System.Xml;

namespace Tracker.Web.Platform.Documents.Reading.Excel;

/// <summary>Reads one sheet as a stream: its cells as displayed, merged ones once, rows and columns without words left out of the grid.</summary>
sealed class SheetReader
{
    const int MostCells = 200_000, LastColumn = 16_384;
    const string HiddenRow = "这一行在表格里是隐藏的，请核对是否仍然有效", HiddenColumn = "这一列在表格里是隐藏的，请核对是否仍然有效";

    /// <summary>From 1, as the sheet counts.</summary>
    readonly record struct Address(int Row, int Column);

    sealed record Written(Address At, string Text, string? Doubt);

    readonly record struct Area(Address From, Address To);

    readonly List<Written> cells = [];
    readonly List<Area> merged = [];
    readonly HashSet<int> hiddenRows = [];
    readonly HashSet<int> hiddenColumns = [];

    public sealed record Sheet(Table Table)
    {
        public bool IsEmpty => Table.Cells.Count == 0;
    }

    public static Sheet Read(OfficePackage package, string part, CellText shown, string name)
    {
        using var xml = package.Stream(part) ?? throw new InvalidDataException();
        var reader = new SheetReader();
        reader.ReadAll(package, xml, shown, name);
        return new(reader.Grid(name));
    }

    void ReadAll(OfficePackage package, XmlReader xml, CellText shown, string name)
    {
        var row = 0;
        var column = 0;
        while (package.Next(xml))
            if (xml.NodeType is XmlNodeType.Element)
                switch (xml.LocalName)
                {
                    case "col" when IsOn(xml, "hidden"):
                        for (var hidden = Number(xml, "min") ?? 1; hidden <= Math.Min(Number(xml, "max") ?? 0, LastColumn); hidden++) hiddenColumns.Add(hidden);
                        break;
                    case "row":
                        row = Number(xml, "r") ?? row + 1;
                        column = 0;
                        if (IsOn(xml, "hidden")) hiddenRows.Add(row);
                        break;
                    case "c":
                        column = xml.GetAttribute("r") is { } at ? Parse(at).Column : column + 1;
                        Add(new(row, column), ReadCell(package, xml, shown), name);
                        break;
                    case "mergeCell" when xml.GetAttribute("ref")?.Split(':') is [var from, var to]:
                        merged.Add(new(Parse(from), Parse(to)));
                        if (merged.Count > MostCells) throw TooMany(name);
                        break;
                    case "oddHeader" or "evenHeader" or "firstHeader":
                        SecrecyMark.Refuse(SharedStrings.TextOf(package, xml), name);
                        break;
                }
    }

    static CellText.Shown ReadCell(OfficePackage package, XmlReader xml, CellText shown)
    {
        var (type, style) = (xml.GetAttribute("t"), Number(xml, "s") ?? 0);
        SharedString? value = null;
        var isFormula = false;
        if (!xml.IsEmptyElement)
            for (var depth = xml.Depth; package.Next(xml) && xml.Depth > depth;)
                if (xml.NodeType is XmlNodeType.Element && xml.Depth == depth + 1)
                {
                    isFormula |= xml.LocalName is "f";
                    if (xml.LocalName is "v")
                        value = new(SharedStrings.TextOf(package, xml), false);
                    else if (xml.LocalName is "is")
                        value = SharedStrings.ReadOne(package, xml);
                }
        return shown.Show(type, style, value, isFormula);
    }

    void Add(Address at, CellText.Shown shown, string name)
    {
        if (string.IsNullOrWhiteSpace(shown.Text) && shown.Doubt is null)
            return;
        if (cells.Count == MostCells)
            throw TooMany(name);
        cells.Add(new(at, shown.Text, shown.Doubt ?? (hiddenRows.Contains(at.Row) ? HiddenRow : hiddenColumns.Contains(at.Column) ? HiddenColumn : null)));
    }

    static Stop TooMany(string name) => NoticeFile.Unreadable($"{name} 的一张工作表里有超过 {MostCells / 10_000} 万个单元格，太大了，请只保留有用的行和列以后再上传。");

    Table Grid(string name)
    {
        var areas = merged.GroupBy(a => a.From).ToDictionary(g => g.Key, g => g.First().To);
        var covered = Covered(name);
        var visible = cells.Where(c => !covered.Contains(c.At)).ToList();
        var rows = visible.Select(c => c.At.Row).Distinct().Order().ToArray();
        var columns = visible.Select(c => c.At.Column).Distinct().Order().ToArray();
        return new([.. visible.OrderBy(c => c.At.Row).ThenBy(c => c.At.Column).Select(c =>
        {
            var to = areas.GetValueOrDefault(c.At, c.At);
            return new TableCell(Array.BinarySearch(rows, c.At.Row), Array.BinarySearch(columns, c.At.Column),
                Within(rows, c.At.Row, to.Row), Within(columns, c.At.Column, to.Column), [new Paragraph(c.Text, Doubt: c.Doubt)]) { PrintedRow = c.At.Row };
        })]);
    }

    /// <summary>Cells over which another was merged; what they may still hold is not displayed.</summary>
    HashSet<Address> Covered(string name)
    {
        var byRow = cells.GroupBy(c => c.At.Row).ToDictionary(g => g.Key, g => g.Select(c => c.At).ToList());
        var used = byRow.Keys.Order().ToArray();
        var found = new HashSet<Address>();
        // Areas may be as large as the sheet, and a hostile sheet may have many of these.
        var looks = 0;
        foreach (var area in merged)
            for (var i = First(used, area.From.Row); i < used.Length && used[i] <= area.To.Row; i++)
            {
                if ((looks += byRow[used[i]].Count) > 20 * MostCells)
                    throw TooMany(name);
                found.UnionWith(byRow[used[i]].Where(a => a != area.From && a.Column >= area.From.Column && a.Column <= area.To.Column));
            }
        return found;
    }

    /// <summary>How many of the numbers in use lie between two, both included.</summary>
    static int Within(int[] used, int from, int to) => Math.Max(1, First(used, checked(to + 1)) - First(used, from));

    static int First(int[] used, int from)
    {
        var at = Array.BinarySearch(used, from);
        return at < 0 ? ~at : at;
    }

    static bool IsOn(XmlReader xml, string attribute) => xml.GetAttribute(attribute) is "1" or "true";

    static int? Number(XmlReader xml, string attribute) => int.TryParse(xml.GetAttribute(attribute), out var number) ? number : null;

    /// <summary>C12 is row 12 of column 3.</summary>
    static Address Parse(string address)
    {
        var (row, column) = (0, 0);
        foreach (var c in address)
            if (c is >= 'A' and <= 'Z')
                column = checked(column * 26 + c - 'A' + 1);
            else if (char.IsAsciiDigit(c))
                row = checked(row * 10 + c - '0');
        return new(row, column);
    }
}
