using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Tracker.Web.Platform.Documents.Reading.WebPage;

/// <summary>The number that a browser prints in front of an item of an ordered list and that is not in the text.</summary>
sealed partial class ListNumber
{
    // Counted once for each list: an item alone would have to count all before it.
    readonly Dictionary<IElement, int> numbers = [];

    /// <returns>"" for an item of any other list</returns>
    public string Of(IElement item)
    {
        if (item.ParentElement is not { LocalName: "ol" } list || Style(item, list) is not { } style)
            return "";
        if (!numbers.ContainsKey(item))
            Count(list);
        return Word.NumberStyle.Write(numbers[item], style) + (style is "chineseCounting" ? "、" : ". ");
    }

    void Count(IElement list)
    {
        var number = Start(list);
        foreach (var item in list.Children.Where(c => c.LocalName is "li"))
        {
            if (int.TryParse(item.GetAttribute("value"), out var set))
                number = set;
            numbers[item] = number;
            number += list.HasAttribute("reversed") ? -1 : 1;
        }
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
