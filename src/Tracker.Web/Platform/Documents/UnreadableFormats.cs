using Tracker.Domain.Notices;
using Tracker.Web.Platform.Documents.Reading;

namespace Tracker.Web.Platform.Documents;

/// <summary>Formats that are known and not read: each is refused with a sentence that says how to get a text out of it.</summary>
sealed class UnreadableFormats : IFileFormat
{
    static readonly (byte[] Start, string Kind, string Advice)[] Kinds =
    [
        ("PK\u0003\u0004"u8.ToArray(), "压缩包", "里面不是 Word 或 Excel 的内容；如果是压缩包请先解压，如果是文档请在 Word 或 WPS 中另存为 .docx"),
        ([0xFF, 0xD8, 0xFF], "图片", "请先识别成文字"),
        ([0x89, 0x50, 0x4E, 0x47], "图片", "请先识别成文字"),
        ([0x1F, 0x8B], "压缩包", "请先解压"),
        ("Rar!"u8.ToArray(), "压缩包", "请先解压"),
        ([0x37, 0x7A, 0xBC, 0xAF], "压缩包", "请先解压"),
        ("MIME-Version:"u8.ToArray(), "单个文件的网页（MHTML）", "请在浏览器中打开后另存为“仅 HTML”"),
        ("From: <Saved by"u8.ToArray(), "单个文件的网页（MHTML）", "请在浏览器中打开后另存为“仅 HTML”"),
    ];

    // Kinds of zip, told by what they hold; asked before the zip of anything.
    static readonly (string Part, string Kind, string Advice)[] Zips =
    [
        ("OFD.xml", "OFD", "请在 OFD 阅读器中另存为 PDF，或在 WPS 中另存为 .docx"),
        ("ppt/", "演示文稿", "请把其中的任务存为 Word 或 Excel 文件"),
    ];

    public string MediaType => "application/octet-stream";

    public bool Knows(ReadOnlySpan<byte> bytes) => KindOf(bytes) is not null;

    public IReadOnlyList<Block> Blocks(byte[] bytes, string name)
    {
        var (kind, advice) = KindOf(bytes)!.Value;
        throw NoticeFile.Unreadable($"{name} 是{kind}文件，不能直接读，{advice}。");
    }

    static (string Kind, string Advice)? KindOf(ReadOnlySpan<byte> bytes)
    {
        foreach (var (part, kind, advice) in Zips)
            if (ZipContent.Holds(bytes, part))
                return (kind, advice);
        foreach (var (start, kind, advice) in Kinds)
            if (bytes.StartsWith(start))
                return (kind, advice);
        return null;
    }
}
