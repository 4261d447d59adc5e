using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Units;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Accounts;
using Tracker.Web.Features.Adjustments;
using Tracker.Web.Features.Approvals;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Chases;
using Tracker.Web.Features.Circulars;
using Tracker.Web.Features.Completions;
using Tracker.Web.Features.Corrections;
using Tracker.Web.Features.Dispositions;
using Tracker.Web.Features.Drafts;
using Tracker.Web.Features.Duties;
using Tracker.Web.Features.Instructions;
using Tracker.Web.Features.Mail;
using Tracker.Web.Features.Merging;
using Tracker.Web.Features.Namings;
using Tracker.Web.Features.Notices;
using Tracker.Web.Features.Orders;
using Tracker.Web.Features.Practice;
using Tracker.Web.Features.Reminders;
using Tracker.Web.Features.ReportSheets;
using Tracker.Web.Features.Requests;
using Tracker.Web.Features.Returns;
using Tracker.Web.Features.RollUps;
using Tracker.Web.Features.Rules;
using Tracker.Web.Features.SignIn;
using Tracker.Web.Features.Transfers;
using Tracker.Web.Features.Triggers;
using Tracker.Web.Features.Units;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Adjustments;

namespace Tracker.Web.Tests.Platform.Rights;

/// <summary>Who may do what: every verb, and everybody. The one table that <see cref="VerbRightsTests"/> walks.</summary>
public static class VerbTable
{
    /// <summary>
    /// 督 coordinator · 牵 liaison and 头 head of the unit that leads · 协 liaison of its support · 他 liaison and 首 head of a unit without a part ·
    /// 领 leader · 系 system, 安 security administrator · 审 auditor · 无 an account without a role · 运 the operator's shell.
    /// </summary>
    public const string Everybody = "督牵头协他首领系安审无运";

    const string Office = "督", OwnUnit = "牵头";
    const string OnlyCoordinator = "only-a-coordinator", NotYours = "not-yours", OnlySecurity = "only-security-administrators-grant", OnlySystem = "only-system-administrators-keep-units",
        OnlySystemCalendar = "only-system-administrators-keep-the-calendar";

    /// <param name="Name">class and method</param>
    /// <param name="May">who gets as far as storing something</param>
    /// <param name="Key">the rule by which all others are refused; empty where nothing happens at all</param>
    /// <param name="Shows">it stores nothing, whoever calls it: a preview</param>
    public sealed record Verb(string Name, string May, string Key, Func<RightsWorld, Actor, Task> Act, bool Shows = false)
    {
        public override string ToString() => Name;

        /// <summary>What the world answers to somebody: stored, shown, or the rule that forbids it.</summary>
        public string Expected(char who) => May.Contains(who) ? Shows ? "shown" : "stored" : Key;
    }

    static Verb Of<T>(string may, string key, Func<T, RightsWorld, Actor, Task> act, string method = "Run", bool shows = false) where T : notnull =>
        new($"{typeof(T).Name}.{method}", may, key, (world, by) => act(world.Get<T>(), world, by), shows);

    static readonly LocalDate autumn = new(2018, 11, 20);

    static ReportLine Line(long part) => new(part, "又有进展", null, "", "", Guid.NewGuid());

    public static readonly IReadOnlyList<Verb> Rows =
    [
        // A unit's own work.
        Of<Acknowledge>(OwnUnit, NotYours, (v, w, by) => v.Run(by, w.On(6, 12), w["unsigned"], w["fgw"])),
        Of<SignAdjustment>(OwnUnit, NotYours, (v, w, by) => v.Run(by, w.On(6, 14), w["adjustment"], w["fgw"])),
        Of<ReportProgress>(OwnUnit, NotYours, (v, w, by) => v.Run(by, w.On(6, 14), Line(w["lead"]))),
        Of<ReportSeveral>(OwnUnit, NotYours, (v, w, by) => v.Run(by, w.On(6, 14), [Line(w["lead"])])),
        Of<SubmitReturn>(OwnUnit, NotYours, (v, w, by) => v.Run(by, w.On(9, 20), w["ThirdQuarter"], w["fgw"], w.Return)),
        Of<TakeInSheet>(OwnUnit, NotYours, (v, w, by) => v.Run(by, w.On(9, 20), w["fgw"], w.Sheet, new(w.SheetShown, [], false, null))),
        Of<SaveDrafts>(OwnUnit, NotYours, (v, w, by) => v.Run(by, w.On(6, 14), [new(w["lead"], new() { Text = "写" }, Guid.NewGuid(), w["report"], long.MaxValue)])),
        Of<DiscardDraft>("牵", "shown", (v, w, by) => v.Run(by, w["lead"])),
        Of<SaveCompletionDraft>(OwnUnit, NotYours, (v, w, by) => v.Run(by, w.On(6, 14), w["lead"], "写")),
        Of<TakeOver>(OwnUnit, NotYours, (v, w, by) => v.Run(by, w.On(6, 14), w["lead"], w["supports"])),
        Of<AskToChase>(OwnUnit, NotYours, (v, w, by) => v.Run(by, w.On(9, 20), w["lead"], w["support"], w["ThirdQuarter"])),
        Of<ProposeNames>(OwnUnit, NotYours, (v, w, by) => v.Run(by, w.On(6, 14), new(w["spelling"], "政府各有关部门", [w["mzt"]], ""))),
        Of<AnswerTrigger>(OwnUnit, NotYours, (v, w, by) => v.Run(by, w.On(7, 2), new(w["trigger"], null, "文件未出台"))),
        Of<AnswerNudge>(OwnUnit, NotYours, (v, w, by) => v.Run(by, w.On(9, 20), w["lead"], "正在办理")),
        Of<ReplyToCircular>(OwnUnit, NotYours, (v, w, by) => v.Run(by, w.On(9, 20), w["circular"], w["fgw"], "正在办理")),
        Of<AnswerDuty>(OwnUnit, NotYours, (v, w, by) => v.Run(by, w.On(7, 2), w["bound"], w["fgw"], "已报送")),
        Of<AnswerInstruction>(OwnUnit, NotYours, (v, w, by) => v.Run(by, w.On(7, 2), w["passed"], w["fgw"], "已办理")),
        Of<SubmitCompletion>(OwnUnit, NotYours, (v, w, by) => v.Run(by, w.On(7, 2), new(w["lead"], "已完成", WithoutSilent: true))),
        Of<RequestExtension>(OwnUnit, NotYours, (v, w, by) => v.Run(by, w.On(6, 14), new(w["lead"], null, new(2018, 12, 20), "另有安排", RightsWorld.Document))),
        Of<RequestReassignment>(OwnUnit, NotYours, (v, w, by) => v.Run(by, w.On(6, 13), new(w["lead"], w["jyt"], AssignmentRole.Lead, "职责不符"))),
        Of<RequestExemption>(OwnUnit, NotYours, (v, w, by) => v.Run(by, w.On(6, 14), new(w["responsible"], "没有这项职能"))),
        Of<TakeBackRequest>(OwnUnit, NotYours, (v, w, by) => v.Run(by, w.On(6, 14), w["extension"])),
        Of<TakeBackDraft>("牵", NotYours, (v, w, by) => v.Run(by, w.On(6, 14), w["before the head"])),
        Of<ApproveDraft>("头", NotYours, (v, w, by) => v.Run(by, w.On(6, 14), w["before the head"])),
        Of<SendBackDraft>("头", NotYours, (v, w, by) => v.Run(by, w.On(6, 14), w["before the head"], "写清理由")),

        // The office decides.
        Of<ConfirmCompletion>(Office, NotYours, (v, w, by) => v.Run(by, w.On(6, 14), new(w["completion"], Rating.Good))),
        Of<ReturnCompletion>(Office, NotYours, (v, w, by) => v.Run(by, w.On(6, 14), new(w["completion"], ReturnReason.NotFinished, "补办"))),
        Of<GrantExtension>(Office, NotYours, (v, w, by) => v.Run(by, w.On(6, 14), new(w["extension"], new(2018, 12, 20), WholeItem: false))),
        Of<GrantExemption>(Office, NotYours, (v, w, by) => v.Run(by, w.On(6, 14), new(w["exemption"], RightsWorld.Document))),
        Of<GrantReassignment>(Office, NotYours, (v, w, by) => v.Run(by, w.On(6, 14), new(w["reassignment"], RightsWorld.Document))),
        Of<RefuseRequest>(Office, NotYours, (v, w, by) => v.Run(by, w.On(6, 14), w["extension"], "按期办理")),
        Of<AnswerChase>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.On(9, 21), new(w["chase"], true, ""))),
        Of<ChaseUnit>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.On(9, 21), w["support"], w["ThirdQuarter"])),
        Of<ConfirmNames>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.On(6, 14), new(w["proposal"], [w["mzt"]], ""))),
        Of<RefuseNames>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.On(6, 14), w["proposal"], "不止这些单位")),
        Of<GiveInstruction>("督领", OnlyCoordinator, (v, w, by) => v.Run(by, w.On(6, 14),
            new(w.Item(1), "请抓紧。", by.Is(Role.Leader) ? null : "陈致远", new(2018, 6, 14), "会议", null, []))),
        Of<PassOnInstruction>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.On(6, 14), new(w["unpassed"], new(2018, 9, 28), [w["fgw"]]))),
        Of<ReportInstruction>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.On(6, 14), w["passed"], "口头报告")),
        Of<ConfirmDuty>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.On(6, 14), new(w["open"], new(2018, 9, 30), null, true, []))),
        Of<RecordEvent>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.On(7, 2), new(w.Item(18), new(2018, 6, 29), "联席会议"))),
        Of<SetTriggerDate>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.On(7, 2), new(w.Item(8), autumn))),
        Of<SendOrder>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.On(6, 21), w["order"], "")),
        Of<DropOrder>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.On(6, 21), w["order"], "已电话催办")),
        Of<SaveMergedText>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.On(9, 21), new(w["plan"], w["category"], w["ThirdQuarter"]), "进展顺利。", 0)),
        Of<TakeOverLead>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.On(9, 21), new(w["plan"], w["category"], w["ThirdQuarter"]), "", 0, w["report"])),
        Of<TakeOverCategory>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.On(12, 20), w["plan"], w["YearEnd"], "", 0, w["category"])),

        // The office changes what is out.
        Of<AdjustItem>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.On(6, 14), AdjustedOffice.Form(w.Adjusted, RightsWorld.Document, c => c.Due(12, 20)))),
        Of<AdjustItem>(Office, OnlyCoordinator, (v, w, by) => v.Preview(by, w.On(6, 14), AdjustedOffice.Form(w.Adjusted, RightsWorld.Document, c => c.Due(12, 20))), "Preview", shows: true),
        Of<MoveCheckpoint>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.On(6, 14), new(w["plan"], CheckpointKind.ThirdQuarter, new(2018, 10, 12), "国庆假期", Basis.None))),
        Of<MoveCheckpoint>(Office, OnlyCoordinator, (v, w, by) => v.Preview(by, w.On(6, 14), new(w["plan"], CheckpointKind.ThirdQuarter, new(2018, 10, 12), "国庆假期", Basis.None)), "Preview", shows: true),
        Of<SupplementDispatch>(Office, OnlyCoordinator, (v, w, by) => v.Decide(by, w.On(7, 2), w["plan"], w["founded"], true, "藏政发〔2018〕12号"), "Decide"),
        Of<SupplementDispatch>(Office, OnlyCoordinator, (v, w, by) => v.Name(by, w.On(7, 2), w["plan"], "政府各有关部门", [w["mzt"]]), "Name"),
        Of<TransferAssignments>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.On(7, 2), new(w["fgw"], w["jyt"], [w["lead"]], "藏政发〔2018〕12号"))),
        Of<SetCompletionRule>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.On(7, 2), new(w.Item(16), new(CompletionRuleKind.Quorum, 1)))),
        Of<CloseWithout>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.On(7, 2), new(w.Item(16), [w["czt"]], "不再等待"))),
        Of<SuspendItem>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.On(7, 2), new(w.Item(13), autumn, "等待文件", RightsWorld.Document))),
        Of<ResumeItem>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.On(7, 2), new(w.Item(11), autumn, "文件已出台", RightsWorld.Document))),
        Of<WithdrawItem>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.On(7, 2), new(w.Item(13), "不再办理", RightsWorld.Document))),
        Of<SupersedeItem>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.On(7, 2), new(w.Item(13), w.Item(14), "合并办理", RightsWorld.Document))),
        Of<ReopenItem>(Office, OnlyCoordinator, async (v, w, by) => await v.Run(by, w.On(7, 2), new(w.Item(15), autumn, [await w.Part(15, "jyt")], "没有落实", RightsWorld.Document))),
        Of<ClosePeriod>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.January, [w.Item(4)], "明年继续")),
        Of<CarryItems>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.January, new(w["plan"], null, [new(w.Item(12), null)]))),
        Of<ArchivePlan>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.January, w["quiet plan"], "年度终了")),

        // The office takes a notice in and gets it ready.
        Of<ImportNotice>("督运", OnlyCoordinator, async (v, w, by) => { var (file, read) = await w.Notice(8, "公开信息。（责任单位：教育厅；时限：全年）"); await v.Run(by, w.Office.OnTheDay, file, read); }),
        Of<ReceiveNotice>("督运", OnlyCoordinator, async (v, w, by) => { var (file, read) = await w.Notice(9, "公开信息。（责任单位：教育厅；时限：全年）"); await v.Run(by, w.Office.OnTheDay, file, read, asNew: false); }),
        Of<BringCorrection>("督运", OnlyCoordinator, async (v, w, by) => { var (file, read) = await w.Notice(5, "公开水文信息。（责任单位：教育厅；时限：全年）"); await v.Run(by, w.Office.OnTheDay, file, read, w.Earlier); }),
        Of<ApplyCorrection>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.Office.OnTheDay, w["correction"], (int)w["version"], new HashSet<string> { $"{w["corrected"]}:timeLimit" })),
        Of<DropCorrection>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.Office.OnTheDay, w["correction"])),
        Of<DropCorrection>(Office, OnlyCoordinator, (v, w, by) => v.AsNew(by, w.Office.OnTheDay, w["correction"]), "AsNew"),
        Of<ConfirmItems>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.Office.OnTheDay, w["draft"], [w["drafted"]])),
        Of<ConfirmItems>(Office, OnlyCoordinator, (v, w, by) => v.One(by, w.Office.OnTheDay, w["draft"], w["drafted"], w.Drafted.Version), "One"),
        Of<EditItem>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.Office.OnTheDay, w["draft"], w["drafted"], w.Drafted.Version, w.Drafted.Content with { Text = "公开采购目录。" }, confirm: false)),
        Of<SettleDoubt>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.Office.OnTheDay, w["draft"], w["doubt"], null)),
        Of<ReplaceName>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.Office.OnTheDay, w["draft"], null, "采购监管局", "教育厅")),
        Of<NameMembers>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.Office.OnTheDay, w["draft"], null, "政府各有关部门", [w["jyt"]])),
        Of<TurnRolesRound>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.Office.OnTheDay, w["draft"])),
        Of<SetCheckpoints>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.Office.OnTheDay, w["draft"], new Dictionary<string, string?> { ["LeastWorkdays"] = "20" })),
        Of<TakeBack>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.Office.OnTheDay, w["review"], w["step"])),
        Of<ReviewPlan>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.Office.OnTheDay, w["review"])),
        Of<Dispatch>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.Office.OnTheDay, w["ready"])),
        Of<NextWorkday>(Office, OnlyCoordinator, (v, _, by) => v.Run(by)),

        Of<AnnounceCircular>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.On(9, 20))),
        Of<DropFromCircular>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.On(9, 20), w["circular"], w["fgw"], "已说明")),
        Of<IssueCircular>(Office, OnlyCoordinator, (v, w, by) => v.Run(by, w.On(9, 20), w["circular"])),
        Of<SendAgain>("督系", "only-keepers", (v, w, by) => v.Run(by, w.On(7, 2), w["failed mail"])),

        // Administrators; the operator's shell makes the first of them.
        Of<CreateAccount>("安运", OnlySecurity, (v, w, by) => v.Run(by, w.On(7, 2), new("xin", "新人", null, "fgw", [Role.Liaison]))),
        Of<GrantRole>("安运", OnlySecurity, (v, w, by) => v.Run(by, w.On(7, 2), "lly-ali", Role.UnitHead, "fgw")),
        Of<RevokeRole>("安运", OnlySecurity, (v, w, by) => v.Run(by, w.On(7, 2), "lly-ali", Role.Liaison, "ali")),
        Of<SwitchAccount>("安运", OnlySecurity, (v, w, by) => v.Disable(by, w.On(7, 2), "lly-ali"), "Disable"),
        Of<SwitchAccount>("安运", OnlySecurity, (v, w, by) => v.Enable(by, w.On(7, 2), "lly-naqu"), "Enable"),
        Of<ResetPassword>("安运", OnlySecurity, (v, w, by) => v.Run(by, w.On(7, 2), "lly-ali")),
        Of<SaveUnit>("系运", OnlySystem, (v, w, by) => v.Run(by, w.On(7, 2), new UnitDraft(0, "xsj", "西藏自治区新设局", "新设局", [], UnitKind.Agency, "", 300, null, null, false, ""), null)),
        Of<SaveContacts>("系运", OnlySystem, (v, w, by) => v.Run(by, w.On(7, 2), "fgw", (int)w["contacts"], [])),
        Of<ImportUnits>("系运", OnlySystem, (v, w, by) => v.Run(by, w.On(7, 2), [new(1, ["代码", "全称", "简称", "类型"]), new(2, ["xsj", "西藏自治区新设局", "新设局", UnitKind.Agency.Chinese()])])),
        Of<ApplyReform>("系运", OnlySystem, (v, w, by) => v.Run(by, w.On(7, 2),
            "effective,old_units,new_unit,new_short,kind,document,confidence,note\n2018-06-20,体育局,西藏自治区体育事务局,体育事务局,rename,藏政发〔2018〕12号,high,\n", dryRun: false)),
        Of<Reorganise>("系运", OnlySystem, (v, w, by) => v.Run(by, w.On(7, 2), Renaming)),
        Of<Reorganise>("系运", OnlySystem, (v, w, by) => v.Try(by, w.On(7, 2), Renaming), "Try", shows: true),
        Of<ReviseCalendar>("系运", OnlySystemCalendar, (v, w, by) => v.Run(by, w.On(7, 2), OwnHoliday)),
        Of<ReviseCalendar>("系运", OnlySystemCalendar, (v, w, by) => v.Preview(by, w.On(7, 2), OwnHoliday), "Preview", shows: true),
        Of<ChangeSettings>("系运", "only-system-administrators-set", (v, w, by) => v.Run(by, w.On(7, 2), EarlierWarning)),
        Of<ChangeSettings>("系运", "only-system-administrators-set", (v, w, by) => v.Preview(by, w.On(7, 2), EarlierWarning), "Preview", shows: true),
        Of<SetApprovalMode>("系运", "only-a-system-administrator", (v, w, by) => v.Run(by, w.On(7, 2), w["fgw"], onPaper: true)),

        // Everybody for himself.
        Of<SaveMailSettings>("督牵头协他首领系安审无", NotYours, (v, w, by) => v.Run(by, w.On(7, 2), new([MailTopic.Standing], null, null, 0))),
        Of<SaveMailSettings>("督牵头协他首领系安审无", NotYours, (v, w, by) => v.Unsubscribe(by, w.On(7, 2), [MailTopic.Standing]), "Unsubscribe"),
        Of<ChangePassword>("督牵头协他首领系安审无", NotYours, (v, w, by) => v.Run(by, w.On(7, 2), by.PersonId is null ? "" : w.PasswordOf(by), "另一个很长的演示密码")),
    ];

    static ChangeSettings.Form EarlierWarning => new(new Dictionary<string, string?> { ["NearDays"] = "15" }, "提前预警");

    static ReviseCalendar.Form OwnHoliday => new(Regional: true, [new(new(2018, 8, 10), DayKind.Holiday, "雪顿节", "藏政办发〔2018〕61号")], "雪顿节放假");

    static Reorganise.Form Renaming => new(ReorganisationKind.Rename, new(2018, 6, 20), "", "藏政发〔2018〕12号", false, "", ["体育局"], [new("西藏自治区体育事务局", "体育事务局")]);
}
