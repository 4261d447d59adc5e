using System.ComponentModel;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Tracker.Domain;

namespace Tracker.Web.Features.Files;

/// <summary>The text that stands at the head of an uploaded file, where a mark of secrecy would be.</summary>
public static partial class FileHead
{
    const int Length = 3000;
    static readonly TimeSpan patience = TimeSpan.FromSeconds(20);

    /// <param name="mediaType">as <see cref="FileType.Of"/> found it</param>
    /// <returns>one text, or one for each part that may bear the mark; none for pictures</returns>
    /// <exception cref="RuleBroken">a PDF cannot be looked into on this machine</exception>
    public static async Task<IReadOnlyList<string>> Of(string mediaType, byte[] content) =>
        [.. (await Texts(mediaType, content)).Select(text => text.Length > Length ? text[..Length] : text)];

    static async Task<IEnumerable<string>> Texts(string mediaType, byte[] content) => mediaType switch
    {
        "text/plain" => [FileType.Decoded(content)!],
        "application/pdf" => [await FirstPage(content)],
        // An old Word file keeps its text as UTF-16, at an even or an odd place.
        "application/x-ole-storage" => [Encoding.Unicode.GetString(content), Encoding.Unicode.GetString(content, 1, content.Length - 1)],
        _ when mediaType.StartsWith("image/", StringComparison.Ordinal) => [],
        _ => PartsOfOffice(content),
    };

    static List<string> PartsOfOffice(byte[] content)
    {
        using var zip = new ZipArchive(new MemoryStream(content));
        return [.. zip.Entries.Where(e => HeadPart().IsMatch(e.FullName)).Take(20).Select(Text)];
    }

    // Text and page heads of a document, the strings of a workbook, the first slide.
    [GeneratedRegex(@"^(word/(document|header\d*)\.xml|xl/sharedStrings\.xml|ppt/slides/slide1\.xml)$")]
    private static partial Regex HeadPart();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    static string Text(ZipArchiveEntry part)
    {
        using var reader = new StreamReader(part.Open());
        // A part may unpack to anything; its beginning is enough.
        var buffer = new char[Length * 100];
        return Tags().Replace(new string(buffer, 0, reader.ReadBlock(buffer)), "");
    }

    static async Task<string> FirstPage(byte[] content)
    {
        using var pdftotext = Started();
        using var late = new CancellationTokenSource(patience);
        await using var stop = late.Token.Register(() => pdftotext.Kill());
        var text = pdftotext.StandardOutput.ReadToEndAsync(CancellationToken.None);
        try
        {
            await pdftotext.StandardInput.BaseStream.WriteAsync(content, CancellationToken.None);
            pdftotext.StandardInput.Close();
        }
        catch (IOException)
        {
            // A damaged file makes it stop reading before the end.
        }
        return await text;
    }

    static Process Started()
    {
        try
        {
            return Process.Start(new ProcessStartInfo("pdftotext", ["-q", "-l", "1", "-enc", "UTF-8", "-", "-"])
                { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        }
        catch (Win32Exception)
        {
            throw new RuleBroken("pdf-cannot-be-checked", "这台服务器没有安装 pdftotext，不能检查 PDF 的密级标志。请系统管理员安装 poppler-utils，或改传其他格式。");
        }
    }
}
