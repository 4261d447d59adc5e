namespace Tracker.Web.Features.Mail;

/// <summary>What a reader may switch off; stored by name. 待签收, 报送, 退回, 批示, 催办 and 督办 are none of these.</summary>
public enum MailTopic
{
    /// <summary>临近时限: limits of the notice that come near.</summary>
    LimitsAhead,
    /// <summary>每周红黄: all of a liaison's units that is red and yellow, on the week's first working day.</summary>
    Standing,
    /// <summary>申请答复: what the office answered to a request.</summary>
    Answers,
    /// <summary>整项决定: what the office decided about an item as a whole.</summary>
    Decisions,
    /// <summary>待审签: something lies before the unit's head.</summary>
    Approvals,
    /// <summary>本单位红黄, for the unit's head, on the week's first working day.</summary>
    Head,
    /// <summary>督查情况, for leaders.</summary>
    Leader,
    /// <summary>督办工作提示, for coordinators.</summary>
    Coordinator,
    /// <summary>汇总提示, for coordinators: the 25th, and after each checkpoint.</summary>
    RollUp,
}

/// <summary>What people see for each topic, and whom it is for.</summary>
public static class MailTopics
{
    public static string Chinese(this MailTopic topic) => topic switch
    {
        MailTopic.LimitsAhead => "临近时限的提醒",
        MailTopic.Standing => "每周首个工作日的红灯、黄灯事项",
        MailTopic.Answers => "办公厅对申请的答复",
        MailTopic.Decisions => "办公厅对整项任务的决定",
        MailTopic.Approvals => "待审签的通知",
        MailTopic.Head => "每周首个工作日的本单位红灯、黄灯和待审签事项",
        MailTopic.Leader => "每周、每月的督查情况",
        MailTopic.Coordinator => "每个工作日的督办工作提示",
        MailTopic.RollUp => "每月25日和报送节点后的汇总提示",
    };

    /// <summary>The role that hears of it.</summary>
    public static Platform.Role Role(this MailTopic topic) => topic switch
    {
        MailTopic.LimitsAhead or MailTopic.Standing or MailTopic.Answers or MailTopic.Decisions => Platform.Role.Liaison,
        MailTopic.Approvals or MailTopic.Head => Platform.Role.UnitHead,
        MailTopic.Leader => Platform.Role.Leader,
        MailTopic.Coordinator or MailTopic.RollUp => Platform.Role.Coordinator,
    };

    /// <summary>What whole mails of a kind are about; null where they cannot be switched off, and for the digest, whose parts each have their own.</summary>
    public static MailTopic? Topic(this MailKind kind) => kind switch
    {
        MailKind.Answered => MailTopic.Answers,
        MailKind.ItemDecided => MailTopic.Decisions,
        MailKind.ForApproval => MailTopic.Approvals,
        MailKind.Dispatch or MailKind.Returned or MailKind.Nudge or MailKind.Order or MailKind.CircularAhead or MailKind.Circular or MailKind.Instruction or MailKind.Transfer or MailKind.Adjusted
            or MailKind.Digest => null,
    };
}
