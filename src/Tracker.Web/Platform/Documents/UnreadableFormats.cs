using System.Text;
using Tracker.Domain.Notices;

namespace Tracker.Web.Platform.Documents;

/// <summary>Formats that are known and not read: each is refused with a sentence that says how to get a text out of it.</summary>
sealed class UnreadableFormats : IFileFormat
{
    static readonly (byte[] Start, string Kind, string Advice)[] Kinds =
    [
        ("%PDF-"u8.ToArray(), "PDF", "请复制其中的文字，存为 UTF-8 文本"),
        ([0x50, 0x4B, 0x03, 0x04], "Word、Excel 或压缩包", "请在 Word 或 WPS 中另存为“纯文本”"),
        ([0xD0, 0xCF, 0x11, 0xE0], "旧版 Word、Excel 或 WPS", "请在 Word 或 WPS 中另存为“纯文本”"),
        ("{\\rtf"u8.ToArray(), "RTF", "请在 Word 或 WPS 中另存为“纯文本”"),
        ([0xFF, 0xD8, 0xFF], "图片", "请先识别成文字"),
        ([0x89, 0x50, 0x4E, 0x47], "图片", "请先识别成文字"),
        ([0x1F, 0x8B], "压缩包", "请先解压"),
    ];

    public bool Knows(ReadOnlySpan<byte> bytes) => IsHtml(bytes) || KindOf(bytes) is not null;

    public IReadOnlyList<Block> Blocks(byte[] bytes, string name)
    {
        var (kind, advice) = KindOf(bytes) ?? ("网页", "请复制网页上的正文，存为 UTF-8 文本");
        throw NoticeFile.Unreadable($"{name} 是{kind}文件，目前还不能直接读，{advice}。");
    }

    static (string Kind, string Advice)? KindOf(ReadOnlySpan<byte> bytes)
    {
        foreach (var (start, kind, advice) in Kinds)
            if (bytes.StartsWith(start))
                return (kind, advice);
        return null;
    }

    static bool IsHtml(ReadOnlySpan<byte> bytes)
    {
        var head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 512)]).TrimStart('\u00ef', '\u00bb', '\u00bf').TrimStart();
        return head.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || head.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }
}
