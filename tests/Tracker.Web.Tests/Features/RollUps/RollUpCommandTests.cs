using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Ledger;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.RollUps;

/// <summary><c>tracker rollup NOTICE --as-of DATE</c> as a shell sees it.</summary>
[TestFixture]
public sealed class RollUpCommandTests
{
    DispatchedPlan plan = null!;
    Shell shell = null!;

    [OneTimeSetUp]
    public async Task Make()
    {
        plan = await DispatchedPlan.Make(items: 6);
        shell = Shell.On(plan.Served.Database);
    }

    [OneTimeTearDown]
    public async Task End()
    {
        shell.Dispose();
        await plan.DisposeAsync();
    }

    [TestCase("重点工作", "2018-10-20")]
    [TestCase("1", "2018-12-31")]
    public async Task It_writes_the_ledger_and_the_draft_and_prints_where(string notice, string day)
    {
        var folder = Path.Combine(shell.State, "out", day);
        var ran = await shell.Run("rollup", notice, "--as-of", day, "--out", folder);
        Assert.That((ran.Status, ran.Error), Is.EqualTo((ExitStatus.Done, "")));
        var files = ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(files.Select(Path.GetExtension), Is.EqualTo(new[] { ".xlsx", ".docx" }));
        Assert.That(Directory.GetFiles(folder), Is.EquivalentTo(files));
        await using var ledger = File.OpenRead(files[0]);
        Assert.That((await ReadSheet.From(ledger)).Rows, Has.Count.EqualTo(6 + 2));
    }

    [TestCase("无此通知", "2018-10-20", ExitStatus.Usage, "无此通知")]
    [TestCase("999", "2018-10-20", ExitStatus.Usage, "999")]
    [TestCase("重点工作", "2018-02-30", ExitStatus.Usage, "2018-02-30")]
    [TestCase("重点工作", "昨天", ExitStatus.Usage, "昨天")]
    [TestCase("重点工作", "2018-06-10", ExitStatus.Refused, "还没有交办")]
    public async Task What_cannot_be_rolled_up_is_refused_and_writes_nothing(string notice, string day, int status, string says)
    {
        var folder = Path.Combine(shell.State, "refused");
        (await shell.Run("rollup", notice, "--as-of", day, "--out", folder)).RefusedWith(status, says);
        Assert.That(folder, Does.Not.Exist);
    }

    [Test]
    public async Task A_folder_that_cannot_be_written_is_named()
    {
        var file = Path.Combine(shell.State, "a-file");
        await File.WriteAllTextAsync(file, "");
        (await shell.Run("rollup", "重点工作", "--as-of", "2018-10-20", "--out", file)).RefusedWith(ExitStatus.NotWritten, file);
    }
}
