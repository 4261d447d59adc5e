using Dapper;
using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Adjustments;
using Tracker.Web.Features.Duties;
using Tracker.Web.Features.RollUps;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Assignments;
using Tracker.Web.Tests.Platform;
using static Tracker.Domain.WorkItems.AssignmentRole;
using static Tracker.Web.Tests.Features.Assignments.SmallOffice;

namespace Tracker.Web.Tests.Features.Adjustments;

/// <summary>What follows an adjustment: who has still to sign is seen, 勘误 is held against the original, and a duty moves with the return that answers it.</summary>
[TestFixture]
public sealed class AfterAdjustingTests
{
    SmallOffice office = null!;

    [SetUp]
    public async Task Create() => office = await SmallOffice.Create();

    [TearDown]
    public async Task Drop() => await office.DisposeAsync();

    [Test]
    public async Task What_was_adjusted_and_not_signed_stands_in_the_queue_of_the_office_and_on_the_to_do_with_its_age()
    {
        var item = await office.NamedItem(new LocalDate(2018, 10, 31), ("a", Lead), ("b", Support));
        await office.Adjust(item["a"], 9, 3, AdjustedOffice.Document, content => content.Due(11, 30));
        using var coordinator = await office.Client("coordinator", On(9, 10));
        var today = await coordinator.GetStringAsync("/today");
        Assert.That(today, Does.Contain("<b>2</b>未签收单位<span class=\"quiet\">最早的已等5个工作日").And.Contain("调整未签收").And.Contain("2018-09-03 调整，已等5个工作日"));
        using var unit = await office.Client("li-a", On(9, 10));
        Assert.That(await unit.GetStringAsync("/todo"), Does.Contain("2018年9月3日办公厅调整，已等5个工作日"));
        await office.Get<SignAdjustment>().Run(await office.Person("li-a"), On(9, 10), await office.Scalar<long>("SELECT id FROM adjustments"), office.Unit("a"));
        Assert.That(await coordinator.GetStringAsync("/today"), Does.Contain("<b>1</b>未签收单位"));
    }

    const string Paper = "一、减少审批\n（一）压减行政许可\n事项。（牵头单位：财政厅；完成时限：11月30日前）";

    [TestCase("压减行政许可事项。", null, null, null)]                       // broken over two lines of the paper
    [TestCase(null, "财政厅", null, null)]
    [TestCase(null, null, "11月30日前", null)]
    [TestCase("压减行政审批事项。", null, null, "压减行政审批事项。")]
    [TestCase(null, "教育厅", null, "教育厅")]
    [TestCase(null, null, "12月31日前", "12月31日前")]
    public async Task A_misreading_is_put_right_to_what_the_notice_says_and_to_nothing_else(string? text, string? unit, string? limit, string? missing)
    {
        var item = await office.NamedItem(new LocalDate(2018, 10, 31), ("a", Lead));
        await office.Scalar<object>("UPDATE notices SET text = @Paper", new { Paper });
        var adjust = () => office.Adjust(item["a"], 9, 3, null, Wanted);
        if (missing is null)
            Assert.That((await adjust()).Sentence, Is.Not.Empty);
        else
            Assert.That((await Assert.CatchAsync<Domain.RuleBroken>(() => adjust()))!.Message, Does.StartWith($"通知原文里没有“{missing}”").And.Contain("请选“变更”"));

        ItemContent Wanted(ItemContent now) => now with
        {
            Text = text ?? now.Text, Units = unit is null ? now.Units : [new(Lead, unit)],
            LimitRaw = limit ?? now.LimitRaw, DueOn = limit is null ? now.DueOn : new LocalDate(2018, 12, 31),
        };
    }

    [Test]
    public async Task The_office_may_call_it_a_misreading_all_the_same_and_says_why()
    {
        var item = await office.NamedItem(new LocalDate(2018, 10, 31), ("a", Lead));
        await office.Scalar<object>("UPDATE notices SET text = @Paper", new { Paper });
        var now = await office.ItemNow(item["a"]);
        var form = AdjustedOffice.Form(now, null, content => content with { Text = "压减行政审批事项。" });
        using var coordinator = await office.Client("coordinator", On(9, 3));
        var page = $"/items/{now.Id}/adjust";
        Assert.That(await coordinator.GetStringAsync(page), Does.Not.Contain("name=\"Despite\""));
        using var refused = await coordinator.PostAsync(page, await coordinator.Form(page, ("Version", now.Version.ToString()), ("Kind", "Correction"), ("Why", "读错"),
            ("Form.Text", "压减行政审批事项。"), ("Form.Lead", "发展改革委"), ("Form.LimitRaw", now.Content.LimitRaw!), ("Form.LimitKind", "ByDate"), ("Form.DueOn", "2018-10-31")));
        Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("通知原文里没有").And.Contain("name=\"Despite\""));
        await office.Get<AdjustItem>().Run(await office.Person("coordinator"), On(9, 3), form with { Grounds = form.Grounds with { DespiteOriginal = "扫描件漏了一个字" } });
        Assert.That(await office.Scalar<string>("SELECT why FROM adjustments"), Is.EqualTo("原文如此；与原文不一致：扫描件漏了一个字"));
    }

    [Test]
    public async Task A_change_on_a_basis_is_not_held_against_the_original()
    {
        var item = await office.NamedItem(new LocalDate(2018, 10, 31), ("a", Lead));
        await office.Scalar<object>("UPDATE notices SET text = @Paper", new { Paper });
        Assert.That((await office.Adjust(item["a"], 9, 3, AdjustedOffice.Document, content => content with { Text = "压减行政审批事项。" })).Sentence, Is.Not.Empty);
    }

    [Test]
    public async Task A_duty_that_a_return_answers_moves_with_its_checkpoint_and_a_past_day_keeps_the_old_one()
    {
        await office.NamedItem(null, ("a", Lead));
        var (moved, other) = (await Duty(1, CheckpointKind.ThirdQuarter), await Duty(2, null));
        var sentence = (await office.Get<MoveCheckpoint>().Run(await office.Person("coordinator"), On(9, 10), new(office.PlanId, CheckpointKind.ThirdQuarter, new(2018, 10, 19), "会期冲突", Basis.None))).Sentence;
        Assert.That(sentence, Does.EndWith("，随它答复的通知要求“9月30日前1”同改"));
        Assert.That((await Due(moved, 9, 10), await Due(other, 9, 10), await Due(moved, 9, 9)), Is.EqualTo((new LocalDate(2018, 10, 19), new LocalDate(2018, 9, 30), new LocalDate(2018, 9, 30))));
    }

    [Test]
    public async Task The_roll_up_has_a_line_for_each_duty()
    {
        await office.NamedItem(null, ("a", Lead));
        var duty = await Duty(1, null);
        await office.Get<AnswerDuty>().Run(await office.Person("li-b"), On(9, 3), duty, office.Unit("b"), "已落实");
        var rollUp = (await office.Get<RollUpQueries>().Of(office.RegionId, office.PlanId, new(2018, 10, 8)))!;
        Assert.That(rollUp.Duties.Select(d => (d.Answered, d.Units.Count, d.Lamp.Lamp)), Is.EqualTo(new[] { (1, 4, Domain.WorkItems.Lamp.Red) }));
        using var file = new MemoryStream();
        new RollUpDraft(rollUp).Write(file);
        using var paper = DocumentFormat.OpenXml.Packaging.WordprocessingDocument.Open(file, false);
        Assert.That(paper.MainDocumentPart!.Document.InnerText, Does.Contain("四、通知要求落实情况").And.Contain("应落实4个单位，已落实1个。还没有落实的：政府办公厅、发展改革委、教育厅。"));
        using var leader = await office.Client("leader", On(10, 8));
        Assert.That(await leader.GetStringAsync($"/plans/{office.PlanId}/rollup"), Does.Contain($"/duties/{duty}").And.Contain("1/4"));
    }

    async Task<long> Duty(int position, CheckpointKind? answer)
    {
        var id = await office.Scalar<long>("""
            INSERT INTO notice_duties (region_id, work_plan_id, position, what, raw, due_on)
            VALUES (@RegionId, @PlanId, @position, '各单位请将落实情况报办公厅', '9月30日前' || @position, '2018-09-30') RETURNING id
            """, new { office.RegionId, office.PlanId, position });
        await office.Get<ConfirmDuty>().Run(await office.Person("coordinator"), On(7, 2), new(id, new(2018, 9, 30), answer, true, []));
        return id;
    }

    async Task<LocalDate?> Due(long duty, int month, int day)
    {
        await using var connection = await office.Get<Database>().Open();
        return (await DutyQueries.Running(connection, await office.Person("coordinator"), office.PlanId, On(month, day))).Single(l => l.Duty.Id == duty).Duty.DueOn;
    }
}
