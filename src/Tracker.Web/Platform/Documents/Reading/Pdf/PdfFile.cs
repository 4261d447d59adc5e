using Tracker.Domain.Notices;

namespace Tracker.Web.Platform.Documents.Reading.Pdf;

/// <summary>A PDF that holds text. Its columns are told by ruled lines and positions; a scan has none and is refused.</summary>
sealed class PdfFile : IFileFormat
{
    public string MediaType => "application/pdf";

    public bool Knows(ReadOnlySpan<byte> bytes) => bytes[..Math.Min(bytes.Length, 1024)].IndexOf("%PDF-"u8) >= 0;

    public IReadOnlyList<Block> Blocks(byte[] bytes, string name)
    {
        var pages = Poppler.Pages(bytes, name);
        if (pages.All(p => p.Words.Count == 0))
            throw NoticeFile.Unreadable($"{name} 是扫描件，里面只有图片，没有文字。请先做文字识别（OCR），或向发文单位要 Word 文件。");
        if (IsGarbled(pages))
            throw NoticeFile.Unreadable($"{name} 里的文字没有编码，读出来是乱码。请向发文单位要 Word 文件，或打印后做文字识别（OCR）。");
        return BlockList.Of(Matter(pages), name);
    }

    // Fonts without a table of characters give signs that mean nothing.
    static bool IsGarbled(IReadOnlyList<PdfPage> pages)
    {
        var text = string.Concat(pages.SelectMany(p => p.Words).Select(w => w.Text).Take(5000));
        return text.Count(c => c is >= '\ue000' and <= '\uf8ff' or '\ufffd' || char.IsControl(c)) * 5 > text.Length;
    }

    static List<Matter> Matter(IReadOnlyList<PdfPage> pages)
    {
        var matter = new List<Matter>();
        foreach (var part in Parts(pages))
            matter.AddRange(part is RuledTable table ? [table.ToMatter()] : Paragraphs.Of(((RunningText)part).Lines, pages.Max(p => p.Box.Right)));
        foreach (var page in pages.Where(p => p.Words.Count == 0 && p != pages[^1] && p != pages[0]))
            matter.Add(new Paragraph("", page.Number, $"第{page.Number}页没有文字，可能是图片，没有读，请核对是否漏了任务"));
        return matter;
    }

    /// <summary>Tables and the text between them, each joined where a page ended inside it.</summary>
    static List<PagePart> Parts(IReadOnlyList<PdfPage> pages)
    {
        var read = pages.Select(Lattice.Of).ToList();
        var lines = PageFurniture.Without(pages, read.ConvertAll(r => TextLine.Of(r.Others)));
        var parts = new List<PagePart>();
        for (var i = 0; i < pages.Count; i++)
            foreach (var (_, table, line) in read[i].Tables.Select(t => (t.Box.Top, Table: (RuledTable?)t, Line: (TextLine?)null))
                .Concat(lines[i].Select(l => (l.Box.Top, Table: (RuledTable?)null, Line: (TextLine?)l))).OrderBy(p => p.Top))
                if (table is not null)
                    Add(parts, table);
                else
                    Add(parts, pages[i].Number, line!);
        return parts;
    }

    static void Add(List<PagePart> parts, RuledTable table)
    {
        if (parts.LastOrDefault() is RuledTable above && above.LastPage < table.LastPage && PageBreaks.Joined(above, table) is { } joined)
            parts[^1] = joined;
        else
            parts.Add(table);
    }

    static void Add(List<PagePart> parts, int page, TextLine line)
    {
        if (parts.LastOrDefault() is not RunningText)
            parts.Add(new RunningText([]));
        ((RunningText)parts[^1]).Lines.Add((page, line));
    }
}
