using System.Xml.Linq;

namespace Tracker.Web.Platform.Documents.Reading.Word;

/// <summary>What paragraphs inherit from their styles, as far as it changes their words: numbering, and being an entry of a contents list.</summary>
sealed class WordStyles
{
    readonly Dictionary<string, XElement> styles = [];
    readonly string? normal;

    public WordStyles(XElement? part)
    {
        foreach (var style in part?.Elements(WordXml.W("style")) ?? [])
            if (style.Value("styleId") is { } id)
            {
                styles[id] = style;
                if (style.Value("type") is "paragraph" && style.Attribute(WordXml.W("default")) is { Value: "1" or "true" or "on" })
                    normal = id;
            }
    }

    /// <summary>The numbering of a style: the list, and the style that names it, whose level in the list counts.</summary>
    /// <param name="id">null for a paragraph without a style</param>
    public (int List, int? Level, string Style)? Numbering(string? id)
    {
        foreach (var (style, element) in Chain(id))
            if (element.Child("pPr").Child("numPr") is { } numbering && numbering.Child("numId").Number() is { } list)
                return (list, numbering.Child("ilvl").Number(), style);
        return null;
    }

    /// <summary>An entry of a generated table of contents, which says again what stands below.</summary>
    public bool IsContentsEntry(string? id) => Chain(id).Any(s => s.Element.Child("name").Value() is { } name
        && name.StartsWith("toc ", StringComparison.OrdinalIgnoreCase) && char.IsAsciiDigit(name[^1]));

    IEnumerable<(string Id, XElement Element)> Chain(string? id)
    {
        // Styles that are based on each other in a ring occur.
        for (var steps = 0; steps < 12 && (id ?? normal) is { } current && styles.TryGetValue(current, out var style); steps++)
        {
            yield return (current, style);
            if ((id = style.Child("basedOn").Value()) is null)
                yield break;
        }
    }
}
