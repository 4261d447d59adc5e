namespace Tracker.Web.Tests.Platform.Documents;

/// <summary>A workbook as its sheets are displayed.</summary>
public sealed class XlsxTests
{
    static readonly string?[] Heads = ["序号", "任务", "单位"];

    [Test]
    public void Cells_keep_their_places_and_merged_ones_come_once() =>
        Assert.That(OfficeFile.Said(OfficeFile.Xlsx([Heads, ["1", "甲", "财政局"], ["2", "乙", "盖住的"]], OfficeFile.Merged("C2:C3"))),
            Is.EqualTo(new[] { "1:0,0 序号", "1:0,1 任务", "1:0,2 单位", "1:1,0 1", "1:1,1 甲", "1:1,2 2x1 财政局", "1:2,0 2", "1:2,1 乙" }));

    [Test]
    public void Rows_and_columns_without_words_are_no_part_of_the_grid() =>
        Assert.That(OfficeFile.Said(OfficeFile.Xlsx([["任务", null, "单位"], [null, null, null], ["甲", null, "财政局"]], OfficeFile.Merged("A1:B1", "A3:B3"))),
            Is.EqualTo(new[] { "1:0,0 任务", "1:0,1 单位", "1:1,0 甲", "1:1,1 财政局" }));

    [Test]
    public void A_title_above_is_no_row() =>
        Assert.That(OfficeFile.Said(OfficeFile.Xlsx([["附件1"], ["2023年任务分解表"], Heads, ["1", "甲", "财政局"]], OfficeFile.Merged("A2:C2")))[..3],
            Is.EqualTo(new[] { "附件1", "2023年任务分解表", "1:2,0 序号" }));

    [Test]
    public void Lines_of_a_cell_are_blocks_of_the_same_cell() =>
        Assert.That(OfficeFile.Said(OfficeFile.Xlsx([["任务", "单位"], ["甲&#10;乙", "财政局"]]))[2..4], Is.EqualTo(new[] { "1:1,0 甲", "1:1,0 乙" }));

    [Test]
    public void A_hidden_row_is_read_and_doubted() =>
        Assert.That(OfficeFile.Said(OfficeFile.Xlsx("", "", ("Sheet1", "", "<sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>任务</t></is></c><c r='B1' t='inlineStr'><is><t>单位</t></is></c></row><row r='2' hidden='1'><c r='A2' t='inlineStr'><is><t>甲</t></is></c></row></sheetData>")))[2],
            Is.EqualTo("1:1,0 甲【这一行在表格里是隐藏的，请核对是否仍然有效】"));

    [Test]
    public void A_hidden_column_too() =>
        Assert.That(OfficeFile.Said(OfficeFile.Xlsx("", "", ("Sheet1", "", "<cols><col min='2' max='16384' hidden='1'/></cols>" + OfficeFile.Rows([["任务", "单位"], ["甲", "财政局"]]))))[3], Does.EndWith("【这一列在表格里是隐藏的，请核对是否仍然有效】"));

    [Test]
    public void Several_sheets_are_several_tables_with_their_names() =>
        Assert.That(OfficeFile.Said(OfficeFile.Xlsx("", "", ("城市建设", "", OfficeFile.Rows([["任务", "单位"], ["甲", "住建局"]])), ("Sheet2", "", ""), ("乡村振兴", "", OfficeFile.Rows([["任务", "单位"], ["乙", "农业农村局"]])))),
            Is.EqualTo(new[] { "城市建设", "1:0,0 任务", "1:0,1 单位", "1:1,0 甲", "1:1,1 住建局", "乡村振兴", "2:0,0 任务", "2:0,1 单位", "2:1,0 乙", "2:1,1 农业农村局" }));

    [TestCase("hidden")]
    [TestCase("veryHidden")]
    public void A_hidden_sheet_is_left_out_and_it_is_said(string state) =>
        Assert.That(OfficeFile.Said(OfficeFile.Xlsx("", "", ("表", "", OfficeFile.Rows([["任务", "单位"], ["甲", "住建局"]])), ("旧稿", $"state='{state}'", OfficeFile.Rows([["任务"], ["乙"]])))),
            Is.EqualTo(new[] { "1:0,0 任务", "1:0,1 单位", "1:1,0 甲", "1:1,1 住建局", "【工作表“旧稿”是隐藏的，没有读，请核对是否漏了任务】" }));

    static string Shown(string value, string format, string type = "")
    {
        var styles = $"<numFmts><numFmt numFmtId='200' formatCode='{format.Replace("\"", "&quot;", StringComparison.Ordinal)}'/></numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='200'/></cellXfs>";
        return OfficeFile.Said(OfficeFile.Xlsx("", styles, ("Sheet1", "", $"<sheetData><row r='1'><c r='A1' s='1' {type}><v>{value}</v></c></row></sheetData>")))[0];
    }

    [TestCase("45107", "yyyy\"年\"m\"月\"d\"日\"", "2023年6月30日")]
    [TestCase("45107", "yyyy\\-mm\\-dd;@", "2023-06-30")]
    [TestCase("45107", "yyyy/m/d", "2023/6/30")]
    [TestCase("45107", "m\"月\"d\"日\";@", "6月30日")]
    [TestCase("45078", "[$-804]yyyy\"年\"m\"月\";@", "2023年6月")]
    [TestCase("45107", "[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\";@", "二〇二三年六月三十日")]
    [TestCase("45107.75", "yyyy/m/d h:mm", "2023/6/30 18:00")]
    [TestCase("12", "General", "12")]
    [TestCase("0.1", "General", "0.1")]
    [TestCase("0.30000000000000004", "General", "0.3")]
    [TestCase("7.0", "General", "7")]
    [TestCase("0.856", "0%", "86%")]
    [TestCase("0.856", "0.0%", "85.6%")]
    [TestCase("1234567.891", "#,##0.00", "1,234,567.89")]
    [TestCase("-3", "0;(0)", "(3)")]
    [TestCase("5", "0\"项\"", "5项")]
    [TestCase("3", "\"第\"0\"季度\"", "第3季度")]
    [TestCase("20230630", "0_ ", "20230630")]
    public void Numbers_and_dates_are_read_as_they_are_displayed(string value, string format, string shown) => Assert.That(Shown(value, format), Is.EqualTo(shown));

    [TestCase("14", "2023/6/30")]
    [TestCase("31", "2023年6月30日")]
    [TestCase("57", "2023年6月")]
    [TestCase("58", "6月30日")]
    public void Formats_named_by_number_are_those_of_Chinese_Excel(string id, string shown) =>
        Assert.That(OfficeFile.Said(OfficeFile.Xlsx("", $"<cellXfs><xf numFmtId='{id}'/></cellXfs>", ("Sheet1", "", "<sheetData><row r='1'><c r='A1' s='0'><v>45107</v></c></row></sheetData>")))[0], Is.EqualTo(shown));

    [Test]
    public void Shared_strings_come_without_phonetic_guides() =>
        Assert.That(OfficeFile.Said(OfficeFile.Xlsx("<si><t>别的</t></si><si><r><t>财</t></r><r><t>政局</t></r><rPh sb='0' eb='1'><t>cái</t></rPh></si>", "", ("Sheet1", "", "<sheetData><row r='1'><c r='A1' t='s'><v>1</v></c></row></sheetData>")))[0], Is.EqualTo("财政局"));

    [Test]
    public void A_formula_shows_the_value_that_was_stored_and_says_where_there_is_none() =>
        Assert.That(OfficeFile.Said(OfficeFile.Xlsx("", "", ("Sheet1", "", "<sheetData><row r='1'><c r='A1' t='str'><f>B1</f><v>甲</v></c><c r='B1'><f>C1</f></c></row></sheetData>"))),
            Is.EqualTo(new[] { "甲", "【单元格是公式，文件里没有存算出的值，请在 Excel 或 WPS 中打开并保存后再读】" }));

    [Test]
    public void A_broken_formula_is_doubted() => Assert.That(Shown("#REF!", "General", "t='e'"), Is.EqualTo("#REF!【单元格里的公式出错，值读不出来】"));

    [Test]
    public void A_degree_of_secrecy_is_found_in_a_cell_and_in_the_head_of_a_page()
    {
        Assert.That(OfficeFile.Refused(OfficeFile.Xlsx([["秘密★1年"], Heads, ["1", "甲", "财政局"]])), Does.Contain("密级"));
        Assert.That(OfficeFile.Refused(OfficeFile.Xlsx([Heads, ["1", "甲", "财政局"]], "<headerFooter><oddHeader>&amp;L机密★</oddHeader></headerFooter>")), Does.Contain("密级"));
    }
}
