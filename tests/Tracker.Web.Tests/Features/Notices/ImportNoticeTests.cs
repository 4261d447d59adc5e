using Npgsql;
using Tracker.Domain;
using Tracker.Web.Features.Notices;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Notices;

/// <summary>What an import stores, and that it stores all of it or nothing.</summary>
[TestFixture]
public sealed class ImportNoticeTests
{
    const string EveryRowSql = """
        SELECT (SELECT count(*) FROM files) + (SELECT count(*) FROM notices) + (SELECT count(*) FROM work_plans)
            + (SELECT count(*) FROM categories) + (SELECT count(*) FROM work_items) + (SELECT count(*) FROM events WHERE verb = 'ImportNotice')
        """;

    PracticeOffice office = null!;
    Imported imported = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await PracticeOffice.Open();
        imported = await office.Import();
    }

    object Key => new { imported.PlanId, imported.NoticeId };

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task The_whole_draft_plan_is_stored()
    {
        Assert.That(imported.Items, Is.EqualTo(57));
        Assert.That(await Counts("categories", "notice_duties", "doubts"), Is.EqualTo(new[] { 15, 3, imported.Doubts }));
        Assert.That(await office.One<int>("SELECT count(*)::int FROM work_items WHERE work_plan_id = @PlanId AND category_id IS NOT NULL", Key), Is.EqualTo(57));
        Assert.That(await office.Column<string>("SELECT role || ' ' || name FROM item_units u JOIN work_items w ON w.id = u.work_item_id WHERE w.work_plan_id = @PlanId AND w.number = '一.1' ORDER BY u.position", Key),
            Is.EqualTo(new[] { "Lead 政府办公厅", "Support 政府各部门", "Support 各地（市）行署（人民政府）" }));
    }

    [Test]
    public async Task The_file_itself_is_kept_byte_by_byte() =>
        Assert.That(await office.One<byte[]>("SELECT f.content FROM files f JOIN notices n ON n.file_sha256 = f.sha256 WHERE n.id = @NoticeId", Key),
            Is.EqualTo(await File.ReadAllBytesAsync(Checkout.File("seed-data/notices/xizang-2018.txt"))));

    [Test]
    public async Task Each_value_keeps_its_place_in_the_text() =>
        Assert.That(await office.One<string>("SELECT substr(n.text, (w.origins #>> '{text,0,0}')::int + 1, (w.origins #>> '{text,0,1}')::int) FROM notices n JOIN work_plans p ON p.notice_id = n.id JOIN work_items w ON w.work_plan_id = p.id WHERE n.id = @NoticeId AND w.number = '二.3'", Key),
            Is.EqualTo("制定自治区政府债务信息公开办法。"));

    [Test]
    public async Task The_same_bytes_again_change_nothing_and_say_who_and_when()
    {
        var rows = await office.One<long>(EveryRowSql);
        var again = await office.ImportText(await File.ReadAllTextAsync(Checkout.File("seed-data/notices/xizang-2018.txt")), "another-name.txt", office.Reviewer);
        Assert.That(again.PlanId, Is.EqualTo(imported.PlanId));
        Assert.That(again.Before!.Sentence(again.Title), Does.Contain("周明远").And.Contain("2018-06-11"));
        Assert.That(await office.One<long>(EveryRowSql), Is.EqualTo(rows));
    }

    [Test]
    public async Task Two_at_once_import_once()
    {
        const string text = "关于两人同时导入的通知\n一、任务（责任单位：财政厅；时限：全年）\n";
        var both = await Task.WhenAll(office.ImportText(text), office.ImportText(text, by: office.Reviewer));
        Assert.That(both.Select(i => i.PlanId).Distinct().Count(), Is.EqualTo(1));
        Assert.That(both.Count(i => i.Before is null), Is.EqualTo(1));
    }

    [Test]
    public async Task A_notice_without_a_task_is_stored_with_a_doubt()
    {
        var empty = await office.ImportText("关于召开会议的通知\n请各单位准时参加。\n");
        Assert.That((empty.Items, empty.Doubts), Is.EqualTo((0, 1)));
        Assert.That(await office.One<string>("SELECT reason FROM doubts WHERE work_plan_id = @PlanId", new { empty.PlanId }), Does.Contain("没有读到任何任务"));
    }

    [TestCase("disk_full", PostgresErrorCodes.DiskFull)]
    [TestCase("raise_exception", PostgresErrorCodes.RaiseException)]
    public async Task A_failure_in_the_middle_leaves_nothing_behind(string condition, string code)
    {
        var rows = await office.One<long>(EveryRowSql);
        await office.AsOwner($"""
            CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{condition}'; END $$;
            CREATE TRIGGER fails BEFORE INSERT ON item_units FOR EACH ROW EXECUTE FUNCTION fails();
            """);
        var failed = await Assert.CatchAsync<PostgresException>(() => office.ImportAnother());
        await office.AsOwner("DROP FUNCTION fails CASCADE");
        Assert.That(failed!.SqlState, Is.EqualTo(code));
        Assert.That(await office.One<long>(EveryRowSql), Is.EqualTo(rows));
    }

    [TestCase("lly-fgw")]
    [TestCase("lingdao")]
    public async Task Only_a_coordinator_imports(string login)
    {
        var by = await office.Person(login);
        var refused = await Assert.CatchAsync<RuleBroken>(() => office.ImportText("关于什么的通知\n", by: by));
        Assert.That(refused!.Rule, Is.EqualTo("only-a-coordinator"));
    }

    async Task<int[]> Counts(params string[] tables) =>
        [.. await Task.WhenAll(tables.Select(t => office.One<int>($"SELECT count(*)::int FROM {t} WHERE work_plan_id = @PlanId", Key)))];
}
