using System.Net;
using Dapper;
using Npgsql;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Corrections;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Notices;

/// <summary>试读: shows what an import would come to, mails nobody and writes nothing.</summary>
[TestFixture]
public sealed class DryRunTests
{
    PracticeOffice office = null!;
    HttpClient checker = null!;
    Shell shell = null!;
    readonly SmallNotice imported = SmallNotice.Next();

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await PracticeOffice.Open();
        checker = await office.Client("duban");
        shell = Shell.On(office.Served.Database);
        await office.ImportText(imported.ToString());
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        checker.Dispose();
        shell.Dispose();
        await office.DisposeAsync();
    }

    static readonly string[] Files = ["another notice", "a correction", "the same file", "a notice with unknown units"];

    [TestCaseSource(nameof(Files))]
    public async Task The_page_writes_nothing(string file)
    {
        var before = await Rows();
        using var answer = await checker.SendNotice(Text(file), ("DryRun", "true"));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("2项任务").And.Contain("没有保存任何内容，没有通知任何人。"));
        Assert.That(await Rows(), Is.EqualTo(before));
    }

    [TestCaseSource(nameof(Files))]
    public async Task The_shell_writes_nothing(string file)
    {
        var path = Path.Combine(shell.State, "notice.txt");
        await File.WriteAllTextAsync(path, Text(file));
        var before = await Rows();
        var ran = await shell.Run("import", path, "--dry-run", "--as", "duban");
        Assert.That((ran.Status, ran.Error), Is.EqualTo((ExitStatus.Done, "")));
        Assert.That(ran.Output, Does.Contain("2项任务").And.Contain("没有保存任何内容，没有通知任何人。"));
        Assert.That(await Rows(), Is.EqualTo(before));
        Assert.That(Directory.Exists(Path.Combine(shell.State, "mail")), Is.False);
    }

    [Test]
    public async Task It_says_which_units_are_unknown()
    {
        using var answer = await checker.SendNotice(Text("a notice with unknown units"), ("DryRun", "true"));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("1个单位名册里没有（自治区瞭望局）"));
    }

    [Test]
    public async Task It_says_of_which_notice_the_file_is_another_version()
    {
        using var answer = await checker.SendNotice(Text("a correction"), ("DryRun", "true"));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain($"（{imported.Number}，周明远于 2018-06-11"));
    }

    string Text(string file) => file switch
    {
        "a correction" => (imported with { Returns = "12月20日" }).ToString(),
        "the same file" => imported.ToString(),
        "a notice with unknown units" => (SmallNotice.Next() with { Second = "做好有关工作。（责任单位：自治区瞭望局；时限：全年）" }).ToString(),
        _ => SmallNotice.Next().ToString(),
    };

    /// <summary>How many rows every table of the database has, the job engine's too.</summary>
    async Task<IReadOnlyDictionary<string, long>> Rows()
    {
        await using var connection = new NpgsqlConnection(office.Served.Database.OwnerUrl);
        var tables = await connection.QueryAsync<string>("SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')");
        var rows = new Dictionary<string, long>();
        foreach (var table in tables)
            rows[table] = await connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM {table}");
        Assert.That(rows, Has.Count.GreaterThan(40));
        return rows;
    }
}
