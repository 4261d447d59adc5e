using Tracker.Domain.WorkItems;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.WorkPlans;

/// <summary>What the office is told before it hands a plan out.</summary>
[TestFixture]
public sealed class DispatchPreviewTests
{
    PracticeOffice office = null!;
    long planId;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await PracticeOffice.Open();
        planId = (await office.ImportAnother()).PlanId;
    }

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task What_falls_due_in_one_week_stands_together()
    {
        var weeks = (await Draft()).SameWeek.ToList();
        Assert.That(weeks.Select(w => w.Monday.DayOfWeek), Is.All.EqualTo(NodaTime.IsoDayOfWeek.Monday));
        Assert.That(weeks.Single(w => w.Monday == new NodaTime.LocalDate(2018, 12, 31)).Dates.Count, Is.GreaterThan(1));
    }

    [Test]
    public async Task Tasks_without_a_measurable_result_are_named_and_no_others()
    {
        var vague = (await Draft()).WithoutResult.Select(i => i.Number).ToList();
        // 制定自治区政府债务信息公开办法 makes something, 公开财政预决算信息 can be looked up; 以公开促进依法行政 is a good intention.
        Assert.That(vague, Does.Contain("一.1").And.Not.Contain("二.2").And.Not.Contain("二.3"));
        Assert.That(vague, Has.Count.InRange(1, 25));
    }

    [Test]
    public async Task The_page_says_both()
    {
        using var checker = await office.Client("duban");
        Assert.That(await checker.GetStringAsync($"/plans/{planId}/dispatch"), Does.Contain("同一周到期").And.Contain("没有可衡量结果的任务").And.Contain("落在休息日的日期"));
    }

    [Test]
    public async Task The_page_counts_what_each_unit_gets_and_names_who_cannot_be_reached()
    {
        using var checker = await office.Client("duban");
        var page = await checker.GetStringAsync($"/plans/{planId}/dispatch");
        var draft = await Draft();
        var lead = draft.Parts.Count(p => p.Part.Unit.ShortName == "财政厅" && p.Part.Role == AssignmentRole.Lead);
        Assert.That(page, Does.Match($"财政厅</th>(?s:.{{0,120}})<td data-label=\"牵头\" class=\"number\">{lead}</td>"));
        Assert.That(page, Does.Match("没有联络员邮箱的单位 [0-9]+ 个：.*人防办（发给其他联系人）").And.Match("监狱管理局（无人接收）"));
        Assert.That(page, Does.Contain("2018年12月15日 星期六"));
    }

    [Test]
    public async Task A_unit_that_the_registry_does_not_know_stands_before_the_dispatch()
    {
        var plan = (await office.ImportAnother()).PlanId;
        await office.AsOwner($"UPDATE item_units SET name = '天文观测厅' WHERE work_item_id = {await office.DraftItem(plan, "二.3")}");
        using var checker = await office.Client("duban");
        Assert.That(await checker.GetStringAsync($"/plans/{plan}/dispatch"), Does.Contain("还不能交办").And.Contain("天文观测厅").And.Not.Contain("交办给 "));
    }

    async Task<DispatchDraft> Draft()
    {
        await using var connection = await office.Get<Database>().Open();
        var plan = (await PlanHead.Find(connection, office.Checker.RegionId, planId))!;
        return await DispatchDraft.Load(connection, office.Checker.RegionId, plan, PracticeOffice.DispatchedOn);
    }
}
