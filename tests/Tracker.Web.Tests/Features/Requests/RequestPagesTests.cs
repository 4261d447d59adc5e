using System.Net;
using NodaTime;
using Tracker.Domain.WorkItems;
using Tracker.Web.Tests.Features.Assignments;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Requests;

/// <summary>Asking and answering as people do it, over HTTP.</summary>
[TestFixture]
public sealed class RequestPagesTests
{
    static readonly LocalDate Due = new(2018, 10, 31);

    SmallOffice office = null!;

    [OneTimeSetUp]
    public async Task Create()
    {
        office = await SmallOffice.Create();
        await office.SignAll();
        await office.AddHead("head-b", "b");
    }

    [OneTimeTearDown]
    public async Task Drop() => await office.DisposeAsync();

    Task<HttpClient> Client(string login, int month = 10, int day = 9) => office.Client(login, SmallOffice.On(month, day));

    static (string, string)[] Extension(params (string, string)[] more) =>
    [
        ("Milestone", "0"), ("NewOn", "2018-11-30"), ("Reason", "前置审批尚未完成"), ("Basis.Document", "藏政办发〔2018〕88号"), .. more,
    ];

    static readonly (string, string)[] onPaper = [("Approval.Name", "李厅长"), ("Approval.On", "2018-10-08")];

    Task<long> RequestOf(long assignmentId) => office.Scalar<long>("SELECT id FROM requests WHERE assignment_id = @assignmentId", new { assignmentId });

    [Test]
    public async Task From_the_liaisons_form_to_the_offices_answer_and_back()
    {
        var item = await office.Item(Due, ("a", AssignmentRole.Lead));
        var page = $"/items/{await office.ItemOf(item["a"])}";
        using var unit = await Client("li-a");
        var form = $"/assignments/{item["a"]}/extend";
        Assert.That(await unit.GetStringAsync(page), Does.Contain(form));
        Assert.That(await unit.GetStringAsync(form), Does.Contain("办结：2018年10月31日").And.Contain("通知写明的日期").And.Contain("线下"));
        using var asked = await unit.PostAsync(form, await unit.Form(form, Extension(onPaper)));
        Assert.That(asked.Headers.Location?.OriginalString, Is.EqualTo(page));
        Assert.That(await unit.GetStringAsync(page), Does.Contain("已申请延期，等待办公厅答复").And.Contain("◆ 待答复").And.Contain("李厅长 2018年10月8日").And.Contain("藏政办发〔2018〕88号"));

        using var coordinator = await Client("coordinator", 10, 12);
        var decide = $"/requests/{await RequestOf(item["a"])}";
        Assert.That(await coordinator.GetStringAsync("/today"), Does.Contain("待答复申请"));
        Assert.That(await coordinator.GetStringAsync("/requests"), Does.Contain(decide).And.Contain("3个工作日").And.Contain("办公厅逾期1个工作日"));
        Assert.That(await coordinator.GetStringAsync(decide), Does.Contain("前置审批尚未完成").And.Contain("办公厅已逾期1个工作日未答复").And.Contain("2018-11-30"));
        using var granted = await coordinator.PostAsync(decide + "?handler=Extend", await coordinator.Form(decide, ("NewOn", "2018-11-20"), ("Remark", "加快办理")));
        Assert.That(granted.Headers.Location?.OriginalString, Is.EqualTo("/requests"));
        Assert.That(await unit.GetStringAsync(page), Does.Contain("日期定为2018年11月20日").And.Contain("加快办理").And.Contain("办公厅逾期1个工作日答复").And.Contain("由2018年10月31日延至2018年11月30日"));
    }

    [Test]
    public async Task A_form_keeps_what_was_typed_when_the_basis_is_missing()
    {
        var item = await office.Item(Due, ("a", AssignmentRole.Lead));
        using var client = await Client("li-a");
        var form = $"/assignments/{item["a"]}/extend";
        using var refused = await client.PostAsync(form, await client.Form(form,
            [("Milestone", "0"), ("NewOn", "2018-11-30"), ("Reason", "我写下的理由"), .. onPaper]));
        Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("要有依据").And.Contain("我写下的理由").And.Contain("2018-11-30").And.Contain("李厅长"));
    }

    [Test]
    public async Task A_request_passes_the_head_on_his_page_first()
    {
        var item = await office.Item(Due, ("b", AssignmentRole.Lead));
        var page = $"/items/{await office.ItemOf(item["b"])}";
        using var unit = await Client("li-b");
        var form = $"/assignments/{item["b"]}/extend";
        Assert.That(await unit.GetStringAsync(form), Does.Contain("先送本单位负责人审签"));
        using var asked = await unit.PostAsync(form, await unit.Form(form, Extension()));
        Assert.That(await unit.GetStringAsync(page), Does.Contain("申请延期已送单位负责人审签"));
        using var head = await Client("head-b");
        Assert.That(await head.GetStringAsync("/todo"), Does.Contain("待审签"));
        Assert.That(await head.GetStringAsync("/approvals"), Does.Contain("前置审批尚未完成").And.Contain("延至2018年11月30日"));
        var draft = await office.Scalar<long>("SELECT max(id) FROM approval_drafts");
        using var approved = await head.PostAsync("/approvals?handler=Approve", await head.Form("/approvals", ("draftId", $"{draft}")));
        Assert.That(await unit.GetStringAsync(page), Does.Contain("已申请延期，等待办公厅答复").And.Contain("人员head-b"));
    }

    [Test]
    public async Task What_the_head_sends_back_stands_on_the_items_page_with_his_words()
    {
        var item = await office.Item(Due, ("b", AssignmentRole.Lead));
        var page = $"/items/{await office.ItemOf(item["b"])}";
        using var unit = await Client("li-b");
        var form = $"/assignments/{item["b"]}/complete";
        using var sent = await unit.PostAsync(form, await unit.Form(form, ("Text", "全部完成")));
        using var head = await Client("head-b");
        var draft = await office.Scalar<long>("SELECT max(id) FROM approval_drafts");
        using var back = await head.PostAsync("/approvals?handler=SendBack", await head.Form("/approvals", ("draftId", $"{draft}"), ("remark", "成效要写数据")));
        Assert.That(await unit.GetStringAsync(page), Does.Contain("退回了申请办结：成效要写数据"));
    }

    [Test]
    public async Task The_unit_takes_its_request_back_on_the_items_page()
    {
        var item = await office.Item(Due, ("a", AssignmentRole.Lead));
        var page = $"/items/{await office.ItemOf(item["a"])}";
        using var unit = await Client("li-a");
        using var asked = await unit.PostAsync($"/assignments/{item["a"]}/extend", await unit.Form($"/assignments/{item["a"]}/extend", Extension(onPaper)));
        using var back = await unit.PostAsync($"{page}?handler=TakeBackRequest", await unit.Form(page, ("requestId", $"{await RequestOf(item["a"])}")));
        Assert.That(await unit.GetStringAsync(page), Does.Contain("撤回").And.Not.Contain("等待办公厅答复"));
    }

    [Test]
    public async Task A_late_colleague_is_told_who_answered()
    {
        var item = await office.Item(Due, ("a", AssignmentRole.Lead));
        using var unit = await Client("li-a");
        using var asked = await unit.PostAsync($"/assignments/{item["a"]}/extend", await unit.Form($"/assignments/{item["a"]}/extend", Extension(onPaper)));
        using var first = await Client("coordinator", 10, 10);
        using var late = await Client("second", 10, 10);
        var decide = $"/requests/{await RequestOf(item["a"])}";
        var lateForm = await late.Form(decide, ("Reason", "须按期"));
        using var granted = await first.PostAsync(decide + "?handler=Extend", await first.Form(decide, ("NewOn", "2018-11-30")));
        using var refused = await late.PostAsync(decide + "?handler=Refuse", lateForm);
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(await late.GetStringAsync(refused.Headers.Location), Does.Contain("人员coordinator已于").And.Contain("同意了这项申请"));
    }

    [Test]
    public async Task A_unit_of_a_collective_says_that_it_is_not_concerned_and_the_office_agrees_on_a_basis()
    {
        var item = await office.Item(Due, ("a", AssignmentRole.Responsible), ("c", AssignmentRole.Responsible));
        var page = $"/items/{await office.ItemOf(item["a"])}";
        using var unit = await Client("li-a");
        var form = $"/assignments/{item["a"]}/exempt";
        Assert.That(await unit.GetStringAsync(page), Does.Contain(form));
        using var empty = await unit.PostAsync(form, await unit.Form(form, [("Reason", ""), .. onPaper]));
        Assert.That(await empty.Content.ReadAsStringAsync(), Does.Contain("请写明申请的理由").And.Contain("李厅长"));
        using var asked = await unit.PostAsync(form, await unit.Form(form, [("Reason", "没有行政许可事项"), .. onPaper]));
        Assert.That(await unit.GetStringAsync(page), Does.Contain("已申请不涉及，等待办公厅答复"));

        using var coordinator = await Client("coordinator", 10, 10);
        var decide = $"/requests/{await RequestOf(item["a"])}";
        using var refused = await coordinator.PostAsync(decide + "?handler=Exempt", await coordinator.Form(decide, ("Remark", "见会议纪要")));
        Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("同意不涉及要有依据").And.Contain("见会议纪要"));
        using var granted = await coordinator.PostAsync(decide + "?handler=Exempt", await coordinator.Form(decide, ("Basis.Document", "藏政办函〔2018〕12号")));
        Assert.That(granted.Headers.Location?.OriginalString, Is.EqualTo("/requests"));
        Assert.That(await unit.GetStringAsync(page), Does.Contain("本单位的工作已经结束").And.Contain("答复依据：藏政办函〔2018〕12号").And.Contain("○ 不计时").And.Not.Contain($"/assignments/{item["a"]}/report"));
    }

    [Test]
    public async Task A_unit_proposes_another_and_that_one_finds_it_to_sign()
    {
        var item = await office.Item(Due, ("a", AssignmentRole.Lead));
        var page = $"/items/{await office.ItemOf(item["a"])}";
        using var unit = await Client("li-a", 6, 13);
        var form = $"/assignments/{item["a"]}/reassign";
        Assert.That(await unit.GetStringAsync(page), Does.Contain(form));
        Assert.That(await unit.GetStringAsync(form), Does.Contain("2018年6月25日以前提出").And.Contain("<option value=\"教育厅\">"));
        (string, string)[] typed = [("Unit", "教育厅"), ("Role", "Lead"), ("Reason", "职责在教育厅"), ("Approval.Name", "李厅长"), ("Approval.On", "2018-06-13")];
        using var unknown = await unit.PostAsync(form, await unit.Form(form, [("Unit", "教委"), .. typed[1..]]));
        Assert.That(await unknown.Content.ReadAsStringAsync(), Does.Contain("登记簿里没有“教委”").And.Contain("职责在教育厅"));
        using var asked = await unit.PostAsync(form, await unit.Form(form, typed));
        Assert.That(await unit.GetStringAsync(page), Does.Contain("建议由教育厅牵头"));

        using var coordinator = await Client("coordinator", 6, 14);
        var decide = $"/requests/{await RequestOf(item["a"])}";
        using var granted = await coordinator.PostAsync(decide + "?handler=Reassign", await coordinator.Form(decide, ("Basis.Document", "藏政办函〔2018〕12号")));
        Assert.That(granted.Headers.Location?.OriginalString, Is.EqualTo("/requests"));
        Assert.That(await unit.GetStringAsync(page), Does.Contain("移交教育厅"));
        using var other = await Client("li-c", 6, 14);
        Assert.That(await other.GetStringAsync("/todo"), Does.Contain("待签收").And.Contain(page).And.Contain("2018年6月14日交办"));
        using var late = await Client("li-a", 7, 2);
        var mine = await office.Item(Due, ("a", AssignmentRole.Lead));
        Assert.That(await late.GetStringAsync($"/items/{await office.ItemOf(mine["a"])}"), Does.Not.Contain("/reassign"));
        Assert.That(await late.GetStringAsync($"/assignments/{mine["a"]}/reassign"), Does.Contain("现在已经过了"));
    }

    [TestCase("li-a", "/assignments/{0}/exempt", HttpStatusCode.NotFound)]
    [TestCase("li-c", "/assignments/{0}/reassign", HttpStatusCode.NotFound)]
    [TestCase("coordinator", "/assignments/{0}/reassign", HttpStatusCode.Redirect)]
    [TestCase("leader", "/assignments/{0}/exempt", HttpStatusCode.Redirect)]
    [TestCase("li-c", "/assignments/{0}/extend", HttpStatusCode.NotFound)]
    [TestCase("leader", "/assignments/{0}/extend", HttpStatusCode.Redirect)]
    [TestCase("li-a", "/requests", HttpStatusCode.Redirect)]
    [TestCase("li-a", "/approvals", HttpStatusCode.Redirect)]
    [TestCase("leader", "/requests", HttpStatusCode.Redirect)]
    [TestCase("coordinator", "/approvals", HttpStatusCode.Redirect)]
    public async Task Other_roles_and_units_do_not_get_in(string login, string address, HttpStatusCode status)
    {
        var item = await office.Item(Due, ("a", AssignmentRole.Lead));
        using var client = await Client(login);
        using var answer = await client.GetAsync(string.Format(address, item["a"]));
        Assert.That(answer.StatusCode, Is.EqualTo(status));
        if (status == HttpStatusCode.Redirect)
            Assert.That(answer.Headers.Location?.AbsolutePath, Is.EqualTo("/denied"));
    }
}
