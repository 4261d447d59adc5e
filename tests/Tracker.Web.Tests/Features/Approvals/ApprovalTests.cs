using NodaTime;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Approvals;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Completions;
using Tracker.Web.Features.Requests;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Assignments;
using static Tracker.Domain.WorkItems.AssignmentRole;
using static Tracker.Web.Tests.Features.Assignments.SmallOffice;

namespace Tracker.Web.Tests.Features.Approvals;

/// <summary>审签: nothing leaves a unit as 办结 or 延期 without its head.</summary>
[TestFixture]
public sealed class ApprovalTests
{
    SmallOffice office = null!;

    [OneTimeSetUp]
    public async Task Create()
    {
        office = await SmallOffice.Create();
        await office.SignAll();
        await office.AddHead("head-a", "a");
        await office.AddHead("head-b", "b");
    }

    [OneTimeTearDown]
    public async Task Drop() => await office.DisposeAsync();

    async Task<long?> Submit(string login, long assignmentId, PaperApproval? paper = null) => await office.Get<SubmitCompletion>()
        .Run(await office.Person(login), On(11, 20), new(assignmentId, "已全部完成", Approval: paper));

    Task<long> Draft(long assignmentId) => office.Scalar<long>("""
        SELECT d.id FROM approval_drafts d WHERE d.assignment_id = @assignmentId
            AND NOT EXISTS (SELECT FROM approval_decisions x WHERE x.draft_id = d.id)
        """, new { assignmentId });

    async Task Approve(string login, long draftId) => await office.Get<ApproveDraft>().Run(await office.Person(login), On(11, 21), draftId);

    [Test]
    public async Task What_a_liaison_submits_lies_before_the_head_and_not_yet_before_the_office()
    {
        var item = await office.Item(("a", Lead));
        Assert.That(await Submit("li-a", item["a"]), Is.Null);
        Assert.That(await office.Scalar<long>("SELECT count(*) FROM completions WHERE assignment_id = @id", new { id = item["a"] }), Is.Zero);
        Assert.That((await office.Facts(item["a"], 11, 20)).Facts.SubmittedOn, Is.Null);
        Assert.That(await office.Scalar<long>("SELECT count(*) FROM mail_promises WHERE kind = 'ForApproval' AND subject_id = @draft", new { draft = await Draft(item["a"]) }), Is.EqualTo(1));
    }

    [Test]
    public async Task With_the_heads_approval_it_goes_out_as_it_stands_on_that_day()
    {
        var item = await office.Item(("a", Lead));
        await Submit("li-a", item["a"]);
        await Approve("head-a", await Draft(item["a"]));
        Assert.That((await office.Facts(item["a"], 11, 21)).Facts.SubmittedOn, Is.EqualTo(new LocalDate(2018, 11, 21)));
        Assert.That(await office.Scalar<string>("""
            SELECT p.login || ' ' || c.text || ' ' || v.approver || ' ' || v.approved_on FROM completions c
            JOIN people p ON p.id = c.submitted_by JOIN unit_approvals v ON v.completion_id = c.id WHERE c.assignment_id = @id
            """, new { id = item["a"] }), Is.EqualTo("li-a 已全部完成 人员head-a 2018-11-21"));
        Assert.That(await office.Story(item["a"]), Is.EqualTo(new[] { "送单位负责人审签：申请办结：已全部完成", "申请办结：已全部完成（人员head-a于2018年11月21日审签）" }));
    }

    [Test]
    public async Task An_extension_passes_the_head_too_and_counts_from_the_day_it_leaves_the_unit()
    {
        var item = await office.Item(new LocalDate(2018, 11, 20), ("a", Lead));
        await office.Get<RequestExtension>().Run(await office.Person("li-a"), On(11, 20),
            new(item["a"], null, new(2018, 12, 20), "前置审批尚未完成", Basis.Of(null, null, "藏政办发〔2018〕88号")));
        Assert.That((await office.Facts(item["a"], 11, 20)).Facts.Asking, Is.Null);
        await Approve("head-a", await Draft(item["a"]));
        Assert.That((await office.Facts(item["a"], 11, 21)).Facts.Asking, Is.EqualTo(new OpenRequest(RequestKind.Extension, new(2018, 11, 21), InTime: false)));
        Assert.That(await office.Scalar<string>("SELECT basis_document || new_on FROM requests WHERE assignment_id = @id", new { id = item["a"] }), Is.EqualTo("藏政办发〔2018〕88号2018-12-20"));
    }

    [Test]
    public async Task Sent_back_it_can_be_written_anew()
    {
        var item = await office.Item(("a", Lead));
        await Submit("li-a", item["a"]);
        Assert.That(await Rule(() => Submit("li-a", item["a"])), Is.EqualTo("lies-before-the-head"));
        var draft = await Draft(item["a"]);
        Assert.That(await Rule(async () => await office.Get<SendBackDraft>().Run(await office.Person("head-a"), On(11, 20), draft, " ")), Is.EqualTo("sending-back-says-nothing"));
        await office.Get<SendBackDraft>().Run(await office.Person("head-a"), On(11, 20), draft, "补充数据");
        Assert.That(await Submit("li-a", item["a"]), Is.Null);
    }

    [Test]
    public async Task A_draft_is_decided_once_whoever_is_quicker()
    {
        var item = await office.Item(("a", Lead));
        await Submit("li-a", item["a"]);
        var draft = await Draft(item["a"]);
        await office.Get<TakeBackDraft>().Run(await office.Person("li-a"), On(11, 20), draft);
        Assert.That(await Rule(() => Approve("head-a", draft)), Is.EqualTo("already-decided"));
        Assert.That(await Rule(async () => await office.Get<TakeBackDraft>().Run(await office.Person("li-a"), On(11, 20), draft)), Is.EqualTo("already-decided"));
    }

    [TestCase("head-b")]
    [TestCase("li-a")]
    [TestCase("coordinator")]
    [TestCase("leader")]
    public async Task Only_the_units_own_head_approves(string login)
    {
        var item = await office.Item(("a", Lead));
        await Submit("li-a", item["a"]);
        Assert.That(await Rule(async () => await Approve(login, await Draft(item["a"]))), Is.EqualTo(NotYours.Rule));
    }

    [Test]
    public async Task The_heads_own_hand_is_his_approval()
    {
        var item = await office.Item(("a", Lead));
        Assert.That(await Submit("head-a", item["a"]), Is.Not.Null);
        Assert.That((await office.Story(item["a"]))[^1], Does.EndWith("审签，自审）"));
    }

    [Test]
    public async Task Where_the_head_has_no_account_the_liaison_records_who_approved_on_paper()
    {
        var item = await office.Item(("c", Lead));
        Assert.That(await Rule(() => Submit("li-c", item["c"])), Is.EqualTo("approval-missing"));
        Assert.That(await Rule(() => Submit("li-c", item["c"], Paper(11, 21))), Is.EqualTo("approval-of-the-future"));
        var id = await Submit("li-c", item["c"], Paper(11, 19));
        Assert.That(await office.Scalar<string>("SELECT approver || ' ' || approved_on || ' ' || (person_id IS NULL) FROM unit_approvals WHERE completion_id = @id", new { id }),
            Is.EqualTo("单位负责人 2018-11-19 true"));
    }

    [Test]
    public async Task A_unit_without_a_head_who_has_an_account_cannot_be_set_to_sign_in_the_system() =>
        Assert.That(await Rule(async () => await office.Get<SetApprovalMode>().Run(Actor.Operator(office.RegionId, "root"), On(11, 1), office.Unit("c"), false)),
            Is.EqualTo("no-head-with-an-account"));

    [Test]
    public async Task A_unit_set_to_paper_signs_on_paper_though_its_head_has_an_account()
    {
        var item = await office.Item(("b", Lead));
        Assert.That(await Rule(async () => await office.Get<SetApprovalMode>().Run(await office.Person("coordinator"), On(11, 1), office.Unit("b"), true)),
            Is.EqualTo("only-a-system-administrator"));
        await office.Get<SetApprovalMode>().Run(Actor.Operator(office.RegionId, "root"), On(11, 1), office.Unit("b"), true);
        Assert.That(await Submit("li-b", item["b"], Paper(11, 19)), Is.Not.Null);
        await office.Get<SetApprovalMode>().Run(Actor.Operator(office.RegionId, "root"), On(11, 2), office.Unit("b"), false);
        Assert.That(await Submit("li-b", (await office.Item(("b", Lead)))["b"], Paper(11, 19)), Is.Null);
    }

    [Test]
    public async Task What_a_rule_forbids_by_then_does_not_go_out_and_still_lies_there()
    {
        var item = await office.Item(("a", Lead), ("c", Lead));
        await Submit("li-a", item["a"]);
        var draft = await Draft(item["a"]);
        await office.Scalar<object>("INSERT INTO item_closings SELECT region_id, id, (SELECT min(id) FROM people), '2018-11-20', '2018-11-20' FROM work_items WHERE id = @id",
            new { id = await office.ItemOf(item["a"]) });
        Assert.That(await Rule(() => Approve("head-a", draft)), Is.EqualTo("already-ended"));
        Assert.That(await Draft(item["a"]), Is.EqualTo(draft));
    }
}
