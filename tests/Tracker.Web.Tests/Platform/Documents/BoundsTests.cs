using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Tracker.Web.Platform;

namespace Tracker.Web.Tests.Platform.Documents;

/// <summary>Files made to exhaust the machine are refused with a sentence, within 10 seconds and 500 MB.</summary>
[NonParallelizable]
public sealed partial class BoundsTests
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tracker-bounds-");

    [OneTimeTearDown]
    public void Remove() => folder.Delete(recursive: true);

    const string Word = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>", WordEnd = "</w:body></w:document>";
    const string Package = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r1' Type='http://x/officeDocument' Target='{0}'/></Relationships>";

    static void Docx(string path, IEnumerable<string> document) => Zip(path, ("_rels/.rels", [Package.Replace("{0}", "word/document.xml", StringComparison.Ordinal)]), ("word/document.xml", document));

    static void Xlsx(string path, IEnumerable<string> sheet, IEnumerable<string> strings) => Zip(path,
        ("_rels/.rels", [Package.Replace("{0}", "xl/workbook.xml", StringComparison.Ordinal)]),
        ("xl/workbook.xml", ["<workbook xmlns:r='http://x'><sheets><sheet name='a' sheetId='1' r:id='s'/></sheets></workbook>"]),
        ("xl/_rels/workbook.xml.rels", ["<Relationships><Relationship Id='s' Type='http://x/worksheet' Target='s.xml'/><Relationship Id='t' Type='http://x/sharedStrings' Target='t.xml'/></Relationships>"]),
        ("xl/s.xml", sheet), ("xl/t.xml", ["<sst>", .. strings, "</sst>"]));

    static void Zip(string path, params (string Name, IEnumerable<string> Content)[] parts)
    {
        using var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        foreach (var (name, content) in parts)
            using (var writer = new StreamWriter(zip.CreateEntry(name, CompressionLevel.Fastest).Open()))
                foreach (var piece in content) writer.Write(piece);
    }

    static IEnumerable<string> Times(int count, string text) => Enumerable.Repeat(text, count);

    static IEnumerable<string> Rows(int count, Func<int, string> row) => ["<worksheet><sheetData>", .. Enumerable.Range(1, count).Select(row), "</sheetData>"];

    static void Html(string path, string piece, int count)
    {
        using var writer = new StreamWriter(path);
        writer.Write("<!DOCTYPE html><html><body>");
        foreach (var text in Times(count, piece)) writer.Write(text);
    }

    /// <summary>A page whose instructions unpack to a hundred times the file.</summary>
    static void Pdf(string path)
    {
        var page = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Range(0, 3_000_000).Select(i => $"BT /F 5 Tf {i % 590} {i / 590 % 840} Td (word) Tj ET\n")));
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(page);
        var (head, tail) = ($"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> /Contents 4 0 R >>\nendobj\n4 0 obj\n<< /Length {packed.Length} /Filter /FlateDecode >>\nstream\n", "\nendstream\nendobj\ntrailer << /Size 5 /Root 1 0 R >>\n%%EOF\n");
        File.WriteAllBytes(path, [.. Encoding.Latin1.GetBytes(head), .. packed.ToArray(), .. Encoding.Latin1.GetBytes(tail)]);
    }

    static readonly Dictionary<string, (Action<string> Make, string Says)> Bombs = new()
    {
        ["a document that unpacks to a gigabyte"] = (path => Docx(path, [Word, .. Times(10_000, $"<w:p><w:r><w:t>{new string('甲', 30_000)}</w:t></w:r></w:p>"), WordEnd]), "解压后的内容太多"),
        ["a text without an end"] = (path => Docx(path, [Word, "<w:p><w:r><w:t>", .. Times(300, new string('甲', 1_000_000)), "</w:t></w:r></w:p>", WordEnd]), "解压后的内容太多"),
        ["entities that grow"] = (path => Docx(path, ["<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>", Word, "<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", WordEnd]), "实体声明"),
        ["an entity from outside"] = (path => Docx(path, ["<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>", Word, "<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", WordEnd]), "实体声明"),
        ["tables in tables"] = (path => Docx(path, [Word, .. Times(200_000, "<w:tbl><w:tr><w:tc>"), .. Times(200_000, "</w:tc></w:tr></w:tbl>"), WordEnd]), "嵌套超过"),
        ["millions of elements"] = (path => Docx(path, [Word, .. Times(5_000_000, "<w:p/>"), WordEnd]), "解压后的内容太多"),
        ["a tag with a million attributes"] = (path => Docx(path, [Word, "<w:p ", .. Enumerable.Range(0, 1_000_000).Select(i => $"a{i}='' "), "/>", WordEnd]), "解压后的内容太多"),
        ["a million rows"] = (path => Xlsx(path, Rows(1_048_576, i => $"<row r='{i}'><c r='A{i}'><v>{i}</v></c></row>").Append("</worksheet>"), []), "工作表里有超过"),
        ["millions of strings"] = (path => Xlsx(path, ["<worksheet/>"], Times(80_000, $"<si><t>{new string('甲', 1000)}</t></si>")), "文字太多"),
        ["merged areas as large as the sheet"] = (path => Xlsx(path, [.. Rows(90_000, i => $"<row r='{i}'><c r='A{i}'><v>1</v></c></row>"), "<mergeCells>", .. Enumerable.Range(1, 90_000).Select(i => $"<mergeCell ref='A{i}:XFD1048576'/>"), "</mergeCells></worksheet>"], []), "工作表里有超过"),
        ["a page nested without an end"] = (path => Html(path, "<div>", 3_000_000), "这个网页太大"),
        ["a page of tables in tables"] = (path => Html(path, "<table><tr><td>", 600), "嵌套超过"),
        ["a page of marks that are never closed"] = (path => Html(path, "<b><p>", 2_000_000), "这个网页太大"),
        ["a page of a million paragraphs"] = (path => Html(path, "<p>甲", 1_000_000), "这个网页太大"),
        ["a drawing of millions of words"] = (Pdf, "太大太复杂"),
        ["a paper of a thousand pages"] = (path => File.WriteAllBytes(path, Pages(1000)), "超过 300 页"),
        ["a text of fifty megabytes"] = (path => File.WriteAllText(path, new string('甲', 17_000_000)), "超过 20 MB 的上限"),
        ["a text of one line"] = (path => File.WriteAllText(path, string.Concat(Times(600_000, "（财政厅牵头）6月、 "))), "或有一行超过"),
        ["a text of millions of words"] = (path => File.WriteAllText(path, string.Concat(Times(60_000, new string('甲', 110) + "\n"))), "的内容太多"),
        ["a text of millions of lines"] = (path => File.WriteAllText(path, string.Concat(Times(5_000_000, "甲\n"))), "行，不像一份通知"),
        ["a table in Word of many rows"] = (path => Docx(path, [Word, "<w:tbl>", .. Times(65_000, "<w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>财政局</w:t></w:r></w:p></w:tc></w:tr>"), "</w:tbl>", WordEnd]), "的内容太多"),
        ["a page of cells that span everything"] = (path => Html(path, "<table>" + string.Concat(Times(2500, "<tr><td rowspan=65534 colspan=1000>甲<td>乙")), 1), "万格"),
        ["groups in groups"] = (path => File.WriteAllText(path, "{\\rtf1 " + new string('{', 9_000_000) + new string('}', 9_000_000)), "打不开"),
    };

    [TestCaseSource(nameof(Names))]
    public void It_is_refused(string bomb)
    {
        var path = Path.Combine(folder.FullName, "bomb");
        Bombs[bomb].Make(path);
        var (status, output, error, took, megabytes) = Read(path);
        Assert.Multiple(() =>
        {
            Assert.That((status, output), Is.EqualTo((ExitStatus.Unreadable, "")));
            Assert.That(error.TrimEnd('\n'), Does.Contain(Bombs[bomb].Says).And.Not.Contains("\n"));
            Assert.That(took, Is.LessThan(TimeSpan.FromSeconds(10)));
            Assert.That(megabytes, Is.LessThan(500));
        });
    }

    static string[] Names() => [.. Bombs.Keys];

    static byte[] Pages(int count)
    {
        var paper = new PdfPaper();
        for (var page = 0; page < count; page++)
            paper.Text(50, 100, "做好甲事。").NextPage();
        return paper.Bytes();
    }

    static readonly Dictionary<string, Action<string>> Large = new()
    {
        ["a list of forty thousand items"] = path => Html(path, "<ol>" + string.Concat(Times(40_000, "<li>做好甲事。")) + "</ol>", 1),
        ["a row broken into as many paragraphs"] = path => Docx(path, [Word, "<w:tbl><w:tr><w:tc>", .. Times(100_000, "<w:p><w:r><w:t>甲。</w:t></w:r></w:p>"), "</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>", WordEnd]),
        ["cells merged across a thousand columns"] = path => Docx(path, [Word, "<w:tbl>", .. Enumerable.Range(0, 50_000).Select(i => $"<w:tr><w:tc><w:tcPr><w:gridSpan w:val='{1000 - i % 500}'/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>财政局</w:t></w:r></w:p></w:tc></w:tr>"), "</w:tbl>", WordEnd]),
        ["a text of ten megabytes"] = path => File.WriteAllText(path, string.Concat(Times(560, File.ReadAllText(Checkout.File("seed-data/notices/xizang-2018.txt"))))),
        ["a line of two million characters"] = path => File.WriteAllText(path, string.Concat(Times(240_000, "6月、（财政厅 "))),
    };

    /// <summary>What is as large as may be is read, or refused, within the same bounds.</summary>
    [TestCaseSource(nameof(LargeNames))]
    public void It_is_read_within_the_bounds(string file)
    {
        var path = Path.Combine(folder.FullName, "large");
        Large[file](path);
        var (status, _, _, _, megabytes) = Read(path, out var processorTime);
        Assert.That(status, Is.Zero);
        // What it needs, not how long a busy machine made it wait.
        Assert.That(processorTime, Is.LessThan(TimeSpan.FromSeconds(10)));
        Assert.That(megabytes, Is.LessThan(500));
    }

    static string[] LargeNames() => [.. Large.Keys];

    /// <summary>Empty rows to the end of a sheet, as many offices' files have them, are no bomb.</summary>
    [Test]
    public void A_sheet_formatted_to_its_last_row_is_read()
    {
        var path = Path.Combine(folder.FullName, "ghost");
        Xlsx(path, Rows(1_048_576, i => i < 3 ? $"<row r='{i}'><c r='A{i}' t='inlineStr'><is><t>甲{i}</t></is></c><c r='B{i}' t='inlineStr'><is><t>乙</t></is></c></row>" : $"<row r='{i}' ht='14.4' customHeight='1'/>").Append("</worksheet>"), []);
        Assert.That(OfficeFile.Said(File.ReadAllBytes(path)), Is.EqualTo(new[] { "1:0,0 甲1", "1:0,1 乙", "1:1,0 甲2", "1:1,1 乙" }));
    }

    static (int Status, string Output, string Error, TimeSpan Took, long Megabytes) Read(string path) => Read(path, out _);

    static (int Status, string Output, string Error, TimeSpan Took, long Megabytes) Read(string path, out TimeSpan processorTime)
    {
        processorTime = TimeSpan.Zero;
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "tracker.dll"), "read", path])
            { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        // Its own account of the most memory it ever held is gone with it.
        var most = 0L;
        while (!process.WaitForExit(30))
            (most, processorTime) = (Math.Max(most, MostMemory(process.Id)), ProcessorTime(process.Id) ?? processorTime);
        return (process.ExitCode, output.Result, error.Result, watch.Elapsed, most);
    }

    static long MostMemory(int id)
    {
        try
        {
            return Peak().Match(File.ReadAllText($"/proc/{id}/status")) is { Success: true } match ? long.Parse(match.Groups[1].ValueSpan) / 1024 : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    // Fields 14 to 17 of proc_pid_stat(5), its own and its children's, in hundredths of a second; the second field may hold blanks.
    static TimeSpan? ProcessorTime(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return TimeSpan.FromMilliseconds(10 * stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[11..15].Sum(long.Parse));
        }
        catch (IOException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"VmHWM:\s+(\d+) kB")]
    private static partial Regex Peak();
}
