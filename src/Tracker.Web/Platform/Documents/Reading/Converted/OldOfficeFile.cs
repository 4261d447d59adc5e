using System.Text;
using Tracker.Domain.Notices;
using Tracker.Web.Platform.Documents.Reading.Excel;
using Tracker.Web.Platform.Documents.Reading.Word;

namespace Tracker.Web.Platform.Documents.Reading.Converted;

/// <summary>What Word, Excel and WPS wrote before docx (.doc, .wps, .xls, .et), .rtf, and OpenDocument (.odt, .ods): converted, then read as docx or xlsx.</summary>
sealed class OldOfficeFile : IFileFormat
{
    static readonly byte[] Ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    public string MediaType => "application/x-ole-storage";

    public bool Knows(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Ole) || bytes.StartsWith("{\\rtf"u8) || ZipContent.OpenDocumentKind(bytes).Length > 0;

    public IReadOnlyList<Block> Blocks(byte[] bytes, string name)
    {
        if (HasStream(bytes, "EncryptedPackage"))
            throw NoticeFile.Unreadable($"{name} 加了密码，请在 Word 或 WPS 中去掉密码后再读。");
        if (HasStream(bytes, "PowerPoint Document"))
            throw NoticeFile.Unreadable($"{name} 是演示文稿，不是通知。请把其中的任务存为 Word 或 Excel 文件再读。");
        return IsSheet(bytes) ? new XlsxFile().Blocks(LibreOffice.Convert(bytes, "xlsx", name), name) : new DocxFile().Blocks(LibreOffice.Convert(bytes, "docx", name), name);
    }

    static bool IsSheet(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Ole) ? HasStream(bytes, "Workbook") && !HasStream(bytes, "WordDocument")
        : ZipContent.OpenDocumentKind(bytes).Contains("spreadsheet", StringComparison.Ordinal);

    // An OLE file keeps the names of its streams as UTF-16; a document that embeds a workbook has both.
    static bool HasStream(ReadOnlySpan<byte> bytes, string stream) => bytes.StartsWith(Ole) && bytes.IndexOf(Encoding.Unicode.GetBytes(stream)) >= 0;
}
