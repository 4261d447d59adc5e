using Tracker.Domain.Units;
using static Tracker.Domain.Tests.Dates;

namespace Tracker.Domain.Tests.Units;

sealed class UnitDraftTests
{
    const string Head = "代码,全称,简称,别称,类型,上级,顺序,成立日期,撤销日期,存疑,备注\n";

    static (UnitDraft? Unit, IReadOnlyList<LineFault> Faults) Read(string line, UnitDraft? before = null, string head = Head) =>
        UnitDraft.Read(TableRows.Below(Csv.Lines(head + line), UnitDraft.Required)[0], before);

    [Test]
    public void A_line_is_read_with_all_its_columns()
    {
        var unit = Read("hbt,西藏自治区环境保护厅,环境保护厅,环保厅；区环保厅,组成部门,zfb,113,2009/3/1,2018年11月30日,是,备注").Unit!;
        Assert.That((unit.Line, unit.Code, unit.Kind, unit.Parent, unit.Order, unit.FoundedOn, unit.EndedOn, unit.Doubtful, string.Join('|', unit.Aliases)),
            Is.EqualTo((2, "hbt", UnitKind.Department, "zfb", 113, DayOrNull("2009-03-01"), DayOrNull("2018-11-30"), true, "环保厅|区环保厅")));
    }

    [TestCase("办公厅(室)", UnitKind.Office)]
    [TestCase("县（市、区）", UnitKind.County)]
    [TestCase("Agency", UnitKind.Agency)]
    public void A_kind_may_be_written_in_either_width_or_by_its_name(string written, UnitKind kind) =>
        Assert.That(Read($"a,甲局,甲,,{written},,1,,,,").Unit!.Kind, Is.EqualTo(kind));

    [TestCase("A b,甲局,甲,,组成部门,,1,,,,", "“代码”只能由小写字母、数字和横线组成，最多20个字符，不能是“A b”。")]
    [TestCase(",甲局,甲,,组成部门,,1,,,,", "“代码”只能由小写字母")]
    [TestCase("a,,甲,,组成部门,,1,,,,", "“全称”不能为空。")]
    [TestCase("a,甲局,,,组成部门,,1,,,,", "“简称”不能为空。")]
    [TestCase("a,甲局,甲,,处,,1,,,,", "“类型”不能是“处”，应为办公厅（室）、组成部门")]
    [TestCase("a,甲局,甲,,1,,1,,,,", "“类型”不能是“1”")]
    [TestCase("a,甲局,甲,,,,1,,,,", "“类型”不能为空。")]
    [TestCase("a,甲局,甲,,组成部门,,第一,,,,", "“顺序”应是整数，不能是“第一”。")]
    [TestCase("a,甲局,甲,,组成部门,,100000,,,,", "“顺序”应在 0 到 99999 之间。")]
    [TestCase("a,甲局,甲,,组成部门,,1,2018-02-30,,,", "“成立日期”不是日期：“2018-02-30”")]
    [TestCase("a,甲局,甲,,组成部门,,1,,昨天,,", "“撤销日期”不是日期：“昨天”，应写成 2018-11-19。")]
    [TestCase("a,甲局,甲,,组成部门,,1,2018-05-01,2018-05-01,,", "“撤销日期”须晚于“成立日期”。")]
    [TestCase("a,甲局,甲,,组成部门,,1,,,大概,", "“存疑”只写“是”或留空，不能是“大概”。")]
    [TestCase("a,甲局,甲,,组成部门,a,1,,,,", "“上级”不能是单位自己。")]
    [TestCase("a,\"甲\n局\",甲,,组成部门,,1,,,,", "名称“甲局”过长或含有换行")]
    public void A_line_that_is_wrong_says_so_with_its_number(string line, string sentence)
    {
        var (unit, faults) = Read(line);
        Assert.That(unit, Is.Null);
        Assert.That(faults, Has.Some.Matches<LineFault>(f => f.Line == 2 && f.Sentence.StartsWith(sentence, StringComparison.Ordinal)), string.Join(' ', faults));
    }

    [Test]
    public void All_that_is_wrong_in_a_line_is_told_at_once() =>
        Assert.That(Read("A,,甲,,处,,x,,,,").Faults, Has.Count.EqualTo(4));

    [Test]
    public void A_column_that_the_table_does_not_have_keeps_what_is_registered()
    {
        var before = Read("a,甲局,甲,甲甲,组成部门,b,7,2009-03-01,,是,旧").Unit!;
        var after = Read("a,甲局,甲,组成部门", before, "代码,全称,简称,类型\n").Unit!;
        Assert.That(after with { Aliases = [], FormerNames = [] }, Is.EqualTo(before with { Aliases = [], FormerNames = [] }));
        Assert.That(after.Aliases, Is.EqualTo(before.Aliases));
    }

    [Test]
    public void Titles_above_the_head_and_empty_lines_are_passed_over() =>
        Assert.That(TableRows.Below(Csv.Lines("单位　截至2018年\n\n代码,全称,简称,类型\n,,,\na,甲局,甲,组成部门\n"), UnitDraft.Required).Single().Line, Is.EqualTo(5));

    [TestCase("代码,全称,简称\na,甲局,甲\n", "没有找到表头")]
    [TestCase("代码,全称,简称,类型,代码\na,甲局,甲,组成部门,b\n", "表头中“代码”出现两次")]
    [TestCase("代码,全称,简称,类型\n", "表头下面一行也没有")]
    [TestCase("", "没有找到表头")]
    public void What_is_no_table_of_units_is_refused(string text, string sentence) =>
        Assert.That(() => TableRows.Below(Csv.Lines(text), UnitDraft.Required), Throws.TypeOf<DataUnreadable>().With.Message.Contains(sentence));
}

sealed class UnitTableTests
{
    static UnitDraft Unit(string code, string name, string parent = "", string? founded = null, string? ended = null, int line = 0, params string[] aliases) =>
        new(line, code, name, code, aliases, UnitKind.Department, parent, 1, DayOrNull(founded), DayOrNull(ended), false, "");

    static readonly CollectiveUnit All = new("政府各部门", [], "");

    static string Faults(UnitDraft given, params UnitDraft[] registry) =>
        string.Join(' ', UnitTable.Faults([given with { Line = 2 }], registry, [All]).Select(f => f.ToString()));

    [Test]
    public void A_unit_takes_the_place_of_the_one_with_its_code() =>
        Assert.That(Faults(Unit("a", "财政厅"), Unit("a", "财政局"), Unit("b", "教育厅")), Is.Empty);

    [Test]
    public void A_spelling_is_one_units_whatever_its_width_and_spaces() =>
        Assert.That(Faults(Unit("a", "财 政厅"), Unit("b", "教育厅", aliases: "财政厅")), Is.EqualTo("第2行：“财 政厅”已经是b（b）的名称，两个单位不能共用。"));

    [TestCase("2018-11-30", "2018-11-30", true)]
    [TestCase("2018-11-30", "2018-11-29", false)]
    public void A_name_is_free_again_once_its_unit_has_ended(string ended, string founded, bool free) =>
        Assert.That(Faults(Unit("b", "外事办", founded: founded), Unit("a", "外事办", ended: ended)) == "", Is.EqualTo(free));

    [Test]
    public void A_former_name_is_taken_too() =>
        Assert.That(Faults(Unit("b", "环境保护厅"), Unit("a", "生态环境厅") with { FormerNames = ["环境保护厅"] }), Does.Contain("已经是a（a）的名称"));

    [Test]
    public void A_collectives_name_is_no_units() =>
        Assert.That(Faults(Unit("a", "政府各部门")), Is.EqualTo("第2行：“政府各部门”是单位范围的名称，不能用作单位的名称。"));

    [Test]
    public void A_parent_must_exist() =>
        Assert.That(Faults(Unit("a", "财政厅", parent: "x")), Is.EqualTo("第2行：“上级”写的是单位代码，登记簿里没有“x”。"));

    [Test]
    public void Nobody_stands_above_himself() =>
        Assert.That(Faults(Unit("a", "甲", parent: "c"), Unit("b", "乙", parent: "a"), Unit("c", "丙", parent: "b")), Does.Contain("绕回了自己"));

    [Test]
    public void A_code_stands_once_in_a_table() =>
        Assert.That(string.Join(' ', UnitTable.Faults([Unit("a", "甲", line: 2), Unit("a", "乙", line: 5)], [], [])), Is.EqualTo("第5行：代码“a”已经写在第2行。"));

    [Test]
    public void Five_thousand_units_are_checked_in_a_moment()
    {
        var units = Enumerable.Range(0, 5000).Select(i => Unit($"u{i}", $"第{i}局", i == 0 ? "" : $"u{i / 2}", line: i + 2)).ToList();
        Assert.That(UnitTable.Faults(units, units, [All]), Is.Empty);
    }
}
