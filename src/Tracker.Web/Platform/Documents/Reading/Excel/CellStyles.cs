using System.Xml.Linq;

namespace Tracker.Web.Platform.Documents.Reading.Excel;

/// <param name="Format">the code by which a number is displayed: yyyy"年"m"月"d"日"</param>
readonly record struct CellStyle(string Format, bool IsStruck);

/// <summary>How the cells of a workbook display their values.</summary>
static class CellStyles
{
    // Codes that files name by number only (ECMA-376, 18.8.30), with those of Chinese Excel.
    static readonly Dictionary<int, string> BuiltIn = new()
    {
        [1] = "0", [2] = "0.00", [3] = "#,##0", [4] = "#,##0.00", [9] = "0%", [10] = "0.00%", [11] = "0.00E+00",
        [14] = "yyyy/m/d", [15] = "d-mmm-yy", [16] = "d-mmm", [17] = "mmm-yy", [18] = "h:mm AM/PM", [19] = "h:mm:ss AM/PM", [20] = "h:mm", [21] = "h:mm:ss", [22] = "yyyy/m/d h:mm",
        [27] = "yyyy\"年\"m\"月\"", [28] = "m\"月\"d\"日\"", [29] = "m\"月\"d\"日\"", [30] = "m/d/yy", [31] = "yyyy\"年\"m\"月\"d\"日\"", [32] = "h\"时\"mm\"分\"", [33] = "h\"时\"mm\"分\"ss\"秒\"",
        [36] = "yyyy\"年\"m\"月\"", [37] = "#,##0", [38] = "#,##0", [39] = "#,##0.00", [40] = "#,##0.00", [45] = "mm:ss", [46] = "h:mm:ss", [47] = "mm:ss", [48] = "0.00E+00",
        [50] = "yyyy\"年\"m\"月\"", [51] = "m\"月\"d\"日\"", [52] = "yyyy\"年\"m\"月\"", [53] = "m\"月\"d\"日\"", [54] = "m\"月\"d\"日\"", [57] = "yyyy\"年\"m\"月\"", [58] = "m\"月\"d\"日\"",
    };

    public static IReadOnlyList<CellStyle> Load(OfficePackage package, string part)
    {
        if (package.Load(part) is not { } styles)
            return [];
        var codes = new Dictionary<int, string>(BuiltIn);
        foreach (var format in In(styles, "numFmts"))
            if (Number(format, "numFmtId") is { } id && (string?)format.Attribute("formatCode") is { } code)
                codes[id] = code;
        var struck = In(styles, "fonts").Select(f => f.Elements().Any(e => e.Name.LocalName is "strike" && (string?)e.Attribute("val") is not ("0" or "false"))).ToList();
        return [.. In(styles, "cellXfs").Select(x => new CellStyle(
            codes.GetValueOrDefault(Number(x, "numFmtId") ?? 0, "General"),
            Number(x, "fontId") is { } font && font >= 0 && font < struck.Count && struck[font]))];
    }

    static IEnumerable<XElement> In(XElement styles, string list) => styles.Elements().Where(e => e.Name.LocalName == list).Elements();

    static int? Number(XElement element, string attribute) => int.TryParse((string?)element.Attribute(attribute), out var number) ? number : null;
}
