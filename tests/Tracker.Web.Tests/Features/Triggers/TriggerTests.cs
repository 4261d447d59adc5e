using NodaTime;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Transfers;
using Tracker.Web.Features.Triggers;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Assignments;
using Tracker.Web.Tests.Platform;
using static Tracker.Domain.WorkItems.AssignmentRole;
using static Tracker.Web.Tests.Features.Assignments.SmallOffice;

namespace Tracker.Web.Tests.Features.Triggers;

using Lamps = Tracker.Web.Features.Lamps.Lamps;

/// <summary>适时: the question of each quarter, its answers, and the date that the office sets in the end.</summary>
[TestFixture]
public sealed class TriggerTests
{
    SmallOffice office = null!;

    [OneTimeSetUp]
    public async Task Create()
    {
        office = await SmallOffice.Create();
        await office.SignAll();
        // The return of the third quarter has nothing to do with the question.
        await office.Scalar<object>("DELETE FROM checkpoints");
    }

    [OneTimeTearDown]
    public async Task Drop() => await office.DisposeAsync();

    async Task<IReadOnlyDictionary<string, long>> Item(params (string, AssignmentRole)[] parts)
    {
        var item = await office.Item(parts);
        await office.Scalar<object>("UPDATE work_items SET limit_kind = 'WhenAppropriate', limit_raw = '适时' WHERE id = @id", new { id = await office.ItemOf(item["a"]) });
        await office.Get<Database>().InTransaction(connection => office.Get<Lamps>().Refresh(connection, office.RegionId, [.. item.Values], On(6, 13)));
        return item;
    }

    async Task Answer(string login, long assignment, int month, int day, LocalDate? proposed = null, string reason = "上级文件尚未出台") =>
        await office.Get<AnswerTrigger>().Run(await office.Person(login), On(month, day), new(assignment, proposed, reason));

    async Task SetDate(long item, int month, int day, LocalDate on) =>
        await office.Get<SetTriggerDate>().Run(await office.Person("coordinator"), On(month, day), new(item, on));

    async Task<string> LampOn(long assignment, int month, int day)
    {
        await office.Get<Database>().InTransaction(connection => office.Get<Web.Features.Lamps.SweepLamps>().Run(connection, office.RegionId, On(month, day)));
        return await office.Lamp(assignment);
    }

    Task<string> State(long item) => office.Scalar<string>("SELECT state FROM item_lamps WHERE work_item_id = @item", new { item });

    [Test]
    public async Task It_waits_in_grey_is_asked_each_quarter_and_unanswered_is_a_late_report()
    {
        var item = await Item(("a", Lead), ("b", Support));
        Assert.That((await office.Lamp(item["a"]), await State(await office.ItemOf(item["a"]))), Is.EqualTo(("Grey 适时办理，条件尚未具备", "AwaitingTrigger")));
        Assert.That(await LampOn(item["a"], 7, 1), Is.EqualTo("Green 待提交条件是否具备的答复"));
        Assert.That(await LampOn(item["a"], 7, 9), Is.EqualTo("Yellow 未提交条件是否具备的答复"));
        Assert.That(await LampOn(item["a"], 7, 16), Is.EqualTo("Red 未提交条件是否具备的答复"));
        Assert.That(await office.Lamp(item["b"]), Is.EqualTo("Grey 适时办理，条件尚未具备"), "supports are not asked");
        await Answer("li-a", item["a"], 7, 17);
        Assert.That(await office.Lamp(item["a"]), Is.EqualTo("Grey 适时办理，条件尚未具备"));
        Assert.That(await LampOn(item["a"], 10, 1), Is.EqualTo("Green 待提交条件是否具备的答复"), "and asked again");
        Assert.That(await office.Story(item["a"]), Is.EqualTo(new[] { "条件未具备：上级文件尚未出台" }));
    }

    [Test]
    public async Task Once_the_conditions_are_there_the_office_sets_a_date_that_holds_for_all()
    {
        var item = await Item(("a", Lead), ("b", Support));
        var id = await office.ItemOf(item["a"]);
        await Answer("li-a", item["a"], 7, 3, new(2018, 11, 30), "文件已经下发");
        using var coordinator = await office.Client("coordinator", On(7, 3));
        Assert.That(await coordinator.GetStringAsync("/today"), Does.Contain("条件具备待定时限"));
        Assert.That(await coordinator.GetStringAsync($"/items/{id}/office"), Does.Contain("建议2018年11月30日前办结").And.Contain("value=\"2018-11-30\""));
        using var set = await coordinator.PostAsync($"/items/{id}/office?handler=Date", await coordinator.Form($"/items/{id}/office", ("Day", "2018-12-10")));
        Assert.That(set.Headers.Location?.OriginalString, Is.EqualTo($"/items/{id}"));
        Assert.That((await office.Facts(item["a"], 7, 3)).Facts.OpenDates.Select(d => (d.Nature, d.On)), Is.EqualTo(new[] { (DateNature.Due, new LocalDate(2018, 12, 10)) }), "and nothing is asked any more");
        Assert.That((await State(id), await office.Lamp(item["a"])), Is.EqualTo(("InProgress", "Green 待提交办结")));
        Assert.That((await office.Facts(item["a"], 7, 2)).Facts.AwaitsTrigger, "a past day is replayed as it was");
        Assert.That(await Rule(() => SetDate(id, 7, 4, new(2018, 12, 20))), Is.EqualTo("does-not-wait"));
    }

    [Test]
    public async Task The_date_holds_after_the_lead_was_handed_over_too()
    {
        var item = await Item(("a", Lead));
        var id = await office.ItemOf(item["a"]);
        await Answer("li-a", item["a"], 7, 3, new(2018, 11, 30), "文件已经下发");
        await SetDate(id, 7, 4, new(2018, 12, 10));
        await office.Get<TransferAssignments>().Run(await office.Person("coordinator"), On(7, 5), new(office.Unit("a"), office.Unit("b"), [item["a"]], "三定规定"));
        Assert.That(await State(id), Is.EqualTo("InProgress"));
    }

    [Test]
    public async Task Not_there_needs_a_reason_and_is_said_once_a_quarter_and_there_may_be_said_at_any_time()
    {
        var item = await Item(("a", Lead));
        Assert.That(await Rule(() => Answer("li-a", item["a"], 7, 3, reason: " ")), Is.EqualTo("trigger-says-nothing"));
        Assert.That(await Rule(() => Answer("li-a", item["a"], 7, 3, new(2018, 7, 3))), Is.EqualTo("new-date-is-past"));
        await Answer("li-a", item["a"], 7, 3);
        Assert.That(await Rule(() => Answer("li-a", item["a"], 7, 4)), Is.EqualTo("already-answered"));
        await Answer("li-a", item["a"], 8, 20, new(2018, 11, 30));
        Assert.That(await Rule(() => Answer("li-a", item["a"], 8, 21, new(2018, 12, 30))), Is.EqualTo("already-answered"));
    }

    [Test]
    public async Task Only_the_first_lead_of_an_item_that_waits_is_asked()
    {
        var item = await Item(("a", Lead), ("b", Support));
        Assert.That(await Rule(() => Answer("li-b", item["b"], 7, 3)), Is.EqualTo("nothing-to-answer"));
        Assert.That(await Rule(() => Answer("li-b", item["a"], 7, 3)), Is.EqualTo(NotYours.Rule));
        var other = await office.Item(new LocalDate(2018, 10, 31), ("a", Lead));
        Assert.That(await Rule(() => Answer("li-a", other["a"], 7, 3)), Is.EqualTo("nothing-to-answer"));
    }

    [Test]
    public async Task The_lead_finds_the_question_among_its_work_and_answers_it_there()
    {
        var item = await Item(("a", Lead));
        var form = $"/assignments/{item["a"]}/trigger";
        using var unit = await office.Client("li-a", On(7, 2));
        Assert.That(await unit.GetStringAsync("/todo"), Does.Contain("条件是否具备").And.Contain(form));
        using var empty = await unit.PostAsync(form, await unit.Form(form, ("Met", "false"), ("Reason", "")));
        Assert.That(await empty.Content.ReadAsStringAsync(), Does.Contain("请写明原因"));
        using var said = await unit.PostAsync(form, await unit.Form(form, ("Met", "false"), ("Reason", "资金未到位")));
        Assert.That(await unit.GetStringAsync("/todo"), Does.Not.Contain(form));
        Assert.That(await unit.GetStringAsync($"/items/{await office.ItemOf(item["a"])}"), Does.Contain("条件未具备：资金未到位"));
        using var stranger = await office.Client("li-b", On(7, 2));
        using var denied = await stranger.GetAsync(form);
        Assert.That(denied.StatusCode, Is.EqualTo(System.Net.HttpStatusCode.NotFound));
    }
}
