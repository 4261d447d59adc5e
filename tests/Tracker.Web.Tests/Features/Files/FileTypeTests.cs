using System.IO.Compression;
using System.Text;
using Tracker.Domain;
using Tracker.Web.Features.Files;

namespace Tracker.Web.Tests.Features.Files;

[TestFixture]
public sealed class FileTypeTests
{
    [OneTimeSetUp]
    public void KnowGb18030() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    static readonly byte[] gb18030 = [0xD3, 0xCE, 0xCF, 0xC9, 0xC7, 0xF8];

    static byte[] Zip(string part, string text = "x")
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        using (var writer = new StreamWriter(zip.CreateEntry(part).Open()))
            writer.Write(text);
        return bytes.ToArray();
    }

    static IEnumerable<TestCaseData> Accepted() =>
    [
        new("%PDF-1.7 …"u8.ToArray(), "application/pdf"),
        new(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 }, "image/jpeg"),
        new(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0 }, "image/png"),
        new(new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0 }, "application/x-ole-storage"),
        new("地区,数量\n拉萨,3"u8.ToArray(), "text/plain"),
        new(gb18030, "text/plain"),
        new(Zip("word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        new(Zip("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        new(Zip("ppt/presentation.xml"), "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ];

    [TestCaseSource(nameof(Accepted))]
    public void A_file_is_known_by_its_content(byte[] content, string mediaType) =>
        Assert.That(FileType.Of("随便什么名字.exe", content), Is.EqualTo(mediaType));

    static IEnumerable<TestCaseData> Refused() =>
    [
        new("MZ\u0090"u8.ToArray()),
        new("\u007FELF\0"u8.ToArray()),
        new("#!/bin/sh\nrm -rf ."u8.ToArray()),
        new("  <!DOCTYPE html><script>alert(1)</script>"u8.ToArray()),
        new("<svg onload='x()'/>"u8.ToArray()),
        new("<?xml version='1.0'?><svg/>"u8.ToArray()),
        new(Zip("evil.exe")),
        new("PK\u0003\u0004 and no zip"u8.ToArray()),
        new(new byte[] { 0xFF, 0xFE, 0xFD, 0x80 }),
    ];

    [TestCaseSource(nameof(Refused))]
    public void A_name_does_not_make_a_file_acceptable(byte[] content) =>
        Assert.That(Assert.Catch<RuleBroken>(() => FileType.Of("报告.pdf", content))!.Rule, Is.EqualTo("file-kind-not-accepted"));

    [Test]
    public void A_file_holds_25_MB_at_most() =>
        Assert.That(Assert.Catch<RuleBroken>(() => FileType.Of("大.txt", new byte[FileType.MostBytes + 1]))!.Rule, Is.EqualTo("file-is-too-large"));

    [TestCase("报告.PDF", "application/pdf", "报告.PDF")]
    [TestCase("run.bat", "text/plain", "run.bat.txt")]
    [TestCase(@"C:\桌面\清单.csv", "text/plain", "清单.csv")]
    [TestCase("../../etc/passwd", "text/plain", "passwd.txt")]
    public void A_name_ends_as_its_content_demands(string name, string mediaType, string safe) =>
        Assert.That(FileType.SafeName(name, mediaType), Is.EqualTo(safe));

    static IEnumerable<TestCaseData> Classified() =>
    [
        new("机密★1年\n关于……的通知"u8.ToArray()),
        new(Zip("word/document.xml", "<w:t>秘密</w:t><w:t>★</w:t><w:t>10年</w:t>")),
        new(Zip("word/header1.xml", "<w:t>绝 密★</w:t>")),
        new(Zip("xl/sharedStrings.xml", "<t>秘密★长期</t>")),
        new((byte[])[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. Encoding.Unicode.GetBytes("机密★2年")]),
    ];

    [TestCaseSource(nameof(Classified))]
    public async Task A_file_with_a_mark_of_secrecy_is_refused(byte[] content)
    {
        var refused = await Assert.CatchAsync<RuleBroken>(() => StoredFiles.Accept([new("通知.txt", content)]));
        Assert.That(refused!.Rule, Is.EqualTo("classified-file"));
    }

    [Test]
    public async Task A_text_that_only_speaks_of_secrets_is_accepted() =>
        Assert.That(await StoredFiles.Accept([new("工作.txt", "加强保密工作，涉及国家秘密的不得上网。★重点任务"u8.ToArray())]), Has.Count.EqualTo(1));
}
