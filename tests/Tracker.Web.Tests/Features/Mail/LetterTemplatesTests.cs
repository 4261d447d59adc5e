using AngleSharp.Html.Parser;
using HandlebarsDotNet.Compiler;
using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Web.Features.Mail;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Mail;

/// <summary>模板: the words of mails are files; text and HTML are made of the same words.</summary>
[TestFixture]
public sealed class LetterTemplatesTests
{
    sealed record Returned(long WorkItemId, string Number, string Title, string Reason, LocalDate CorrectionDue);

    static readonly LetterTemplates templates = SampleLetters.Templates;
    static readonly Returned row = new(7, "一.3", "制定办法", "缺少附件", new(2018, 9, 28));

    static Letter Letter(object model) => templates.Letter("Returned", model);

    [Test]
    public void A_file_says_subject_lead_sections_and_button()
    {
        var letter = Letter(row);
        Assert.Multiple(() =>
        {
            Assert.That(letter.Subject, Is.EqualTo("【分工方案】1项退回补办：一.3 制定办法"));
            Assert.That(letter.Lead, Is.EqualTo("贵单位提交的办结申请已退回，请于2018年9月28日前补办后重新提交。"));
            Assert.That(letter.Parts.Select(p => p.Heading), Is.EqualTo(new[] { "退回的理由", "退回的任务" }));
            Assert.That(letter.Parts.Select(p => p.Lines.Single()), Is.EqualTo(new[] { new LetterLine("缺少附件"), new LetterLine("一.3 制定办法", "", "https://duban.example/items/7") }));
            Assert.That(letter.Button, Is.EqualTo(new LetterLink("查看并补办", "https://duban.example/items/7")));
        });
    }

    [Test]
    public void Text_and_html_say_the_same()
    {
        var letter = Letter(row);
        var html = new HtmlParser().ParseDocument(templates.ToHtml(letter, "张三")).Body!.TextContent;
        foreach (var words in new[] { "张三：", letter.Lead, "退回的任务", "一.3 制定办法", "缺少附件", "查看并补办", "请勿直接回复" })
        {
            Assert.That(html, Does.Contain(words));
            Assert.That(templates.ToText(letter, "张三"), Does.Contain(words));
        }
    }

    [Test]
    public void Html_escapes_what_people_wrote_and_text_leaves_it()
    {
        var letter = Letter(row with { Title = "<b>\"办法\"</b> & 附件" });
        Assert.That(letter.Subject, Does.EndWith("<b>\"办法\"</b> & 附件"));
        Assert.That(templates.ToText(letter, "<i>"), Does.Contain("<b>\"办法\"</b> & 附件").And.StartWith("<i>："));
        Assert.That(templates.ToHtml(letter, "<i>"), Does.Contain("&lt;b&gt;&quot;办法&quot;&lt;/b&gt; &amp; 附件").And.Contain("&lt;i&gt;：").And.Not.Contain("<b>"));
    }

    [Test]
    public void What_people_wrote_on_several_lines_stays_in_its_line() =>
        Assert.That(Letter(row with { Reason = "一、缺附件\r\n二、没有盖章" }).Parts[0].Lines[0].Text, Is.EqualTo("一、缺附件 二、没有盖章"));

    [Test]
    public void A_name_that_the_model_does_not_have_is_an_error() =>
        Assert.That(() => Letter(new { row.WorkItemId, row.Number, row.Title, row.Reason }), Throws.InstanceOf<HandlebarsUndefinedBindingException>().With.Message.Contains("CorrectionDue"));

    [Test]
    public void A_section_without_a_line_is_left_out()
    {
        var order = templates.Letter("Order", new { N = 0, UnitName = "教育厅", Remark = "", Items = LetterLines.Of(Array.Empty<LetterLines.IItem>(), _ => "") });
        Assert.That(order.Parts, Is.Empty);
        Assert.That(templates.ToHtml(order, "张三"), Does.Not.Contain("办公厅附言"));
    }

    [Test]
    public void A_long_list_ends_with_how_many_are_left()
    {
        var units = Enumerable.Range(1, 103).Select(n => new { Name = $"单位{n}", InWords = "" }).ToList();
        var part = templates.DigestPart("RollUp", new { Today = new LocalDate(2018, 9, 25), Why = "汇总", Units = units, Missing = Array.Empty<object>(), Complete = 103 },
            new(new(2018, 9, 25), WorkingCalendar.Of([])));
        Assert.That(part.Parts[^1].Lines.Select(l => l.Text).TakeLast(2), Is.EqualTo(new[] { "单位100", "另有 3 家，请登录系统查看" }));
        Assert.That(part.Counts, Is.EqualTo(new[] { (0, "家未报") }));
    }

    [Test]
    public void Every_letter_there_is_has_a_sample_that_fills_it() =>
        Assert.That(SampleLetters.All.Keys.Where(k => !k.Contains('-', StringComparison.Ordinal)),
            Is.EquivalentTo(LetterTemplates.Names.Where(n => n.EndsWith(".letter", StringComparison.Ordinal)).Select(n => n[..^".letter".Length])));

    [Test]
    public void Every_letter_says_why_it_came_and_what_to_do() => Assert.Multiple(() =>
    {
        foreach (var (name, letter) in SampleLetters.All)
            Assert.That(letter is { Lead.Length: > 10, Parts.Count: > 0, Button.Text.Length: > 1 } && letter.Subject.StartsWith("【分工方案】", StringComparison.Ordinal), name);
    });
}
