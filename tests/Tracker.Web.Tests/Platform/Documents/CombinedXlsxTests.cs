namespace Tracker.Web.Tests.Platform.Documents;

/// <summary>What Excel's features make of a notice when they meet in one workbook.</summary>
public sealed class CombinedXlsxTests
{
    const string Styles = "<numFmts><numFmt numFmtId='200' formatCode='yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@'/></numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='200'/><xf numFmtId='57'/></cellXfs>";

    static readonly string[] Heads = ["类别", "序号", "工作任务", "责任单位", "备注", "完成时限"];

    /// <summary>A row whose cells are texts, dates (=45107) or rich text (*甲|乙); null leaves a cell out.</summary>
    static string Row(int number, string attributes, params string?[] cells) =>
        $"<row r='{number}' {attributes}>{string.Concat(cells.Select((c, i) => Cell($"{(char)('A' + i)}{number}", c)))}</row>";

    static string Cell(string at, string? content) => content switch
    {
        null => "",
        ['=', .. var day] => $"<c r='{at}' s='1'><v>{day}</v></c>",
        ['~', .. var day] => $"<c r='{at}' s='2'><v>{day}</v></c>",
        ['#', .. var number] => $"<c r='{at}'><v>{number}</v></c>",
        ['*', .. var runs] => $"<c r='{at}' t='inlineStr'><is>{string.Concat(runs.Split('|').Select((r, i) => $"<r><rPr><b val='{i % 2}'/></rPr><t xml:space='preserve'>{r}</t></r>"))}</is></c>",
        _ => $"<c r='{at}' t='inlineStr'><is><t>{content}</t></is></c>",
    };

    static string Sheet(string columns, string merged, params string[] rows) => $"{columns}<sheetData>{string.Concat(rows)}</sheetData>{(merged.Length > 0 ? OfficeFile.Merged(merged.Split(' ')) : "")}";

    [Test]
    public void Merged_cells_dates_rich_text_and_repeated_heads_in_one_sheet() =>
        Assert.That(WholeNotice.Tasks(OfficeFile.Xlsx("", Styles, ("分工表", "", Sheet("", "A1:F1 A3:A4 D3:D4 A6:A7 F6:F7",
                Row(1, "", WholeNotice.Title),
                Row(2, "", Heads),
                Row(3, "", "一、政务公开", "#1", "*编制公开|目录。", "市政府办公室、市司法局", null, "=45107"),
                Row(4, "", null, "#2", "开展培训。", null, "新增", "~45199"),
                Row(5, "", Heads),
                Row(6, "", "二、优化服务", "#3", "推行一网&#10;通办。", "*市数|据局", null, "长期"),
                Row(7, "", null, "#4", "设置综合窗口。", "市政务服务中心", null, null))))),
            Is.EqualTo(new[]
            {
                "一.1|编制公开目录。|市政府办公室|市司法局||2023年6月30日|2023-06-30|",
                "一.2|开展培训。|市政府办公室|市司法局||2023年9月|2023-09-30|",
                "二.3|推行一网通办。|市数据局|||长期||",
                "二.4|设置综合窗口。|市政务服务中心|||长期||",
            }));

    [Test]
    public void A_hidden_row_inside_a_merged_cell_is_doubted_and_its_neighbours_are_not() =>
        Assert.That(WholeNotice.Tasks(OfficeFile.Xlsx("", Styles, ("分工表", "", Sheet("", "A2:A4 D2:D4",
                Row(1, "", Heads),
                Row(2, "", "一、政务公开", "#1", "编制目录。", "市政府办公室", null, "=45107"),
                Row(3, "hidden='1'", null, "#2", "废止旧目录。", null, null, "全年"),
                Row(4, "", null, "#3", "开展培训。", null, null, "全年"))))),
            Is.EqualTo(new[]
            {
                "一.1|编制目录。|市政府办公室|||2023年6月30日|2023-06-30|",
                "一.2|废止旧目录。|市政府办公室|||全年||Text",
                "一.3|开展培训。|市政府办公室|||全年||",
            }));

    [Test]
    public void A_hidden_column_of_remarks_doubts_nothing_that_is_read() =>
        Assert.That(WholeNotice.Tasks(OfficeFile.Xlsx("", Styles, ("分工表", "", Sheet("<cols><col min='5' max='5' hidden='1'/></cols>", "A2:A3",
                Row(1, "", Heads),
                Row(2, "", "一、政务公开", "#1", "编制目录。", "市政府办公室", "旧稿第9项", "=45107"),
                Row(3, "", null, "#2", "开展培训。", "市司法局", "旧稿第10项", "全年"))))),
            Is.EqualTo(new[] { "一.1|编制目录。|市政府办公室|||2023年6月30日|2023-06-30|", "一.2|开展培训。|市司法局|||全年||" }));

    [Test]
    public void Several_sheets_with_the_same_heads_and_a_hidden_one_are_one_plan()
    {
        var read = WholeNotice.Read(OfficeFile.Xlsx("", Styles,
            ("封面", "", Sheet("", "", [.. WholeNotice.Letter.Select((l, i) => Row(i + 1, "", l))])),
            ("城市建设", "", Sheet("", "A2:A3", Row(1, "", Heads), Row(2, "", "一、道路", "#1", "修缮道路。", "市交通运输局", null, "=45107"), Row(3, "", null, "#2", "架设桥梁。", "市交通运输局", null, "全年"))),
            ("旧稿", "state='hidden'", Sheet("", "", Row(1, "", Heads), Row(2, "", "一、道路", "#1", "不该读。", "市交通运输局", null, "全年"))),
            ("乡村振兴", "", Sheet("", "A2:A3", Row(1, "", Heads), Row(2, "", "一、产业", "#1", "发展果业。", "市农业农村局", null, "12月底"), Row(3, "", null, "#2", "整治环境。", "市农业农村局、市水利局", null, "长期")))));
        Assert.That(read.Notice.DocumentNumber, Is.EqualTo("青政办发〔2023〕5号"));
        Assert.That(read.Tasks.Select(t => $"{t.No}|{t.Text}|{string.Join('、', t.Lead.Concat(t.Support))}|{t.TimeLimit.Raw}"),
            Is.EqualTo(new[] { "1|修缮道路。|市交通运输局|2023年6月30日", "2|架设桥梁。|市交通运输局|全年", "1|发展果业。|市农业农村局|12月底", "2|整治环境。|市农业农村局、市水利局|长期" }));
        Assert.That(read.Tasks.SelectMany(t => t.Doubts), Is.Empty);
        Assert.That(read.Doubts.Select(d => d.Reason), Has.Some.Contains("工作表“旧稿”是隐藏的"));
    }
}
