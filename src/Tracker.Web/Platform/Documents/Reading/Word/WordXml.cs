using System.Xml.Linq;

namespace Tracker.Web.Platform.Documents.Reading.Word;

/// <summary>Names and habits of WordprocessingML.</summary>
static class WordXml
{
    static readonly XNamespace Main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    public static XName W(string name) => Main + name;

    public static XElement? Child(this XElement? element, string name) => element?.Element(W(name));

    public static string? Value(this XElement? element, string attribute = "val") => (string?)element?.Attribute(W(attribute));

    public static int? Number(this XElement? element, string attribute = "val") => int.TryParse(element.Value(attribute), out var number) ? number : null;

    /// <summary>A switch such as <c>w:vanish</c>: on where it stands without a value.</summary>
    public static bool IsOn(this XElement? element) => element is not null && element.Value() is not ("0" or "false" or "off" or "none");

    /// <summary>Children, with wrappers that carry no meaning here (content controls, custom XML, accepted insertions) opened.</summary>
    public static IEnumerable<XElement> Contents(this XElement element)
    {
        foreach (var child in element.Elements())
            if (IsWrapper(child))
                foreach (var inner in child.Contents())
                    yield return inner;
            else
                yield return child;
    }

    static bool IsWrapper(XElement element) => element.Name.Namespace == Main
        && element.Name.LocalName is "sdt" or "sdtContent" or "customXml" or "smartTag" or "ins" or "moveTo" or "hyperlink" or "fldSimple" or "dir" or "bdo";

    /// <summary>What a tracked change took away: read as if the change had been accepted.</summary>
    public static bool IsDropped(XElement element) => element.Name == W("del") || element.Name == W("moveFrom");
}
