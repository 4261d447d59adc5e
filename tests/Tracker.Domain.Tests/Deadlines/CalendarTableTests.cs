using Tracker.Domain.Deadlines;
using static Tracker.Domain.Tests.Dates;

namespace Tracker.Domain.Tests.Deadlines;

/// <summary>The yearly notice on days off as a table: every line is sound, or it says what is wrong.</summary>
sealed class CalendarTableTests
{
    const string NationalDay = "2027-10-01,放假,国庆节,国办发明电〔2026〕9号";

    static CalendarTable Read(string rows, bool known = false) => CalendarTable.Read(Csv.Lines("日期,类别,名称,文号\n" + rows), 2027, known);

    [Test]
    public void A_sound_table_gives_its_days()
    {
        var table = Read($"2026-12-31,放假,元旦,某号\n2027-01-02,上班,元旦,某号\n2027-01-04,照常,元旦,某号\n{NationalDay}\n");
        Assert.That(table.Faults, Is.Empty);
        Assert.That(table.Facts.Select(f => (f.Date, f.Kind, f.Worked)), Is.EqualTo(new[]
        {
            (Day("2026-12-31"), (DayKind?)DayKind.Holiday, false), (Day("2027-01-02"), DayKind.Workday, true),
            (Day("2027-01-04"), null, true), (Day("2027-10-01"), DayKind.Holiday, false),
        }));
    }

    [TestCase("2027/10/1")]
    [TestCase("2027-10-1")]
    [TestCase("2027年10月1日")]
    [TestCase("2027.10.01")]
    public void Dates_are_read_as_spreadsheets_write_them(string written) =>
        Assert.That(Read($"{written},放假,国庆节,某号\n").Facts.Single().Date, Is.EqualTo(Day("2027-10-01")));

    [Test]
    public void The_columns_of_the_seed_data_are_known_too() =>
        Assert.That(CalendarTable.Read(Csv.Lines(SeedData.Text("calendar/cn-working-days.csv")), 2018, known: true).Facts.Count(f => f.Date.Year == 2018), Is.GreaterThan(25));

    [TestCase("2027-13-01,放假,国庆节,某号", "“2027-13-01”不是日期，应写作 2027-10-01")]
    [TestCase("2027-02-29,放假,春节,某号", "“2027-02-29”不是日期")]
    [TestCase("10月1日,放假,国庆节,某号", "“10月1日”不是日期")]
    [TestCase("2028-01-01,放假,元旦,某号", "2028-01-01 不在2027年的安排里：应在 2026-12-29 到 2027-12-31 之间")]
    [TestCase("2026-10-02,放假,国庆节,某号", "2026-10-02 不在2027年的安排里")]
    [TestCase("2027-10-02,休息,国庆节,某号", "“类别”只能是 放假、上班 或 照常，不能是“休息”")]
    [TestCase("2027-10-02,,国庆节,某号", "“类别”只能是 放假、上班 或 照常，不能是“”")]
    [TestCase("2027-10-08,上班,国庆节,某号", "2027-10-08 不是星期六、星期日，本来就上班")]
    [TestCase("2027-10-02,放假,,某号", "“名称”没有填写")]
    [TestCase("2027-10-02,放假,国庆节,", "“文号”没有填写")]
    [TestCase("2027-10-01,上班,国庆节,某号", "2027-10-01 不是星期六、星期日")]
    [TestCase(NationalDay, "2027-10-01 在第2行已经写过，一天只能写一次")]
    public void A_wrong_line_says_what_is_wrong(string row, string sentence)
    {
        var faults = Read($"{NationalDay}\n{row}\n").Faults;
        Assert.That(faults.Select(f => f.Line), Is.All.EqualTo(3));
        Assert.That(faults.Select(f => f.Sentence), Has.Some.StartWith(sentence));
    }

    [Test]
    public void A_part_of_a_year_is_no_arrangement_of_it_unless_that_is_known()
    {
        const string part = "2027-05-01,放假,劳动节,某号\n";
        Assert.That(Read(part).Faults.Single().ToString(), Is.EqualTo("第2行：表里没有2027年10月1日放假，不像全年的安排；请核对年份，或者补全"));
        Assert.That(Read(part, known: true).Faults, Is.Empty);
    }

    [TestCase("日期,类别,名称\n2027-10-01,放假,国庆节\n", "没有找到表头，表头里要有“日期”、“类别”、“名称”、“文号”")]
    [TestCase("date,kind,name\n2027-10-01,holiday,国庆节\n", "“notice”")]
    [TestCase("日期,类别,名称,文号\n", "一行也没有")]
    [TestCase("日期,类别,名称,文号,日期\n2027-10-01,放假,国庆节,某号,\n", "“日期”出现两次")]
    public void What_is_no_such_table_is_refused_as_a_whole(string csv, string sentence) =>
        Assert.That(() => CalendarTable.Read(Csv.Lines(csv), 2027, false), Throws.TypeOf<DataUnreadable>().With.Message.Contains(sentence));
}
