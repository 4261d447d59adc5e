using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Tracker.Web.Platform.Documents.Reading;

/// <summary>
/// The parts of a docx or xlsx. They are read as XML and not through the OpenXML package, which unpacks a part and builds all
/// its elements before anything can be bounded. Links that lead out of the package are never followed.
/// </summary>
sealed class OfficePackage : IDisposable
{
    const long MostUnpacked = 256 << 20;
    const int Deepest = 256, MostElements = 1_000_000;

    readonly string name;
    readonly ZipArchive zip;
    readonly BoundedStream.Budget allowance = new(MostUnpacked);

    OfficePackage(ZipArchive zip, string name) => (this.zip, this.name) = (zip, name);

    /// <param name="kind">how a sentence calls such a file: Word 文件</param>
    /// <exception cref="Stop">with a sentence, where the package is damaged, protected, or would unpack to more than a notice can be</exception>
    public static T Read<T>(byte[] bytes, string name, string kind, Func<OfficePackage, T> read)
    {
        try
        {
            using var package = new OfficePackage(new(new MemoryStream(bytes)), name);
            return read(package);
        }
        catch (XmlException e) when (e.Message.Contains("DTD", StringComparison.Ordinal))
        {
            throw NoticeFile.Unreadable($"{name} 里有 XML 实体声明（DTD），正常的 {kind}没有这种内容，不读取。请在 Word 或 WPS 中打开后另存一份再读。");
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or NotSupportedException or FormatException or OverflowException)
        {
            throw NoticeFile.Unreadable($"{name} 不是完好的 {kind}，可能没有下载完整或加了密码，请在 Word 或 WPS 中打开后另存一份再读。");
        }
    }

    public bool Has(string part) => zip.GetEntry(part) is not null;

    /// <summary>Streams a part; whoever reads calls <see cref="Next"/> instead of Read. Null where there is no such part.</summary>
    public XmlReader? Stream(string part)
    {
        if (zip.GetEntry(part) is not { } entry)
            return null;
        // As UTF-8 whatever the part declares: bytes are counted as such.
        var text = new StreamReader(new BoundedStream(entry.Open(), allowance, TooMuch), Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
        return XmlReader.Create(text, new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = true, IgnoreComments = true, IgnoreProcessingInstructions = true, CheckCharacters = false });
    }

    /// <summary>Reads on by one node.</summary>
    public bool Next(XmlReader part)
    {
        if (!part.Read())
            return false;
        return part.Depth <= Deepest ? true
            : throw NoticeFile.Unreadable($"{name} 的内容嵌套超过 {Deepest} 层，不像一份通知，请在 Word 或 WPS 中打开，把正文复制到新文件后再读。");
    }

    /// <summary>A whole part as elements; null where there is no such part.</summary>
    public XElement? Load(string part)
    {
        using var reader = Stream(part);
        return reader is null ? null : Load(reader);
    }

    /// <summary>The element at which <paramref name="reader"/> is going to stand next, with all that is in it.</summary>
    XElement Load(XmlReader reader)
    {
        var open = new Stack<XElement>();
        XElement? root = null;
        for (var count = 0; Next(reader);)
            if (reader.NodeType is XmlNodeType.Element)
            {
                if (++count > MostElements)
                    throw TooMuch();
                var element = Element(reader);
                if (open.TryPeek(out var parent)) parent.Add(element);
                root ??= element;
                if (!reader.IsEmptyElement) open.Push(element);
            }
            else if (reader.NodeType is XmlNodeType.EndElement)
                open.Pop();
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace && open.TryPeek(out var within))
                within.Add(new XText(reader.Value));
        return root ?? throw new XmlException();
    }

    static XElement Element(XmlReader reader)
    {
        var element = new XElement(Named(reader));
        while (reader.MoveToNextAttribute())
            if (reader.Prefix != "xmlns" && reader.LocalName != "xmlns")
                element.SetAttributeValue(Named(reader), reader.Value);
        reader.MoveToElement();
        return element;
    }

    const string Strict = "http://purl.oclc.org/ooxml/";

    // "Strict" files name the same things in another namespace.
    static XName Named(XmlReader reader) => XName.Get(reader.LocalName,
        reader.NamespaceURI.StartsWith(Strict, StringComparison.Ordinal) && reader.NamespaceURI[Strict.Length..].Split('/', 2) is [var kind, var rest]
            ? $"http://schemas.openxmlformats.org/{kind}/2006/{rest}" : reader.NamespaceURI);

    /// <summary>A link of a part to another part of the package.</summary>
    /// <param name="Kind">the last word of its type: styles, header</param>
    public sealed record Link(string Id, string Kind, string Part);

    /// <param name="part">the part that links, or "" for the package itself; links to what is outside are left out</param>
    public IReadOnlyList<Link> LinksOf(string part)
    {
        var (folder, file) = part.LastIndexOf('/') is var slash and >= 0 ? (part[..(slash + 1)], part[(slash + 1)..]) : ("", part);
        return Load($"{folder}_rels/{file}.rels") is not { } links ? [] :
        [
            .. from link in links.Elements()
               where (string?)link.Attribute("TargetMode") != "External"
               let target = (string?)link.Attribute("Target") ?? ""
               select new Link((string?)link.Attribute("Id") ?? "", ((string?)link.Attribute("Type") ?? "").Split('/')[^1], Resolved(folder, target)),
        ];
    }

    static string Resolved(string folder, string target)
    {
        if (target.StartsWith('/'))
            return target[1..];
        var steps = new List<string>();
        foreach (var step in (folder + target).Split('/'))
            if (step is ".." && steps.Count > 0)
                steps.RemoveAt(steps.Count - 1);
            else if (step is not ("." or ".."))
                steps.Add(step);
        return string.Join('/', steps);
    }

    Stop TooMuch() => NoticeFile.Unreadable($"{name} 解压后的内容太多（超过 {MostUnpacked >> 20} MB 或 {MostElements / 10_000} 万个元素），不像一份通知，不读取。请只保留通知正文后再读。");

    public void Dispose() => zip.Dispose();
}
