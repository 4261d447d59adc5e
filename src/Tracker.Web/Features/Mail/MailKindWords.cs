namespace Tracker.Web.Features.Mail;

/// <summary>What people see for each kind.</summary>
public static class MailKindWords
{
    public static string Chinese(this MailKind kind) => kind switch
    {
        MailKind.Dispatch => "交办",
        MailKind.Returned => "退回",
        MailKind.Answered => "答复",
        MailKind.ForApproval => "待审签",
        MailKind.Nudge => "催办",
        MailKind.Order => "督办",
        MailKind.CircularAhead => "拟通报",
        MailKind.Circular => "通报",
        MailKind.Transfer => "移交",
        MailKind.Adjusted => "调整",
        MailKind.ItemDecided => "办公厅决定",
        MailKind.Instruction => "批示",
        MailKind.Digest => "工作提示",
    };
}
