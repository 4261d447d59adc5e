using Tracker.Domain.Notices;

namespace Tracker.Domain.Tests.Notices;

/// <summary>Damage that leaves a trace carries a doubt, in each layout; the same paper undamaged carries none.</summary>
public sealed class DamageTests
{
    static readonly Dictionary<string, Func<string[][], ReadNotice>> Tables = new()
    {
        ["real"] = rows => TablePaper.Read(string.Join('\n', rows.Select(r => string.Join('|', r)))),
        ["pipes"] = rows => Paper.Read(string.Join('\n', rows.Select(r => $"|{string.Join('|', r)}|"))),
        ["tabs"] = rows => Paper.Read(string.Join('\n', rows.Select(r => string.Join('\t', r)))),
        ["borders"] = rows => Paper.Read("┌──┬──┬──┬──┐\n" + string.Join("\n├──┼──┼──┼──┤\n", rows.Select(r => $"│{string.Join('│', r)}│")) + "\n└──┴──┴──┴──┘"),
    };

    static readonly string[] Heads = ["序号", "工作任务", "责任单位", "完成时限"];
    static readonly string[] First = ["1", "做好甲事，认真推进各项工作。", "财政厅", "全年"], Third = ["3", "做好丙事，认真推进各项工作。", "审计厅", "全年"];

    static IEnumerable<TestCaseData> Rows() => from layout in Tables.Keys
        from damage in new (string Name, string[] Row, TaskField? Field)[]
        {
            ("none", ["2", "做好乙事，认真推进各项工作。", "教育厅、审计厅", "全年"], null),
            ("an unclosed bracket", ["2", "做好乙事（含丁事，认真推进各项工作。", "教育厅、审计厅", "全年"], TaskField.Text),
            ("an unclosed bracket among units", ["2", "做好乙事，认真推进各项工作。", "教育厅、审计厅（牵头", "全年"], TaskField.Units),
            ("a word fragment", ["2", "做好乙事，认真推进各项工作。", "教育厅、审计", "全年"], TaskField.Units),
            ("a limit cut off", ["2", "做好乙事，认真推进各项工作。", "教育厅、审计厅", "月底"], TaskField.TimeLimit),
            ("a cell less", ["2", "做好乙事，认真推进各项工作。", "全年"], TaskField.Units),
            ("a cell more", ["2", "做好乙事，", "认真推进各项工作。", "教育厅、审计厅", "全年"], TaskField.Text),
        }
        // A real table has all its cells.
        where layout is not "real" || damage.Row.Length == Heads.Length
        select new TestCaseData(layout, damage.Row, damage.Field).SetArgDisplayNames(layout, damage.Name);

    [TestCaseSource(nameof(Rows))]
    public void A_table(string layout, string[] row, TaskField? field)
    {
        var tasks = Tables[layout]([Heads, First, row, Third]).Tasks;
        Assert.That(tasks, Has.Count.EqualTo(3));
        Assert.That(tasks[1].Doubts.Select(d => d.Field), field is { } doubted ? Has.Member(doubted) : Is.Empty);
    }

    [TestCaseSource(nameof(Layouts))]
    public void A_gap_in_the_numbers_of_a_table(string layout) =>
        Assert.That(Tables[layout]([Heads, First, Third]).Doubts.Select(d => d.Reason), Has.Some.Contains("缺第2项"));

    static IEnumerable<string> Layouts => Tables.Keys;

    [TestCase("2.做好乙事，认真推进各项工作。（教育厅、审计厅）", null)]
    [TestCase("2.做好乙事，认真推进各项工作。（教育厅、审计厅", TaskField.Units)]
    [TestCase("2.做好乙事（含丁事，认真推进各项工作。（教育厅、审计厅）", TaskField.Text)]
    [TestCase("2.做好乙事，认真推进各项工作。教育厅、审计厅）", TaskField.Units)]
    [TestCase("2.做好乙事，认真推进各项工作。（教育厅、审计）", TaskField.Units)]
    [TestCase("2.做好乙事，认真推进各项", TaskField.Text)]
    [TestCase("2.做好乙事，认真推进。（教育厅），审计厅）", TaskField.Text)]
    public void A_paragraph(string paragraph, TaskField? field)
    {
        var tasks = Paper.Read($"一、加强公开\n1.做好甲事，认真推进各项工作。（财政厅）\n{paragraph}\n3.做好丙事，认真推进各项工作。（审计厅）\n4.做好丁事，认真推进各项工作。（审计厅）").Tasks;
        Assert.That(tasks, Has.Count.EqualTo(4));
        Assert.That(tasks[1].Doubts.Select(d => d.Field), field is { } doubted ? Has.Member(doubted) : Is.Empty);
    }

    [Test]
    public void A_gap_in_the_numbers_of_paragraphs() =>
        Assert.That(Paper.Read("一、加强公开\n1.做好甲事。（财政厅）\n3.做好丙事。（审计厅）").Doubts.Select(d => d.Reason), Has.Some.Contains("缺第2项"));
}
