using System.Text;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Files;

namespace Tracker.Web.Tests.Features.Assignments;

[TestFixture]
public sealed class ReportProgressTests
{
    SmallOffice plan = null!;
    IReadOnlyDictionary<string, long> item = null!;

    [OneTimeSetUp]
    public async Task Create()
    {
        plan = await SmallOffice.Create();
        item = await plan.Item(("a", AssignmentRole.Lead), ("b", AssignmentRole.Support));
        await plan.SignAll();
    }

    [SetUp]
    public async Task NewItem() => item = await plan.Item(("a", AssignmentRole.Lead), ("b", AssignmentRole.Support));

    [OneTimeTearDown]
    public async Task Drop() => await plan.DisposeAsync();

    static ReportLine Saying(long assignmentId, string text, params UploadedFile[] files) =>
        new(assignmentId, text, null, "", "", Guid.NewGuid()) { Files = files };

    async Task<long> Report(string login, ReportLine line) =>
        await plan.Get<ReportProgress>().Run(await plan.Person(login), SmallOffice.On(7, 2), line);

    async Task<string> Refused(string login, ReportLine line) =>
        (await Assert.CatchAsync<RuleBroken>(() => Report(login, line)))!.Rule;

    [Test]
    public async Task A_report_keeps_its_text_figures_and_file()
    {
        var line = Saying(item["a"], "已压减行政许可12项", new UploadedFile("清单.txt", Encoding.UTF8.GetBytes("许可事项清单"))) with
        {
            Figures = [new("压减许可事项", 12, "项")],
        };
        var id = await Report("li-a", line);
        Assert.Multiple(async () =>
        {
            Assert.That(await plan.Scalar<string>("SELECT text FROM progress_reports WHERE id = @id", new { id }), Is.EqualTo("已压减行政许可12项"));
            Assert.That(await plan.Scalar<decimal>("SELECT amount FROM report_figures WHERE report_id = @id", new { id }), Is.EqualTo(12));
            Assert.That(await plan.Scalar<string>("SELECT f.media_type FROM attachments a JOIN files f USING (region_id, sha256) WHERE report_id = @id", new { id }), Is.EqualTo("text/plain"));
            Assert.That(await plan.Scalar<string>("SELECT sentence FROM events WHERE subject = @subject", new { subject = $"Assignment:{item["a"]}" }),
                Is.EqualTo("报送进展：已压减行政许可12项（附件1个）"));
        });
    }

    [Test]
    public async Task A_double_click_counts_once()
    {
        var line = Saying(item["a"], "一次");
        var both = await Task.WhenAll(Report("li-a", line), Report("li-a", line));
        Assert.That(both[0], Is.EqualTo(both[1]));
        Assert.That(await plan.Scalar<long>("SELECT count(*) FROM progress_reports WHERE assignment_id = @id", new { id = item["a"] }), Is.EqualTo(1));
    }

    [Test]
    public async Task A_form_that_was_sent_and_then_changed_is_not_taken_for_a_double_click()
    {
        var line = Saying(item["a"], "第一次");
        await Report("li-a", line);
        Assert.That(await Refused("li-a", line with { Text = "又改了一句" }), Is.EqualTo("form-was-sent-before"));
        Assert.That(await Refused("li-a", line with { Text = "又改了一句", SeenReportId = 0 }), Is.EqualTo("reported-in-between"));
    }

    [Test]
    public async Task What_a_colleague_reported_in_between_is_shown()
    {
        var line = Saying(item["a"], "我写的") with { SeenReportId = 0 };
        await Report("li-a", Saying(item["a"], "同事写的"));
        var refused = await Assert.CatchAsync<RuleBroken>(() => Report("li-a", line));
        Assert.That(refused!.Message, Does.Contain("同事写的").And.Contain("人员li-a"));
    }

    [Test]
    public async Task A_milestone_is_answered_by_the_report_that_says_so()
    {
        var milestone = await plan.Milestone(item["a"], "9月底前出台办法", "2018-09-30");
        await Report("li-a", Saying(item["a"], "办法已出台") with { Milestones = [milestone] });
        Assert.That(await plan.Scalar<long>("SELECT assignment_id FROM milestone_reports WHERE milestone_id = @milestone", new { milestone }), Is.EqualTo(item["a"]));
    }

    [TestCase("li-b")]
    [TestCase("coordinator")]
    [TestCase("leader")]
    public async Task Nobody_else_reports_for_a_unit(string login) =>
        Assert.That(await Refused(login, Saying(item["a"], "代报")), Is.EqualTo(NotYours.Rule));

    [Test]
    public async Task A_unit_signs_before_it_reports()
    {
        await using var unsigned = await SmallOffice.Create();
        var id = (await unsigned.Item(("a", AssignmentRole.Lead)))["a"];
        var refused = await Assert.CatchAsync<RuleBroken>(async () =>
            await unsigned.Get<ReportProgress>().Run(await unsigned.Person("li-a"), SmallOffice.On(7, 2), Saying(id, "进展")));
        Assert.That(refused!.Rule, Is.EqualTo("sign-first"));
    }

    [Test]
    public async Task An_empty_report_is_refused() =>
        Assert.That(await Refused("li-a", Saying(item["a"], "  ")), Is.EqualTo("report-says-nothing"));

    [Test]
    public async Task A_file_that_is_refused_stores_nothing()
    {
        var rule = await Refused("li-a", Saying(item["a"], "见附件", new UploadedFile("成效.pdf", "MZ\u0090\0"u8.ToArray())));
        Assert.That(rule, Is.EqualTo("file-kind-not-accepted"));
        Assert.That(await plan.Scalar<long>("SELECT count(*) FROM progress_reports WHERE assignment_id = @id", new { id = item["a"] }), Is.Zero);
    }
}
