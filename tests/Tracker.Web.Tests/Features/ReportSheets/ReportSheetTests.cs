using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Completions;
using Tracker.Web.Features.ReportSheets;
using Tracker.Web.Platform.Documents;
using Tracker.Web.Tests.Features.Assignments;
using Tracker.Web.Tests.Features.Ledger;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.ReportSheets;

/// <summary>A liaison takes the unit's open items home as xlsx, fills them in and brings them back.</summary>
[TestFixture]
public sealed class ReportSheetTests
{
    SmallOffice office = null!;
    HttpClient liaison = null!;

    /// <summary>一.1 lead without supports, 一.2 lead with the silent support b, 一.3 support.</summary>
    IReadOnlyDictionary<string, long> alone = null!, led = null!, supported = null!;

    [SetUp]
    public async Task Open()
    {
        office = await SmallOffice.Create();
        alone = await office.Item(("a", AssignmentRole.Lead));
        led = await office.Item(("a", AssignmentRole.Lead), ("b", AssignmentRole.Support));
        supported = await office.Item(("b", AssignmentRole.Lead), ("a", AssignmentRole.Support));
        await office.SignAll();
        await Say("li-a", alone["a"], "已制定方案。\n正在征求意见。");
        liaison = await office.Client("li-a", SmallOffice.On(9, 20));
    }

    [TearDown]
    public async Task Close()
    {
        liaison.Dispose();
        await office.DisposeAsync();
    }

    string Address => $"/report-sheets/{office.Unit("a")}";

    async Task Say(string login, long assignmentId, string text) => await office.Get<ReportProgress>().Run(
        await office.Person(login), SmallOffice.On(7, 2), new(assignmentId, text, null, "", "", Guid.NewGuid()) { Figures = [new("公开事项", 12, "项")] });

    Task<byte[]> Downloaded() => liaison.GetByteArrayAsync(Address + "?handler=Xlsx");

    async Task<string> Tried(byte[] sheet, string name = "填报表.xlsx")
    {
        using var form = await liaison.FormWithFiles(Address, [], ("Sheet", name, sheet));
        using var answer = await liaison.PostAsync(Address, form);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    async Task<string> Applied(string shown, params (string Name, string Value)[] more)
    {
        using var form = await liaison.Form(Address, [("Key", Hidden(shown, "Key")), ("Shown", Hidden(shown, "Shown")), .. more]);
        using var answer = await liaison.PostAsync(Address + "?handler=Apply", form);
        return WebUtility.HtmlDecode(answer.Headers.Location is { } next ? await liaison.GetStringAsync(next) : await answer.Content.ReadAsStringAsync());
    }

    static string Hidden(string page, string name) => Regex.Match(page, $"name=\"{name}\"[^>]*value=\"([^\"]*)\"").Groups[1].Value;

    Task<string> Written() => office.Scalar<string>("SELECT coalesce(string_agg(r.text || '|' || r.next_step || '|' || coalesce(r.no_news_reason, ''), ';' ORDER BY r.id), '') FROM progress_reports r");

    /// <summary>Everything that an upload might have left behind.</summary>
    Task<string> Everything() => office.Scalar<string>("""
        SELECT concat((SELECT count(*) FROM progress_reports), ' ', (SELECT count(*) FROM completions), ' ', (SELECT count(*) FROM report_figures), ' ', (SELECT count(*) FROM events))
        """);

    [Test]
    public async Task The_sheet_holds_what_is_open_with_what_was_said_last()
    {
        var sheet = await ReadSheet.From(new MemoryStream(await Downloaded()));
        Assert.That(sheet.Problems, Is.Empty);
        Assert.That(sheet.Rows[0][0], Does.StartWith("发展改革委填报表　2018年9月20日下载　共3项"));
        Assert.That(sheet.Rows[1], Does.Contain("标识").And.Contain("本期状态").And.Contain("进展情况"));
        Assert.That(sheet.Rows.Skip(2).Select(r => string.Join('|', r[1], r[2], r[4], r[10])),
            Is.EqualTo(new[] { "一.1|2018|牵头|已制定方案。\n正在征求意见。", "一.2|2018|牵头|", "一.3|2018|协办|" }));
    }

    [Test]
    public async Task Only_what_is_filled_in_can_be_changed_and_the_status_is_chosen_from_a_list()
    {
        using var document = DocumentFormat.OpenXml.Packaging.SpreadsheetDocument.Open(new MemoryStream(await Downloaded()), false);
        var sheet = document.WorkbookPart!.WorksheetParts.Single().Worksheet;
        Assert.Multiple(() =>
        {
            Assert.That(sheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.SheetProtection>().Single().Sheet?.Value, Is.True);
            Assert.That(sheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.Column>().First().Hidden?.Value, Is.True);
            Assert.That(sheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.DataValidation>().Single().InnerText, Is.EqualTo("\"办理中,无新进展,已完成\""));
            Assert.That(sheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.Pane>().Single().State?.Value, Is.EqualTo(DocumentFormat.OpenXml.Spreadsheet.PaneStateValues.Frozen));
        });
    }

    [Test]
    public async Task Brought_back_untouched_it_writes_nothing()
    {
        var before = await Everything();
        Assert.That(await Tried(await Downloaded()), Does.Contain("表里没有新的内容").And.Contain("没有改动 3 行"));
        Assert.That(await Everything(), Is.EqualTo(before));
    }

    [Test]
    public async Task What_was_filled_in_is_shown_first_and_written_at_the_press_of_a_button()
    {
        var before = await Everything();
        var shown = await Tried((await Downloaded()).Filled(
            ("一.1", "进展情况", "方案已印发。"), ("一.1", "数据", "压减许可事项 1,200 项；新增就业5.2万人"), ("一.1", "下一步打算", "开展督查"),
            ("一.3", "本期状态", "无新进展"), ("一.3", "无新进展原因", "等待牵头单位部署")));
        Assert.That(shown, Does.Contain("将写入 <b>2</b> 行").And.Contain("方案已印发。").And.Contain("原因：等待牵头单位部署").And.Contain("压减许可事项 1200项；新增就业 5.2万人"));
        Assert.That(await Everything(), Is.EqualTo(before), "a preview writes nothing");
        Assert.That(await Applied(shown), Does.Contain("已写入：报送2项。"));
        Assert.That(await Written(), Does.EndWith(";方案已印发。|开展督查|;无新进展||等待牵头单位部署"));
        Assert.That(await office.Scalar<string>("SELECT string_agg(name || ' ' || trim_scale(amount) || measure, ';' ORDER BY report_id, position) FROM report_figures"), Is.EqualTo("公开事项 12项;压减许可事项 1200项;新增就业 5.2万人"));
        Assert.That((await office.Story(alone["a"]))[^1], Is.EqualTo("报送进展：方案已印发。"));
        Assert.That(await office.Lamp(supported["a"]), Does.StartWith("Green"));
    }

    [Test]
    public async Task Where_a_sentence_asks_for_numbers_the_sheet_asks_for_them_too()
    {
        await office.Obligation(alone["a"], "每年解读政策不少于2次。");
        await office.Obligation(alone["a"], "应在完成审批程序后1个工作日内公开。");
        var sheet = await ReadSheet.From(new MemoryStream(await Downloaded()));
        Assert.That(sheet.Problems, Is.Empty);
        Assert.That(sheet.Rows[1], Does.Contain("句中要求的次数").And.Contain("本期次数"));
        Assert.That(sheet.Rows[2], Does.Contain("“每年解读政策不少于2次”已开展 0/2 次；\n“完成审批程序后1个工作日内”发生 0 次，超时 0 次"));
        var filled = (await Downloaded()).Filled(("一.1", "进展情况", "解读一次。"), ("一.1", "本期次数", "1次；12次超时1次"));
        var shown = await Tried(filled);
        Assert.That(shown, Does.Contain("将写入 <b>1</b> 行").And.Contain("次数：1次；12次超时1次"));
        Assert.That(await Applied(shown), Does.Contain("已写入：报送1项。"));
        Assert.That(await office.Scalar<string>("SELECT string_agg(times || coalesce('/' || late, ''), ' ' ORDER BY obligation_id) FROM report_counts"), Is.EqualTo("1 12/1"));
        Assert.That(await Tried(filled), Does.Contain("没有要写入的"), "the file sent again");
    }

    [TestCase("一.1", "1次", "任务 一.1 要填2个次数")]
    [TestCase("一.1", "1次；两次", "任务 一.1 的次数“两次”没有读懂，请写成 2次；会超时的写成 12次超时1次")]
    [TestCase("一.1", "1次；2次", "还要写其中超时几次，没有超时填 0")]
    [TestCase("一.1", "1次；2次超时3次", "超时3次，多于发生的2次，请核对")]
    [TestCase("一.1", "1次超时1次；2次超时1次", "不计超时，请只填次数")]
    [TestCase("一.3", "1次", "任务 一.3 的句子没有要计次数的要求，请不要填“1次”")]
    public async Task A_number_that_cannot_be_is_told_with_its_row(string task, string typed, string sentence)
    {
        await office.Obligation(alone["a"], "每年解读政策不少于2次。");
        await office.Obligation(alone["a"], "应在完成审批程序后1个工作日内公开。");
        var before = await Everything();
        Assert.That(await Tried((await Downloaded()).Filled((task, "进展情况", "有进展。"), (task, "本期次数", typed))), Does.Contain("一行也没有写入").And.Contain(sentence));
        Assert.That(await Everything(), Is.EqualTo(before));
    }

    [Test]
    public async Task The_same_sheet_twice_is_harmless()
    {
        var sheet = (await Downloaded()).Filled(("一.1", "进展情况", "方案已印发。"), ("一.1", "数据", "公文 3 件"), ("一.1", "本期状态", "已完成"));
        var shown = await Tried(sheet);
        Assert.That(await Applied(shown, ("Approval.Name", "王主任"), ("Approval.On", "2018-09-20")), Does.Contain("已写入：报送1项，申请办结1项"));
        var once = await Everything();
        Assert.That(await Applied(shown, ("Approval.Name", "王主任"), ("Approval.On", "2018-09-20")), Does.Contain("都已经报送过，没有重复写入"), "the button pressed twice");
        Assert.That(await Tried(sheet), Does.Contain("没有要写入的"), "the file sent again");
        Assert.That(await Everything(), Is.EqualTo(once));
    }

    [Test]
    public async Task Two_who_confirm_the_same_sheet_at_once_write_it_once()
    {
        var rows = SheetImport.RowsOf((await Downloaded()).Filled(("一.1", "进展情况", "方案已印发。")), "表");
        var by = await office.Person("li-a");
        await using var connection = await office.Get<Tracker.Web.Platform.Database>().Open();
        var shown = (await SheetImport.Read(connection, by, SmallOffice.On(9, 20).Today, office.Unit("a"), rows)).Fingerprint;
        var done = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => office.Get<TakeInSheet>().Run(by, SmallOffice.On(9, 20), office.Unit("a"), rows, new(shown, [], false, null))));
        Assert.That(done.Sum(d => d.Reported), Is.EqualTo(1));
        Assert.That(await office.Scalar<int>("SELECT count(*)::int FROM progress_reports WHERE text = '方案已印发。'"), Is.EqualTo(1));
    }

    [Test]
    public async Task What_another_reported_meanwhile_is_shown_beside_and_not_written_over_unless_chosen()
    {
        var sheet = (await Downloaded()).Filled(("一.1", "进展情况", "我在表里写的"), ("一.3", "进展情况", "协办的进展"));
        await Say("li-a", alone["a"], "同事刚刚报的");
        var shown = await Tried(sheet);
        Assert.That(shown, Does.Contain("有冲突 <b>1</b> 行").And.Contain("同事刚刚报的").And.Contain("我在表里写的"));
        Assert.That(await Applied(shown), Does.Contain("已写入：报送1项；有冲突没有勾选的1项没有写"));
        Assert.That(await Written(), Does.Not.Contain("我在表里写的"));
        Assert.That(await Applied(await Tried(sheet), ("Chosen", $"{alone["a"]}")), Does.Contain("已写入：报送1项。"));
        Assert.That(await Written(), Does.EndWith("同事刚刚报的||;协办的进展||;我在表里写的||"));
    }

    [Test]
    public async Task Whoever_left_a_row_alone_is_not_bothered_by_what_another_reported()
    {
        var sheet = (await Downloaded()).Filled(("一.3", "进展情况", "协办的进展"));
        await Say("li-a", alone["a"], "同事刚刚报的");
        Assert.That(await Tried(sheet), Does.Contain("将写入 <b>1</b> 行，有冲突 <b>0</b> 行，没有改动 2 行"));
    }

    [Test]
    public async Task What_was_shown_is_what_is_written_or_nothing()
    {
        var shown = await Tried((await Downloaded()).Filled(("一.1", "进展情况", "我在表里写的")));
        await Say("li-a", alone["a"], "同事刚刚报的");
        Assert.That(await Applied(shown), Does.Contain("预览之后，又有人报送").And.Contain("有冲突 <b>1</b> 行").And.Contain("同事刚刚报的"));
        Assert.That(await Written(), Does.Not.Contain("我在表里写的"));
    }

    [Test]
    public async Task Silent_supports_are_named_before_the_lead_submits_without_them()
    {
        var before = await Everything();
        var shown = await Tried((await Downloaded()).Filled(("一.2", "进展情况", "全部完成"), ("一.2", "本期状态", "已完成")));
        Assert.That(shown, Does.Contain("还没有报送的协办单位：财政厅").And.Contain("报送进展，申请办结"));
        var paper = new[] { ("Approval.Name", "王主任"), ("Approval.On", "2018-09-20") };
        Assert.That(await Applied(shown, paper), Does.Contain("还没有报送。可以等其报送"));
        Assert.That(await Everything(), Is.EqualTo(before), "nothing is half-written");
        Assert.That(await Applied(shown, [.. paper, ("WithoutSilent", "true")]), Does.Contain("申请办结1项"));
        Assert.That(await office.Scalar<string>("SELECT text || without_units[1] FROM completions"), Is.EqualTo("全部完成财政厅"));
    }

    [Test]
    public async Task Without_the_approval_of_the_head_nothing_is_submitted_and_nothing_else_written()
    {
        var before = await Everything();
        var shown = await Tried((await Downloaded()).Filled(("一.1", "本期状态", "已完成"), ("一.3", "进展情况", "协办的进展")));
        Assert.That(await Applied(shown), Does.Contain("请填写审签人姓名和审签日期"));
        Assert.That(await Everything(), Is.EqualTo(before));
    }

    [Test]
    public async Task Formulas_stay_text_on_their_way_out_and_back()
    {
        await Say("li-a", alone["a"], "=1+1 是文字");
        var sheet = await Downloaded();
        Assert.That((await ReadSheet.From(new MemoryStream(sheet))).Rows[2][10], Is.EqualTo("'=1+1 是文字"));
        Assert.That(await Tried(sheet), Does.Contain("没有改动 3 行"));
    }

    [TestCase("一.1", "本期状态", "做完了", "第3行", "“本期状态”不能是“做完了”，请选办理中、无新进展、已完成，或者留空。")]
    [TestCase("一.1", "本期状态", "无新进展", "第3行", "请在“无新进展原因”里写明原因。")]
    [TestCase("一.1", "无新进展原因", "按计划", "第3行", "“本期状态”请选“无新进展”；有进展的，请把原因删去。")]
    [TestCase("一.1", "进展情况", "", "第3行", "“进展情况”是空的。请写明进展")]
    [TestCase("一.2", "本期状态", "已完成", "第4行", "“进展情况”是空的。请写明进展")]
    [TestCase("一.1", "数据", "很多项", "第3行", "“数据”里的“很多项”要有名称和数值，例如 压减许可事项 12 项")]
    [TestCase("一.1", "数据", "A 99999999999999999999999999999999 项", "第3行", "要有名称和数值")]
    [TestCase("一.3", "本期状态", "已完成", "第5行", "本单位是任务 一.3 的协办单位，办结由牵头单位申请。")]
    [TestCase("一.1", "标识", "A1", "第3行", "“标识”A1被改动了，不知道是哪一项任务。")]
    [TestCase("一.1", "标识", "", "第3行", "“标识”是空的，不知道是哪一项任务。")]
    [TestCase("一.1", "标识", "A999999V0", "第3行", "“标识”不是本单位的任务")]
    [TestCase("一.1", "编号", "一.9", "第3行", "“编号”是一.9，“标识”却是任务 一.1 的")]
    public async Task A_wrong_row_is_named_with_what_to_do_and_nothing_is_written(string number, string column, string typed, string line, string sentence)
    {
        var before = await Everything();
        var sheet = (await Downloaded()).Filled(("一.3", "进展情况", "这一行是对的"), (number, column, typed));
        var shown = await Tried(sheet);
        Assert.That(shown, Does.Contain("一行也没有写入").And.Contain($"class=\"number\">{line[1..^1]}</td>").And.Contain(sentence).And.Not.Contain("确认写入"));
        var refused = await Assert.CatchAsync<Tracker.Domain.RuleBroken>(async () => await office.Get<TakeInSheet>().Run(
            await office.Person("li-a"), SmallOffice.On(9, 20), office.Unit("a"), SheetImport.RowsOf(sheet, "表"), new(Hidden(shown, "Shown"), [], true, null)));
        Assert.That(refused!.Message, Does.Contain($"{line}：").And.Contain("一行也没有写入"));
        Assert.That(await Everything(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_row_that_stands_twice_is_refused() =>
        Assert.That(await Tried((await Downloaded()).Filled(("一.1", "进展情况", "甲")).Doubled("一.1")), Does.Contain("任务 一.1 在第3行已经有了，请只留一行。"));

    [Test]
    public async Task Last_years_sheet_is_told_that_its_items_have_ended()
    {
        var sheet = await Downloaded();
        await office.Scalar<int>("UPDATE work_plans SET plan_year = 2017");
        var done = await office.Submit("li-a", alone["a"], 9, 20);
        await office.Get<ConfirmCompletion>().Run(await office.Person("coordinator"), SmallOffice.On(9, 21), new(done, Rating.Good));
        Assert.That(await Tried(sheet.Filled(("一.1", "进展情况", "还想补充"))), Does.Contain("任务 一.1（2017年）已经办结或不再由本单位承办，不再接收新的内容。"));
        Assert.That(await Tried(sheet), Does.Contain("没有改动 3 行"));
    }

    [Test]
    public async Task Another_units_sheet_is_refused_row_by_row_and_its_page_is_not_found()
    {
        using var other = await office.Client("li-b", SmallOffice.On(9, 20));
        var theirs = await other.GetByteArrayAsync($"/report-sheets/{office.Unit("b")}?handler=Xlsx");
        Assert.That(await Tried(theirs.Filled(("一.2", "进展情况", "越权"))), Does.Contain("“标识”不是本单位的任务：这一行来自别的单位、别的系统的表。"));
        foreach (var address in new[] { $"/report-sheets/{office.Unit("b")}", $"/report-sheets/{office.Unit("b")}?handler=Xlsx", $"/report-several/{office.Unit("b")}", "/report-sheets/999999" })
        {
            using var answer = await liaison.GetAsync(address);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), address);
        }
    }

    [TestCase("标识", "表里缺少“标识”列（“标识”列平时是隐藏的）。请重新下载")]
    [TestCase("下一步打算", "表里缺少“下一步打算”列")]
    public async Task A_deleted_column_is_named(string column, string sentence) =>
        Assert.That(await Tried((await Downloaded()).Without(column)), Does.Contain(sentence).And.Not.Contain("确认写入"));

    static async Task<byte[]> Other(int rows, params string[] columns)
    {
        using var file = new MemoryStream();
        await Workbook.Write(file, new Sheet("表", "别的表", [.. columns.Select(c => new SheetColumn(c, 10))],
            Enumerable.Range(0, rows).Select(i => columns.Select(_ => (object?)$"{i}").ToArray()).ToAsyncEnumerable()));
        return file.ToArray();
    }

    static readonly string[] required = [.. ReportSheet.Required];

    [Test]
    public async Task What_is_no_such_sheet_is_refused_with_a_sentence()
    {
        var before = await Everything();
        foreach (var (name, content, sentence) in new (string, byte[], string)[]
        {
            ("空.xlsx", [], "请选择一个文件"),
            ("进展.txt", "进展：已完成"u8.ToArray(), "“进展.txt”不是 xlsx。请上传从本页下载、填好的那份表"),
            ("进展.xlsx", "%PDF-1.7 "u8.ToArray(), "不是 xlsx"),
            ("坏.xlsx", (await Downloaded())[..2000], "不是可以接收的类型"),
            ("台账.xlsx", await Other(3, "序号", "编号", "任务"), "这不是从本页下载的填报表：没有找到它的表头。"),
            ("空表.xlsx", await Other(0, required), "表头下面一行也没有"),
            ("很多.xlsx", await Other(6000, required), "表里有6000行，最多5000行。"),
            ("十万行.xlsx", await Other(100_000, required), "超过 20 万个单元格，太大了"),
        })
            Assert.That(await Tried(content, name), Does.Contain(sentence), name);
        Assert.That(await Everything(), Is.EqualTo(before));
    }

    [Test]
    public async Task It_prints_as_an_office_would_expect()
    {
        var file = Path.Combine(Checkout.Results("report-sheet"), "填报表.xlsx");
        await File.WriteAllBytesAsync(file, (await Downloaded()).Filled(("一.1", "数据", "公文 3 件")));
        Assert.That((await LibreOffice.Pdf(file)).Text, Does.Contain("已制定方案。").And.Contain("公文3件").And.Contain("只填浅黄色的格").And.Not.Contain("标识"));
    }
}
