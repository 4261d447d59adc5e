using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Corrections;
using Tracker.Web.Features.Notices;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;
using Tracker.Web.Platform.Documents;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Corrections;

/// <summary>A corrected version of a notice whose plan is out: what is ticked becomes adjustments, all of them or none.</summary>
[TestFixture]
public sealed class DispatchedCorrectionTests
{
    PracticeOffice office = null!;
    SmallNotice notice = null!;
    long planId, first, second;

    [OneTimeSetUp]
    public async Task Open() => office = await PracticeOffice.Open();

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [SetUp]
    public async Task Dispatched()
    {
        notice = SmallNotice.Next();
        planId = (await office.ImportText(notice.ToString())).PlanId;
        await office.AsOwner($"UPDATE work_plans SET plan_year = 2018 WHERE id = {planId}");
        await office.MakeReady(planId);
        await office.Get<Dispatch>().Run(office.Reviewer, office.OnTheDay, planId);
        (first, second) = (await office.DraftItem(planId, "一.1"), await office.DraftItem(planId, "一.2"));
    }

    [Test]
    public async Task What_is_ticked_is_adjusted_with_the_corrected_notice_as_its_basis()
    {
        var id = await Bring(notice with { First = notice.First.Replace("10月底前", "11月底前").Replace("自治区审计厅", "自治区公安厅") });
        await Apply(id, $"{first}:timeLimit", $"{first}:units");
        Assert.That(await office.One<string>("SELECT kind || ' ' || basis_document || ' ' || sentence FROM adjustments WHERE work_item_id = @first", new { first }),
            Does.StartWith($"Change {notice.Number} 任务 一.1 单位由").And.Contain("改为“11月底前"));
        Assert.That(await office.Column<string>("""
            SELECT u.short_name FROM assignments a JOIN units u ON u.id = a.unit_id WHERE a.work_item_id = @first AND a.transferred_on IS NULL ORDER BY u.position
            """, new { first }), Is.EqualTo(new[] { "公安厅", "财政厅" }));
        Assert.That(await office.One<string>("SELECT file_name FROM notices n JOIN work_plans p ON p.notice_id = n.id WHERE p.id = @planId", new { planId }), Is.EqualTo("corrected.txt"));
    }

    [Test]
    public async Task What_is_not_ticked_stays_as_it_is()
    {
        var id = await Bring(notice with { First = notice.First.Replace("10月底前", "11月底前"), Second = notice.Second!.Replace("随机抽查，", "双随机抽查，") });
        await Apply(id, $"{second}:text");
        Assert.That(await office.Column<long>("SELECT work_item_id FROM adjustments WHERE work_plan_id = @planId", new { planId }), Is.EqualTo(new[] { second }));
        Assert.That(await office.One<string>("SELECT limit_raw FROM work_items WHERE id = @first", new { first }), Is.EqualTo("10月底前"));
    }

    [Test]
    public async Task An_added_task_goes_out_by_a_dispatch_of_its_own()
    {
        var id = await Bring(notice with { Between = "公开重大项目的批准和实施信息。（责任单位：自治区教育厅；时限：9月底前）" });
        var added = (await Keys(id)).Single(k => k.StartsWith("add:", StringComparison.Ordinal));
        await Apply(id, [added, .. (await Keys(id)).Where(k => k.EndsWith(":number", StringComparison.Ordinal))]);
        Assert.That(await office.One<string>("""
            SELECT u.short_name || ' ' || (d.supplements IS NOT NULL) || ' ' || l.lamp FROM work_items w JOIN assignments a ON a.work_item_id = w.id
            JOIN units u ON u.id = a.unit_id JOIN dispatches d ON d.id = a.dispatch_id JOIN lamps l ON l.assignment_id = a.id
            WHERE w.work_plan_id = @planId AND w.text LIKE '公开重大项目%'
            """, new { planId }), Is.EqualTo("教育厅 true Green"));
        Assert.That(await office.Column<string>("SELECT number FROM work_items WHERE work_plan_id = @planId ORDER BY position", new { planId }), Is.EqualTo(new[] { "一.1", "一.2", "一.3" }));
        Assert.That(await office.One<int>("SELECT count(*)::int FROM mail_promises WHERE kind = 'Dispatch' AND subject_id IN (SELECT id FROM dispatches WHERE work_plan_id = @planId AND supplements IS NOT NULL)", new { planId }), Is.EqualTo(1));
    }

    [Test]
    public async Task A_removed_task_is_withdrawn_on_the_corrected_notice_if_that_is_ticked()
    {
        var id = await Bring(notice with { Second = null });
        await Apply(id, $"remove:{second}");
        Assert.That(await office.One<string>("SELECT how || ' ' || reason || ' ' || basis_document FROM item_closings WHERE work_item_id = @second", new { second }),
            Is.EqualTo($"Withdrawn 更正版 corrected.txt 没有这项任务 {notice.Number}"));
        Assert.That(await office.One<string>("SELECT state || ' ' || lamp FROM item_lamps WHERE work_item_id = @second", new { second }), Is.EqualTo("Withdrawn Grey"));
        Assert.That(await office.One<int>("SELECT count(*)::int FROM mail_promises m JOIN events e ON e.id = m.subject_id WHERE m.kind = 'ItemDecided' AND e.subject = 'WorkItem:' || @second", new { second }), Is.Positive, "its units are told");
    }

    [Test]
    public async Task Not_ticked_and_by_the_button_for_everything_a_removed_task_goes_on()
    {
        var id = await Bring(notice with { First = notice.First.Replace("10月底前", "11月底前"), Second = null });
        using var checker = await office.Client("duban");
        using var applied = await checker.PostAsync($"/corrections/{id}", await checker.Form($"/corrections/{id}", ("Version", $"{await Version()}"), ("all", "true"), ("Basis.Document", notice.Number)));
        Assert.That(await office.One<string>("SELECT limit_raw FROM work_items WHERE id = @first", new { first }), Is.EqualTo("11月底前"));
        Assert.That(await office.One<int>("SELECT count(*)::int FROM item_closings WHERE work_item_id = @second", new { second }), Is.Zero);
    }

    [Test]
    public async Task A_removed_task_whose_completion_waits_lets_none_through()
    {
        var id = await Bring(notice with { First = notice.First.Replace("10月底前", "11月底前"), Second = null });
        await office.One<int>("""
            INSERT INTO completions (region_id, assignment_id, round, text, submitted_by, submitted_on, submitted_at)
            SELECT a.region_id, a.id, 1, '已完成', @by, '2018-06-11', '2018-06-11' FROM assignments a WHERE a.work_item_id = @second ORDER BY a.id LIMIT 1 RETURNING 1
            """, new { second, by = office.Checker.PersonId });
        Assert.That((await Assert.CatchAsync<RuleBroken>(() => Apply(id, $"{first}:timeLimit", $"remove:{second}")))!.Rule, Is.EqualTo("decide-first"));
        Assert.That(await office.One<string>("SELECT limit_raw FROM work_items WHERE id = @first", new { first }), Is.EqualTo("10月底前"));
    }

    [Test]
    public async Task Duties_that_went_out_with_the_plan_are_not_replaced()
    {
        var id = await Bring(notice with { Returns = "12月20日" });
        Assert.That((await Assert.CatchAsync<RuleBroken>(() => Apply(id, WholeDifferences.Duties)))!.Rule, Is.EqualTo("duties-after-dispatch"));
    }

    [Test]
    public async Task One_that_cannot_be_adjusted_lets_none_through_and_is_named()
    {
        var id = await Bring(notice with { First = notice.First.Replace("自治区审计厅", "自治区天文厅"), Second = notice.Second!.Replace("随机抽查，", "双随机抽查，") });
        var refused = (await Assert.CatchAsync<RuleBroken>(() => Apply(id, $"{second}:text", $"{first}:units")))!;
        Assert.That((refused.Rule, refused.Message), Is.EqualTo(("unknown-unit", refused.Message)));
        Assert.That(refused.Message, Does.StartWith("任务 一.1：").And.Contain("天文厅”不在单位名册里").And.EndWith("全部没有采纳。"));
        Assert.That(await office.One<int>("SELECT count(*)::int FROM adjustments WHERE work_plan_id = @planId", new { planId }), Is.Zero);
    }

    [Test]
    public async Task Without_a_number_the_coordinator_gives_the_basis()
    {
        await office.AsOwner($"UPDATE notices n SET document_number = NULL FROM work_plans p WHERE p.notice_id = n.id AND p.id = {planId}");
        var id = await Bring(notice with { Number = "", First = notice.First.Replace("10月底前", "11月底前") });
        Assert.That((await Assert.CatchAsync<RuleBroken>(() => Apply(id, $"{first}:timeLimit")))!.Rule, Is.EqualTo("basis-missing"));
        await Apply(id, new Basis("张某", PracticeOffice.DispatchedOn, null), $"{first}:timeLimit");
        Assert.That(await office.One<string>("SELECT basis_signed_by FROM adjustments WHERE work_plan_id = @planId", new { planId }), Is.EqualTo("张某"));
    }

    [Test]
    public async Task The_page_says_that_units_will_be_told_and_offers_the_number_as_basis()
    {
        var id = await Bring(notice with { First = notice.First.Replace("10月底前", "11月底前"), Second = null });
        using var checker = await office.Client("duban");
        var page = await checker.GetStringAsync($"/corrections/{id}");
        Assert.That(page, Does.Contain("采纳的每一处都按“变更”记录").And.Contain($"name=\"Basis.Document\" value=\"{notice.Number}\"").And.Contain("撤销这项任务").And.Not.Contain("去掉这项任务</label>"));
        using var applied = await checker.PostAsync($"/corrections/{id}", await checker.Form($"/corrections/{id}", ("Version", $"{await Version()}"), ("Take", $"{first}:timeLimit"), ("Basis.Document", notice.Number)));
        Assert.That(applied.Headers.Location?.ToString(), Is.EqualTo($"/plans/{planId}/review"));
        Assert.That(await checker.GetStringAsync($"/items/{first}"), Does.Contain($"变更（更正版 corrected.txt；依据：{notice.Number}）"));
    }

    async Task<long> Bring(SmallNotice corrected)
    {
        var content = System.Text.Encoding.UTF8.GetBytes(corrected.ToString());
        await using var connection = await office.Get<Database>().Open();
        var read = await RegionReader.Read(connection, office.Checker.RegionId, NoticeFile.Blocks(content, "corrected.txt"));
        return ((Received.Correction)await office.Get<ReceiveNotice>().Run(office.Checker, office.OnTheDay, new("corrected.txt", content), read, asNew: false)).Id;
    }

    async Task<IReadOnlyList<string>> Keys(long id)
    {
        await using var connection = await office.Get<Database>().Open();
        var hand = (await CorrectionQueries.Of(connection, office.Checker.RegionId, id))!;
        return [.. hand.Comparison.Items.SelectMany(i => i.Fields.Count == 0 ? [i.Key()] : i.Fields.Select(f => i.Key(f.Field)))];
    }

    Task<int> Version() => office.One<int>("SELECT version FROM work_plans WHERE id = @planId", new { planId });

    Task Apply(long id, params string[] ticked) => Apply(id, null, ticked);

    async Task Apply(long id, Basis? basis, params string[] ticked) =>
        await office.Get<ApplyCorrection>().Run(office.Checker, office.OnTheDay, id, await Version(), ticked.ToHashSet(), basis);
}
