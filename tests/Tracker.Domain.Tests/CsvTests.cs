namespace Tracker.Domain.Tests;

sealed class CsvTests
{
    [Test]
    public void Fields_are_found_by_column_and_rows_keep_their_line()
    {
        var rows = Csv.Read("\uFEFF# remark\r\na,b\r\n1,\"x, \"\"y\"\"\nz\"\r\n\r\n2,\n", "b", "a");
        Assert.That(rows.Select(r => (r.Line, r["a"], r["b"])), Is.EqualTo(new[] { (3, "1", "x, \"y\"\nz"), (6, "2", "") }));
    }

    [Test]
    public void A_list_is_divided_by_semicolons_and_may_be_empty()
    {
        var rows = Csv.Read("names\n甲;乙；丙; ;\n\"\"\n", "names");
        Assert.That(rows.Select(r => string.Join("|", r.List("names"))), Is.EqualTo(new[] { "甲|乙；丙", "" }));
    }

    [TestCase("", 1, "没有表头")]
    [TestCase("# only remarks\n", 1, "没有表头")]
    [TestCase("a,c\n", 1, "缺少“b”")]
    [TestCase("a,b,a\n", 1, "“a”出现两次")]
    [TestCase("# x\na,b\n1,2\n1\n", 4, "应有2列，实有1列")]
    [TestCase("a,b\n1,2,3\n", 2, "应有2列，实有3列")]
    [TestCase("a,b\n1,\"2\n3", 2, "引号没有结束")]
    [TestCase("a,b\n\"1\"2,3\n", 2, "引号之后")]
    public void Broken_tables_are_refused_with_the_line(string text, int line, string reason)
    {
        var refused = Assert.Throws<DataUnreadable>(() => Csv.Read(text, "a", "b"))!;
        Assert.That(refused.Line, Is.EqualTo(line));
        Assert.That(refused.Message, Does.StartWith($"第{line}行：").And.Contain(reason));
    }
}
