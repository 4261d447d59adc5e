using System.Text;
using Tracker.Web.Features.Seeding;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Notices;

/// <summary><c>tracker import FILE</c> as a shell sees it; whatever stops it, nothing is stored.</summary>
[TestFixture]
public sealed class ImportCommandTests
{
    const string StoredSql = "SELECT (SELECT count(*) FROM files) + (SELECT count(*) FROM notices) + (SELECT count(*) FROM work_items) + (SELECT count(*) FROM events WHERE verb = 'ImportNotice')";

    PracticeOffice office = null!;
    Shell shell = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await PracticeOffice.Open();
        shell = Shell.On(office.Served.Database);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        shell.Dispose();
        await office.DisposeAsync();
    }

    [Test]
    public async Task A_notice_is_imported_once_and_a_second_time_says_who_did_it()
    {
        var file = Checkout.File("seed-data/notices/xizang-2018.txt");
        var first = await shell.Run("import", file, "--as", "duban");
        Assert.That((first.Status, first.Error), Is.EqualTo((ExitStatus.Done, "")));
        Assert.That(first.Output, Does.Contain("57项任务").And.Contain("待校核"));
        var stored = await office.One<long>(StoredSql);
        var again = await shell.Run("import", file, "--as", "duban2");
        Assert.That((again.Status, again.Error), Is.EqualTo((ExitStatus.Done, "")));
        Assert.That(again.Output, Does.Contain("周明远"));
        Assert.That(await office.One<long>(StoredSql), Is.EqualTo(stored));
    }

    [Test]
    public Task An_empty_file_is_refused() => Refused([], ExitStatus.Unreadable, "空文件");

    [Test]
    public Task A_binary_file_is_refused() => Refused([.. Enumerable.Range(0, 4096).Select(i => (byte)(i * 7))], ExitStatus.Unreadable, "另存为");

    [Test]
    public Task A_wrong_encoding_is_refused() => Refused([0xFF, 0xC0, 0xC1, 0x80, 0x81, 0xFF], ExitStatus.Unreadable, "编码");

    [Test]
    public Task A_paper_with_a_degree_of_secrecy_is_refused() =>
        Refused(Encoding.UTF8.GetBytes("秘密★1年\n关于印发方案的通知\n一、做好甲事。（财政厅）"), ExitStatus.Unreadable, "涉密");

    [Test]
    public async Task A_missing_file_is_refused_by_name() =>
        (await shell.Run("import", "/no/such/notice.txt")).RefusedWith(ExitStatus.Unreadable, "/no/such/notice.txt");

    // A file that is there and fails when it is read, for root too.
    [Test]
    public async Task A_file_that_cannot_be_opened_is_refused() =>
        (await shell.Run("import", "/proc/self/mem")).RefusedWith(ExitStatus.Unreadable, "/proc/self/mem");

    [TestCase("--as", "nobody", ExitStatus.Usage, "nobody")]
    [TestCase("--as", "lly-fgw", ExitStatus.Refused, "督办员")]
    [TestCase("--region", "nowhere", ExitStatus.Usage, "nowhere")]
    [TestCase("--today", "2018-02-30", ExitStatus.Usage, "--today")]
    public Task Whoever_may_not_or_names_what_is_not_there_is_refused(string option, string value, int status, string says) =>
        Refused("关于印发方案的通知\n一、做好甲事。（财政厅）"u8.ToArray(), status, says,
            option == "--region" ? [option, value] : ["--region", World.Xizang.Region, option, value]);

    [Test]
    public async Task A_full_disk_is_told_and_leaves_nothing_behind()
    {
        await office.AsOwner("""
            CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no space' USING ERRCODE = 'disk_full'; END $$;
            CREATE TRIGGER fails BEFORE INSERT ON item_units FOR EACH ROW EXECUTE FUNCTION fails();
            """);
        try
        {
            await Refused("关于磁盘已满的通知\n一、任务（责任单位：财政厅；时限：全年）\n"u8.ToArray(), ExitStatus.NotWritten, "磁盘已满", "--region", World.Xizang.Region);
        }
        finally
        {
            await office.AsOwner("DROP FUNCTION fails CASCADE");
        }
    }

    [TestCase("postgres://nobody@/tracker?host=/nowhere", ExitStatus.NoDatabase, "连不上数据库")]
    [TestCase("nonsense", ExitStatus.Setting, "DATABASE_URL")]
    public async Task Without_a_database_it_says_so(string url, int status, string says)
    {
        using var lost = new Shell(("DATABASE_URL", url));
        (await lost.Run("import", Checkout.File("seed-data/notices/xizang-2018.txt"))).RefusedWith(status, says);
    }

    async Task Refused(byte[] content, int status, string says, params string[] options)
    {
        var file = Path.Combine(shell.State, "通知.txt");
        await File.WriteAllBytesAsync(file, content);
        var stored = await office.One<long>(StoredSql);
        (await shell.Run(["import", file, .. options])).RefusedWith(status, says);
        Assert.That(await office.One<long>(StoredSql), Is.EqualTo(stored));
    }
}
