using System.Text;
using Tracker.Domain.Notices;

namespace Tracker.Web.Platform.Documents;

/// <summary>Plain text and markdown, in UTF-8 with or without a mark, UTF-16 with one, or GB18030: a block is a line.</summary>
sealed class PlainText : IFileFormat
{
    // A text of this size with as many lines is no notice; what reads lines would only waste memory on it.
    const int MostLines = 200_000;

    static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public string MediaType => "text/plain";

    public bool Knows(ReadOnlySpan<byte> bytes) => true;

    public IReadOnlyList<Block> Blocks(byte[] bytes, string name)
    {
        var text = Decode(bytes) ?? throw NoticeFile.Unreadable($"{name} 不是文本：编码既不是 UTF-8 也不是 GB18030，请另存为 UTF-8 文本。");
        if (text.Count(c => c < ' ' && c is not ('\n' or '\r' or '\t' or '\f' or '\v')) > text.Length / 1000)
            throw NoticeFile.Unreadable($"{name} 是二进制文件，不是通知的文本，请另存为 UTF-8 文本。");
        return Lines(text, name);
    }

    /// <summary>The text of a file, from the encoding that it marks or <paramref name="declares"/>, else UTF-8, else GB18030; null if it is none of these.</summary>
    /// <param name="declares">the name of an encoding, where the text itself says one; not believed where it does not fit</param>
    public static string? Decode(byte[] bytes, string? declares = null)
    {
        if (bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble))
            return Decode(StrictUtf8, bytes.AsSpan(3));
        if (bytes is [0xFF, 0xFE, ..])
            return Decode(Encoding.Unicode, bytes.AsSpan(2));
        if (bytes is [0xFE, 0xFF, ..])
            return Decode(Encoding.BigEndianUnicode, bytes.AsSpan(2));
        if (bytes.AsSpan().Contains((byte)0))
            return null;
        return (declares is not null && declares.StartsWith("big5", StringComparison.OrdinalIgnoreCase) ? Decode(Strict("Big5"), bytes) : null)
            ?? Decode(StrictUtf8, bytes) ?? Decode(Strict("GB18030"), bytes);
    }

    static Encoding Strict(string encoding) => Encoding.GetEncoding(encoding, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

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
