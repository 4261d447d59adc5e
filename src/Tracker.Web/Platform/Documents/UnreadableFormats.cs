using Tracker.Domain.Notices;

namespace Tracker.Web.Platform.Documents;

/// <summary>Formats that are known and not read: each is refused with a sentence that says how to get a text out of it.</summary>
sealed class UnreadableFormats : IFileFormat
{
    static readonly (byte[] Start, string Kind, string Advice)[] Kinds =
    [
        ([0x50, 0x4B], "压缩包", "里面不是 Word 或 Excel 的内容；如果是压缩包请先解压，如果是文档请在 Word 或 WPS 中另存为 .docx"),
        ([0xD0, 0xCF, 0x11, 0xE0], "旧版 Word、Excel 或 WPS", "请在 Word 或 WPS 中另存为 .docx 或 .xlsx"),
        ("{\\rtf"u8.ToArray(), "RTF", "请在 Word 或 WPS 中另存为 .docx"),
        ([0xFF, 0xD8, 0xFF], "图片", "请先识别成文字"),
        ([0x89, 0x50, 0x4E, 0x47], "图片", "请先识别成文字"),
        ([0x1F, 0x8B], "压缩包", "请先解压"),
    ];

    public string MediaType => "application/octet-stream";

    public bool Knows(ReadOnlySpan<byte> bytes) => KindOf(bytes) is not null;

    public IReadOnlyList<Block> Blocks(byte[] bytes, string name)
    {
        var (kind, advice) = KindOf(bytes)!.Value;
        throw NoticeFile.Unreadable($"{name} 是{kind}文件，目前还不能直接读，{advice}。");
    }

    static (string Kind, string Advice)? KindOf(ReadOnlySpan<byte> bytes)
    {
        foreach (var (start, kind, advice) in Kinds)
            if (bytes.StartsWith(start))
                return (kind, advice);
        return null;
    }
}
