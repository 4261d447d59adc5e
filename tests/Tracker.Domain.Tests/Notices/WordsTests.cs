using Tracker.Domain.Notices;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Tests.Notices;

public sealed class WordsTests
{
    [TestCase("一、加强", MarkStyle.Han, 1, 2)]
    [TestCase("十二、加强", MarkStyle.Han, 12, 3)]
    [TestCase("（三）加强", MarkStyle.HanInBrackets, 3, 3)]
    [TestCase("(三）加强", MarkStyle.HanInBrackets, 3, 3)]
    [TestCase("㈢加强", MarkStyle.HanInBrackets, 3, 1)]
    [TestCase("第四条加强", MarkStyle.Article, 4, 3)]
    [TestCase("1.加强", MarkStyle.Digit, 1, 2)]
    [TestCase("１２．加强", MarkStyle.Digit, 12, 3)]
    [TestCase("3、加强", MarkStyle.Digit, 3, 2)]
    [TestCase("5.3月15日前完成", MarkStyle.Digit, 5, 2)]
    [TestCase("5.12月底前完成", MarkStyle.Digit, 5, 2)]
    [TestCase("1、2023年6月底前完成", MarkStyle.Digit, 1, 2)]
    [TestCase("22.2023—2025年", MarkStyle.Digit, 22, 3)]
    [TestCase("16.6—9月汛期", MarkStyle.Digit, 16, 3)]
    [TestCase("9.4、5月份", MarkStyle.Digit, 9, 2)]
    [TestCase("(5)加强", MarkStyle.DigitInBrackets, 5, 3)]
    [TestCase("②加强", MarkStyle.Circled, 2, 1)]
    public void Numbers_that_open_an_item_are_known_in_every_style(string text, MarkStyle style, int number, int length) =>
        Assert.That(Mark.At(text, 0), Is.EqualTo(new Mark(style, number, length)));

    [TestCase("110、3月起"), TestCase("3.5个月"), TestCase("1、13月"), TestCase("110、120等热线"), TestCase("3.5万人"), TestCase("2018年"), TestCase("一、二、三产业"), TestCase("一是加强"), TestCase("（市）"), TestCase("第三方评估"), TestCase("26个试点"), TestCase("")]
    public void Other_numbers_open_nothing(string text) => Assert.That(Mark.At(text, 0), Is.Null);

    [TestCase("十", 10), TestCase("十二", 12), TestCase("二十", 20), TestCase("二十一", 21), TestCase("两", 2), TestCase("２０", 20), TestCase("二〇一八", 2018)]
    public void Numbers_are_read_in_both_scripts(string text, int value) => Assert.That(HanNumber.At(text, 0), Is.EqualTo((value, text.Length)));

    [TestCase("十十"), TestCase("一二"), TestCase("个"), TestCase("1234567")]
    public void Odd_numbers_are_none(string text) => Assert.That(HanNumber.At(text, 0), Is.Null);

    [Test]
    public void A_passage_keeps_its_places_when_cut_and_joined()
    {
        var words = Passage.At(10, "甲 乙丙丁").WithoutBlanks();
        var joined = Passage.Join([words[2..], words[..2]]);
        Assert.That((joined.Text, joined.Spans), Is.EqualTo(("丙丁甲乙", new TextSpan[] { new(13, 2), new(10, 3) })));
    }

    [TestCase("### **(三) 标题。**", "(三) 标题。"), TestCase("---", ""), TestCase("**粗**细", "粗细"), TestCase("#标题", "标题"), TestCase("“互联网 +”", "“互联网 +”")]
    public void Marks_of_markdown_are_no_words(string line, string words) => Assert.That(Markdown.Strip(Passage.At(0, line)).Text, Is.EqualTo(words));

    static readonly Simplifier Simplifier = Simplifier.From([new StringReader("# 注\n乾隆\t乾隆\n"), new StringReader("乾\t干 乾\n開\t开\n後\t后 後\n")]);

    [Test]
    public void The_longest_entry_decides_and_places_are_kept()
    {
        var simple = Simplifier.Simplify(Passage.At(5, "乾隆後開乾"));
        Assert.That((simple.Text, simple.Spans.Single()), Is.EqualTo(("乾隆后开干", new TextSpan(5, 5))));
    }

    [Test]
    public void A_stray_traditional_character_does_not_make_a_text_traditional() =>
        Assert.That((Simplifier.IsTraditional("公開之後開始"), Simplifier.IsTraditional(new string('公', 99) + "開")), Is.EqualTo((true, false)));

    [Test]
    public void Traditional_text_without_tables_is_doubted()
    {
        var read = Paper.Read("一、總體要求\n1.開展業務。對會議進行檢查。\n2.開展評議。對機關進行監督。");
        Assert.That(read.Tasks.All(t => t.Doubts.Any(d => d.Field == TaskField.Text)), Is.True);
    }

    // Ten annotated characters make a text annotated; these also teach which characters have which pinyin.
    const string Taught = "發(fā)開(kāi)關(guān)項(xiàng)條(tiáo)當(dāng)數(shù)績(jī)業(yè)陽(yáng)級(jí)";

    [TestCase("政務(wù)公開(kāi)", "政務公開")]
    [TestCase("合作(PPP)項(xiàng)目(試行)", "合作(PPP)項目(試行)")]
    [TestCase("受理?xiàng)l件", "受理條件")]
    [TestCase("政府?dāng)?shù)據(jù)", "政府數據")]
    [TestCase("質(zhì)量?jī)r(jià)格", "質量價格")]
    [TestCase("支持??h級(jí)", "支持。縣級")]
    [TestCase("表?yè)P(yáng)", "表？")]
    [TestCase("何時?", "何時?")]
    public void Pinyin_goes_and_broken_characters_come_back(string printed, string restored) =>
        Assert.That(new Pinyin().Strip([Passage.At(0, Taught), Passage.At(100, printed)])[1].Text, Is.EqualTo(restored));

    [Test]
    public void A_restored_character_is_remembered_as_a_guess()
    {
        var pinyin = new Pinyin();
        pinyin.Strip([Passage.At(0, Taught), Passage.At(100, "受理?xiàng)l件")]);
        Assert.That(pinyin.Guesses, Is.EqualTo(new[] { new TextSpan(102, 8) }));
    }

    [Test]
    public void Words_of_Taiwan_are_put_back_where_the_text_shows_them_and_doubted()
    {
        var aids = new ReadingAids(Simplifier.From([new StringReader("際\t际\n網\t网\n資\t资\n訊\t讯\n電\t电\n關\t关\n於\t于\n發\t发\n輸\t输\n總\t总\n體\t体\n區\t区\n設\t设\n個\t个\n業\t业\n軟\t软\n產\t产\n專\t专\n電網\t电网")]), ReadingAids.None.UnitNames);
        var read = NoticeReader.Read(Paper.Blocks("關於印發2023年資訊化建設方案的通知\n各區：\n一、資訊化建設\n1.發展網際網路和軟體產業。（市大資料局、市工業和資訊化局）\n2.提升輸電總量。（市供電局）\n二、電網\n3.引進12個專案。（市電業局）"), aids);
        Assert.That(read.Tasks.Select(t => $"{t.Text}{string.Join('、', t.Lead.Concat(t.Support))}"), Is.EqualTo(new[] { "发展互联网和软件产业。市大数据局、市工业和信息化局", "提升输电总量。市供电局", "引進12个项目。市电业局" }));
        Assert.That(read.Tasks.Select(t => string.Join(' ', t.Doubts.Select(d => d.Field))), Is.EqualTo(new[] { "Text Units Category", "Category", "Text" }));
    }

    [Test]
    public void Words_put_back_are_doubted_whatever_their_order_in_the_line()
    {
        var aids = new ReadingAids(Simplifier.From([new StringReader("資\t资\n訊\t讯\n體\t体\n軟\t软\n網\t网\n際\t际\n關\t关\n於\t于\n發\t发\n設\t设\n區\t区")]), ReadingAids.None.UnitNames);
        var read = NoticeReader.Read(Paper.Blocks("關於印發2023年資訊化方案的通知\n各區：\n一、建設\n1.建設軟體園和資料庫，發展網際網路。（市大資料局、市資訊局）\n2.發展軟體。（市資訊局）"), aids);
        Assert.That(read.Tasks.Select(t => string.Join(' ', t.Doubts.Select(d => d.Field))), Is.All.EqualTo("Text Units"));
    }
}
