using Tracker.Domain.Notices;

namespace Tracker.Web.Platform.Documents.Reading.Word;

/// <summary>Word's docx, also as WPS writes it.</summary>
sealed class DocxFile : IFileFormat
{
    const string Changed = "文件带有修订标记：已按“接受全部修订”来读，插入的保留，删除的不读，请确认修订已经定稿";
    const string Embedded = "文中嵌有别的文件（对象），其中的内容没有读，请核对是否漏了任务";

    public string MediaType => "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    public bool Knows(ReadOnlySpan<byte> bytes) => ZipContent.Holds(bytes, "word/");

    public IReadOnlyList<Block> Blocks(byte[] bytes, string name) => BlockList.Of(OfficePackage.Read(bytes, name, "Word 文件", p => Matter(p, name)), name);

    static List<Matter> Matter(OfficePackage package, string name)
    {
        var main = package.LinksOf("").FirstOrDefault(l => l.Kind is "officeDocument")?.Part ?? "word/document.xml";
        var links = package.LinksOf(main);
        RefuseSecrets(package, links, name);
        var styles = new WordStyles(Load("styles"));
        var body = new WordBody(styles, new(Load("numbering"), styles));
        var matter = package.Load(main).Child("body") is { } words ? body.Read(words) : throw new InvalidDataException();
        if (body.HasChanges) matter.Add(new Paragraph("", Doubt: Changed));
        if (body.HasEmbedded) matter.Add(new Paragraph("", Doubt: Embedded));
        return matter;

        System.Xml.Linq.XElement? Load(string kind) => links.FirstOrDefault(l => l.Kind == kind) is { } link ? package.Load(link.Part) : null;
    }

    /// <summary>Page heads are no part of the text, but a degree of secrecy may stand there.</summary>
    static void RefuseSecrets(OfficePackage package, IReadOnlyList<OfficePackage.Link> links, string name)
    {
        foreach (var header in links.Where(l => l.Kind is "header").Take(20))
            if (package.Load(header.Part) is { } head)
                SecrecyMark.Refuse(head.Value, name);
    }
}
