using System.Text;
using System.Xml;

namespace Tracker.Web.Platform.Documents.Reading.Excel;

/// <param name="IsStruck">whether some of it is struck through</param>
readonly record struct SharedString(string Text, bool IsStruck);

/// <summary>The texts of a workbook, which cells name by number; texts inside cells are written alike.</summary>
static class SharedStrings
{
    const int MostCharacters = 20_000_000, MostStrings = 500_000;

    public static IReadOnlyList<SharedString> Load(OfficePackage package, string part, string name)
    {
        using var xml = package.Stream(part);
        var strings = new List<SharedString>();
        var characters = 0;
        while (xml is not null && package.Next(xml))
            if (xml.NodeType is XmlNodeType.Element && xml.LocalName is "si")
            {
                strings.Add(ReadOne(package, xml));
                if ((characters += strings[^1].Text.Length) > MostCharacters || strings.Count > MostStrings)
                    throw NoticeFile.Unreadable($"{name} 里的文字太多，不像一份通知，请只保留通知正文后再读。");
            }
        return strings;
    }

    /// <summary>The text of the element at which <paramref name="xml"/> stands: its runs joined, without phonetic guides.</summary>
    public static SharedString ReadOne(OfficePackage package, XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return default;
        var (depth, text, struck, guide) = (xml.Depth, new StringBuilder(), false, false);
        var inText = false;
        while (package.Next(xml) && xml.Depth > depth)
            if (xml.NodeType is XmlNodeType.Element)
            {
                guide |= xml.LocalName is "rPh" && !xml.IsEmptyElement;
                inText = xml.LocalName is "t" && !xml.IsEmptyElement && !guide;
                struck |= xml.LocalName is "strike" && xml.GetAttribute("val") is not ("0" or "false");
            }
            else if (xml.NodeType is XmlNodeType.EndElement)
            {
                guide &= xml.LocalName is not "rPh";
                inText = false;
            }
            else if (inText)
                text.Append(xml.Value);
        return new(Unescaped(text.ToString()), struck && text.Length > 0);
    }

    /// <summary>All characters inside the element at which <paramref name="xml"/> stands.</summary>
    public static string TextOf(OfficePackage package, XmlReader xml)
    {
        var text = new StringBuilder();
        if (!xml.IsEmptyElement)
            for (var depth = xml.Depth; package.Next(xml) && xml.Depth > depth;)
                if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
                    text.Append(xml.Value);
        return text.ToString();
    }

    // _x000D_ is how a sheet keeps characters that XML does not know.
    static string Unescaped(string text) => text.Contains("_x000", StringComparison.OrdinalIgnoreCase)
        ? text.Replace("_x000D_", "", StringComparison.OrdinalIgnoreCase).Replace("_x000A_", "\n", StringComparison.OrdinalIgnoreCase) : text;
}
