using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Tracker.Web.Platform.Documents.Reading.WebPage;

/// <summary>The number that a browser prints in front of an item of an ordered list and that is not in the text.</summary>
static partial class ListNumber
{
    /// <returns>"" for an item of any other list</returns>
    public static string Of(IElement item)
    {
        if (item.ParentElement is not { LocalName: "ol" } list || Style(item, list) is not { } style)
            return "";
        var number = Start(list);
        foreach (var before in list.Children.Where(c => c.LocalName is "li"))
        {
            if (int.TryParse(before.GetAttribute("value"), out var set))
                number = set;
            if (before == item)
                break;
            number += list.HasAttribute("reversed") ? -1 : 1;
        }
        return Word.NumberStyle.Write(number, style) + (style is "chineseCounting" ? "、" : ". ");
    }

    static int Start(IElement list) => int.TryParse(list.GetAttribute("start"), out var start) ? start
        : list.HasAttribute("reversed") ? list.Children.Count(c => c.LocalName is "li") : 1;

    /// <summary>In Word's names; null where none is printed.</summary>
    static string? Style(IElement item, IElement list) => (Written(item) ?? Written(list) ?? item.GetAttribute("type") ?? list.GetAttribute("type")) switch
    {
        "none" or "disc" or "circle" or "square" => null,
        "a" or "lower-alpha" or "lower-latin" => "lowerLetter",
        "A" or "upper-alpha" or "upper-latin" => "upperLetter",
        "i" or "lower-roman" => "lowerRoman",
        "I" or "upper-roman" => "upperRoman",
        "cjk-ideographic" or "simp-chinese-informal" or "trad-chinese-informal" or "cjk-decimal" => "chineseCounting",
        _ => "decimal",
    };

    static string? Written(IElement element) =>
        element.GetAttribute("style") is { } style && ListStyle().Match(style) is { Success: true } match ? match.Groups["type"].Value : null;

    [GeneratedRegex(@"list-style(?:-type)?\s*:[^;]*?(?<type>none|disc|circle|square|decimal|lower-alpha|upper-alpha|lower-latin|upper-latin|lower-roman|upper-roman|cjk-ideographic|cjk-decimal|simp-chinese-informal|trad-chinese-informal)", RegexOptions.IgnoreCase)]
    private static partial Regex ListStyle();
}
