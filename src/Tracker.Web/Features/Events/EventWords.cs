namespace Tracker.Web.Features.Events;

/// <summary>The names in the event log as people read them; a name without a word is shown as it is.</summary>
public static class EventWords
{
    /// <summary>Verbs in the order in which work goes: notice, plan, units' work, clock, units, accounts.</summary>
    public static readonly IReadOnlyDictionary<string, string> Verbs = new Dictionary<string, string>
    {
        ["ImportNotice"] = "导入通知", ["BringCorrection"] = "收到更正版", ["ApplyCorrection"] = "采纳更正版", ["DropCorrection"] = "不用更正版",
        ["EditItem"] = "修改任务", ["SettleDoubt"] = "处理存疑", ["NameMembers"] = "点名单位", ["ReplaceName"] = "改正单位名称", ["TurnRolesRound"] = "对调牵头与协办", ["ConfirmItems"] = "校核任务",
        ["TakeBack"] = "撤回一步", ["ConfirmDuty"] = "确认通知要求", ["SetCheckpoints"] = "设定报送节点", ["ReviewPlan"] = "审核方案", ["Dispatch"] = "交办",
        ["AdjustItem"] = "调整任务", ["MoveCheckpoint"] = "移动报送节点", ["SignAdjustment"] = "签收调整", ["SupplementDispatch"] = "补充交办",
        ["Acknowledge"] = "签收", ["AnswerTrigger"] = "答复条件是否具备", ["AnswerNudge"] = "回复催办", ["SaveMailSettings"] = "修改邮件设置", ["RunJobNow"] = "立即运行后台任务", ["SendAgain"] = "重发邮件", ["AnnounceCircular"] = "告知拟通报", ["ReplyToCircular"] = "回复拟通报", ["DropFromCircular"] = "不通报", ["IssueCircular"] = "印发通报", ["ReportProgress"] = "报送进展", ["SubmitReturn"] = "交报送表", ["TakeOver"] = "并入协办报送", ["SaveMergedText"] = "修改汇总文字", ["TakeOverLead"] = "并入牵头报送", ["TakeOverCategory"] = "并入分类汇总", ["AskToChase"] = "请求催报", ["AnswerChase"] = "答复催报", ["AnswerDuty"] = "答复通知要求",
        ["PutBeforeHead"] = "送审签", ["SendBackDraft"] = "审签退回", ["TakeBackDraft"] = "撤回送审", ["SetApprovalMode"] = "设定审签方式",
        ["SubmitCompletion"] = "申请办结", ["ConfirmCompletion"] = "确认办结", ["ReturnCompletion"] = "退回补办",
        ["RequestExtension"] = "申请延期", ["RequestExemption"] = "申请不涉及", ["RequestReassignment"] = "申请调整责任单位", ["TakeBackRequest"] = "撤回申请",
        ["GrantExtension"] = "同意延期", ["GrantExemption"] = "同意不涉及", ["GrantReassignment"] = "同意调整责任单位", ["RefuseRequest"] = "不同意申请", ["CloseItem"] = "任务办结",
        ["CarryItems"] = "接续到下一年", ["ArchivePlan"] = "归档",
        ["ProposeNames"] = "建议点名", ["ConfirmNames"] = "确认点名", ["RefuseNames"] = "退回点名建议",
        ["GiveInstruction"] = "批示", ["PassOnInstruction"] = "转办批示", ["AnswerInstruction"] = "答复批示", ["ReportInstruction"] = "批示已报领导",
        ["TransferAssignments"] = "移交任务", ["PromiseNudges"] = "催办", ["DraftOrders"] = "拟制督办单", ["SendOrder"] = "发出督办单", ["DropOrder"] = "督办单作废", ["NextWorkday"] = "移动练习日期",
        ["SaveUnit"] = "登记单位", ["SaveContacts"] = "登记联系人", ["ImportUnits"] = "导入单位", ["Reorganise"] = "登记机构改革",
        ["RecordEvent"] = "登记事件日期", ["ReviseCalendar"] = "修订工作日历", ["ChangeSettings"] = "修改设置",
        ["CreateAccount"] = "新建账号", ["GrantRole"] = "授予角色", ["RevokeRole"] = "收回角色", ["ResetPassword"] = "重置密码", ["ChangePassword"] = "修改密码",
        ["DisableAccount"] = "停用账号", ["EnableAccount"] = "启用账号", ["SignIn"] = "登录", ["SignInRefused"] = "登录未成功",
    };

    static readonly Dictionary<string, string> kinds = new()
    {
        ["WorkPlan"] = "方案", ["WorkItem"] = "任务", ["Assignment"] = "承办", ["Acknowledgement"] = "签收", ["Return"] = "报送表", ["Duty"] = "通知要求",
        ["Instruction"] = "批示", ["Order"] = "督办单", ["Circular"] = "通报", ["Mail"] = "邮件", ["Job"] = "后台任务", ["Adjustment"] = "调整", ["Unit"] = "单位", ["Reorganisation"] = "机构改革", ["Person"] = "人员", ["Practice"] = "练习",
        ["Calendar"] = "工作日历", ["RegionCalendar"] = "本地区日历", ["Settings"] = "设置",
    };

    public static string Verb(string name) => Verbs.GetValueOrDefault(name, name);

    /// <summary>WorkItem:17 → 任务 17</summary>
    public static string Subject(string subject) => subject.Split(':', 2) is [var kind, .. var id]
        ? string.Join(' ', id.Prepend(kinds.GetValueOrDefault(kind, kind))) : subject;

    /// <summary>The subject that somebody means, in either language: 任务 17 and 任务:17 → WorkItem:17, 任务 → WorkItem.</summary>
    public static string Meant(string typed)
    {
        var parts = typed.Split([' ', ':', '：'], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return string.Join(':', parts.Select((part, i) => i == 0 ? kinds.FirstOrDefault(k => k.Value == part).Key ?? part : part));
    }
}
