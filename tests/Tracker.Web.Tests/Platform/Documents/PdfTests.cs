using System.Text;
using System.Text.RegularExpressions;

namespace Tracker.Web.Tests.Platform.Documents;

/// <summary>Columns of a PDF are told by lines and places, paragraphs by where lines end.</summary>
public sealed class PdfTests
{
    static readonly double[] Columns = [50, 90, 290, 400, 500];

    static string[] Said(PdfPaper paper) => OfficeFile.Said(paper.Bytes());

    static PdfPaper Heads(PdfPaper paper, double top) => paper.Text(55, top, "序号").Text(100, top, "工作任务").Text(300, top, "责任单位").Text(410, top, "时限");

    static readonly string[] HeadsSaid = ["1:0,0 序号", "1:0,1 工作任务", "1:0,2 责任单位", "1:0,3 时限"];

    [Test]
    public void Words_between_lines_are_cells_and_broken_lines_are_joined() =>
        Assert.That(Said(Heads(new PdfPaper().Grid(Columns, [100, 120, 150]), 105)
                .Text(60, 130, "1").Text(92, 123, "完善企业开办机制，压缩办理时间，全面精").Text(92, 136, "简材料。").Text(300, 123, "县教育局").Text(300, 136, "县财政局").Text(410, 130, "6月底前")),
            Is.EqualTo(HeadsSaid.Concat(["1:1,0 1", "1:1,1 完善企业开办机制，压缩办理时间，全面精简材料。", "1:1,2 县教育局", "1:1,2 县财政局", "1:1,3 6月底前"])));

    [Test]
    public void A_cell_spans_where_no_line_is_drawn()
    {
        var paper = new PdfPaper().Line(50, 100, 500, 100).Line(50, 120, 500, 120).Line(50, 140, 290, 140).Line(400, 140, 500, 140).Line(50, 160, 500, 160);
        foreach (var x in Columns) paper.Line(x, 100, x, 160);
        Assert.That(Said(Heads(paper, 105).Text(60, 125, "1").Text(100, 125, "甲。").Text(300, 135, "县教育局").Text(410, 125, "6月").Text(60, 145, "2").Text(100, 145, "乙。").Text(410, 145, "7月"))[4..],
            Is.EqualTo(new[] { "1:1,0 1", "1:1,1 甲。", "1:1,2 2x1 县教育局", "1:1,3 6月", "1:2,0 2", "1:2,1 乙。", "1:2,3 7月" }));
    }

    [Test]
    public void Sides_may_be_drawn_as_thin_bars_cell_by_cell()
    {
        var paper = new PdfPaper();
        foreach (var y in new double[] { 100, 120, 140 })
            foreach (var (x, next) in Columns.Zip(Columns.Skip(1))) paper.Bar(x, y, next - x, 0.5);
        foreach (var x in Columns)
            foreach (var y in new double[] { 100, 120 }) paper.Bar(x, y, 0.5, 20);
        Assert.That(Said(Heads(paper, 105).Text(60, 125, "1").Text(100, 125, "甲。").Text(300, 125, "县教育局").Text(410, 125, "6月")), Has.Length.EqualTo(8).And.Contains("1:1,2 县教育局"));
    }

    [Test]
    public void A_table_may_be_open_at_its_sides()
    {
        var paper = new PdfPaper();
        foreach (var y in new double[] { 100, 120, 140 }) paper.Line(50, y, 500, y);
        foreach (var x in Columns[1..^1]) paper.Line(x, 100, x, 140);
        Assert.That(Said(Heads(paper, 105).Text(60, 125, "1").Text(100, 125, "甲。").Text(300, 125, "县教育局").Text(410, 125, "6月"))[4..], Is.EqualTo(new[] { "1:1,0 1", "1:1,1 甲。", "1:1,2 县教育局", "1:1,3 6月" }));
    }

    [Test]
    public void A_frame_around_the_page_and_a_line_below_the_head_are_no_table() =>
        Assert.That(Said(new PdfPaper().Grid([40, 550], [40, 800]).Line(60, 90, 530, 90).Text(60, 60, "某县人民政府文件").Text(60, 100, "关于印发方案的通知")), Is.EqualTo(new[] { "某县人民政府文件", "关于印发方案的通知" }));

    /// <summary>A page that ends with a row, and one that begins with the heads again and another row.</summary>
    static PdfPaper TwoPages(string task, string number, string rest, string units, string limit = "") => Heads(Heads(new PdfPaper().Grid(Columns, [700, 720, 750]), 705)
            .Text(60, 725, "1").Text(92, 725, task).Text(300, 725, "县教育局").Text(410, 725, "6月").Text(270, 800, "— 1 —")
            .NextPage().Grid(Columns, [60, 80, 110]), 65)
        .Text(60, 85, number).Text(92, 85, rest).Text(300, 85, units).Text(410, 85, limit).Text(270, 800, "— 2 —");

    [Test]
    public void A_table_goes_on_over_the_page_without_its_heads_again() =>
        Assert.That(Said(TwoPages("甲。", "2", "乙。", "县财政局", "7月"))[4..], Is.EqualTo(new[] { "1:1,0 1", "1:1,1 甲。", "1:1,2 县教育局", "1:1,3 6月", "1:2,0 2", "1:2,1 乙。", "1:2,2 县财政局", "1:2,3 7月" }));

    [Test]
    public void A_row_broken_by_the_page_in_the_middle_of_a_sentence_is_one_row() =>
        Assert.That(Said(TwoPages("完善企业开办机制，压缩办理时间，全面精", "", "简材料。", ""))[4..], Is.EqualTo(new[] { "1:1,0 1", "1:1,1 完善企业开办机制，压缩办理时间，全面精简材料。", "1:1,2 县教育局", "1:1,3 6月" }));

    [Test]
    public void A_row_broken_between_sentences_is_one_row_with_a_doubt() =>
        Assert.That(Said(TwoPages("完善企业开办机制。", "", "精简材料。", ""))[4..], Has.Member("1:1,1 完善企业开办机制。【表格在这里跨页，这一行按接着上一页同一行来读，请核对】").And.Member("1:1,1 精简材料。【表格在这里跨页，这一行按接着上一页同一行来读，请核对】"));

    [Test]
    public void An_empty_cell_below_the_break_belongs_to_the_cell_above_and_is_doubted() =>
        Assert.That(Said(TwoPages("甲。", "2", "乙。", "", "7月")), Has.Member("1:1,2 2x1 县教育局【表格在这里跨页，下一页的空格按合并单元格来读，请核对】"));

    [Test]
    public void Columns_without_lines_are_lines_with_gaps() =>
        Assert.That(Said(Heads(new PdfPaper(), 100).Text(60, 120, "1").Text(100, 120, "甲。").Text(300, 120, "县教育局").Text(410, 120, "6月")),
            Is.EqualTo(new[] { "序号 工作任务 责任单位 时限", "1 甲。 县教育局 6月" }));

    [Test]
    public void Lines_of_a_paragraph_are_joined_and_one_that_is_indented_begins_anew()
    {
        var full = string.Concat(Enumerable.Repeat("完善机制", 12));
        Assert.That(Said(new PdfPaper().Text(70, 100, full[..46]).Text(50, 120, full).Text(50, 140, "压缩时间。").Text(70, 160, "第二段。")), Is.EqualTo(new[] { full[..46] + full + "压缩时间。", "第二段。" }));
    }

    [Test]
    public void A_paragraph_goes_on_over_the_page_and_page_numbers_and_running_heads_are_dropped()
    {
        var full = string.Concat(Enumerable.Repeat("完善机制", 12));
        Assert.That(Said(new PdfPaper().Text(50, 40, "某县人民政府办公室文件").Text(50, 100, full).Text(300, 800, "- 1 -").NextPage().Text(50, 40, "某县人民政府办公室文件").Text(50, 100, "压缩时间。").Text(300, 800, "- 2 -")),
            Is.EqualTo(new[] { full + "压缩时间。" }));
    }

    [Test]
    public void A_scan_is_refused() => Assert.That(OfficeFile.Refused(new PdfPaper().Line(1, 1, 90, 90).Bytes()), Does.Contain("扫描件").And.Contain("OCR"));

    [Test]
    public void A_page_without_words_among_others_is_doubted() =>
        Assert.That(Said(new PdfPaper().Text(50, 100, "甲。").NextPage().Line(1, 1, 90, 90).NextPage().Text(50, 100, "乙。"))[^1], Is.EqualTo("【第2页没有文字，可能是图片，没有读，请核对是否漏了任务】"));

    [Test]
    public void A_damaged_file_is_refused() => Assert.That(OfficeFile.Refused(Encoding.ASCII.GetBytes("%PDF-1.7\n")), Does.Contain("不是完好的 PDF"));

    [Test]
    public void A_locked_file_is_refused() => Assert.That(OfficeFile.Refused(Encoding.ASCII.GetBytes(
        Regex.Replace(Encoding.Latin1.GetString(new PdfPaper().Text(50, 100, "甲").Bytes()), @"/Root 1 0 R", "/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <" + new string('1', 64) + "> /U <" + new string('2', 64) + "> >>"))), Does.Contain("密码"));

    [Test]
    public void A_degree_of_secrecy_is_found() => Assert.That(OfficeFile.Refused(new PdfPaper().Text(50, 60, "秘密★1年").Text(50, 100, "关于某事的通知").Bytes()), Does.Contain("密级"));
}
