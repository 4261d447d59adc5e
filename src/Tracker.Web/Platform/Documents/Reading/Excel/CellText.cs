using System.Globalization;

namespace Tracker.Web.Platform.Documents.Reading.Excel;

/// <summary>What a cell displays.</summary>
sealed class CellText(IReadOnlyList<SharedString> strings, IReadOnlyList<CellStyle> styles, bool is1904)
{
    const string NoValue = "单元格是公式，文件里没有存算出的值，请在 Excel 或 WPS 中打开并保存后再读";
    const string Broken = "单元格里的公式出错，值读不出来";

    /// <param name="Text">"" for an empty cell</param>
    public readonly record struct Shown(string Text, string? Doubt);

    /// <param name="type">the cell's <c>t</c>: s, str, inlineStr, b, e, d, n or none</param>
    /// <param name="value">its <c>v</c>, or the text inside it</param>
    public Shown Show(string? type, int style, SharedString? value, bool isFormula)
    {
        if (value is not { } found)
            return new("", isFormula ? NoValue : null);
        var (raw, struck) = found;
        var styled = style >= 0 && style < styles.Count ? styles[style] : new("General", false);
        switch (type)
        {
            case "s":
                (raw, struck) = int.TryParse(raw, out var index) && index >= 0 && index < strings.Count ? strings[index] : throw new InvalidDataException();
                break;
            case "b":
                raw = raw is "1" ? "TRUE" : "FALSE";
                break;
            case "e":
                return new(raw, Broken);
            case null or "n" when double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var number):
                raw = DisplayedNumber.Write(number, styled.Format, is1904);
                break;
            case "d" when DateTime.TryParse(raw, CultureInfo.InvariantCulture, out var date):
                raw = DisplayedNumber.Write(date.ToOADate(), styled.Format is "General" ? "yyyy/m/d" : styled.Format, is1904: false);
                break;
        }
        return new(raw, raw.Length > 0 && (struck || styled.IsStruck) ? Word.WordBody.Struck : null);
    }
}
