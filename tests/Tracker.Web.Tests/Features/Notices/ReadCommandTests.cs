using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;
using Tracker.Web.Tests.Platform.Documents;

namespace Tracker.Web.Tests.Features.Notices;

/// <summary><c>tracker read</c> as a shell sees it: exit status, standard output, standard error.</summary>
public sealed class ReadCommandTests
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tracker-read-");

    [OneTimeTearDown]
    public void Remove() => folder.Delete(recursive: true);

    static string Xizang => Checkout.File("seed-data/notices/xizang-2018.txt");

    static Shell.Ran Run(params string[] arguments)
    {
        using var shell = new Shell();
        return shell.Run(arguments).GetAwaiter().GetResult();
    }

    Shell.Ran Read(byte[] content, params string[] options)
    {
        var path = Path.Combine(folder.FullName, "通知.txt");
        File.WriteAllBytes(path, content);
        return Run(["read", path, .. options]);
    }

    static void Refused(Shell.Ran ran, string says) => ran.RefusedWith(ExitStatus.Unreadable, says);

    [Test]
    public void Json_is_one_object_in_plain_Chinese_and_nothing_else()
    {
        var ran = Run("read", Xizang, "--json");
        Assert.That((ran.Status, ran.Error), Is.EqualTo((ExitStatus.Done, "")));
        Assert.That(ran.Output, Does.StartWith("{").And.Contain("政府办公厅").And.Not.Contains("\\u"));
        Assert.That(JsonNode.Parse(ran.Output)!["tasks"]!.AsArray(), Has.Count.EqualTo(57));
    }

    [Test]
    public void A_table_fits_80_columns_where_there_is_no_screen()
    {
        var ran = Run("read", Xizang);
        Assert.That((ran.Status, ran.Error), Is.EqualTo((ExitStatus.Done, "")));
        Assert.That(ran.Output, Does.Contain("共 57 项任务").And.Contain("十五、").And.Contain("通知要求").And.Contain("？时限"));
        Assert.That(ran.Output, Has.None.EqualTo('\u001b'), "colours are for screens");
        Assert.That(ran.Output.Split('\n').Max(Width), Is.LessThanOrEqualTo(80));
    }

    // A Chinese character or mark is two columns wide.
    static int Width(string line) => line.Sum(c => c >= '\u2e80' ? 2 : 1);

    [Test]
    public void Gb18030_is_read_like_utf8()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var text = File.ReadAllText(Xizang);
        Assert.That(Read(Encoding.GetEncoding("GB18030").GetBytes(text), "--json").Output, Is.EqualTo(Run("read", Xizang, "--json").Output));
    }

    [Test]
    public void A_byte_order_mark_changes_nothing() =>
        Assert.That(Read([.. Encoding.UTF8.Preamble, .. File.ReadAllBytes(Xizang)], "--json").Output, Is.EqualTo(Run("read", Xizang, "--json").Output));

    [Test]
    public void A_text_without_tasks_is_read_and_says_so()
    {
        var ran = Read("今天天气很好。"u8.ToArray(), "--json");
        var read = JsonNode.Parse(ran.Output)!;
        Assert.That((ran.Status, read["tasks"]!.AsArray().Count, (string)read["doubts"]![0]!["field"]!), Is.EqualTo((ExitStatus.Done, 0, "tasks")));
    }

    [Test]
    public void An_empty_file_is_refused() => Refused(Read([]), "空文件");

    [Test]
    public void A_file_of_blanks_is_refused() => Refused(Read(" \n\n"u8.ToArray()), "没有文字");

    [Test]
    public void A_binary_file_is_refused() => Refused(Read([.. Enumerable.Range(0, 4096).Select(i => (byte)(i * 7))]), "另存为 UTF-8 文本");

    [Test]
    public void A_wrong_encoding_is_refused() => Refused(Read([0xFF, 0xC0, 0xC1, 0x80, 0x81, 0xFF]), "编码");

    [Test]
    public void Fifty_megabytes_are_refused_at_once()
    {
        var watch = Stopwatch.StartNew();
        Refused(Read(Encoding.ASCII.GetBytes(new string('a', 50 * 1024 * 1024))), "20 MB");
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(5)));
    }

    [Test]
    public void A_missing_file_is_refused_by_name() => Refused(Run("read", "/no/such/notice.txt"), "/no/such/notice.txt");

    [TestCase("%PDF-1.7\n", "不是完好的 PDF")]
    [TestCase("PK\u0003\u0004", "压缩包")]
    [TestCase("<!DOCTYPE html><html>", "没有文字")]
    [TestCase("\u00ff\u00d8\u00ff\u00e0", "图片")]
    [TestCase("MIME-Version: 1.0\n", "仅 HTML")]
    public void A_file_that_is_not_what_it_begins_like_gets_a_sentence(string start, string kind) => Refused(Read(Encoding.Latin1.GetBytes(start)), kind);

    [Test]
    public void An_ofd_file_is_refused_by_name() => Refused(Read(OfficeFile.Zip(("OFD.xml", "<ofd/>"))), "OFD");

    [TestCase("秘密★1年\n某省人民政府办公厅文件")]
    [TestCase("某省人民政府办公厅文件\n机密 ★")]
    [TestCase("绝　密★长期\n关于印发方案的通知")]
    public void A_paper_that_bears_a_degree_of_secrecy_is_refused(string head) => Refused(Read(Encoding.UTF8.GetBytes(head + "\n一、加强公开\n1.做好甲事。（财政厅）")), "涉密");

    [Test]
    public void A_sentence_about_secrets_is_no_degree_of_secrecy() =>
        Assert.That(Read("一、加强公开\n1.除依法需要保密的外，涉及国家秘密的按规定处理。（财政厅）"u8.ToArray()).Status, Is.EqualTo(ExitStatus.Done));

    [TestCase("read")]
    [TestCase("read", "a.txt", "b.txt")]
    [TestCase("read", "a.txt", "--yaml")]
    public void Wrong_use_is_told_apart_from_an_unreadable_file(params string[] arguments) =>
        Assert.That(Run(arguments).Status, Is.EqualTo(ExitStatus.Usage));
}
