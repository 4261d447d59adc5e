namespace Tracker.Web.Tests.Platform.Documents;

/// <summary>What a portal's page makes of a notice when the features of pages meet in one.</summary>
public sealed class CombinedHtmlTests
{
    const string Navigation = "<ul class=nav><li><a href=/>首页</a><li><a href=/zwgk>政务公开</a><li><a href=/ztzl>专题专栏</a></ul>";
    const string Foot = "<div class=footer>主办：青山市人民政府办公室 技术支持：某某公司 备案号：ICP备00号</div>";

    static readonly string Letter = string.Concat(WholeNotice.Letter.Select(l => $"<p>　　{l}</p>"));

    static string[] Tasks(string plan) => WholeNotice.Tasks(WholeNotice.Html(
        $"<div class=top>{Navigation}</div><div class=crumb>您的位置：<a href=/>首页</a>&gt;<a href=/x>政策文件</a></div><div id=zoom>{Letter}{plan}</div><div class=share>分享到：<a href=/w>微信</a></div>{Foot}"));

    const string Heads = "<tr><th rowspan=2>类别</th><th rowspan=2>序号</th><th rowspan=2>工作&nbsp;任务</th><th colspan=2>责任单位</th><th rowspan=2>完成时限</th></tr><tr><th>牵头单位</th><th>配合单位</th></tr>";

    [Test]
    public void Spanning_cells_hidden_elements_and_soft_hyphens_in_one_table() =>
        Assert.That(Tasks($"<table border=1>{Heads}"
                + "<tr><td rowspan=2>一、政务&nbsp;公开</td><td>1</td><td>编制公开&shy;目录<span style='display:none'>旧稿</span>。</td><td rowspan=2>市政府办公室</td><td>市司法局</td><td>6月&nbsp;底</td></tr>"
                + "<tr><td>2</td><td><p>开展&#8203;培训，</p><p>提高能力。</p></td><td>&nbsp;</td><td rowspan=2>全年</td></tr>"
                + "<tr><td colspan=1>二、优化服务</td><td>3</td><td>推行一网通办<!-- 9月 -->。</td><td colspan=2>市数据局</td></tr>"
                + "<tr style='display:none'><td></td><td>4</td><td>不显示。</td><td>市档案局</td><td></td><td>全年</td></tr></table>"),
            Is.EqualTo(new[]
            {
                "一.1|编制公开目录。|市政府办公室|市司法局||6月底|2023-06-30|",
                "一.2|开展培训，提高能力。|市政府办公室|||全年||",
                "二.3|推行一网通办。|市数据局|||全年||",
            }));

    [Test]
    public void A_table_inside_a_cell_and_one_around_the_page() =>
        Assert.That(Tasks("<table><tr><td><table border=1><tr><th>序号</th><th>工作任务</th><th>责任单位</th><th>时限</th></tr>"
                + "<tr><td colspan=4>（一）民生实事</td></tr>"
                + "<tr><td>1</td><td>建成两类设施：<table><tr><td>公园</td><td>3个，</td></tr><tr><td>泳池</td><td>2个。</td></tr></table></td><td rowspan=2>市园林局，<br>市体育局</td><td>6月底</td></tr>"
                + "<tr><td>2</td><td>改造老旧小区。</td><td>12月底</td></tr>"
                + "<tr><td colspan=4>（二）数字政府</td></tr><tr><td>3</td><td>汇聚数据。</td><td>市数据局</td><td>长期</td></tr></table></td></tr></table>"),
            Is.EqualTo(new[]
            {
                "(一).1|建成两类设施：公园3个，泳池2个。|市园林局|市体育局||6月底|2023-06-30|",
                "(一).2|改造老旧小区。|市园林局|市体育局||12月底|2023-12-31|",
                "(二).3|汇聚数据。|市数据局|||长期||",
            }));

    [Test]
    public void Paragraphs_with_blanks_of_every_kind_and_links_among_the_words() =>
        Assert.That(Tasks("<p><strong>一、强化公开</strong></p><p>&emsp;&emsp;（一）编制<a href=/m>公开目录</a>，&nbsp;明确事项。（市政府&shy;办公室；6月底前）</p><p>&#12288;（二）开展培训。<font>（市司法局<span>牵头，</span>市教育局配合）</font></p>"
                + "<p><strong>二、优化服务</strong></p><div>（三）推行一网<wbr>通办。（市数据局）<p style='visibility:hidden'>（四）不显示。（市档案局）</p></div>"),
            Is.EqualTo(new[]
            {
                "一.1|编制公开目录，明确事项。|市政府办公室|||6月底前|2023-06-30|", "一.2|开展培训。|市司法局|市教育局||||", "二.3|推行一网通办。|市数据局|||||",
            }));
}
