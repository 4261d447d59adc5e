using System.IO.Compression;

namespace Tracker.Web.Platform.Documents.Reading;

/// <summary>Tells zip files apart by what they hold.</summary>
static class ZipContent
{
    public static bool IsZip(ReadOnlySpan<byte> bytes) => bytes.StartsWith("PK\u0003\u0004"u8);

    /// <summary>Whether a zip has a part in this folder, such as <c>word/</c>; false for what is no readable zip.</summary>
    public static bool Holds(ReadOnlySpan<byte> bytes, string folder)
    {
        if (!IsZip(bytes))
            return false;
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes.ToArray()));
            return zip.Entries.Any(e => e.FullName.StartsWith(folder, StringComparison.Ordinal));
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
