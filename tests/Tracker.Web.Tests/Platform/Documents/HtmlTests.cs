using System.Text;

namespace Tracker.Web.Tests.Platform.Documents;

/// <summary>A page as a browser shows it, without what the portal puts around the paper.</summary>
public sealed class HtmlTests
{
    [OneTimeSetUp]
    public void KnowGb18030() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    static string[] Said(string body) => OfficeFile.Said(Encoding.UTF8.GetBytes($"<!DOCTYPE html><html><head><title>题</title><style>p{{}}</style></head><body>{body}</body></html>"));

    [Test]
    public void Paragraphs_and_line_breaks_are_blocks() =>
        Assert.That(Said("<p>第一段<b>加粗</b></p><div>第二段<br>第三段</div>散句<script>var a</script><!-- 注 -->"), Is.EqualTo(new[] { "第一段加粗", "第二段", "第三段", "散句" }));

    [Test]
    public void Spans_of_cells_are_kept() =>
        Assert.That(Said("<table><thead><tr><th colspan=2>任务</th><th>单位</th></tr></thead><tr><td rowspan=2>类别</td><td>甲</td><td rowspan=0>财政局</td></tr><tr><td>乙</td></tr></table>"),
            Is.EqualTo(new[] { "1:0,0 1x2 任务", "1:0,2 单位", "1:1,0 2x1 类别", "1:1,1 甲", "1:1,2 2x1 财政局", "1:2,1 乙" }));

    [Test]
    public void A_foot_that_stands_first_comes_last() =>
        Assert.That(Said("<table><tfoot><tr><td>丙</td><td>丁</td></tr></tfoot><tr><td>甲</td><td>乙</td></tr></table>"), Is.EqualTo(new[] { "1:0,0 甲", "1:0,1 乙", "1:1,0 丙", "1:1,1 丁" }));

    [Test]
    public void Tables_that_arrange_the_page_are_running_text() =>
        Assert.That(Said("<table><tr><td>首页</td><td>新闻</td></tr><tr><td colspan=2><p>通知正文。</p><table><tr><td>任务</td><td>单位</td></tr><tr><td>甲</td><td>财政局</td></tr></table></td></tr></table>"),
            Is.EqualTo(new[] { "首页", "新闻", "通知正文。", "1:0,0 任务", "1:0,1 单位", "1:1,0 甲", "1:1,1 财政局" }));

    [Test]
    public void A_table_of_one_column_is_running_text() =>
        Assert.That(Said("<table><tr><td>甲</td></tr><tr><td>乙</td></tr></table>"), Is.EqualTo(new[] { "甲", "乙" }));

    [Test]
    public void Numbers_of_ordered_lists_are_written_out_unless_the_text_has_its_own() =>
        Assert.That(Said("<ol start=3><li>甲<li><p>乙</p></ol><ol><li>（一）丙</li></ol><ol style='list-style:none'><li>丁</ol><ol type=a><li>戊</ol><ul><li>己</ul><ol style='list-style-type:cjk-ideographic'><li>庚</ol>"),
            Is.EqualTo(new[] { "3. 甲", "4. 乙", "（一）丙", "丁", "a. 戊", "己", "一、庚" }));

    [Test]
    public void What_is_not_shown_is_not_read() =>
        Assert.That(Said("<p>甲</p><p style='display: none'>乙</p><p hidden>丙</p><noscript>丁</noscript><select><option>戊</select><ruby>己<rt>ji</rt></ruby>"), Is.EqualTo(new[] { "甲", "己" }));

    [Test]
    public void The_portal_around_the_paper_is_left_out_but_its_record_of_the_paper_is_kept()
    {
        const string Links = "<ul><li><a href=/a>首页</a><li><a href=/b>政务公开</a><li><a href=/c>办事服务</a></ul>";
        var said = Said($"<div class=head>{Links}</div><div class=main><div class=crumb>当前位置：<a href=/>首页</a> &gt; <a href=/z>政策文件</a></div>"
            + "<table><tr><td>索引号</td><td>0001</td><td>发文字号</td><td>云政办发〔2022〕8号</td></tr><tr><td>发布日期：</td><td>2022-03-04</td><td>主题词</td><td></td></tr></table>"
            + "<h1>关于印发方案的通知</h1><div id=zoom><p>各镇人民政府，县政府各部门：</p><p>现将《二〇二二年重点工作任务分解方案》印发给你们，请认真组织实施，确保各项任务落地见效，按时报送进展情况。</p><p>一、做好甲事，按季度通报进展，年底前全面完成各项任务指标，有关情况及时报告县政府。</p></div>"
            + $"<div class=next>上一篇：<a href=/p>别的通知，关于别的事情，请注意查收。</a></div></div><div class=side><h3>相关新闻</h3>{Links}</div><div>版权所有：云岭县人民政府办公室，技术支持：某某公司，备案号：ICP备123号</div>");
        Assert.That(said, Is.EqualTo(new[]
        {
            "索引号：0001", "发文字号：云政办发〔2022〕8号", "发布日期：2022-03-04", "关于印发方案的通知", "各镇人民政府，县政府各部门：",
            "现将《二〇二二年重点工作任务分解方案》印发给你们，请认真组织实施，确保各项任务落地见效，按时报送进展情况。",
            "一、做好甲事，按季度通报进展，年底前全面完成各项任务指标，有关情况及时报告县政府。",
        }));
    }

    [Test]
    public void Words_struck_through_are_read_and_doubted() =>
        Assert.That(Said("<p>原定<s>9月</s></p>").Single(), Does.StartWith("原定9月【有加了删除线的文字"));

    [TestCase("GB18030", "gb2312")]
    [TestCase("GB18030", "utf-8")]
    [TestCase("utf-8", "gb2312")]
    [TestCase("utf-16", "utf-8")]
    public void An_encoding_is_told_by_the_bytes_whatever_the_page_says(string encoding, string declared)
    {
        var coding = Encoding.GetEncoding(encoding);
        byte[] bytes = [.. coding is UnicodeEncoding ? coding.GetPreamble() : [], .. coding.GetBytes($"<html><meta charset={declared}><p>财政局牵头</p></html>")];
        Assert.That(OfficeFile.Said(bytes), Is.EqualTo(new[] { "财政局牵头" }));
    }

    [Test]
    public void A_degree_of_secrecy_is_found_also_where_the_page_is_left_out() =>
        Assert.That(OfficeFile.Refused(Encoding.UTF8.GetBytes("<html><body><nav>秘密★1年</nav><p>正文</p></body></html>")), Does.Contain("密级"));

    [Test]
    public void A_page_without_words_is_refused() =>
        Assert.That(OfficeFile.Refused(Encoding.UTF8.GetBytes("<html><body><img src=a.png><iframe src=b.html></iframe></body></html>")), Does.Contain("没有文字"));
}
