using Microsoft.Extensions.Configuration;
using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Digests;
using Tracker.Web.Features.Mail;
using Tracker.Web.Features.Reminders;
using Tracker.Web.Features.Requests;
using Tracker.Web.Features.Seeding;
using Tracker.Web.Platform;

namespace Tracker.Web.Tests.Platform;

/// <summary>One letter of every template, with something in every place: whoever looks at these has seen all that mails can say.</summary>
public static class SampleLetters
{
    // More than any section names one by one.
    const int Many = 13;
    const string Item = "加快推进“互联网+政务服务”，实现区地县三级平台互联互通";

    static readonly LocalDate today = new(2018, 9, 20);
    static readonly LocalDate earlier = new(2018, 9, 14);
    static readonly LetterDay day = new(today, WorkingCalendar.FromCsv(SeedData.Text("calendar/cn-working-days.csv")));

    public static LetterTemplates Templates { get; } = new(new(new Settings(
        new ConfigurationBuilder().AddInMemoryCollection([new("TRACKER_PUBLIC_URL", "https://duban.example/")]).Build())));

    sealed record Row(long WorkItemId, string Number, string Title, string Sentence) : LetterLines.IItem;

    static LetterLines Rows(int n, string sentence) => LetterLines.Of(Enumerable.Range(1, n).Select(i => new Row(i, $"一.{i}", Item, sentence)), r => r.Sentence);

    static readonly Dictionary<string, object> models = new()
    {
        ["Dispatch"] = new
        {
            Title = "关于印发2018年政务公开工作要点分工方案的通知", DocumentNumber = "藏政办发〔2018〕46号", UnitName = "教育厅", DispatchedOn = earlier, Leads = 3, Responsible = 7, Supports = 25,
            Total = 35, Checkpoints = new[] { new { Kind = "三季度进展", DueOn = today, Provisional = "" } },
        },
        ["Returned"] = new { WorkItemId = 7L, Number = "一.3", Title = Item, Reason = "缺少附件，请补充验收意见。", CorrectionDue = today },
        ["Nudge"] = new { UnitName = "教育厅", LateCount = 5, UnsignedCount = 2, Both = true, Late = Rows(5, "三季度进展逾期未报送"), Unsigned = Rows(2, "逾期4个工作日未签收") },
        ["Chase"] = new { Checkpoint = "三季度进展", UnitName = "教育厅", ForUnit = "发展改革委", DueOn = today, WorkItemId = 7L, Number = "一.3", Title = Item },
        ["Order"] = new { N = 2, UnitName = "西藏自治区教育厅", Remark = "请于本周五前报送办理情况。", Items = Rows(2, "逾期8个工作日，未提交办结") },
        ["CircularAhead"] = new { CircularId = 1, UnitId = 2, UnitName = "教育厅", ReplyBy = today, Lines = new[] { new { WorkItemId = 7L, Number = "一.3", Sentence = "逾期18个工作日，未提交办结", SentOn = earlier } } },
        ["Circular"] = new
        {
            Units = new[] { new { Name = "教育厅", Reply = "清单已送审，下周一并报送。", Lines = new[] { new { Numbers = "一.3、一.4", Sentence = "逾期18个工作日，未提交办结" } } } },
        },
        ["Transfer"] = new
        {
            FromUnit = "环境保护厅", Basis = "藏党办发〔2018〕40号", TransferredOn = earlier, Unsigned = true,
            Lines = new[] { new { WorkItemId = 7L, Number = "一.3", Title = Item, Role = "牵头" } },
        },
        ["Adjusted"] = new
        {
            What = "变更", Own = "由协办改为牵头单位", Sentence = "一.3 的牵头单位由发展改革委改为教育厅", Grounds = "职责调整；依据：藏政办发〔2018〕66号", Signs = true,
            WorkItemId = (long?)7, Number = "一.3", Title = Item,
        },
        ["ItemDecided"] = new { WorkItemId = 7L, Number = "一.3", Title = Item, Sentence = "暂缓办理，2018年12月3日复核：资金尚未下达" },
        ["ForApproval"] = new { UnitName = "教育厅", Number = "一.3", Title = Item, Sentence = "申请办结：三级平台已经互联互通" },
        ["Answered"] = new
        {
            WorkItemId = 7L, Number = "一.3", Title = Item, Own = true, AskedFor = "教育厅", Answer = "同意", Asked = "申请延期", Reason = "招标需要时间", Outcome = true,
            NewOn = (LocalDate?)today, ToUnit = "", ToRole = "", Exempt = false,
        },
        ["InstructionToUnit"] = new { Id = 3, Number = "一.3", Title = Item, Leader = "王主席", GivenOn = earlier, Unit = "教育厅", DueOn = today, Text = "请抓紧落实，月底前报办理情况。" },
        ["InstructionToOffice"] = new { Id = 3, Number = "一.3", Title = Item, Leader = "王主席", GivenOn = earlier, DueOn = today, Text = "请抓紧落实，月底前报办理情况。" },
        ["InstructionToLeader"] = new
        {
            Id = 3, Number = "一.3", Title = Item, GivenOn = earlier, ReportedOn = today, Remark = "各单位均已落实。", Text = "请抓紧落实，月底前报办理情况。",
            Answers = new[] { new { Unit = "财政厅", Text = "资金已经拨付。" }, new { Unit = "教育厅", Text = "平台已经联通。" } },
        },
    };

    /// <summary>By template; digests by whom they are for.</summary>
    public static IReadOnlyDictionary<string, Letter> All { get; } = models.Select(m => KeyValuePair.Create(m.Key, Templates.Letter(m.Key, m.Value)))
        .Append(new("Digest", LiaisonsDigest())).Append(new("Digest-Coordinator", CoordinatorsDigest())).Append(new("Digest-Leader", LeadersDigest())).ToDictionary();

    public static Letter EmptyDigest() => Together(new LeaderDay(today, [], [], [], [], []).ToParts(true, Templates, day));

    /// <summary>Thirteen of everything, and a name the system does not know.</summary>
    public static Letter CoordinatorsDigest() => Together(new CoordinatorDay(today, day.Calendar, true, new(2, 3),
        Each(n => new CoordinatorQueries.Draft($"方案{n}", earlier, true, 57, 4)), Each(n => new CoordinatorQueries.Unsigned($"单位{n}", earlier, true)),
        Each(n => new CoordinatorQueries.Undelivered($"单位{n}", "没有联系人", earlier)),
        Each(n => new CoordinatorQueries.Waiting(n, $"一.{n}", "任务", "教育厅", earlier, true)),
        Each(n => new CoordinatorQueries.Request(n, $"一.{n}", "任务", "教育厅", RequestKind.Extension, earlier, true)),
        Each(n => new CoordinatorQueries.Changed(Lamp.Red, false, n)),
        Each(n => new CoordinatorQueries.NewRed(n, $"一.{n}", "任务", $"单位{n}", "未提交办结", earlier)),
        Each(n => new CoordinatorQueries.Order($"单位{n}", earlier, true, 2)), Each(n => new CoordinatorQueries.Failed("张三", "a@b.example", "催办", null)),
        Each(n => new CoordinatorQueries.Untransferred($"单位{n}", earlier, true, 2)),
        Each(n => new CoordinatorQueries.Suspended(n, $"一.{n}", "任务", "资金", earlier, true)),
        Each(n => new CoordinatorQueries.Triggered(n, $"一.{n}", "任务", earlier, today, true)),
        Each(n => new CoordinatorQueries.Instructed(n, $"一.{n}", "王主席", "抓紧", earlier, n > 1, true)),
        Each(n => new CoordinatorQueries.Chase(n, $"一.{n}", "任务", "教育厅", "财政厅", earlier, true)),
        Each(n => new CoordinatorQueries.Naming(n, $"一.{n}", "任务", "有关部门", "财政厅", earlier, true))).ToPart(Templates));

    /// <summary>Two units, with one of everything in each.</summary>
    public static Letter LiaisonsDigest() => Together(new LiaisonDay(1, today, true, [Unit("教育厅"), Unit("财政厅")]).ToParts(Templates, day));

    public static Letter LeadersDigest()
    {
        var items = Each(n => new LeaderQueries.Item(n, $"一.{n}", "任务", "未提交办结", earlier, "教育厅"));
        return Together(new LeaderDay(today, [new(Lamp.Red, false, 5), new(Lamp.Yellow, false, 2), new(Lamp.Green, true, 3)],
            [new(Lamp.Red, false, 3), new(Lamp.Yellow, false, 4), new(Lamp.Green, true, 3)], items, items, items)
            .With([new(1, 2, "一.2", "抓紧", earlier)]).ToParts(true, Templates, day));
    }

    static LiaisonPart Unit(string name) => new(name, 1, 2, [new(1, "方案", earlier, 5)], [new(1, "由协办改为牵头单位", "一.1 改变角色", 4, earlier)],
        [new(1, 2, "一.2", "任务", earlier, today)],
        [new(1, "导入2019年放假安排（国办发明电〔2018〕15号）", "实施方案由2018年7月24日改到2018年7月25日", earlier, Instant.FromUtc(2018, 6, 1, 0, 0))], [new(1, 3, "一.3", "王主席", "抓紧", today)],
        [new(1, 5, "一.5", "任务", "逾期未报送", ReminderCause.Report, earlier, earlier)],
        [new(1, 6, "一.6", "任务", "三季度进展待报送", ReminderCause.Report, today, earlier), new(1, 7, "一.7", "任务", "时限临近", ReminderCause.Limit, today, earlier)],
        [new(1, 8, "一.8", "任务", Lamp.Red, "未提交办结", earlier), new(1, 9, "一.9", "任务", Lamp.Yellow, "未提交办结", today)]);

    static IReadOnlyList<T> Each<T>(Func<int, T> one) => [.. Enumerable.Range(1, Many).Select(one)];

    static Letter Together(params IReadOnlyList<DigestPart> parts) => DigestPart.Together(parts, Templates);
}
