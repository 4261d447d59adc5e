using System.Net;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Assignments;

/// <summary>Several items reported on at once: all lines, or none.</summary>
[TestFixture]
public sealed class ReportSeveralTests
{
    SmallOffice office = null!;
    IReadOnlyDictionary<string, long> first = null!, second = null!, foreign = null!;

    [SetUp]
    public async Task Open()
    {
        office = await SmallOffice.Create();
        first = await office.Item(("a", AssignmentRole.Lead));
        second = await office.Item(("a", AssignmentRole.Support), ("b", AssignmentRole.Lead));
        foreign = await office.Item(("c", AssignmentRole.Lead));
        await office.SignAll();
    }

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    static ReportLine Line(long assignment, string text, Guid? key = null, long? seen = null) => new(assignment, text, null, "", "", key ?? Guid.NewGuid(), seen);

    async Task<int> Report(params ReportLine[] lines) => await office.Get<ReportSeveral>().Run(await office.Person("li-a"), SmallOffice.On(7, 2), lines);

    Task<int> Reports() => office.Scalar<int>("SELECT count(*)::int FROM progress_reports");

    [Test]
    public async Task Every_line_is_a_report_with_its_own_line_in_the_items_story()
    {
        Assert.That(await Report(Line(first["a"], "甲"), Line(second["a"], "乙")), Is.EqualTo(2));
        Assert.That((await office.Story(first["a"])).Concat(await office.Story(second["a"])), Is.EqualTo(new[] { "报送进展：甲", "报送进展：乙" }));
        Assert.That(await office.Lamp(second["a"]), Does.StartWith("Green"));
    }

    [Test]
    public async Task Sent_twice_counts_once()
    {
        var lines = new[] { Line(first["a"], "甲"), Line(second["a"], "乙") };
        await Report(lines);
        Assert.That((await Report(lines), await Reports()), Is.EqualTo((0, 2)));
    }

    [TestCase("foreign", "not-yours")]
    [TestCase("empty", "report-says-nothing")]
    [TestCase("overtaken", "reported-in-between")]
    [TestCase("ended", "already-ended")]
    [TestCase("none", "nothing-to-report")]
    public async Task One_line_that_cannot_be_and_none_is_written(string how, string rule)
    {
        await Report(Line(first["a"], "先前"));
        if (how == "ended")
            await office.Get<Tracker.Web.Features.Completions.ConfirmCompletion>().Run(await office.Person("coordinator"), SmallOffice.On(7, 3),
                new(await office.Submit("li-a", first["a"], 7, 2), Tracker.Web.Features.Completions.Rating.Good));
        var wrong = how == "foreign" ? Line(foreign["c"], "越权") : how == "empty" ? Line(first["a"], " ") : Line(first["a"], "后来", seen: 0);
        Assert.That(await SmallOffice.Rule(() => how == "none" ? Report() : Report(Line(second["a"], "对的"), how == "ended" ? wrong with { SeenReportId = null } : wrong)), Is.EqualTo(rule));
        Assert.That(await Reports(), Is.EqualTo(1));
    }

    [Test]
    public async Task Items_are_chosen_on_a_page_and_only_changed_lines_are_reported()
    {
        await Report(Line(first["a"], "先前"));
        using var client = await office.Client("li-a", SmallOffice.On(7, 10));
        var choosing = $"/report-several/{office.Unit("a")}";
        Assert.That(await client.GetStringAsync(choosing), Does.Contain("报送任务 一.1").And.Contain("报送任务 一.2").And.Not.Contain("一.3"));
        var grid = $"{choosing}?id={first["a"]}&id={second["a"]}";
        Assert.That(await client.GetStringAsync(grid), Does.Contain("先前</textarea>"));
        var last = await office.Scalar<long>("SELECT max(id) FROM progress_reports");
        using var answer = await client.PostAsync(grid, await client.Form(grid,
            ("Lines[0].AssignmentId", $"{first["a"]}"), ("Lines[0].Key", $"{Guid.NewGuid()}"), ("Lines[0].Seen", $"{last}"), ("Lines[0].Text", "先前"),
            ("Lines[1].AssignmentId", $"{second["a"]}"), ("Lines[1].Key", $"{Guid.NewGuid()}"), ("Lines[1].Seen", "0"), ("Lines[1].Text", "新的"), ("Lines[1].Figures[0].Name", "项目"), ("Lines[1].Figures[0].Amount", "3")));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(await client.GetStringAsync("/todo"), Does.Contain("已报送1项进展。没有改动的1项没有报送。"));
        Assert.That(await office.Scalar<string>("SELECT string_agg(text, ';' ORDER BY id) FROM progress_reports"), Is.EqualTo("先前;新的"));
    }
}
