using Tracker.Domain;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Returns;
using Tracker.Web.Tests.Features.Assignments;
using static Tracker.Domain.WorkItems.AssignmentRole;

namespace Tracker.Web.Tests.Features.Returns;

[TestFixture]
public sealed class SubmitReturnTests
{
    SmallOffice plan = null!;
    long first, second;

    [SetUp]
    public async Task Create()
    {
        plan = await SmallOffice.Create();
        first = (await plan.Item(("a", Lead), ("b", Support)))["a"];
        second = (await plan.Item(("a", Support), ("c", Lead)))["a"];
        await plan.SignAll();
    }

    [TearDown]
    public async Task Drop() => await plan.DisposeAsync();

    static ReportLine Line(long assignmentId, string text, string? noNews = null) => new(assignmentId, text, noNews, "", "", Guid.NewGuid());

    async Task<long> Submit(string login, params ReportLine[] lines) =>
        await plan.Get<SubmitReturn>().Run(await plan.Person(login), SmallOffice.On(9, 28), plan.ThirdQuarter, plan.Unit("a"), lines);

    async Task<RuleBroken> Refused(string login, params ReportLine[] lines) => (await Assert.CatchAsync<RuleBroken>(() => Submit(login, lines)))!;

    [Test]
    public async Task One_submission_holds_a_line_for_each_open_item()
    {
        var id = await Submit("li-a", Line(first, "三季度进展"), Line(second, "", "等待牵头单位方案"));
        Assert.Multiple(async () =>
        {
            Assert.That(await plan.Scalar<long>("SELECT count(*) FROM progress_reports WHERE return_id = @id", new { id }), Is.EqualTo(2));
            Assert.That(await plan.Scalar<string>("SELECT no_news_reason FROM progress_reports WHERE assignment_id = @second", new { second }), Is.EqualTo("等待牵头单位方案"));
            Assert.That(await plan.Scalar<string>("SELECT sentence FROM events WHERE subject = @s", new { s = $"Return:{id}" }), Is.EqualTo("报送三季度进展，共2项，其中1项无新进展"));
            Assert.That(await plan.Scalar<long>("SELECT count(*) FROM lamps WHERE nearest_on = '2018-09-30' AND unit_id = @a", new { a = plan.Unit("a") }), Is.Zero, "the date is answered");
        });
    }

    [Test]
    public async Task A_line_carries_figures_files_and_the_dates_that_it_answers()
    {
        var milestone = await plan.Milestone(first, "9月底前出台办法", "2018-09-30");
        var id = await Submit("li-a", Line(second, "乙") with { Files = [new("乙.csv", "1,2"u8.ToArray())] }, Line(first, "甲") with
        {
            Figures = [new("压减许可事项", 12, "项"), new("新增就业", 5.2m, "万人")],
            Files = [new("清单.txt", "许可事项清单"u8.ToArray()), new("名册.txt", "名册"u8.ToArray())],
            Milestones = [milestone],
        });
        Assert.Multiple(async () =>
        {
            Assert.That(await plan.Scalar<string>("SELECT string_agg(f.name || ' ' || f.amount || f.measure, '、' ORDER BY f.position) FROM report_figures f JOIN progress_reports r ON r.id = f.report_id WHERE r.assignment_id = @first", new { first }),
                Is.EqualTo("压减许可事项 12项、新增就业 5.2万人"));
            Assert.That(await plan.Scalar<string>("SELECT string_agg(a.name, '、' ORDER BY r.assignment_id, a.position) FROM attachments a JOIN progress_reports r ON r.id = a.report_id WHERE r.return_id = @id", new { id }),
                Is.EqualTo("清单.txt、名册.txt、乙.csv"));
            Assert.That(await plan.Scalar<long>("SELECT assignment_id FROM milestone_reports WHERE milestone_id = @milestone", new { milestone }), Is.EqualTo(first));
            Assert.That(await plan.Scalar<string>("SELECT sentence || (after::text LIKE '%清单.txt%') FROM events WHERE subject = @s", new { s = $"Return:{id}" }),
                Is.EqualTo("报送三季度进展，共2项（附件3个）true"));
        });
    }

    [Test]
    public async Task A_date_of_another_item_is_not_answered()
    {
        var milestone = await plan.Milestone(first, "9月底前出台办法", "2018-09-30");
        await Submit("li-a", Line(first, "甲"), Line(second, "乙") with { Milestones = [milestone] });
        Assert.That(await plan.Scalar<long>("SELECT count(*) FROM milestone_reports"), Is.Zero);
    }

    [Test]
    public async Task One_file_that_is_refused_stores_nothing_of_the_whole()
    {
        var refused = await Refused("li-a", Line(first, "甲") with { Files = [new("清单.txt", "清单"u8.ToArray())] },
            Line(second, "乙") with { Files = [new("成效.pdf", "MZ\u0090\0"u8.ToArray())] });
        Assert.That(refused.Rule, Is.EqualTo("file-kind-not-accepted"));
        Assert.That(await plan.Scalar<long>("SELECT (SELECT count(*) FROM returns) + (SELECT count(*) FROM progress_reports) + (SELECT count(*) FROM attachments)"), Is.Zero);
    }

    [Test]
    public async Task The_second_submission_is_refused_and_leaves_the_first()
    {
        await Submit("li-a", Line(first, "甲"), Line(second, "乙"));
        var refused = await Refused("li-a", Line(first, "丙"), Line(second, "丁"));
        Assert.That(refused.Message, Does.StartWith("三季度进展已由人员li-a于 2018-09-28"));
        Assert.That(await plan.Scalar<string>("SELECT string_agg(text, '' ORDER BY id) FROM progress_reports"), Is.EqualTo("甲乙"));
    }

    [Test]
    public async Task The_same_form_sent_again_shows_the_first_result()
    {
        ReportLine[] lines = [Line(first, "甲"), Line(second, "", "尚未开始")];
        var both = await Task.WhenAll(Submit("li-a", lines), Submit("li-a", lines));
        Assert.That((both[0], await plan.Scalar<long>("SELECT count(*) FROM progress_reports")), Is.EqualTo((both[1], 2)));
        Assert.That((await Refused("li-a", lines[0] with { Text = "甲改" }, lines[1])).Rule, Is.EqualTo("already-submitted"), "what was typed since is another");
    }

    [Test]
    public async Task Two_colleagues_at_once_make_one_return()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(async n =>
        {
            try { await Submit("li-a", Line(first, $"甲{n}"), Line(second, $"乙{n}")); return 1; }
            catch (RuleBroken) { return 0; }
        }));
        Assert.That((outcomes.Sum(), await plan.Scalar<long>("SELECT count(*) FROM progress_reports")), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task A_missing_line_is_named() =>
        Assert.That((await Refused("li-a", Line(first, "甲"))).Message, Is.EqualTo("还有1项没有填写：一.2。"));

    [Test]
    public async Task A_line_of_another_unit_is_refused()
    {
        var foreign = (await plan.Item(("b", Lead)))["b"];
        Assert.That((await Refused("li-a", Line(first, "甲"), Line(second, "乙"), Line(foreign, "丙"))).Rule, Is.EqualTo("line-is-not-open"));
    }

    [Test]
    public async Task A_line_needs_a_text_or_a_reason()
    {
        Assert.That((await Refused("li-a", Line(first, "甲"), Line(second, ""))).Rule, Is.EqualTo("report-says-nothing"));
        Assert.That(await plan.Scalar<long>("SELECT count(*) FROM returns"), Is.Zero, "nothing half-written");
    }

    [TestCase("li-b")]
    [TestCase("coordinator")]
    public async Task Nobody_else_submits_for_a_unit(string login) =>
        Assert.That((await Refused(login, Line(first, "甲"), Line(second, "乙"))).Rule, Is.EqualTo(NotYours.Rule));
}
