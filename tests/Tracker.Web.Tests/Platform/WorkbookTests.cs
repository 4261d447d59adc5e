using NodaTime;
using Tracker.Web.Platform.Documents;
using Tracker.Web.Tests.Features.Ledger;

namespace Tracker.Web.Tests.Platform;

[TestFixture]
public sealed class WorkbookTests
{
    [TestCase("=1+1", "'=1+1")]
    [TestCase("+86 891", "'+86 891")]
    [TestCase("-1", "'-1")]
    [TestCase("@SUM(A1)", "'@SUM(A1)")]
    [TestCase("\t=1", "'\t=1")]
    [TestCase("1=1", "1=1")]
    [TestCase("", "")]
    public void What_a_spreadsheet_would_reckon_is_kept_as_text(string text, string cell) =>
        Assert.That(Workbook.Neutralised(text), Is.EqualTo(cell));

    [Test]
    public async Task Dates_are_dates_and_odd_characters_do_no_harm()
    {
        var sheet = await Written([new LocalDate(2018, 6, 11), "甲\u0001乙<&\"𠀀", 7]);
        Assert.That(sheet.Problems, Is.Empty);
        Assert.That(sheet.Rows[2], Is.EqualTo(new[] { "43262", "甲乙<&\"𠀀", "7" }));
    }

    [Test]
    public async Task A_sheet_without_rows_is_a_sheet_all_the_same() =>
        Assert.That((await Written()).Problems, Is.Empty);

    [Test]
    public async Task Forty_thousand_rows_need_little_memory()
    {
        var before = GC.GetTotalAllocatedBytes();
        await using var file = new FileStream(Path.GetTempFileName(), new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose });
        await Workbook.Write(file, Of(Enumerable.Range(1, 40_000).Select(i => new object?[] { DispatchDay, "推进重点工作，落实责任，按期完成", i })));
        var live = GC.GetTotalMemory(forceFullCollection: true);
        TestContext.Out.WriteLine($"{file.Length >> 10} KB written, {(GC.GetTotalAllocatedBytes() - before) >> 20} MB passed through, {live >> 20} MB live");
        Assert.That(file.Length, Is.GreaterThan(100_000));
    }

    static readonly LocalDate DispatchDay = new(2018, 6, 11);

    static async Task<ReadSheet> Written(params object?[][] rows)
    {
        using var stream = new MemoryStream();
        await Workbook.Write(stream, Of(rows));
        stream.Position = 0;
        return await ReadSheet.From(stream);
    }

    static Sheet Of(IEnumerable<object?[]> rows) =>
        new("表", "表头", [new("日期", 12, CellKind.Date), new("文字", 20), new("数", 8, CellKind.Number)], rows.ToAsyncEnumerable());
}
