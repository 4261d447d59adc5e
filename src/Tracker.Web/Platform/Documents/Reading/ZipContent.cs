using System.IO.Compression;
using System.Text;

namespace Tracker.Web.Platform.Documents.Reading;

/// <summary>Tells zip files apart by what they hold.</summary>
static class ZipContent
{
    public static bool IsZip(ReadOnlySpan<byte> bytes) => bytes.StartsWith("PK\u0003\u0004"u8);

    /// <summary>Whether a zip has a part in this folder, such as <c>word/</c>; false for what is no readable zip.</summary>
    public static bool Holds(ReadOnlySpan<byte> bytes, string folder) =>
        Ask(bytes, zip => zip.Entries.Any(e => e.FullName.StartsWith(folder, StringComparison.Ordinal)));

    /// <summary>What an OpenDocument file says that it is: application/vnd.oasis.opendocument.text; "" for any other zip.</summary>
    public static string OpenDocumentKind(ReadOnlySpan<byte> bytes) => Ask(bytes, zip =>
    {
        using var kind = zip.GetEntry("mimetype")?.Open();
        var start = new byte[100];
        var said = kind is null ? "" : Encoding.ASCII.GetString(start, 0, kind.ReadAtLeast(start, start.Length, throwOnEndOfStream: false));
        return said.StartsWith("application/vnd.oasis.opendocument.", StringComparison.Ordinal) ? said : "";
    }) ?? "";

    static T? Ask<T>(ReadOnlySpan<byte> bytes, Func<ZipArchive, T> question)
    {
        if (!IsZip(bytes))
            return default;
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes.ToArray()));
            return question(zip);
        }
        catch (InvalidDataException)
        {
            return default;
        }
    }
}
