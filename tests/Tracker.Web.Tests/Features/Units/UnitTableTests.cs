using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Tracker.Domain;
using Tracker.Web.Features.Units;
using Tracker.Web.Platform;
using Tracker.Web.Platform.Documents;
using Tracker.Web.Tests.Features.Ledger;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Units;

/// <summary>The registry as a table that goes out and comes back: shown before it is written, all or nothing.</summary>
[TestFixture]
public sealed class UnitTableTests
{
    Registry office = null!;
    HttpClient admin = null!;

    [SetUp]
    public async Task Open()
    {
        // As the program itself does at its start.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        office = await Registry.Open();
        admin = await office.Client("xitong", Role.SystemAdministrator);
    }

    [TearDown]
    public async Task Close()
    {
        admin.Dispose();
        await office.DisposeAsync();
    }

    async Task<string> Tried(byte[] content, string name = "单位.csv")
    {
        using var form = new MultipartFormDataContent { { new StringContent(await Token("/unit-table")), "__RequestVerificationToken" } };
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(file, "Table", name);
        using var answer = await admin.PostAsync("/unit-table", form);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    Task<string> Tried(string csv) => Tried(Encoding.UTF8.GetBytes(csv));

    async Task<string> Applied(string shown)
    {
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", await Token("/unit-table")), new("Key", Hidden(shown, "Key")), new("Shown", Hidden(shown, "Shown"))]);
        using var answer = await admin.PostAsync("/unit-table?handler=Apply", form);
        return WebUtility.HtmlDecode(answer.Headers.Location is { } next ? await admin.GetStringAsync(next) : await answer.Content.ReadAsStringAsync());
    }

    async Task<string> Token(string page) => Hidden(await admin.GetStringAsync(page), "__RequestVerificationToken");

    static string Hidden(string page, string name) => System.Text.RegularExpressions.Regex.Match(page, $"name=\"{name}\"[^>]*value=\"([^\"]*)\"").Groups[1].Value;

    Task<string> Everything() => office.One<string>("SELECT md5(string_agg(t, '|')) FROM (SELECT u::text t FROM units u UNION ALL SELECT a::text FROM unit_aliases a ORDER BY 1) t");

    [TestCase("Csv")]
    [TestCase("Xlsx")]
    public async Task Ones_own_export_brought_back_changes_nothing(string format)
    {
        // Names that a spreadsheet would take for something else.
        await office.One<int>("""
            UPDATE units SET note = '=1+1' WHERE code = 'czt'; UPDATE units SET note = '''@x, "引号"' WHERE code = 'jyt'; UPDATE units SET note = E'两\n行' WHERE code = 'gat';
            INSERT INTO unit_aliases (region_id, unit_id, alias) SELECT region_id, id, '-财政' FROM units WHERE code = 'czt'
            """);
        var before = await Everything();
        var shown = await Tried(await admin.GetByteArrayAsync($"/units?handler={format}"), "单位.csv");
        Assert.That(shown, Does.Contain("表与登记簿完全一样").And.Contain("不变 75 个"));
        Assert.That(await Everything(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_csv_opens_in_a_spreadsheet_with_its_chinese_and_without_formulas()
    {
        await office.One<int>("UPDATE units SET note = '=cmd()' WHERE code = 'czt'");
        var content = await admin.GetByteArrayAsync("/units?handler=Csv");
        Assert.That(content[..3], Is.EqualTo(Encoding.UTF8.Preamble.ToArray()));
        Assert.That(Encoding.UTF8.GetString(content), Does.Contain("代码,全称,简称,别称,类型,上级,顺序,成立日期,撤销日期,存疑,备注\r\n").And.Contain("'=cmd()").And.Not.Contain(",=cmd()"));
    }

    [Test]
    public async Task An_xlsx_is_as_the_format_demands()
    {
        var sheet = await ReadSheet.From(new MemoryStream(await admin.GetByteArrayAsync("/units?handler=Xlsx")));
        Assert.That((sheet.Problems, sheet.Rows.Count, sheet.Rows[2][0]), Is.EqualTo((Array.Empty<string>(), 77, "bgt")));
    }

    [Test]
    public async Task What_a_table_would_do_is_shown_before_and_written_at_the_press_of_a_button()
    {
        var before = await Everything();
        var shown = await Tried("代码,全称,简称,别称,类型,上级\nczt,西藏自治区财政厅,财政厅,区财厅,组成部门,\nxj,西藏自治区新局,新局,,直属机构,czt\n");
        Assert.That(shown, Does.Contain("新增 1 个，修改 1 个").Or.Contain("新增 <b>1</b> 个，修改 <b>1</b> 个"));
        Assert.That(shown, Does.Contain("别称：（空） → 区财厅").And.Contain("表中没有提到 74 个"));
        Assert.That(await Everything(), Is.EqualTo(before), "a trial writes nothing");
        Assert.That(await Applied(shown), Does.Contain("已写入：新增1个单位，修改1个。"));
        Assert.That(await office.One<string>("SELECT p.code || u.kind FROM units u JOIN units p ON p.id = u.parent_id WHERE u.code = 'xj'"), Is.EqualTo("cztAgency"));
        Assert.That(await office.Column<string>("SELECT sentence FROM events WHERE verb = 'ImportUnits' ORDER BY id"),
            Is.EqualTo(new[] { "导入单位表：财政厅 别称：（空） → 区财厅", "导入单位表：新局 新增" }));
    }

    [Test]
    public async Task One_wrong_line_and_nothing_is_written()
    {
        var before = await Everything();
        var shown = await Tried("代码,全称,简称,类型\nxj,西藏自治区新局,新局,直属机构\nyj,西藏自治区又局,又局,处室\nzj,西藏自治区财政厅,又又局,直属机构\n");
        Assert.That(shown, Does.Contain("表中有 2 处错误，一行也没有写入").And.Contain("第3行：“类型”不能是“处室”").And.Contain("第4行：“西藏自治区财政厅”已经是财政厅（czt）的名称"));
        Assert.That(shown, Does.Not.Contain("写入这"));
        var csv = TableFile.Lines(Encoding.UTF8.GetBytes("代码,全称,简称,类型\nyj,西藏自治区又局,又局,处室\n"), "x.csv");
        Assert.That((await Assert.CatchAsync<RuleBroken>(async () => await office.Get<ImportUnits>().Run(Actor.Operator(office.RegionId, "test"), Registry.At(new(2018, 6, 11)), csv)))!.Message,
            Does.StartWith("表中有1处错误，一行也没有写入。第2行："));
        Assert.That(await Everything(), Is.EqualTo(before));
    }

    [Test]
    public async Task What_was_shown_is_what_is_written_or_nothing()
    {
        var shown = await Tried("代码,全称,简称,类型\nczt,西藏自治区财政厅,财厅,组成部门\n");
        await office.One<int>("UPDATE units SET short_name = '财政' WHERE code = 'czt'");
        Assert.That(await Applied(shown), Does.Contain("预览之后，单位登记簿又有改动"));
    }

    [Test]
    public async Task An_ending_is_not_slipped_in_by_a_table() =>
        Assert.That(await Tried("代码,全称,简称,类型,撤销日期\nczt,西藏自治区财政厅,财政厅,组成部门,2018-12-01\n"), Does.Contain("第2行：已登记单位的“撤销日期”不能在表里改"));

    [Test]
    public async Task A_csv_as_excel_saves_it_in_china_is_read() =>
        Assert.That(await Tried(Encoding.GetEncoding("GB18030").GetBytes("代码,全称,简称,类型\r\nxj,西藏自治区新局,新局,直属机构\r\n")), Does.Contain("新局"));

    [TestCase("", "请选择一个文件")]
    [TestCase("姓名,电话\n张三,1\n", "没有找到表头，表头里要有“代码”、“全称”、“简称”、“类型”")]
    [TestCase("代码,全称,简称,类型\n", "表头下面一行也没有")]
    [TestCase("代码,全称,简称,类型\n\"xj,西藏", "引号没有结束")]
    [TestCase("机密★1年\n代码,全称,简称,类型\nxj,西藏,新,直属机构\n", "密级")]
    [TestCase("%PDF-1.7 x", "不是 CSV")]
    public async Task What_is_no_table_is_refused_with_a_sentence(string content, string sentence) =>
        Assert.That(await Tried(Encoding.UTF8.GetBytes(content)), Does.Contain(sentence).Or.Contain("没有找到表头"));

    [Test]
    public async Task A_table_that_was_never_uploaded_cannot_be_written()
    {
        foreach (var key in new[] { "", "xyz", new string('0', 64), new string('A', 63) + "Z" })
        {
            using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", await Token("/unit-table")), new("Key", key)]);
            using var answer = await admin.PostAsync("/unit-table?handler=Apply", form);
            Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("要写入的表已经找不到"));
        }
    }

    [Test]
    public async Task Five_thousand_units_come_in_and_are_listed_in_a_moment()
    {
        var csv = "代码,全称,简称,别称,类型,上级\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"t{i},第{i}乡人民政府,第{i}乡,乡{i};村{i},乡镇,{(i < 50 ? "lasa" : $"t{i % 50}")}\n"));
        var started = Stopwatch.StartNew();
        var done = await office.Get<ImportUnits>().Run(Actor.Operator(office.RegionId, "test"), Registry.At(new(2018, 6, 11)), TableFile.Lines(Encoding.UTF8.GetBytes(csv), "x.csv"));
        TestContext.Out.WriteLine($"import {started.ElapsedMilliseconds} ms");
        Assert.That(done.Added, Is.EqualTo(5000));
        foreach (var address in new[] { "/units", "/units?q=" + Uri.EscapeDataString("村4999"), "/units?vacant=true&p=20", "/units/lasa", "/units?handler=Csv" })
        {
            await admin.GetByteArrayAsync(address);
            started.Restart();
            var bytes = (await admin.GetByteArrayAsync(address)).Length;
            TestContext.Out.WriteLine($"{address} {started.ElapsedMilliseconds} ms {bytes >> 10} KB");
        }
        Assert.That(await admin.GetStringAsync("/units"), Does.Contain("共 26 页"));
    }

    [Test]
    public async Task The_shell_tries_and_writes_the_same()
    {
        await office.Person("duban", Role.Coordinator);
        using var shell = Shell.On(office.Served.Database);
        var file = Path.Combine(shell.State, "单位.csv");
        await File.WriteAllTextAsync(file, "代码,全称,简称,类型\nxj,西藏自治区新局,新局,直属机构\n");
        var tried = await shell.Run("units", "import", file, "--region", "xizang", "--dry-run");
        Assert.That((tried.Status, tried.Output), Is.EqualTo((0, "xj 新局：新增\n新增1个，修改0个，不变0个，表中没有提到75个。这是试算，没有写入。\n")));
        Assert.That((await shell.Run("units", "import", file, "--region", "xizang", "--as", "duban")).Error, Does.Contain("单位由系统管理员维护"));
        Assert.That((await shell.Run("units", "import", file, "--region", "xizang", "--as", "xitong")).Output, Does.EndWith("新增1个，修改0个，不变0个，表中没有提到75个。\n"));
        var exported = Path.Combine(shell.State, "导出.xlsx");
        Assert.That((await shell.Run("units", "export", exported, "--region", "xizang")).Status, Is.Zero);
        Assert.That((await shell.Run("units", "import", exported, "--region", "xizang")).Output, Is.EqualTo("新增0个，修改0个，不变76个，表中没有提到0个。\n"));
        (await shell.Run("units", "import", "没有.csv", "--region", "xizang")).RefusedWith(2, "找不到文件");
    }
}
