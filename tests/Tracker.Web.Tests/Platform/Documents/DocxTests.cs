namespace Tracker.Web.Tests.Platform.Documents;

/// <summary>What a Word document says once it is printed with all changes accepted.</summary>
public sealed class DocxTests
{
    static string P(string text, string properties = "") => OfficeFile.P(text, properties);

    static string Tc(string text, string properties = "") => OfficeFile.Tc(P(text), properties);

    static string[] Said(string body, string numbering = "", string styles = "") => OfficeFile.Said(OfficeFile.Docx(body, numbering, styles));

    static string Table(params string[] rows) => "<w:tbl>" + string.Concat(rows.Select(r => r.StartsWith("<w:trPr>", StringComparison.Ordinal) ? $"<w:tr>{r}</w:tr>" : $"<w:tr>{r}</w:tr>")) + "</w:tbl>";

    static string Lists(string levels, string number = "") => $"<w:abstractNum w:abstractNumId='7'>{levels}</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='7'/>{number}</w:num><w:num w:numId='2'><w:abstractNumId w:val='7'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride></w:num>";

    static string Level(int level, string format, string text, string more = "") => $"<w:lvl w:ilvl='{level}'><w:start w:val='1'/><w:numFmt w:val='{format}'/>{more}<w:suff w:val='nothing'/><w:lvlText w:val='{text}'/></w:lvl>";

    static string Numbered(int list, int level) => $"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr>";

    [Test]
    public void Paragraphs_come_in_order_with_their_runs_joined() =>
        Assert.That(Said("<w:p><w:r><w:t>完善</w:t></w:r><w:r><w:t>制度</w:t></w:r></w:p><w:p/>" + P("第二段")), Is.EqualTo(new[] { "完善制度", "第二段" }));

    [Test]
    public void Numbers_that_Word_generates_stand_in_front()
    {
        var lists = Lists(Level(0, "chineseCountingThousand", "%1、") + Level(1, "chineseCounting", "（%2）") + Level(2, "decimal", "%3.") + Level(3, "decimalEnclosedCircle", "%4"));
        Assert.That(Said(P("总体", Numbered(1, 0)) + P("甲", Numbered(1, 1)) + P("乙", Numbered(1, 1)) + P("丙", Numbered(1, 2)) + P("丁", Numbered(1, 3)) + P("任务", Numbered(1, 0)) + P("戊", Numbered(1, 1)), lists),
            Is.EqualTo(new[] { "一、总体", "（一）甲", "（二）乙", "1.丙", "①丁", "二、任务", "（一）戊" }));
    }

    [TestCase("%1.%2", "1.1")]
    [TestCase("第%1条", "第1条")]
    public void A_number_may_hold_those_above_it(string text, string number) =>
        Assert.That(Said(P("上", Numbered(1, 0)) + P("下", Numbered(1, 1)), Lists(Level(0, "decimal", "%1") + Level(1, "decimal", text)))[1], Is.EqualTo(number + "下"));

    [Test]
    public void A_legal_number_turns_those_above_into_digits() =>
        Assert.That(Said(P("上", Numbered(1, 0)) + P("下", Numbered(1, 1)), Lists(Level(0, "chineseCounting", "%1、") + Level(1, "decimal", "%1.%2", "<w:isLgl/>")))[1], Is.EqualTo("1.1下"));

    [Test]
    public void A_list_goes_on_counting_where_another_paragraph_stands_between_and_begins_again_where_it_says_so() =>
        Assert.That(Said(P("a", Numbered(1, 0)) + P("正文") + P("b", Numbered(1, 0)) + P("c", Numbered(2, 0)) + P("d", Numbered(2, 0)), Lists(Level(0, "decimal", "%1."))),
            Is.EqualTo(new[] { "1.a", "正文", "2.b", "1.c", "2.d" }));

    [Test]
    public void A_level_that_never_restarts_runs_through() =>
        Assert.That(Said(P("一章", Numbered(1, 0)) + P("a", Numbered(1, 1)) + P("二章", Numbered(1, 0)) + P("b", Numbered(1, 1)),
            Lists(Level(0, "chineseCounting", "%1、") + Level(1, "decimal", "%2.", "<w:lvlRestart w:val='0'/>"))), Is.EqualTo(new[] { "一、一章", "1.a", "二、二章", "2.b" }));

    [Test]
    public void A_style_may_bring_the_number_and_a_paragraph_may_take_it_away()
    {
        var lists = Lists(Level(0, "chineseCounting", "%1、", "<w:pStyle w:val='H1'/>") + Level(1, "chineseCounting", "（%2）", "<w:pStyle w:val='H2'/>"));
        const string styles = "<w:style w:type='paragraph' w:styleId='H1'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style><w:style w:type='paragraph' w:styleId='H2'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style><w:style w:type='paragraph' w:styleId='H2b'><w:basedOn w:val='H2'/></w:style>";
        Assert.That(Said(P("甲", "<w:pStyle w:val='H1'/>") + P("乙", "<w:pStyle w:val='H2'/>") + P("丙", "<w:pStyle w:val='H2b'/>") + P("丁", "<w:pStyle w:val='H1'/><w:numPr><w:numId w:val='0'/></w:numPr>"), lists, styles),
            Is.EqualTo(new[] { "一、甲", "（一）乙", "（二）丙", "丁" }));
    }

    [TestCase("bullet", "●", "文")]
    [TestCase("none", "", "文")]
    [TestCase("chineseLegalSimplified", "%1、", "壹、文")]
    [TestCase("ideographTraditional", "%1、", "甲、文")]
    [TestCase("decimalFullWidth", "%1．", "１．文")]
    [TestCase("lowerRoman", "%1)", "i)文")]
    public void Each_kind_of_number(string format, string text, string said) => Assert.That(Said(P("文", Numbered(1, 0)), Lists(Level(0, format, text))), Is.EqualTo(new[] { said }));

    [TestCase(10, "十")]
    [TestCase(11, "十一")]
    [TestCase(20, "二十")]
    [TestCase(103, "一百零三")]
    [TestCase(110, "一百一十")]
    public void Chinese_numbers(int number, string said) =>
        Assert.That(Said(P("", Numbered(1, 0)) + P("文", Numbered(1, 0)), Lists($"<w:lvl w:ilvl='0'><w:start w:val='{number - 1}'/><w:numFmt w:val='chineseCountingThousand'/><w:suff w:val='nothing'/><w:lvlText w:val='%1'/></w:lvl>")), Is.EqualTo(new[] { said + "文" }));

    [Test]
    public void A_column_of_generated_numbers_is_read() =>
        Assert.That(Said(Table(Tc("序号") + Tc("任务"), OfficeFile.Tc(P("", Numbered(1, 0))) + Tc("甲"), OfficeFile.Tc(P("", Numbered(1, 0))) + Tc("乙")), Lists(Level(0, "decimal", "%1"))),
            Is.EqualTo(new[] { "1:0,0 序号", "1:0,1 任务", "1:1,0 1", "1:1,1 甲", "1:2,0 2", "1:2,1 乙" }));

    [Test]
    public void Merged_cells_come_once_with_what_they_span() =>
        Assert.That(Said(Table(
                Tc("任务", "<w:gridSpan w:val='2'/>") + Tc("单位"),
                Tc("类别", "<w:vMerge w:val='restart'/>") + Tc("甲") + Tc("财政局"),
                Tc("", "<w:vMerge/>") + Tc("乙") + Tc("教育局"))),
            Is.EqualTo(new[] { "1:0,0 1x2 任务", "1:0,2 单位", "1:1,0 2x1 类别", "1:1,1 甲", "1:1,2 财政局", "1:2,1 乙", "1:2,2 教育局" }));

    [Test]
    public void A_row_may_begin_behind_empty_columns() =>
        Assert.That(Said(Table(Tc("a") + Tc("b") + Tc("c"), "<w:trPr><w:gridBefore w:val='1'/></w:trPr>" + Tc("d") + Tc("e")))[3..], Is.EqualTo(new[] { "1:1,1 d", "1:1,2 e" }));

    [Test]
    public void Paragraphs_of_a_cell_are_blocks_of_the_same_cell() =>
        Assert.That(Said(Table(Tc("任务") + Tc("单位"), OfficeFile.Tc(P("第一。") + P("第二。")) + OfficeFile.Tc("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>"))),
            Is.EqualTo(new[] { "1:0,0 任务", "1:0,1 单位", "1:1,0 第一。", "1:1,0 第二。", "1:1,1 甲", "1:1,1 乙" }));

    [Test]
    public void A_title_above_the_heads_and_a_remark_below_are_no_rows() =>
        Assert.That(Said(Table(Tc("2023年任务分解表", "<w:gridSpan w:val='2'/>"), Tc("任务") + Tc("单位"), Tc("甲") + Tc("财政局"), Tc("注：排第一的为牵头单位。", "<w:gridSpan w:val='2'/>"))),
            Is.EqualTo(new[] { "2023年任务分解表", "1:1,0 任务", "1:1,1 单位", "1:2,0 甲", "1:2,1 财政局", "注：排第一的为牵头单位。" }));

    [Test]
    public void A_table_that_arranges_the_page_is_running_text_and_the_one_in_it_a_table() =>
        Assert.That(Said("<w:tbl><w:tr>" + OfficeFile.Tc(P("通知") + Table(Tc("任务") + Tc("单位"), Tc("甲") + Tc("财政局"))) + "</w:tr></w:tbl>"),
            Is.EqualTo(new[] { "通知", "1:0,0 任务", "1:0,1 单位", "1:1,0 甲", "1:1,1 财政局" }));

    [Test]
    public void A_small_table_in_a_cell_below_heads_is_words_of_that_cell() =>
        Assert.That(Said(Table(Tc("序号") + Tc("任务") + Tc("单位"), Tc("1") + OfficeFile.Tc(P("指标：") + Table(Tc("甲") + Tc("3个"), Tc("乙") + Tc("5个")) + "<w:p/>") + Tc("财政局")))[3..],
            Is.EqualTo(new[] { "1:1,0 1", "1:1,1 指标：", "1:1,1 甲", "1:1,1 3个", "1:1,1 乙", "1:1,1 5个", "1:1,2 财政局" }));

    const string Changed = "【文件带有修订标记：已按“接受全部修订”来读，插入的保留，删除的不读，请确认修订已经定稿】";

    [Test]
    public void Tracked_insertions_are_kept_and_deletions_dropped_and_it_is_said() =>
        Assert.That(Said("<w:p><w:r><w:t>于</w:t></w:r><w:del><w:r><w:delText>9</w:delText></w:r></w:del><w:ins><w:r><w:t>10</w:t></w:r></w:ins><w:r><w:t>月底前完成。</w:t></w:r></w:p>"),
            Is.EqualTo(new[] { "于10月底前完成。", Changed }));

    [Test]
    public void A_deleted_paragraph_mark_joins_and_a_deleted_paragraph_takes_no_number() =>
        Assert.That(Said(
                P("a", Numbered(1, 0))
                + $"<w:p><w:pPr>{Numbered(1, 0)}<w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>"
                + $"<w:p><w:pPr>{Numbered(1, 0)}<w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半，</w:t></w:r></w:p>" + P("后半。", Numbered(1, 0)), Lists(Level(0, "decimal", "%1."))),
            Is.EqualTo(new[] { "1.a", "2.前半，后半。", Changed }));

    [Test]
    public void Moved_text_stands_where_it_was_moved_to() =>
        Assert.That(Said("<w:p><w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom><w:r><w:t>甲</w:t></w:r></w:p><w:p><w:r><w:t>乙</w:t></w:r><w:moveTo><w:r><w:t>移</w:t></w:r></w:moveTo></w:p>"),
            Is.EqualTo(new[] { "甲", "乙移", Changed }));

    [Test]
    public void Deleted_rows_are_no_rows() =>
        Assert.That(Said(Table(Tc("任务") + Tc("单位"), "<w:trPr><w:del/></w:trPr>" + Tc("甲") + Tc("财政局"), "<w:trPr><w:ins/></w:trPr>" + Tc("乙") + Tc("教育局"))),
            Is.EqualTo(new[] { "1:0,0 任务", "1:0,1 单位", "1:1,0 乙", "1:1,1 教育局", Changed }));

    const string Box = "<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent>";

    [Test]
    public void A_text_box_is_read_once() =>
        Assert.That(Said($"<w:p><w:r>{Box}</w:r><w:r><w:t>正文</w:t></w:r></w:p>"), Is.EqualTo(new[] { "框内", "正文" }));

    [Test]
    public void An_old_text_box_too() =>
        Assert.That(Said("<w:p><w:r><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r></w:p>"), Is.EqualTo(new[] { "框内" }));

    [Test]
    public void Notes_hidden_words_and_instructions_of_fields_are_no_text() =>
        Assert.That(Said("<w:p><w:r><w:t>正</w:t></w:r><w:r><w:footnoteReference w:id='1'/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"
            + "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>文</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"),
            Is.EqualTo(new[] { "正文" }));

    [Test]
    public void A_list_of_contents_says_nothing_new() =>
        Assert.That(Said(P("一、总体\t1", "<w:pStyle w:val='T'/>") + P("一、总体"), styles: "<w:style w:type='paragraph' w:styleId='T'><w:name w:val='toc 1'/></w:style>"), Is.EqualTo(new[] { "一、总体" }));

    [Test]
    public void Words_struck_through_are_read_and_doubted() =>
        Assert.That(Said("<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>作废</w:t></w:r></w:p>"), Is.EqualTo(new[] { "作废【有加了删除线的文字，已照原样读入，请核对是否作废】" }));

    [Test]
    public void A_picture_of_a_letter_is_marked_as_unreadable() =>
        Assert.That(Said("<w:p><w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r><w:r><w:t>甲</w:t></w:r></w:p>"), Is.EqualTo(new[] { "□甲" }));

    [Test]
    public void Content_controls_and_links_are_transparent() =>
        Assert.That(Said("<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent><w:p><w:hyperlink><w:r><w:t>甲</w:t></w:r></w:hyperlink><w:sdt><w:sdtContent><w:r><w:t>乙</w:t></w:r></w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>"), Is.EqualTo(new[] { "甲乙" }));

    [Test]
    public void What_is_embedded_is_not_read_and_it_is_said() =>
        Assert.That(Said(P("正文") + "<w:altChunk/>")[1], Does.Contain("没有读"));

    [Test]
    public void A_degree_of_secrecy_is_found_in_the_text_in_a_box_and_in_the_head_of_a_page()
    {
        Assert.That(OfficeFile.Refused(OfficeFile.Docx("<w:p><w:r><w:t>秘密</w:t></w:r><w:r><w:t>★1年</w:t></w:r></w:p>" + P("正文"))), Does.Contain("密级"));
        Assert.That(OfficeFile.Refused(OfficeFile.Docx($"<w:p><w:r>{Box.Replace("框内", "机密★", StringComparison.Ordinal)}</w:r></w:p>" + P("正文"))), Does.Contain("密级"));
        Assert.That(OfficeFile.Refused(OfficeFile.Docx(P("正文"), header: P("绝密 ★长期"))), Does.Contain("密级"));
    }
}
