namespace Tracker.Web.Tests.Platform.Documents;

/// <summary>What Word's features make of a notice when they meet in one file.</summary>
public sealed class CombinedDocxTests
{
    static string P(string text, string properties = "") => OfficeFile.P(text, properties);
    static string Runs(string runs, string properties = "") => $"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>";
    static string R(string text) => $"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>";
    static string Del(string text) => $"<w:del w:id='1' w:author='a'><w:r><w:delText>{text}</w:delText></w:r></w:del>";
    static string Ins(string text) => $"<w:ins w:id='2' w:author='a'>{R(text)}</w:ins>";
    static string Tc(string content, string properties = "") => OfficeFile.Tc(content.StartsWith('<') ? content : P(content), properties);
    static string Down(string content = "") => content.Length == 0 ? Tc("", "<w:vMerge/>") : Tc(content, "<w:vMerge w:val='restart'/>");
    static string Wide(string content, int columns) => Tc(content, $"<w:gridSpan w:val='{columns}'/>");
    static string Table(params string[] rows) => $"<w:tbl>{string.Concat(rows.Select(r => $"<w:tr>{r}</w:tr>"))}</w:tbl>";

    static string Number(int list, int level = 0) => $"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr>";
    static string Cell(int list) => Tc(P("", Number(list)));

    static string Level(int level, string format, string text) => $"<w:lvl w:ilvl='{level}'><w:start w:val='1'/><w:numFmt w:val='{format}'/><w:suff w:val='nothing'/><w:lvlText w:val='{text}'/></w:lvl>";

    static string List(int list, int counts, string overrides = "") => $"<w:num w:numId='{list}'><w:abstractNumId w:val='{counts}'/>{overrides}</w:num>";

    static string StartAt(int number, int level = 0) => $"<w:lvlOverride w:ilvl='{level}'><w:startOverride w:val='{number}'/></w:lvlOverride>";

    // 1 counts rows; 2 counts the same and begins again; 3 begins with 8; 4 and 5 count headings and items.
    static readonly string Lists =
        $"<w:abstractNum w:abstractNumId='7'>{Level(0, "decimal", "%1")}</w:abstractNum>"
        + $"<w:abstractNum w:abstractNumId='8'>{Level(0, "chineseCountingThousand", "%1、")}{Level(1, "chineseCounting", "（%2）")}{Level(2, "decimal", "%3．")}</w:abstractNum>"
        + List(1, 7) + List(2, 7, StartAt(1)) + List(3, 7, StartAt(8)) + List(4, 8) + List(5, 8, StartAt(4, 1));

    static string[] Tasks(string plan) => WholeNotice.Tasks(OfficeFile.Docx(string.Concat(WholeNotice.Letter.Select(l => P(l))) + plan, Lists));

    static readonly string Heads =
        Down("类别") + Down("序号") + Down("工作任务") + Wide("责任单位", 2) + Down("完成时限");

    static readonly string LowerHeads = Down() + Down() + Down() + Tc("牵头单位") + Tc("配合单位") + Down();

    [Test]
    public void Merged_cells_generated_numbers_and_tracked_changes_in_one_table() =>
        Assert.That(Tasks(Table(
                Heads, LowerHeads,
                Down("一、政务公开") + Cell(1) + Tc(Runs(R("编制公开\u00ad目录，") + Del("公布") + Ins("明确") + R("事项。"))) + Tc("市政府办公室") + Tc(Runs(R("市司法局") + Ins("、市财政局"))) + Tc(Runs(Del("9") + Ins("10") + R("月底"))),
                "<w:trPr><w:del w:id='3' w:author='a'/></w:trPr>" + Down() + Cell(1) + Tc(Runs(Del("废止旧目录。"))) + Tc(Runs(Del("市档案局"))) + Tc("") + Tc(""),
                Down() + Cell(1) + Tc(Runs(R("开展业务培训") + "<w:r><w:footnoteReference w:id='1'/></w:r>" + R("。"))) + Down("市人力资源社会保障局") + Tc("") + Down("12月底"),
                Down("二、优化服务") + Cell(2) + Tc("推行一网通办。") + Down() + Tc("") + Down(),
                "<w:trPr><w:ins w:id='4' w:author='a'/></w:trPr>" + Down() + Cell(2) + Tc(Runs(Ins("设置综合窗口。"))) + Tc(Runs(Ins("市数据局"))) + Tc("") + Tc(Runs(Ins("全年")))) + P("")),
            Is.EqualTo(new[]
            {
                "一.1|编制公开目录，明确事项。|市政府办公室|市司法局、市财政局||10月底|2023-10-31|",
                "一.2|开展业务培训。|市人力资源社会保障局|||12月底|2023-12-31|",
                "二.1|推行一网通办。|市人力资源社会保障局|||12月底|2023-12-31|",
                "二.2|设置综合窗口。|市数据局|||全年||",
            }));

    [Test]
    public void A_row_that_was_moved_stands_only_where_it_was_moved_to()
    {
        static string Moved(string kind, string text) => Tc($"<w:p><w:pPr><w:rPr><w:{kind} w:id='9' w:author='a'/></w:rPr></w:pPr><w:{kind} w:id='9' w:author='a'>{R(text)}</w:{kind}></w:p>");
        static string Row(string kind, params string[] cells) => string.Concat(cells.Select(c => Moved(kind, c)));
        Assert.That(Tasks(Table(
                Tc("序号") + Tc("工作任务") + Tc("责任单位") + Tc("时限"),
                "<w:trPr><w:del w:id='9' w:author='a'/></w:trPr>" + Row("moveFrom", "1", "修缮道路。", "市交通运输局", "全年"),
                Row("moveFrom", "1", "新建公园。", "市园林局", "全年"),
                Tc("1") + Tc("编制目录。") + Tc("市政府办公室") + Tc("6月底"),
                Tc("2") + Tc("开展培训。") + Tc("市司法局") + Tc("9月底"),
                "<w:trPr><w:ins w:id='9' w:author='a'/></w:trPr>" + Row("moveTo", "3", "修缮道路。", "市交通运输局", "全年"),
                Row("moveTo", "4", "新建公园。", "市园林局", "全年")) + P("")),
            Is.EqualTo(new[] { ".1|编制目录。|市政府办公室|||6月底|2023-06-30|", ".2|开展培训。|市司法局|||9月底|2023-09-30|", ".3|修缮道路。|市交通运输局|||全年||", ".4|新建公园。|市园林局|||全年||" }));
    }

    const string Box = "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>以现场为准</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>以现场为准</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>";

    [Test]
    public void A_small_table_and_a_text_box_inside_a_row_with_numbers_that_begin_with_eight() =>
        Assert.That(Tasks(Table(
                Tc("序号") + Tc("工作任务") + Tc("责任单位") + Tc("时限"),
                Wide("（一）民生实事", 4),
                Cell(3) + Tc(P("建成三类设施：") + Table(Tc("公园") + Tc("3个，"), Tc("泳池") + Tc("2个。")) + P("")) + Down("市园林局、市体育局") + Tc("6月底"),
                Cell(3) + Tc(Runs(R("改造") + Box + R("老旧小区。"))) + Down() + Tc("12月底"),
                Wide("（二）数字政府", 4),
                Cell(3) + Tc("汇聚数据。") + Tc("市数据局") + Tc("长期")) + P("")),
            Is.EqualTo(new[]
            {
                "(一).8|建成三类设施：公园3个，泳池2个。|市园林局|市体育局||6月底|2023-06-30|",
                "(一).9|以现场为准改造老旧小区。|市园林局|市体育局||12月底|2023-12-31|Text",
                "(二).10|汇聚数据。|市数据局|||长期||",
            }));

    [Test]
    public void Paragraphs_with_generated_numbers_keep_their_order_when_changes_are_accepted() =>
        Assert.That(Tasks(
                P("强化公开", Number(4)) + Runs(R("编制目录。（市政府办公室；") + Del("5") + Ins("6") + R("月底前）"), Number(4, 1))
                + $"<w:p><w:pPr>{Number(4, 1)}<w:rPr><w:del w:id='1' w:author='a'/></w:rPr></w:pPr>{Del("废止旧目录。（市档案局）")}</w:p>"
                + Runs(R("开展培\u00ad训。（市司法局") + "<w:r><w:footnoteReference w:id='2'/></w:r>" + R("牵头，市教育局配合）"), Number(4, 1))
                + P("优化服务", Number(4)) + P("推行一网通办。（市数据局）", Number(4, 1))
                + Runs(Ins("设置综合窗口。（市数据局、市司法局按职责分工负责）"), Number(4, 1) + "<w:rPr><w:ins w:id='5' w:author='a'/></w:rPr>")
                + P("加强保障", Number(4)) + P("落实经费。（市财政局）", Number(5, 1))),
            Is.EqualTo(new[]
            {
                "一.1|编制目录。|市政府办公室|||6月底前|2023-06-30|",
                "一.2|开展培训。|市司法局|市教育局||||",
                "二.1|推行一网通办。|市数据局|||||",
                "二.2|设置综合窗口。|||市数据局、市司法局|||",
                "三.4|落实经费。|市财政局|||||",
            }));
}
