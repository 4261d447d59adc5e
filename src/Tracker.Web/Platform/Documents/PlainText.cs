using System.Text;
using Tracker.Domain.Notices;

namespace Tracker.Web.Platform.Documents;

/// <summary>Plain text and markdown, in UTF-8 with or without a mark, UTF-16 with one, or GB18030: a block is a line.</summary>
sealed class PlainText : IFileFormat
{
    // A text of this size with as many lines is no notice; what reads lines would only waste memory on it.
    const int MostLines = 200_000;

    static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public bool Knows(ReadOnlySpan<byte> bytes) => true;

    public IReadOnlyList<Block> Blocks(byte[] bytes, string name)
    {
        var text = Decode(bytes) ?? throw NoticeFile.Unreadable($"{name} 不是文本：编码既不是 UTF-8 也不是 GB18030，请另存为 UTF-8 文本。");
        if (text.Count(c => c < ' ' && c is not ('\n' or '\r' or '\t' or '\f' or '\v')) > text.Length / 1000)
            throw NoticeFile.Unreadable($"{name} 是二进制文件，不是通知的文本，请另存为 UTF-8 文本。");
        return Lines(text, name);
    }

    static string? Decode(byte[] bytes)
    {
        if (bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble))
            return Decode(StrictUtf8, bytes.AsSpan(3));
        if (bytes is [0xFF, 0xFE, ..])
            return Decode(Encoding.Unicode, bytes.AsSpan(2));
        if (bytes is [0xFE, 0xFF, ..])
            return Decode(Encoding.BigEndianUnicode, bytes.AsSpan(2));
        return bytes.AsSpan().Contains((byte)0) ? null : Decode(StrictUtf8, bytes) ?? Decode(Gb18030(), bytes);
    }

    static Encoding Gb18030() => Encoding.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    static string? Decode(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    static List<Block> Lines(string text, string name)
    {
        var blocks = new List<Block>();
        var offset = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (blocks.Count == MostLines)
                throw NoticeFile.Unreadable($"{name} 超过 {MostLines} 行，不像一份通知，请只保留通知正文后再读。");
            blocks.Add(new(line, offset, new(null, null, null, blocks.Count + 1)));
            offset += line.Length + 1;
        }
        return blocks;
    }
}
