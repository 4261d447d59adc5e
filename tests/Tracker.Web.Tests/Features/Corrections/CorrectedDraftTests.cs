using Tracker.Domain;
using Tracker.Web.Features.Corrections;
using Tracker.Web.Features.Notices;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;
using Tracker.Web.Platform.Documents;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Corrections;

/// <summary>A corrected version of a notice whose plan has not been dispatched.</summary>
[TestFixture]
public sealed class CorrectedDraftTests
{
    PracticeOffice office = null!;
    HttpClient checker = null!;
    SmallNotice notice = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await PracticeOffice.Open();
        checker = await office.Client("duban");
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        checker.Dispose();
        await office.DisposeAsync();
    }

    [SetUp]
    public void Number() => notice = SmallNotice.Next();

    [Test]
    public async Task Another_file_of_the_same_notice_is_held_beside_it()
    {
        var (first, received) = await Both(notice with { First = notice.First.Replace("10月底前", "11月底前") });
        Assert.That(received, Is.InstanceOf<Received.Correction>());
        Assert.That(((Received.Correction)received).Of.PlanId, Is.EqualTo(first.PlanId));
        Assert.That(await office.One<int>("SELECT count(*)::int FROM notices WHERE document_number = @Number", new { notice.Number }), Is.EqualTo(1));
    }

    [TestCase("[2018]", true)]
    [TestCase("〔 2018 〕", true)]
    [TestCase("【２０１８】", true)]
    [TestCase("〔2019〕", false)]
    public async Task A_notice_is_known_by_its_number_however_that_is_typed(string year, bool known)
    {
        await office.ImportText(notice.ToString());
        Assert.That(await Receive(notice.ToString().Replace("〔2018〕", year) + "\n") is Received.Correction, Is.EqualTo(known));
    }

    [TestCase("", true)]
    [TestCase("再次", false)]
    public async Task A_notice_without_number_is_known_by_its_title_and_issuer(string other, bool known)
    {
        var unnumbered = notice with { Number = "" };
        await office.ImportText(unnumbered.ToString());
        Assert.That(await Receive(unnumbered.ToString().Replace("关于印发", $"关于{other}印发") + "\n") is Received.Correction, Is.EqualTo(known));
    }

    [Test]
    public async Task The_same_bytes_are_no_correction_and_the_same_correction_comes_once()
    {
        var corrected = notice with { Returns = "12月20日" };
        var (_, received) = await Both(corrected);
        Assert.That(await Receive(corrected.ToString()), Is.EqualTo(received));
        Assert.That(await Receive(notice.ToString()), Is.InstanceOf<Received.Notice>().With.Property("Imported").With.Property("Before").Not.Null);
    }

    [Test]
    public async Task Whoever_says_so_imports_it_as_a_notice_of_its_own()
    {
        var first = await office.ImportText(notice.ToString());
        var second = await Receive((notice with { Returns = "12月20日" }).ToString(), asNew: true);
        Assert.That(((Received.Notice)second).Imported.PlanId, Is.Not.EqualTo(first.PlanId));
    }

    [Test]
    public async Task Only_what_is_ticked_is_taken_over()
    {
        var (plan, id) = await Brought(notice with { First = "梳理公布办事事项目录清单，做到应公开尽公开。（牵头单位：自治区审计厅；配合单位：自治区财政厅；时限：11月底前）" });
        var item = await office.DraftItem(plan, "一.1");
        await Apply(plan, id, $"{item}:timeLimit");
        var now = await Now(plan, item);
        Assert.That((now.Text, now.LimitRaw, now.DueOn), Is.EqualTo(("梳理公布办事事项清单，做到应公开尽公开。", "11月底前", (NodaTime.LocalDate?)new NodaTime.LocalDate(2018, 11, 30))));
        Assert.That(now.Units[0].Name, Is.EqualTo("自治区财政厅"));
    }

    [Test]
    public async Task What_changes_waits_to_be_confirmed_again_and_the_rest_stays_confirmed()
    {
        var (plan, id) = await Brought(notice with { First = notice.First.Replace("10月底前", "11月底前") }, confirmed: true);
        await Apply(plan, id, $"{await office.DraftItem(plan, "一.1")}:timeLimit");
        Assert.That(await office.Column<string>("SELECT w.number FROM work_items w JOIN item_confirmations c ON c.work_item_id = w.id AND c.version = w.version WHERE w.work_plan_id = @plan", new { plan }), Is.EqualTo(new[] { "一.2" }));
    }

    [Test]
    public async Task An_item_is_put_in_where_the_paper_has_it_and_numbers_move_with_it()
    {
        var (plan, id) = await Brought(notice with { Between = "组织工作人员业务培训。（责任单位：自治区教育厅；时限：全年）" });
        await Apply(plan, id, "add:一.2", $"{await office.DraftItem(plan, "一.2")}:number");
        Assert.That(await office.Column<string>("SELECT number || ' ' || left(text, 4) FROM work_items WHERE work_plan_id = @plan ORDER BY position", new { plan }),
            Is.EqualTo(new[] { "一.1 梳理公布", "一.2 组织工作", "一.3 推进随机" }));
        Assert.That(await office.Column<string>("SELECT name FROM item_units u JOIN work_items w ON w.id = u.work_item_id WHERE w.work_plan_id = @plan ORDER BY w.position, u.position", new { plan }),
            Is.EqualTo(new[] { "自治区财政厅", "自治区审计厅", "自治区教育厅", "自治区公安厅" }));
    }

    [Test]
    public async Task Two_items_never_bear_one_number()
    {
        var (plan, id) = await Brought(notice with { Between = "组织工作人员业务培训。（责任单位：自治区教育厅；时限：全年）" });
        Assert.That((await Assert.CatchAsync<RuleBroken>(() => Apply(plan, id, "add:一.2")))!.Rule, Is.EqualTo("number-stands-twice"));
        Assert.That(await office.One<int>("SELECT count(*)::int FROM work_items WHERE work_plan_id = @plan", new { plan }), Is.EqualTo(2));
    }

    [Test]
    public async Task What_the_paper_no_longer_has_goes_only_if_ticked_and_the_log_keeps_it()
    {
        var (plan, id) = await Brought(notice with { Second = null });
        var gone = await office.DraftItem(plan, "一.2");
        await office.Get<ConfirmItems>().Run(office.Checker, office.OnTheDay, plan);
        await Apply(plan, id, $"remove:{gone}");
        Assert.That(await office.Column<string>("SELECT number FROM work_items WHERE work_plan_id = @plan", new { plan }), Is.EqualTo(new[] { "一.1" }));
        Assert.That(await office.One<string>("SELECT before ->> 'Text' FROM events WHERE verb = 'ApplyCorrection' AND subject = @subject", new { subject = $"WorkItem:{gone}" }), Does.StartWith("推进随机抽查"));
    }

    [Test]
    public async Task The_notice_has_the_corrected_file_and_each_value_its_place_in_it()
    {
        var (plan, id) = await Brought(notice with { First = notice.First.Replace("梳理", "抓紧梳理") });
        await Apply(plan, id);
        Assert.That(await office.One<string>("SELECT substr(n.text, (w.origins #>> '{text,0,0}')::int + 1, 4) FROM notices n JOIN work_plans p ON p.notice_id = n.id JOIN work_items w ON w.work_plan_id = p.id WHERE p.id = @plan AND w.number = '一.2'", new { plan }), Is.EqualTo("推进随机"));
        Assert.That(await office.One<bool>("SELECT n.file_sha256 = c.file_sha256 AND a.replaced_text LIKE '%1.梳理%' AND n.text LIKE '%1.抓紧梳理%' FROM applied_corrections a JOIN notice_corrections c ON c.id = a.correction_id JOIN notices n ON n.id = c.notice_id WHERE c.id = @id", new { id }), Is.True);
        Assert.That((await Now(plan, await office.DraftItem(plan, "一.1"))).Text, Does.StartWith("梳理"), "nothing was ticked");
    }

    [Test]
    public async Task What_the_letter_asks_of_the_units_is_taken_over_as_a_whole()
    {
        var (plan, id) = await Brought(notice with { Returns = "12月20日" });
        await Apply(plan, id, WholeDifferences.Duties);
        Assert.That(await office.Column<string>("SELECT due_on::text FROM notice_duties WHERE work_plan_id = @plan", new { plan }), Is.EqualTo(new[] { "2018-12-20" }));
    }

    [Test]
    public async Task A_duty_that_changes_must_be_confirmed_again()
    {
        var (plan, id) = await Brought(notice with { Returns = "12月20日" });
        var duty = await office.One<long>("SELECT id FROM notice_duties WHERE work_plan_id = @plan", new { plan });
        await office.Get<Tracker.Web.Features.Duties.ConfirmDuty>().Run(office.Checker, office.OnTheDay, new(duty, new(2018, 12, 15), null, Everyone: true, []));
        await Apply(plan, id, WholeDifferences.Duties);
        Assert.That(await office.One<int>("SELECT count(*)::int FROM duty_confirmations k JOIN notice_duties d ON d.id = k.duty_id WHERE d.work_plan_id = @plan", new { plan }), Is.Zero);
    }

    [Test]
    public async Task A_new_value_brings_its_doubts_and_settles_those_of_the_old()
    {
        var (plan, id) = await Brought(notice with { First = notice.First.Replace("10月底前", "适时，12月底") });
        var item = await office.DraftItem(plan, "一.1");
        await office.Doubt(item, "timeLimit", "[]");
        await Apply(plan, id, $"{item}:timeLimit");
        Assert.That(await office.Column<string>("SELECT CASE WHEN s.doubt_id IS NULL THEN 'open' ELSE 'settled' END FROM doubts d LEFT JOIN doubt_settlements s ON s.doubt_id = d.id WHERE d.work_item_id = @item ORDER BY d.id", new { item }), Is.EqualTo(new[] { "settled", "open" }));
    }

    [Test]
    public async Task A_correction_is_applied_once_and_its_predecessor_does_not_come_again()
    {
        var (plan, id) = await Brought(notice with { Returns = "12月20日" });
        await Apply(plan, id);
        Assert.That((await Assert.CatchAsync<RuleBroken>(() => Apply(plan, id)))!.Rule, Is.EqualTo("already-applied"));
        Assert.That((await Assert.CatchAsync<RuleBroken>(() => Receive(notice.ToString())))!.Rule, Is.EqualTo("corrected-since"));
    }

    [Test]
    public async Task What_has_changed_since_the_page_was_opened_is_not_overwritten()
    {
        var (plan, id) = await Brought(notice with { First = notice.First.Replace("10月底前", "11月底前") });
        var (item, version) = (await office.DraftItem(plan, "一.1"), await Version(plan));
        await office.Get<EditItem>().Run(office.Reviewer, office.OnTheDay, plan, item, 1, await Now(plan, item) with { LimitRaw = "长期", LimitKind = Tracker.Domain.Deadlines.TimeLimitKind.LongTerm, DueOn = null }, confirm: false);
        var refused = await Assert.CatchAsync<RuleBroken>(() => office.Get<ApplyCorrection>().Run(office.Checker, office.OnTheDay, id, version, new HashSet<string> { $"{item}:timeLimit" }));
        Assert.That(refused!.Rule, Is.EqualTo("plan-has-changed"));
    }

    [Test]
    public async Task The_page_shows_both_versions_and_takes_over_what_is_ticked()
    {
        var first = await office.ImportText(notice.ToString());
        var page = await Upload((notice with { First = notice.First.Replace("10月底前", "11月底前") }).ToString());
        Assert.That(page, Does.StartWith("/corrections/"));
        var shown = await checker.GetStringAsync(page);
        Assert.That(shown, Does.Contain("的更正版？").And.Contain("<del>0</del>").And.Contain("<ins>1</ins>"));
        var item = await office.DraftItem(first.PlanId, "一.1");
        using var answer = await checker.PostAsync(page, await checker.Form(page, ("Version", $"{await Version(first.PlanId)}"), ("Take", $"{item}:timeLimit")));
        Assert.That(answer.Headers.Location?.ToString(), Is.EqualTo($"/plans/{first.PlanId}/review"));
        Assert.That(await checker.GetStringAsync($"/plans/{first.PlanId}/review"), Does.Contain("更正版已采纳：1项改动").And.Contain("11月底前"));
        Assert.That(await checker.GetStringAsync(page), Does.Contain("已于 2018-06-11"));
    }

    [Test]
    public async Task A_file_that_is_no_correction_is_put_away_or_imported_from_the_page()
    {
        await office.ImportText(notice.ToString());
        var other = (notice with { Returns = "12月20日" }).ToString();
        var page = await Upload(other);
        using (var dropped = await checker.PostAsync($"{page}?handler=Drop", await checker.Form(page)))
            Assert.That(dropped.Headers.Location?.ToString(), Is.EqualTo("/notices"));
        page = await Upload(other);
        using var imported = await checker.PostAsync($"{page}?handler=New", await checker.Form(page));
        Assert.That(imported.Headers.Location?.ToString(), Does.Match("^/plans/[0-9]+/review$"));
        Assert.That(await office.One<int>("SELECT count(*)::int FROM notices WHERE title LIKE @title", new { title = $"%第{notice.No}批%" }), Is.EqualTo(2));
    }

    async Task<(Imported First, Received Second)> Both(SmallNotice corrected) => (await office.ImportText(notice.ToString()), await Receive(corrected.ToString()));

    async Task<(long Plan, long Correction)> Brought(SmallNotice corrected, bool confirmed = false)
    {
        var first = await office.ImportText(notice.ToString());
        if (confirmed)
            await office.Get<ConfirmItems>().Run(office.Checker, office.OnTheDay, first.PlanId);
        return (first.PlanId, ((Received.Correction)await Receive(corrected.ToString())).Id);
    }

    async Task<Received> Receive(string text, bool asNew = false)
    {
        var file = new ImportNotice.File("notice.txt", System.Text.Encoding.UTF8.GetBytes(text));
        await using var connection = await office.Get<Database>().Open();
        var read = await RegionReader.Read(connection, office.Checker.RegionId, NoticeFile.Blocks(file.Content, file.Name));
        return await office.Get<ReceiveNotice>().Run(office.Checker, office.OnTheDay, file, read, asNew);
    }

    async Task Apply(long plan, long id, params string[] ticked) =>
        await office.Get<ApplyCorrection>().Run(office.Checker, office.OnTheDay, id, await Version(plan), ticked.ToHashSet());

    async Task<ItemContent> Now(long plan, long item)
    {
        await using var connection = await office.Get<Database>().Open();
        return (await ItemContents.Of(connection, office.Checker.RegionId, plan, item))!.Content;
    }

    Task<int> Version(long plan) => office.One<int>("SELECT version FROM work_plans WHERE id = @plan", new { plan });

    /// <returns>where the import page leads</returns>
    async Task<string> Upload(string text)
    {
        using var answer = await checker.SendNotice(text);
        return answer.Headers.Location?.ToString() ?? "";
    }
}
