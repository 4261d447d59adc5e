using System.Net;
using NodaTime;
using Tracker.Domain.WorkItems;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Assignments;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Dispositions;

/// <summary>The office's decisions as people make them, over HTTP.</summary>
[TestFixture]
public sealed class DispositionPagesTests
{
    static readonly LocalDate Due = new(2018, 10, 31);
    static readonly (string, string) document = ("Basis.Document", "藏政办函〔2018〕30号");

    SmallOffice office = null!;

    [OneTimeSetUp]
    public async Task Create()
    {
        office = await SmallOffice.Create();
        await office.SignAll();
    }

    [OneTimeTearDown]
    public async Task Drop() => await office.DisposeAsync();

    Task<HttpClient> Client(string login, int month = 9, int day = 10) => office.Client(login, SmallOffice.On(month, day));

    static async Task<HttpResponseMessage> Post(HttpClient client, string page, string handler, params (string, string)[] fields) =>
        await client.PostAsync($"{page}?handler={handler}", await client.Form(page, fields));

    [Test]
    public async Task From_putting_off_to_resuming_the_item_tells_everybody_where_it_stands()
    {
        var item = await office.Item(Due, ("a", AssignmentRole.Lead));
        var id = await office.ItemOf(item["a"]);
        using var coordinator = await Client("coordinator");
        Assert.That(await coordinator.GetStringAsync($"/items/{id}"), Does.Contain($"/items/{id}/office"));
        using var refused = await Post(coordinator, $"/items/{id}/office", "Suspend", ("Day", "2018-11-20"), ("Reason", "资金尚未落实"));
        Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("暂缓要有依据").And.Contain("资金尚未落实").And.Contain("2018-11-20"));
        using var put = await Post(coordinator, $"/items/{id}/office", "Suspend", ("Day", "2018-11-20"), ("Reason", "资金尚未落实"), document);
        Assert.That(put.Headers.Location?.OriginalString, Is.EqualTo($"/items/{id}"));
        using var unit = await Client("li-a");
        Assert.That(await unit.GetStringAsync($"/items/{id}"), Does.Contain("暂缓期间不用报送").And.Contain("2018年11月20日复核").And.Not.Contain($"/assignments/{item["a"]}/report"));
        Assert.That(await coordinator.GetStringAsync("/ledger?state=Suspended"), Does.Contain($"/items/{id}").And.Contain("暂缓"));
        Assert.That(await coordinator.GetStringAsync("/overview"), Does.Contain("/ledger?state=Suspended"));
        using var back = await Post(coordinator, $"/items/{id}/office", "Resume", ("Day", "2018-12-20"), ("Reason", "资金已落实"));
        Assert.That(await unit.GetStringAsync($"/items/{id}"), Does.Contain("本单位现行时限</b> 2018年12月20日").And.Contain($"/assignments/{item["a"]}/report"));
    }

    [Test]
    public async Task An_item_is_merged_by_the_number_or_the_address_of_the_other()
    {
        var (one, two, other) = (await office.Item(Due, ("a", AssignmentRole.Lead)), await office.Item(Due, ("a", AssignmentRole.Lead)), await office.Item(Due, ("a", AssignmentRole.Lead)));
        var into = await office.ItemOf(other["a"]);
        var number = await office.Scalar<string>("SELECT number FROM work_items WHERE id = @into", new { into });
        using var coordinator = await Client("coordinator");
        var page = $"/items/{await office.ItemOf(one["a"])}/office";
        using var unknown = await Post(coordinator, page, "Supersede", ("Into", "九.99"), ("Reason", "重复"), document);
        Assert.That(await unknown.Content.ReadAsStringAsync(), Does.Contain("没有编号为“九.99”的任务"));
        using var byNumber = await Post(coordinator, page, "Supersede", ("Into", number), ("Reason", "重复"), document);
        using var byAddress = await Post(coordinator, $"/items/{await office.ItemOf(two["a"])}/office", "Supersede", ("Into", $"http://x/items/{into}"), ("Reason", "重复"), document);
        Assert.That((byNumber.StatusCode, byAddress.StatusCode), Is.EqualTo((HttpStatusCode.Redirect, HttpStatusCode.Redirect)));
        Assert.That(await coordinator.GetStringAsync($"/items/{await office.ItemOf(two["a"])}"), Does.Contain("并入其他任务").And.Contain("依据：藏政办函〔2018〕30号"));
    }

    [Test]
    public async Task At_the_years_end_the_items_chosen_are_closed_together()
    {
        var item = await office.Item(("a", AssignmentRole.Lead));
        var id = await office.ItemOf(item["a"]);
        var page = $"/plans/{office.PlanId}/year-end";
        await office.Get<Database>().InTransaction(connection => office.Get<Web.Features.Lamps.Lamps>().Refresh(connection, office.RegionId, [item["a"]], SmallOffice.On(12, 3)));
        using var early = await Client("coordinator", 12, 3);
        Assert.That(await early.GetStringAsync(page), Does.Contain("2018年12月15日起可以办理"));
        using var coordinator = await Client("coordinator", 12, 17);
        using var none = await coordinator.PostAsync(page, await coordinator.Form(page, ("Text", "完成")));
        Assert.That(await none.Content.ReadAsStringAsync(), Does.Contain("请至少选一项"));
        using var closed = await coordinator.PostAsync(page, await coordinator.Form(page, ("Chosen", $"{id}"), ("Text", "全年目标完成")));
        Assert.That(closed.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(await coordinator.GetStringAsync($"/items/{id}"), Does.Contain("阶段办结").And.Contain("全年目标完成").And.Contain("回头看"));
    }

    [Test]
    public async Task The_system_administrator_sets_whether_a_unit_signs_on_paper()
    {
        await office.AddHead("head-c", "c");
        await office.Scalar<object>("INSERT INTO person_roles (region_id, person_id, role, unit_id, granted_at) SELECT region_id, id, 'SystemAdministrator', @unit, '2018-06-01' FROM people WHERE login = 'leader'",
            new { unit = office.Unit("office") });
        using var administrator = await Client("leader");
        Assert.That(await administrator.GetStringAsync("/units/c"), Does.Contain("在系统中审签").And.Contain("人员head-c"));
        using var set = await Post(administrator, "/units/c", "ApprovalMode", ("onPaper", "true"));
        Assert.That(await administrator.GetStringAsync("/units/c"), Does.Contain("线下审签").And.Contain("改为在系统中审签").And.Contain("人员leader于"));
        using var coordinator = await Client("coordinator");
        Assert.That(await coordinator.GetStringAsync("/units/c"), Does.Contain("线下审签").And.Not.Contain("改为在系统中审签"));
        Assert.That(await administrator.GetStringAsync("/units/b"), Does.Contain("单位负责人没有账号，只能线下审签"));
    }

    [TestCase("li-a", HttpStatusCode.Redirect)]
    [TestCase("leader", HttpStatusCode.Redirect)]
    public async Task Others_do_not_get_to_the_offices_page(string login, HttpStatusCode status)
    {
        var item = await office.Item(Due, ("a", AssignmentRole.Lead));
        using var client = await Client(login);
        using var answer = await client.GetAsync($"/items/{await office.ItemOf(item["a"])}/office");
        Assert.That((answer.StatusCode, answer.Headers.Location?.AbsolutePath), Is.EqualTo((status, "/denied")));
    }
}
