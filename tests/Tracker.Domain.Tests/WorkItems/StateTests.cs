using Tracker.Domain.WorkItems;
using static Tracker.Domain.Tests.Dates;

namespace Tracker.Domain.Tests.WorkItems;

sealed class StateTests
{
    static readonly AssignmentFacts Fresh = new(Day("2018-06-11"), []);
    static readonly AssignmentFacts Signed = Fresh with { AcknowledgedOn = Day("2018-06-12") };
    static readonly AssignmentFacts Sent = Signed with { SubmittedOn = Day("2018-12-03") };
    static readonly AssignmentFacts CameBack = Signed with { TimesReturned = 1, Correction = new(Day("2018-12-05"), Day("2018-12-31")) };

    static AssignmentFacts Ended(Ending how) => Sent with { End = new(Day("2018-12-10"), how) };

    static readonly TestCaseData[] Assignments =
    [
        new(Fresh, false, "待签收"),
        new(Fresh, true, "办理中"),
        new(Signed, false, "已签收"),
        new(Signed, true, "办理中"),
        new(Sent, true, "待审核"),
        new(CameBack, true, "退回补办"),
        new(CameBack with { SubmittedOn = Day("2018-12-07") }, true, "待审核"),
        new(Signed with { Asking = new(RequestKind.Extension, Day("2018-12-01"), true) }, true, "申请延期"),
        new(CameBack with { Asking = new(RequestKind.Extension, Day("2018-12-20"), false) }, true, "申请延期"),
        new(Fresh with { Asking = new(RequestKind.Reassignment, Day("2018-06-13"), true) }, false, "申请调整责任单位"),
        new(Fresh with { Asking = new(RequestKind.Exemption, Day("2018-06-13"), true) }, false, "申请不涉及"),
        new(Sent with { Asking = new(RequestKind.Extension, Day("2018-12-01"), true) }, true, "待审核"),
        new(Ended(Ending.Done), true, "完成"),
        new(Ended(Ending.NotReported), false, "未反馈"),
        new(Ended(Ending.ClosedUndone), true, "未完成"),
        new(Ended(Ending.Transferred), true, "已移交"),
        new(Ended(Ending.Exempt), true, "不涉及"),
        new(Ended(Ending.PeriodClosed), true, "阶段办结"),
        new(Ended(Ending.Withdrawn), true, "撤销"),
        new(Ended(Ending.Superseded), true, "并入"),
        new(Ended(Ending.Archived), true, "已归档"),
        new(Signed with { Suspended = new(Day("2018-12-01")) }, true, "暂缓"),
    ];

    [TestCaseSource(nameof(Assignments))]
    public void An_assignments_state_follows_from_what_was_done(AssignmentFacts facts, bool hasReported, string state) =>
        Assert.That(AssignmentStates.Of(facts, hasReported).Chinese(), Is.EqualTo(state));

    static readonly TestCaseData[] Items =
    [
        new(new WorkItemFacts(), "待校核"),
        new(new WorkItemFacts { Confirmed = true }, "已立项"),
        new(new WorkItemFacts { Confirmed = true, AwaitsTrigger = true }, "已立项"),
        new(new WorkItemFacts { Confirmed = true, Dispatched = true }, "已交办"),
        new(new WorkItemFacts { Dispatched = true, AwaitsTrigger = true, Begun = true }, "待触发"),
        new(new WorkItemFacts { Dispatched = true, Begun = true }, "办理中"),
        new(new WorkItemFacts { Dispatched = true, Begun = true, CompletionSubmitted = true }, "待审核"),
        new(new WorkItemFacts { Dispatched = true, Begun = true, Returned = true }, "退回补办"),
        new(new WorkItemFacts { Dispatched = true, Begun = true, Returned = true, Closed = Closing.Completed }, "已办结"),
        new(new WorkItemFacts { Dispatched = true, Begun = true, Closed = Closing.PeriodClosed }, "阶段办结"),
        new(new WorkItemFacts { Dispatched = true, Begun = true, Suspended = true, Closed = Closing.Withdrawn }, "撤销"),
        new(new WorkItemFacts { Dispatched = true, Closed = Closing.Superseded }, "并入"),
        new(new WorkItemFacts { Dispatched = true, Closed = Closing.Archived, Archived = true }, "已归档"),
        new(new WorkItemFacts { Dispatched = true, Closed = Closing.Completed, Archived = true }, "已归档"),
        new(new WorkItemFacts { Dispatched = true, Begun = true, Archived = true, Reopened = true }, "回头看"),
        new(new WorkItemFacts { Dispatched = true, Begun = true, Suspended = true }, "暂缓"),
        new(new WorkItemFacts { Dispatched = true, Begun = true, Reopened = true }, "回头看"),
        new(new WorkItemFacts { Dispatched = true, Begun = true, Reopened = true, CompletionSubmitted = true }, "待审核"),
    ];

    [TestCaseSource(nameof(Items))]
    public void An_items_state_follows_from_what_was_done(WorkItemFacts facts, string state) =>
        Assert.That(WorkItemStates.Of(facts).Chinese(), Is.EqualTo(state));
}
