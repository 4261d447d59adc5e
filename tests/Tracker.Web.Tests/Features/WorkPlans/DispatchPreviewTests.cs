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

    async Task<DispatchDraft> Draft()
    {
        await using var connection = await office.Get<Database>().Open();
        var plan = (await PlanHead.Find(connection, office.Checker.RegionId, planId))!;
        return await DispatchDraft.Load(connection, office.Checker.RegionId, plan, PracticeOffice.DispatchedOn);
    }
}
