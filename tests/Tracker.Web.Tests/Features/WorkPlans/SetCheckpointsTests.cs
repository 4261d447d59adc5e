using System.Net;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Web.Features.Rules;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.WorkPlans;

/// <summary>A plan's own checkpoints, set before dispatch; xizang-2018 itself names the days of its plan, 07-24, and of its year-end return, 12-15.</summary>
[TestFixture]
public sealed class SetCheckpointsTests
{
    PracticeOffice office = null!;
    Actor shell = null!;
    int changes;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await PracticeOffice.Open();
        shell = Actor.Operator(office.Checker.RegionId, "test");
    }

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    Task<IReadOnlyList<string>> Set(long plan, params (string Name, string? Value)[] typed) => Set(plan, null, typed);

    Task<IReadOnlyList<string>> Set(long plan, int? version, params (string Name, string? Value)[] typed) =>
        office.Get<SetCheckpoints>().Run(office.Checker, office.OnTheDay, plan, typed.ToDictionary(t => t.Name, t => t.Value), version);

    // Each a minute after the one before, as the table of settings keeps them apart by their moment.
    async Task Region(string name, string value) => await office.Get<ChangeSettings>().Run(shell,
        office.OnTheDay with { Now = office.OnTheDay.Now.Plus(NodaTime.Duration.FromMinutes(++changes)) }, new(new Dictionary<string, string?> { [name] = value }, "厅务会要求"));

    Task<IReadOnlyList<string>> Stored(long plan) => office.Column<string>("SELECT coalesce(value::text, 'as the region') FROM checkpoint_rules WHERE work_plan_id = @plan ORDER BY id", new { plan });

    async Task<DispatchDraft> Draft(long planId)
    {
        await using var connection = await office.Get<Database>().Open();
        return await DispatchDraft.Load(connection, office.Checker.RegionId, (await PlanHead.Find(connection, office.Checker.RegionId, planId))!, PracticeOffice.DispatchedOn);
    }

    [Test]
    public async Task A_plan_goes_out_with_its_own_days_and_they_stay_readable()
    {
        var plan = (await office.ImportAnother()).PlanId;
        var done = await Set(plan, ("CheckpointMidYear", "7月31日"), ("CheckpointThirdQuarter", "不设"), ("LeastWorkdays", "35"));
        Assert.That(done, Is.EqualTo(new[] { "年中进展 06-30 → 07-31", "三季度进展 09-30 → 不设", "最短间隔 30 → 35" }));
        await office.MakeReady(plan);
        await office.Get<Dispatch>().Run(office.Checker, office.OnTheDay, plan);
        Assert.That(await office.Column<string>("SELECT kind || ' ' || due_on FROM checkpoints WHERE work_plan_id = @plan ORDER BY due_on", new { plan }),
            Is.EqualTo(new[] { "MidYear 2018-07-31", "YearEnd 2018-12-15" }));
        Assert.That(await office.Column<string>("SELECT sentence FROM events WHERE verb = 'SetCheckpoints' AND subject = 'WorkPlan:' || @plan", new { plan }),
            Is.EqualTo(new[] { "报送节点：年中进展 06-30 → 07-31；三季度进展 09-30 → 不设；最短间隔 30 → 35" }));
        using var checker = await office.Client("duban");
        foreach (var page in new[] { $"/plans/{plan}/review", $"/plans/{plan}/adjustments" })
            Assert.That(WebUtility.HtmlDecode(await checker.GetStringAsync(page)),
                Does.Contain("为本方案设定的：实施方案为交办后第30个工作日，年中进展07-31，三季度进展不设，年度落实情况12-15，距交办不足35个工作日的不设"));
        Assert.That((await Assert.CatchAsync<RuleBroken>(() => Set(plan, ("LeastWorkdays", "20"))))!.Rule, Is.EqualTo("already-dispatched"));
    }

    [TestCase("CheckpointPlan", "0", "“实施方案”要填 1 到 250 的整数，或者不设，现在是“0”。")]
    [TestCase("CheckpointPlan", "", "“实施方案”要填 1 到 250 的整数，或者不设，现在是“”。")]
    [TestCase("CheckpointPlan", "三十", "“实施方案”要填 1 到 250 的整数，或者不设，现在是“三十”。")]
    [TestCase("CheckpointMidYear", "02-30", "“年中进展”填的“02-30”没有这一天，请填月和日，例如 06-30。")]
    [TestCase("CheckpointMidYear", "13-01", "“年中进展”填的“13-01”没有这一天，请填月和日，例如 06-30。")]
    [TestCase("CheckpointMidYear", "六月底", "“年中进展”要填月和日，例如 06-30，或者不设，现在是“六月底”。")]
    [TestCase("CheckpointYearEnd", "06-01", "报送节点要依次排列：“年度落实情况”（06-01）要晚于“三季度进展”（09-30）。")]
    [TestCase("CheckpointThirdQuarter", "06-30", "报送节点要依次排列：“三季度进展”（06-30）要晚于“年中进展”（06-30）。")]
    [TestCase("LeastWorkdays", "0", "“最短间隔”要填 1 到 250 的整数，现在是“0”。")]
    [TestCase("LeastWorkdays", "不设", "“最短间隔”要填 1 到 250 的整数，现在是“不设”。")]
    [TestCase("CheckpointMidYear", "6-30", "报送节点的设置没有改动。")]
    public async Task What_cannot_be_is_refused_in_words_and_nothing_is_stored(string name, string value, string sentence)
    {
        var plan = (await office.ImportAnother()).PlanId;
        Assert.That((await Assert.CatchAsync<RuleBroken>(() => Set(plan, (name, value))))!.Message, Is.EqualTo(sentence));
        Assert.That(await Stored(plan), Is.Empty);
    }

    [Test]
    public async Task Nothing_comes_behind_the_year_end_that_the_notice_names()
    {
        var plan = (await office.ImportAnother()).PlanId;
        await Region("CheckpointYearEnd", "12-25");
        var refused = await Assert.CatchAsync<RuleBroken>(() => Set(plan, ("CheckpointThirdQuarter", "12-20")));
        Assert.That(refused!.Message, Is.EqualTo("通知写明“年度落实情况”在2018年12月15日报送，“三季度进展”要排在它之前。"));
        await Region("CheckpointYearEnd", "12-15");
    }

    [TestCase("CheckpointPlan", "15", "通知写明“实施方案”在2018年7月24日报送，按通知，不能另设。交办后确需改的，凭依据“调整报送节点”。")]
    [TestCase("CheckpointYearEnd", "不设", "通知写明“年度落实情况”在2018年12月15日报送，按通知，不能另设。交办后确需改的，凭依据“调整报送节点”。")]
    public async Task A_day_that_the_notice_names_stays_the_notices(string name, string value, string sentence)
    {
        var plan = (await office.ImportAnother()).PlanId;
        Assert.That((await Assert.CatchAsync<RuleBroken>(() => Set(plan, (name, value))))!.Message, Is.EqualTo(sentence));
        Assert.That((await Draft(plan)).Checkpoints.Created[^1], Is.EqualTo(new Checkpoint(CheckpointKind.YearEnd, new(2018, 12, 15), FromNotice: true, Provisional: false)));
    }

    [Test]
    public async Task The_region_sets_what_plans_start_from_and_a_plan_that_is_out_keeps_its_own()
    {
        var (early, late) = (await office.ReadyPlan(), (await office.ImportAnother()).PlanId);
        await office.Get<Dispatch>().Run(office.Checker, office.OnTheDay, early);
        await Region("CheckpointPlan", "20");
        await Region("CheckpointMidYear", "不设");
        Assert.That((await Draft(late)).Settings.Rule, Is.EqualTo(CheckpointRule.Default with { PlanWorkdays = 20, MidYear = null }));
        Assert.That((await Draft(early)).Settings.Rule, Is.EqualTo(CheckpointRule.Default));
        await Region("CheckpointPlan", "30");
        await Region("CheckpointMidYear", "06-30");
        Assert.That((await Draft(late)).Settings.Rule, Is.EqualTo(CheckpointRule.Default));
    }

    [Test]
    public async Task What_was_reviewed_with_other_days_is_reviewed_again()
    {
        var plan = await office.ReadyPlan();
        await Set(plan, ("LeastWorkdays", "10"));
        Assert.That((await Draft(plan)).Obstacles.Select(o => o.Rule), Is.EqualTo(new[] { "not-reviewed" }));
    }

    [Test]
    public async Task A_plan_that_goes_back_to_the_usual_follows_the_region_again()
    {
        var plan = (await office.ImportAnother()).PlanId;
        await Set(plan, ("LeastWorkdays", "10"));
        await office.Get<SetCheckpoints>().Run(office.Checker, office.OnTheDay, plan, null);
        Assert.That((await Draft(plan)).Settings, Is.EqualTo(new PlanCheckpoints(CheckpointRule.Default, CheckpointRule.Default, null, null)));
        Assert.That((await Stored(plan))[^1], Is.EqualTo("as the region"));
    }

    [Test]
    public async Task The_page_sets_them_keeps_what_was_typed_and_refuses_what_is_stale()
    {
        var plan = (await office.ImportAnother()).PlanId;
        using var checker = await office.Client("duban");
        var (page, post) = ($"/plans/{plan}/dispatch", $"/plans/{plan}/dispatch?handler=Checkpoints");
        Assert.That(WebUtility.HtmlDecode(await checker.GetStringAsync(page)), Does.Contain("2018-12-15</span><span class=\"quiet\">通知写明，按通知，不能另设").And.Not.Contain("Values[CheckpointYearEnd]"));
        var version = (await Draft(plan)).Plan.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);

        using var wrong = await checker.Form(page, ("Version", version), ("Values[CheckpointMidYear]", "02-30"), ("Values[LeastWorkdays]", "15"));
        var shown = WebUtility.HtmlDecode(await (await checker.PostAsync(post, wrong)).Content.ReadAsStringAsync());
        Assert.That(shown, Does.Contain("“02-30”没有这一天").And.Contain("value=\"02-30\"").And.Contain("value=\"15\"").And.Contain("<details class=\"set\" open"));

        using var right = await checker.Form(page, ("Version", version), ("Values[CheckpointMidYear]", ""), ("Off", "CheckpointMidYear"), ("Values[LeastWorkdays]", "32"));
        Assert.That((await checker.PostAsync(post, right)).StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(WebUtility.HtmlDecode(await checker.GetStringAsync(page)), Does.Contain("报送节点已重排：年中进展 06-30 → 不设；最短间隔 30 → 32。").And.Contain("距交办只有30个工作日，不足32个").And.Contain("本方案设定").And.Contain("办公厅没有设这个节点"));

        using var stale = await checker.Form(page, ("Version", version), ("Values[LeastWorkdays]", "20"));
        Assert.That(WebUtility.HtmlDecode(await (await checker.PostAsync(post, stale)).Content.ReadAsStringAsync()), Does.Contain("您打开之后，分工方案又有改动").And.Contain("不足32个").And.Contain("value=\"20\""));
        Assert.That(await Stored(plan), Has.Count.EqualTo(1));
    }
}
