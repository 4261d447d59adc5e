using System.Net;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Completions;
using Tracker.Web.Tests.Features.Assignments;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Completions;

[TestFixture]
public sealed class CompletionPagesTests
{
    SmallOffice office = null!;

    [OneTimeSetUp]
    public async Task Create()
    {
        office = await SmallOffice.Create();
        await office.SignAll();
    }

    [OneTimeTearDown]
    public async Task Drop() => await office.DisposeAsync();

    Task<long> Submitted(string login, long assignmentId) => office.Submit(login, assignmentId, 11, 20, text: "成效写在这里");

    [Test]
    public async Task The_lead_submits_from_the_page_that_names_the_silent_supports()
    {
        var item = await office.Item(("a", AssignmentRole.Lead), ("b", AssignmentRole.Support));
        var address = $"/assignments/{item["a"]}/complete";
        using var client = await office.Client("li-a", SmallOffice.On(11, 20));
        Assert.That(await client.GetStringAsync(address), Does.Contain("还没有报送的协办单位：财政厅"));
        using var refused = await client.PostAsync(address, await client.Form(address, ("Text", "全部完成")));
        Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("协办单位财政厅还没有报送").And.Contain("全部完成"));
        using var sent = await client.PostAsync(address, await client.Form(address, ("Text", "全部完成"), ("WithoutSilent", "true"), ("Approval.Name", "李厅长"), ("Approval.On", "2018-11-19")));
        Assert.That(sent.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
    }

    [Test]
    public async Task A_support_finds_no_form_to_complete()
    {
        var item = await office.Item(("a", AssignmentRole.Lead), ("b", AssignmentRole.Support));
        using var client = await office.Client("li-b", SmallOffice.On(11, 20));
        using var answer = await client.GetAsync($"/assignments/{item["b"]}/complete");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task The_office_confirms_from_the_queue_and_a_late_colleague_is_told_who_did()
    {
        var item = await office.Item(("a", AssignmentRole.Lead));
        var address = $"/completions/{await Submitted("li-a", item["a"])}";
        using var first = await office.Client("coordinator", SmallOffice.On(11, 22));
        using var late = await office.Client("second", SmallOffice.On(11, 22));
        Assert.That(await first.GetStringAsync("/completions"), Does.Contain(address).And.Contain("2个工作日"));
        var lateForm = await late.Form(address, ("Rating", "Good"));
        using var confirmed = await first.PostAsync(address + "?handler=Confirm", await first.Form(address, ("Rating", "Excellent")));
        Assert.That(confirmed.Headers.Location?.OriginalString, Is.EqualTo("/completions"));
        using var refused = await late.PostAsync(address + "?handler=Confirm", lateForm);
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(await late.GetStringAsync(refused.Headers.Location), Does.Contain("人员coordinator已于").And.Contain("优秀"));
    }

    [Test]
    public async Task Returned_work_stands_on_the_units_list_with_reason_and_date()
    {
        var item = await office.Item(("c", AssignmentRole.Lead));
        var address = $"/completions/{await Submitted("li-c", item["c"])}";
        using var client = await office.Client("coordinator", SmallOffice.On(11, 22));
        using var empty = await client.PostAsync(address + "?handler=Return", await client.Form(address, ("Text", "写了说明没选原因")));
        Assert.That(await empty.Content.ReadAsStringAsync(), Does.Contain("请选择退回原因").And.Contain("写了说明没选原因"));
        using var returned = await client.PostAsync(address + "?handler=Return", await client.Form(address, ("Reason", "EvidenceMissing"), ("Text", "请附验收材料")));
        using var unit = await office.Client("li-c", SmallOffice.On(11, 22));
        Assert.That(await unit.GetStringAsync("/todo"), Does.Contain("请附验收材料").And.Contain("2018年12月31日前补办").And.Contain($"/assignments/{item["c"]}/complete"));
    }
}
