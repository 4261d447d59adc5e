using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tracker.Web.Tests.Platform.Documents;

/// <summary>Formats older than docx are converted by LibreOffice and then read alike.</summary>
public sealed class OldOfficeTests
{
    static readonly byte[] Docx = OfficeFile.Docx(OfficeFile.P("关于印发方案的通知") + "<w:tbl><w:tblGrid><w:gridCol w:w='3000'/><w:gridCol w:w='3000'/></w:tblGrid>"
        + $"<w:tr>{OfficeFile.Tc(OfficeFile.P("任务"))}{OfficeFile.Tc(OfficeFile.P("单位"))}</w:tr>"
        + $"<w:tr>{OfficeFile.Tc(OfficeFile.P("甲"))}{OfficeFile.Tc(OfficeFile.P("财政局"), "<w:vMerge w:val='restart'/>")}</w:tr>"
        + $"<w:tr>{OfficeFile.Tc(OfficeFile.P("乙"))}{OfficeFile.Tc("<w:p/>", "<w:vMerge/>")}</w:tr></w:tbl><w:p/>");

    [TestCase("doc")]
    [TestCase("rtf")]
    [TestCase("odt")]
    public async Task A_text_with_a_table_is_read_as_from_docx(string ending) =>
        Assert.That(OfficeFile.Said(await LibreOffice.Convert(Docx, ".docx", ending)),
            Is.EqualTo(new[] { "关于印发方案的通知", "1:0,0 任务", "1:0,1 单位", "1:1,0 甲", "1:1,1 2x1 财政局", "1:2,0 乙" }));

    [TestCase("xls")]
    [TestCase("ods")]
    public async Task A_workbook_is_read_as_from_xlsx(string ending) =>
        Assert.That(OfficeFile.Said(await LibreOffice.Convert(OfficeFile.Xlsx([["任务", "单位"], ["甲", "财政局"]]), ".xlsx", ending)),
            Is.EqualTo(new[] { "1:0,0 任务", "1:0,1 单位", "1:1,0 甲", "1:1,1 财政局" }));

    static string Rtf(string text) => string.Concat(text.Select(c => c < 128 ? c.ToString() : $"\\u{(short)c}?"));

    [Test]
    public void A_degree_of_secrecy_is_found() =>
        Assert.That(OfficeFile.Refused(Encoding.ASCII.GetBytes("{\\rtf1\\ansi " + Rtf("秘密★1年") + "\\par " + Rtf("通知") + "}")), Does.Contain("密级"));

    [Test]
    public void What_is_no_document_inside_is_refused() =>
        Assert.That(OfficeFile.Refused([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[4096]]), Does.Contain("另存为 .docx"));

    [TestCase("EncryptedPackage", "密码")]
    [TestCase("PowerPoint Document", "演示文稿")]
    public void What_cannot_be_converted_is_refused_at_once(string stream, string says) =>
        Assert.That(OfficeFile.Refused([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. Encoding.Unicode.GetBytes(stream)]), Does.Contain(says));

    /// <summary>LibreOffice left to itself fetches the picture of the second file.</summary>
    [Test]
    public void Nothing_outside_the_file_is_fetched()
    {
        using var stranger = new TcpListener(IPAddress.Loopback, 0);
        stranger.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)stranger.LocalEndpoint).Port}/x";
        byte[][] files =
        [
            Encoding.ASCII.GetBytes($"{{\\rtf1\\ansi text\\par {{\\field{{\\*\\fldinst{{ INCLUDEPICTURE \"{address}.png\" }}}}{{\\fldrslt{{}}}}}} {{\\field{{\\*\\fldinst{{ INCLUDETEXT \"{address}.rtf\" }}}}{{\\fldrslt{{}}}}}}}}"),
            OfficeFile.Zip(("mimetype", "application/vnd.oasis.opendocument.text"),
                ("content.xml", $"<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0' xmlns:xlink='http://www.w3.org/1999/xlink' xmlns:svg='urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0'><office:body><office:text><text:p>text</text:p><text:p><draw:frame draw:name='a' text:anchor-type='as-char' svg:width='2cm' svg:height='2cm'><draw:image xlink:href='{address}.png' xlink:type='simple' xlink:show='embed' xlink:actuate='onLoad'/></draw:frame></text:p></office:text></office:body></office:document-content>"),
                ("META-INF/manifest.xml", "<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'><manifest:file-entry manifest:full-path='/' manifest:media-type='application/vnd.oasis.opendocument.text'/><manifest:file-entry manifest:full-path='content.xml' manifest:media-type='text/xml'/></manifest:manifest>")),
            Encoding.UTF8.GetBytes($"<html><link rel=stylesheet href='{address}.css'><script src='{address}.js'></script><img src='{address}.png'><iframe src='{address}.html'></iframe>text</html>"),
            OfficeFile.Docx(OfficeFile.P("text"), extraLinks: $"<Relationship Id='t' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate' Target='{address}.dotm' TargetMode='External'/>"),
        ];
        foreach (var file in files)
            Assert.That(OfficeFile.Said(file)[0], Does.StartWith("text"));
        Assert.That(stranger.Pending(), Is.False);
    }
}
