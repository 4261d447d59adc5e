using System.Net;
using DocumentFormat.OpenXml.Packaging;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Domain.Units;
using Tracker.Web.Features.RollUps;
using Tracker.Web.Features.Units;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.RollUps;

/// <summary>The office merges what the leads of a category report, and its words stand in the roll-up with their sources.</summary>
[TestFixture]
public sealed class OfficeMergeTests
{
    static readonly LocalDate Day = new(2018, 9, 25);

    DispatchedPlan plan = null!;
    DispatchedPlan.Assigned lead = null!, silent = null!;
    long checkpoint, category, report;
    Actor coordinator = null!;

    [SetUp]
    public async Task Make()
    {
        plan = await DispatchedPlan.Make(items: 4);
        (lead, silent) = (plan.Assignments.First(a => a.Role == AssignmentRole.Lead), plan.Assignments.Where(a => a.Role == AssignmentRole.Lead).ElementAt(1));
        await plan.Acknowledge(lead.UnitId, new(2018, 6, 12));
        await plan.Report(lead.Id, new(2018, 9, 20), "完成了第一批项目验收，拨付资金到位。");
        (checkpoint, category, report) = (await One("SELECT id FROM checkpoints WHERE kind = 'ThirdQuarter'"), await One("SELECT min(id) FROM categories"), await One("SELECT max(id) FROM progress_reports"));
        coordinator = new(plan.RegionId, plan.PersonId, "张三", "办公厅", [new(Role.Coordinator, 1)]);
    }

    [TearDown]
    public async Task Drop() => await plan.DisposeAsync();

    async Task<T> Ask<T>(string sql)
    {
        await using var connection = await plan.Get<Database>().Open();
        return (await Dapper.SqlMapper.ExecuteScalarAsync<T>(connection, sql))!;
    }

    Task<long> One(string sql) => Ask<long>(sql);

    Task<HttpClient> Client(params Role[] roles) => plan.Client(Day, "bgt", roles);

    string Address => $"/plans/{plan.PlanId}/merge?category={category}&checkpoint={checkpoint}";

    MergedPlace Place => new(plan.PlanId, category, checkpoint);

    async Task<string> Rule(Func<Task> verb) => (await Assert.CatchAsync<RuleBroken>(() => verb()))!.Rule;

    [Test]
    public async Task A_category_shows_its_leads_who_is_missing_and_takes_their_words_with_the_source()
    {
        using var client = await Client(Role.Coordinator);
        var page = await client.GetStringAsync($"/plans/{plan.PlanId}/merge?category={category}");
        Assert.That(page, Does.Contain("完成了第一批项目验收，拨付资金到位。").And.Contain("还缺谁").And.Contain("从未报送").And.Contain("剩余"));
        using var taken = await client.PostAsync($"{Address}&handler=TakeOver", await client.Form(Address, ("Text", "本季度总体顺利。"), ("Version", "0"), ("reportId", $"{report}")));
        Assert.That(taken.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        page = await client.GetStringAsync(Address);
        Assert.That(page, Does.Contain("已并入汇总文字").And.Contain("本季度总体顺利。&#xA;（").And.Match("来源：一.1 [^ ]+ 2018-09-20"));
        using var again = await client.PostAsync($"{Address}&handler=TakeOver", await client.Form(Address, ("Text", "我又写的"), ("Version", "1"), ("reportId", $"{report}")));
        Assert.That(await again.Content.ReadAsStringAsync(), Does.Contain("已经并入").And.Contain("我又写的"));
    }

    [Test]
    public async Task The_plan_takes_the_categories_and_the_document_prints_them_with_their_sources()
    {
        await plan.Get<TakeOverLead>().Run(coordinator, DispatchedPlan.On(Day), Place, "", 0, report);
        using var client = await Client(Role.Coordinator);
        var whole = $"/plans/{plan.PlanId}/merge?checkpoint={checkpoint}";
        Assert.That(await client.GetStringAsync(whole), Does.Contain("一、全力打好三大攻坚战").And.Contain("，缺").And.Contain("还没有写"));
        using var taken = await client.PostAsync($"{whole}&handler=TakeOverCategory", await client.Form(whole, ("Version", "0"), ("categoryId", $"{category}")));
        Assert.That(await Ask<string>("SELECT text FROM merged_texts WHERE category_id IS NULL"), Does.StartWith("一、全力打好三大攻坚战\n（一.1）").And.EndWith("拨付资金到位。"));
        var file = new MemoryStream();
        new RollUpDraft((await plan.Get<RollUpQueries>().Of(plan.RegionId, plan.PlanId, Day))!).Write(file);
        using var document = WordprocessingDocument.Open(file, isEditable: false);
        Assert.That(document.MainDocumentPart!.Document.InnerText.Split("（来源：一.1"), Has.Length.EqualTo(3), "under the category and in the whole");
        Assert.That((await plan.Get<RollUpQueries>().Of(plan.RegionId, plan.PlanId, Day.PlusDays(-1)))!.Texts, Is.Empty, "the day before it was not written");
    }

    [Test]
    public async Task A_lead_that_has_ended_since_still_counts_as_reported_and_is_not_missed()
    {
        await plan.Return(lead.UnitId, new(2018, 7, 20));
        await plan.Return(lead.UnitId, new(2018, 9, 20));
        await plan.Close(lead.WorkItemId, new(2018, 9, 21));
        await plan.Close(silent.WorkItemId, new(2018, 9, 21));
        using var client = await Client(Role.Coordinator);
        var whole = await client.GetStringAsync($"/plans/{plan.PlanId}/merge?checkpoint={checkpoint}");
        Assert.That(whole, Does.Match("一、全力打好三大攻坚战(?s:.{0,300})1 / 1"));
        var page = await client.GetStringAsync(Address);
        Assert.That(page, Does.Contain("牵头单位都已报送").And.Contain("已交报送表").And.Contain("不用报送").And.Not.Contain("报送表未交").And.Not.Contain("剩余"));
    }

    [Test]
    public async Task A_source_keeps_the_name_that_the_unit_had_when_it_reported()
    {
        var before = await Ask<string>($"SELECT short_name FROM units WHERE id = {lead.UnitId}");
        var renamed = new Reorganise.Form(ReorganisationKind.Rename, new(2018, 9, 22), "", "藏政发〔2018〕30号", false, "", [before], [new("西藏自治区改名以后厅", "改名以后厅")]);
        await plan.Get<Reorganise>().Run(Actor.System(plan.RegionId), DispatchedPlan.On(new(2018, 9, 22)), renamed);
        await plan.Get<TakeOverLead>().Run(coordinator, DispatchedPlan.On(Day), Place, "", 0, report);
        Assert.That(await Ask<string>("SELECT text FROM merged_texts"), Is.EqualTo($"（一.1）{before}：完成了第一批项目验收，拨付资金到位。"));
        using var client = await Client(Role.Coordinator);
        Assert.That(await client.GetStringAsync(Address), Does.Contain($"来源：一.1 {before} 2018-09-20"));
        Assert.That((await plan.Get<RollUpQueries>().Of(plan.RegionId, plan.PlanId, Day))!.Texts.Values.Single().Sources, Is.EqualTo(new[] { $"一.1{before}2018-09-20" }));
    }

    [Test]
    public async Task A_colleagues_text_in_between_is_shown_and_not_written_over()
    {
        using var client = await Client(Role.Coordinator);
        await plan.Get<SaveMergedText>().Run(coordinator, DispatchedPlan.On(Day), Place, "同事写的汇总", 0);
        using var answer = await client.PostAsync(Address, await client.Form(Address, ("Text", "我写的汇总"), ("Version", "0")));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("在您修改期间").And.Contain("同事写的汇总").And.Contain("我写的汇总").And.Contain("name=\"Version\" value=\"1\""));
        Assert.That(await Ask<string>("SELECT text FROM merged_texts"), Is.EqualTo("同事写的汇总"));
        using var saved = await client.PostAsync(Address, await client.Form(Address, ("Text", "两份合在一起"), ("Version", "1")));
        Assert.That(await Ask<string>("SELECT text || version FROM merged_texts"), Is.EqualTo("两份合在一起2"));
        Assert.That(await Ask<string>("SELECT before->>'Text' FROM events WHERE verb = 'SaveMergedText' ORDER BY id DESC LIMIT 1"), Is.EqualTo("同事写的汇总"), "what was there can be read in the log");
    }

    [Test]
    public async Task The_office_chases_a_lead_and_keeps_what_was_being_typed()
    {
        using var client = await Client(Role.Coordinator);
        using var answer = await client.PostAsync($"{Address}&handler=Chase", await client.Form(Address, ("Text", "还没写完的汇总"), ("Version", "0"), ("assignmentId", $"{silent.Id}")));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("已记为催报").And.Contain("还没写完的汇总").And.Contain("办公厅2018-09-25已催报"));
        Assert.That(await One("SELECT count(*) FROM mail_promises WHERE kind = 'Nudge' AND subject_id IS NOT NULL"), Is.EqualTo(1));
    }

    [TestCase(Role.Leader)]
    [TestCase(Role.Liaison)]
    public async Task Nobody_else_merges_for_the_office(Role role)
    {
        using var client = await Client(role);
        using var answer = await client.GetAsync(Address);
        Assert.That(answer.Headers.Location?.AbsolutePath, Is.EqualTo("/denied"));
        var other = coordinator with { Roles = [new(role, 1)] };
        Assert.That(await Rule(() => plan.Get<SaveMergedText>().Run(other, DispatchedPlan.On(Day), Place, "越权", 0)), Is.EqualTo("only-a-coordinator"));
    }

    [Test]
    public async Task What_does_not_belong_there_is_refused()
    {
        Assert.That(await Rule(() => plan.Get<TakeOverLead>().Run(coordinator, DispatchedPlan.On(Day), Place with { CategoryId = category + 1 }, "", 0, report)), Is.EqualTo("not-yours"));
        Assert.That(await Rule(() => plan.Get<SaveMergedText>().Run(coordinator, DispatchedPlan.On(Day), Place with { CategoryId = 999 }, "文字", 0)), Is.EqualTo("no-such-place"));
        Assert.That(await Rule(() => plan.Get<TakeOverCategory>().Run(coordinator, DispatchedPlan.On(Day), plan.PlanId, checkpoint, "", 0, category)), Is.EqualTo("category-has-no-text"));
        using var client = await Client(Role.Coordinator);
        foreach (var nowhere in new[] { "/plans/999/merge", $"/plans/{plan.PlanId}/merge?category=999" })
        {
            using var answer = await client.GetAsync(nowhere);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), nowhere);
        }
    }
}
