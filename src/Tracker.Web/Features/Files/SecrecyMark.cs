using System.ComponentModel;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Tracker.Domain;

namespace Tracker.Web.Features.Files;

/// <summary>This is a non-classified system: a file whose head bears 秘密, 机密 or 绝密 with ★ must not be stored.</summary>
public static partial class SecrecyMark
{
    const int HeadLength = 3000;
    static readonly TimeSpan patience = TimeSpan.FromSeconds(20);

    [GeneratedRegex(@"(绝\s*密|机\s*密|秘\s*密)\s*★")]
    private static partial Regex Mark();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    /// <param name="mediaType">as <see cref="FileType.Of"/> found it</param>
    /// <exception cref="RuleBroken">the head bears the mark</exception>
    public static async Task RefuseIn(string name, string mediaType, byte[] content)
    {
        foreach (var text in await Heads(mediaType, content))
            if (Mark().IsMatch(text.Length > HeadLength ? text[..HeadLength] : text))
                throw new RuleBroken("classified-file", $"文件“{name}”的首部有密级标志。本系统为非涉密系统，不得上传涉密文件；文件没有保存。");
    }

    static async Task<IEnumerable<string>> Heads(string mediaType, byte[] content) => mediaType switch
    {
        "text/plain" => [FileType.Decoded(content)!],
        "application/pdf" => [await FirstPage(content)],
        "application/x-ole-storage" => [Encoding.Unicode.GetString(content), Encoding.Unicode.GetString(content, 1, content.Length - 1)],
        _ when mediaType.StartsWith("image/", StringComparison.Ordinal) => [],
        _ => PartsOfOffice(content),
    };

    // Head and page heads of a document, the shared strings of a workbook, the first slide.
    static List<string> PartsOfOffice(byte[] content)
    {
        using var zip = new ZipArchive(new MemoryStream(content));
        return [.. zip.Entries.Where(e => OfficeHead().IsMatch(e.FullName)).Take(20).Select(Text)];
    }

    [GeneratedRegex(@"^(word/(document|header\d*)\.xml|xl/sharedStrings\.xml|ppt/slides/slide1\.xml)$")]
    private static partial Regex OfficeHead();

    static string Text(ZipArchiveEntry part)
    {
        using var reader = new StreamReader(part.Open());
        // A part may unpack to anything; its head is enough.
        var buffer = new char[HeadLength * 100];
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
