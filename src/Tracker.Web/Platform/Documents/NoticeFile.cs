using Tracker.Domain.Notices;
using Tracker.Web.Platform.Documents.Reading.Converted;
using Tracker.Web.Platform.Documents.Reading.Excel;
using Tracker.Web.Platform.Documents.Reading.Pdf;
using Tracker.Web.Platform.Documents.Reading.WebPage;
using Tracker.Web.Platform.Documents.Reading.Word;

namespace Tracker.Web.Platform.Documents;

/// <summary>Makes the blocks of a notice from a file's bytes, whatever its format; the format is told by content, not by name.</summary>
public static class NoticeFile
{
    /// <summary>The largest file read: twice the longest notice ever seen as a scan-free PDF.</summary>
    public const long MostBytes = 20 * 1024 * 1024;

    /// <summary>The most characters of a file, and of one line or paragraph of it: what is longer takes more memory than a reading may.</summary>
    internal const int MostCharacters = 6_000_000, LongestBlock = 2_000_000;

    /// <summary>The endings that such files have, for a page's file field.</summary>
    public const string Endings = ".docx,.doc,.wps,.rtf,.odt,.xlsx,.xls,.et,.ods,.pdf,.html,.htm,.txt,.md";

    /// <summary>The same for a person.</summary>
    public const string InWords = "Word 和 WPS（.docx、.doc、.wps、.rtf、.odt）、Excel（.xlsx、.xls、.et、.ods）、有文字的 PDF、网页（.html）、文本或 Markdown（.txt、.md，UTF-8 或 GB18030 编码）";

    static readonly IFileFormat[] Formats = [new DocxFile(), new XlsxFile(), new HtmlFile(), new PdfFile(), new OldOfficeFile(), new UnreadableFormats(), new PlainText()];

    /// <summary>Reads a file from disk.</summary>
    /// <exception cref="Stop">with <see cref="ExitStatus.Unreadable"/> and a sentence, where there is no such file or it cannot be read as a notice</exception>
    public static IReadOnlyList<Block> Read(FileInfo file)
    {
        if (!file.Exists)
            throw Unreadable(Directory.Exists(file.FullName) ? $"{file} 是文件夹，请给出通知文件的名称。" : $"找不到文件 {file}，请检查名称和路径。");
        if (file.Length > MostBytes)
            throw TooLarge(file.Name, file.Length);
        try
        {
            return Blocks(File.ReadAllBytes(file.FullName), file.Name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Stop(ExitStatus.Unreadable, $"打不开文件 {file}：{e.Message}", e);
        }
    }

    /// <summary>Reads bytes that were uploaded or stored.</summary>
    /// <param name="name">what to call the file in a sentence</param>
    /// <exception cref="Stop">with <see cref="ExitStatus.Unreadable"/> and a sentence that says what is wrong and what to do</exception>
    public static IReadOnlyList<Block> Blocks(byte[] bytes, string name)
    {
        if (bytes.LongLength > MostBytes)
            throw TooLarge(name, bytes.LongLength);
        if (bytes.Length == 0)
            throw Unreadable($"{name} 是空文件，请重新导出或下载。");
        var blocks = Formats.First(f => f.Knows(bytes)).Blocks(bytes, name);
        if (blocks.All(b => string.IsNullOrWhiteSpace(b.Text)))
            throw Unreadable($"{name} 里没有文字，请重新导出或下载。");
        if (blocks.Sum(b => (long)b.Text.Length) > MostCharacters || blocks.Any(b => b.Text.Length > LongestBlock))
            throw Unreadable($"{name} 的内容太多（超过 {MostCharacters / 10_000} 万字，或有一行超过 {LongestBlock / 10_000} 万字），不像一份通知，请只保留通知正文后再读。");
        SecrecyMark.Refuse(blocks, name);
        return blocks;
    }

    /// <summary>The media type under which a file with this content is stored.</summary>
    public static string MediaTypeOf(byte[] bytes) => Formats.First(f => f.Knows(bytes)).MediaType;

    internal static Stop Unreadable(string sentence) => new(ExitStatus.Unreadable, sentence);

    static Stop TooLarge(string name, long bytes) =>
        Unreadable($"{name} 有 {bytes / 1024 / 1024} MB，超过 {MostBytes / 1024 / 1024} MB 的上限，请只保留通知正文后再读。");
}
