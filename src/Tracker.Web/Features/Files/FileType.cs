using System.IO.Compression;
using System.Text;
using Tracker.Domain;

namespace Tracker.Web.Features.Files;

/// <summary>What a file is, told from its first bytes; its name is only what people call it.</summary>
public static class FileType
{
    /// <summary>25 MB, the most that one file may hold.</summary>
    public const int MostBytes = 25 << 20;

    const string Ole = "application/x-ole-storage", Zip = "application/zip";

    static readonly (byte[] Head, string MediaType)[] signatures =
    [
        ("%PDF-"u8.ToArray(), "application/pdf"),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
        ([0xFF, 0xD8, 0xFF], "image/jpeg"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], Ole),
        ("PK\u0003\u0004"u8.ToArray(), Zip),
    ];

    // What an office file has at its root: the first part tells what it is.
    static readonly (string Part, string MediaType)[] officeParts =
    [
        ("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        ("OFD.xml", "application/ofd"),
    ];

    static readonly string[] markup = ["<!doctype", "<html", "<svg", "<script", "<?xml", "<head", "<body"];

    /// <returns>the media type</returns>
    /// <exception cref="RuleBroken">the file is empty, too large, or of a kind that is not accepted</exception>
    public static string Of(string name, byte[] content)
    {
        if (content.Length == 0)
            throw new RuleBroken("file-is-empty", $"文件“{name}”是空的。");
        if (content.Length > MostBytes)
            throw new RuleBroken("file-is-too-large", $"文件“{name}”超过25 MB，请压缩或拆分后再传。");
        var signature = signatures.FirstOrDefault(s => content.AsSpan().StartsWith(s.Head)).MediaType;
        return (signature == Zip ? InsideZip(content) : signature ?? AsText(content)) ?? throw new RuleBroken("file-kind-not-accepted",
            $"文件“{name}”的内容不是可以接收的类型。可以上传 PDF、Word、Excel、PowerPoint、OFD、JPG、PNG、纯文本（TXT、CSV）。");
    }

    /// <summary>The name without folders, ending as its content demands: a program's ending must not travel with a text.</summary>
    public static string SafeName(string name, string mediaType)
    {
        var bare = new string([.. name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !char.IsControl(c))]).Trim();
        var endings = Endings(mediaType);
        return endings.Contains(Path.GetExtension(bare).ToLowerInvariant()) ? bare : bare + endings[0];
    }

    static string[] Endings(string mediaType) => mediaType switch
    {
        "application/pdf" => [".pdf"],
        "image/png" => [".png"],
        "image/jpeg" => [".jpg", ".jpeg"],
        "application/ofd" => [".ofd"],
        Ole => [".doc", ".xls", ".ppt", ".wps", ".et", ".dps"],
        "text/plain" => [".txt", ".csv", ".md"],
        _ when mediaType.EndsWith("wordprocessingml.document", StringComparison.Ordinal) => [".docx"],
        _ when mediaType.EndsWith("spreadsheetml.sheet", StringComparison.Ordinal) => [".xlsx"],
        _ => [".pptx"],
    };

    // A zip of anything may hide a program; only office documents are let in.
    static string? InsideZip(byte[] content)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content));
            return officeParts.FirstOrDefault(o => zip.Entries.Any(e => e.FullName.StartsWith(o.Part, StringComparison.Ordinal))).MediaType;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    static string? AsText(byte[] content)
    {
        if (content.Contains((byte)0) || content.AsSpan().StartsWith("MZ"u8) || content.AsSpan().StartsWith("#!"u8))
            return null;
        return Decoded(content) is { } text && !markup.Any(m => text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n').StartsWith(m, StringComparison.OrdinalIgnoreCase))
            ? "text/plain" : null;
    }

    /// <returns>the text, from UTF-8 or else GB18030; null if it is neither</returns>
    internal static string? Decoded(byte[] content) => Strictly(Encoding.UTF8, content) ?? Strictly(Encoding.GetEncoding("GB18030"), content);

    static string? Strictly(Encoding encoding, byte[] content)
    {
        try
        {
            return Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback).GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
