using System.Text;
using Dapper;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Notices;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Accounts;
using Tracker.Web.Features.Adjustments;
using Tracker.Web.Features.Approvals;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Chases;
using Tracker.Web.Features.Completions;
using Tracker.Web.Features.Corrections;
using Tracker.Web.Features.Dispositions;
using Tracker.Web.Features.Drafts;
using Tracker.Web.Features.Duties;
using Tracker.Web.Features.Files;
using Tracker.Web.Features.Instructions;
using Tracker.Web.Features.Namings;
using Tracker.Web.Features.Notices;
using Tracker.Web.Features.Obligations;
using Tracker.Web.Features.ReportSheets;
using Tracker.Web.Features.Requests;
using Tracker.Web.Features.RollUps;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;
using Tracker.Web.Platform.Documents;
using Tracker.Web.Tests.Features.Adjustments;
using Tracker.Web.Tests.Features.ReportSheets;
using Basis = Tracker.Domain.WorkItems.Basis;

namespace Tracker.Web.Tests.Platform.Rights;

/// <summary>
/// A plan in which something lies ready for every verb: 发展改革委 leads, 财政厅 supports it, 教育厅 has its own work. Once it is sealed
/// nothing can be written any more: whoever tries to commit a row is stopped by the database, so that every verb can be
/// tried by everybody upon the same rows.
/// </summary>
public sealed class RightsWorld : IAsyncDisposable
{
    /// <summary>What the database answers once the world is sealed, whatever row it was.</summary>
    public const string Sealed = "SEAL1";

    const string Own = "lly-fgw", OwnHead = "fzr-fgw", Other = "lly-jyt", OtherHead = "fzr-jyt", NobodyNow = "wu-juese", NobodysPassword = "一个很长的演示密码";

    static readonly LocalDate signed = new(2018, 6, 12), asked = new(2018, 6, 13);
    public static readonly Basis Document = new(null, null, "藏政办函〔2018〕30号");

    RightsWorld(PracticeOffice office) => Office = office;

    public PracticeOffice Office { get; }

    /// <summary>Who has an account, by the sign that stands for them in the table.</summary>
    public static readonly IReadOnlyDictionary<char, string> Logins = new Dictionary<char, string>
    {
        ['督'] = "duban", ['牵'] = Own, ['头'] = OwnHead, ['协'] = "lly-czt", ['他'] = Other, ['首'] = OtherHead,
        ['领'] = "lingdao", ['系'] = "xitong", ['安'] = "anquan", ['审'] = "shenji", ['无'] = NobodyNow,
    };

    /// <summary>All of them, and the operator's shell.</summary>
    public IReadOnlyDictionary<char, Actor> People { get; private set; } = null!;

    readonly Dictionary<string, long> ids = [];
    readonly Dictionary<int, long> items = [];

    /// <summary>The row that lies ready under that name.</summary>
    [System.Runtime.CompilerServices.IndexerName("Row")]
    public long this[string name] => ids[name];

    /// <summary>The task of that number in the plan that is out: 一.5.</summary>
    public long Item(int number) => items[number];

    public IReadOnlyList<ReportLine> Return { get; private set; } = [];
    public IReadOnlyList<TableRow> Sheet { get; private set; } = [];
    public string SheetShown { get; private set; } = "";
    public ItemNow Adjusted { get; private set; } = null!;
    public ItemNow Drafted { get; private set; } = null!;
    public EarlierNotice Earlier { get; private set; } = null!;

    public T Get<T>() where T : notnull => Office.Get<T>();
    public OfficeMoment On(int month, int day) => Office.At(new(2018, month, day));
    public OfficeMoment January => Office.At(new(2019, 1, 2));

    public string PasswordOf(Actor somebody) => Logins[People.Single(p => p.Value == somebody).Key] is var login && login == NobodyNow ? NobodysPassword : Office.Password(login);

    public static async Task<RightsWorld> Make()
    {
        var world = new RightsWorld(await PracticeOffice.Open());
        await world.Meet();
        await world.Lead();
        await world.Ask();
        await world.Decide();
        await world.EndTheYear();
        await world.Draft();
        return world;
    }

    /// <summary>A browser's worth of cookies of whoever has an account.</summary>
    public async Task<HttpClient> SignedIn(char who)
    {
        var client = Office.Served.Client();
        using var answer = await client.PostAsync("/sign-in",
            await client.Form("/sign-in", ("RegionId", $"{Office.Checker.RegionId}"), ("Login", Logins[who]), ("Password", PasswordOf(People[who]))));
        return answer.StatusCode == System.Net.HttpStatusCode.Redirect ? client : throw new InvalidOperationException($"{who} could not sign in");
    }

    /// <summary>From now on nothing can be stored.</summary>
    public Task Seal() => Office.AsOwner($$"""
        CREATE FUNCTION sealed() RETURNS trigger LANGUAGE plpgsql AS $sealed$ BEGIN RAISE EXCEPTION '% %', TG_OP, TG_TABLE_NAME USING ERRCODE = '{{Sealed}}'; END $sealed$;
        DO $each$ DECLARE name text; BEGIN
            FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
                EXECUTE format('CREATE CONSTRAINT TRIGGER sealed AFTER INSERT OR UPDATE OR DELETE ON %I DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sealed()', name);
            END LOOP;
        END $each$
        """);

    /// <summary>A notice of its own, as a file and as it is read.</summary>
    public async Task<(ImportNotice.File File, ReadNotice Read)> Notice(int number, string tasks)
    {
        var file = new ImportNotice.File($"notice{number}.txt", Encoding.UTF8.GetBytes(Text(number, tasks)));
        await using var connection = await Get<Database>().Open();
        return (file, await RegionReader.Read(connection, Office.Checker.RegionId, NoticeFile.Blocks(file.Content, file.Name)));
    }

    public ValueTask DisposeAsync() => Office.DisposeAsync();

    async Task Meet()
    {
        var security = await Office.Person("anquan");
        await Get<Database>().InTransaction(connection => Get<CreateAccount>().Run(connection, security, On(6, 1), new(NobodyNow, "无角色", null, "bgt", [], Demonstration: true), NobodysPassword));
        await Get<SwitchAccount>().Disable(security, On(6, 1), "lly-naqu");
        var people = new Dictionary<char, Actor> { ['运'] = Actor.Operator(Office.Checker.RegionId, "root") };
        foreach (var (who, login) in Logins)
            people[who] = await Office.Person(login);
        People = people;
    }

    const string Tasks = """
        公开办事事项清单。（牵头单位：发展改革委；配合单位：财政厅；时限：10月底前）
        公开重大项目批准信息。（牵头单位：发展改革委；时限：10月底前）
        公开项目实施信息。（牵头单位：发展改革委；时限：10月底前）
        建立信息发布协调机制。（责任单位：政府各部门；时限：全年）
        开展政务公开培训。（责任单位：政府各部门；时限：全年）
        公开公共资源配置信息。（牵头单位：发展改革委；时限：10月底前）
        公开收费目录清单。（牵头单位：发展改革委；时限：10月底前）
        修订配套办法。（牵头单位：发展改革委；时限：适时）
        公开价格监测信息。（牵头单位：发展改革委；配合单位：政府各有关部门；时限：10月底前）
        公开投资项目信息。（牵头单位：发展改革委；配合单位：政府各有关部门；时限：10月底前）
        公开招生信息。（牵头单位：教育厅；时限：10月底前）
        公开教育督导信息。（牵头单位：教育厅；时限：长期）
        公开助学信息。（牵头单位：教育厅；配合单位：民政厅；时限：10月底前）
        公开预算执行信息。（牵头单位：发展改革委；配合单位：财政厅；时限：10月底前）
        公开办学条件信息。（牵头单位：教育厅；时限：10月底前）
        公开学校收费信息。（责任单位：教育厅、财政厅按职责分工负责；时限：10月底前）
        公开就业信息。（牵头单位：发展改革委；时限：10月底前）
        报送会议决定事项的落实情况。（牵头单位：发展改革委；时限：会后7日内）
        """;

    static string Text(int number, string tasks) =>
        $"西藏自治区人民政府办公厅关于印发2018年第{number}批重点任务分工方案的通知\n藏政办发〔2018〕{200 + number}号\n各地（市）行署（人民政府），自治区各委、办、厅、局：\n"
        + "现将《分工方案》印发给你们，请认真贯彻落实。请于2018年12月15日前将落实情况报送自治区人民政府办公厅。\n西藏自治区人民政府办公厅\n2018年6月5日\n分工方案\n一、重点任务\n"
        + string.Concat(tasks.Split('\n').Select((task, index) => $"{index + 1}.{task}\n"));

    async Task<long> Imported(int number, string tasks)
    {
        var (file, read) = await Notice(number, tasks);
        var plan = (await Get<ImportNotice>().Run(Office.Reviewer, Office.OnTheDay, file, read)).PlanId;
        await Office.AsOwner($"UPDATE work_plans SET plan_year = 2018 WHERE id = {plan}");
        return plan;
    }

    async Task Confirm(long plan) =>
        await Get<ConfirmItems>().Run(Office.Reviewer, Office.OnTheDay, plan, await Office.Column<long>("SELECT id FROM work_items WHERE work_plan_id = @plan", new { plan }));

    async Task<long> Dispatched(int number, string tasks)
    {
        var plan = await Imported(number, tasks);
        await Confirm(plan);
        await Get<ReviewPlan>().Run(Office.Checker, Office.OnTheDay, plan);
        await Get<Dispatch>().Run(Office.Checker, Office.OnTheDay, plan);
        return plan;
    }

    /// <summary>A unit's part in the task of that number.</summary>
    public Task<long> Part(int number, string unit) => Office.One<long>("""
        SELECT a.id FROM assignments a JOIN units u ON u.id = a.unit_id WHERE a.work_item_id = @item AND u.code = @unit
        """, new { item = Item(number), unit });

    async Task Lead()
    {
        ids["plan"] = await Dispatched(1, Tasks);
        foreach (var number in Enumerable.Range(1, Tasks.Split('\n').Length))
            items[number] = await Office.DraftItem(ids["plan"], $"一.{number}");
        ids["dispatch"] = await Office.One<long>("SELECT id FROM dispatches WHERE work_plan_id = @plan", new { plan = ids["plan"] });
        foreach (var (unit, login) in new[] { ("fgw", Own), ("czt", "lly-czt"), ("jyt", Other), ("mzt", "lly-mzt") })
        {
            ids[unit] = await Office.UnitId(unit);
            await Get<Acknowledge>().Run(await Office.Person(login), Office.At(signed), ids["dispatch"], ids[unit]);
        }
        ids["quiet plan"] = await Dispatched(2, "公开财政收支信息。（牵头单位：发展改革委；时限：10月底前）");
        ids["unsigned"] = await Office.One<long>("SELECT id FROM dispatches WHERE work_plan_id = @plan", new { plan = ids["quiet plan"] });
        foreach (var kind in new[] { "ThirdQuarter", "YearEnd" })
            ids[kind] = await Office.One<long>("SELECT id FROM checkpoints WHERE work_plan_id = @plan AND kind = @kind", new { plan = ids["plan"], kind });
        ids["category"] = await Office.One<long>("SELECT id FROM categories WHERE work_plan_id = @plan", new { plan = ids["plan"] });
        (ids["lead"], ids["support"]) = (await Part(1, "fgw"), await Part(1, "czt"));
        ids["report"] = await Report(Own, "lead", "公布了首批清单。", new UploadedFile("清单.csv", "甲,1"u8.ToArray()));
        ids["supports"] = await Report("lly-czt", "support", "提供了财政事项清单。");
        foreach (var duty in new[] { "open", "bound" })
            ids[duty] = await Office.One<long>("""
                INSERT INTO notice_duties (region_id, work_plan_id, position, what, raw, due_on)
                SELECT region_id, @plan, (SELECT max(position) + 1 FROM notice_duties), '报送联系人', '9月30日前', '2018-09-30' FROM work_plans WHERE id = @plan RETURNING id
                """, new { plan = ids["plan"] });
        await Get<ConfirmDuty>().Run(Office.Checker, Office.At(signed), new(ids["bound"], new(2018, 9, 30), null, false, [ids["fgw"]]));
    }

    async Task<long> Report(string login, string part, string text, params UploadedFile[] files) =>
        await Get<ReportProgress>().Run(await Office.Person(login), Office.At(asked), new(ids[part], text, null, "", "", Guid.NewGuid()) { Files = files });

    // What waits for somebody: each on a part of its own.
    async Task Ask()
    {
        var (own, head, at) = (await Office.Person(Own), await Office.Person(OwnHead), Office.At(asked));
        ids["completion"] = (await Get<SubmitCompletion>().Run(head, at, new(await Part(2, "fgw"), "已全部完成")))!.Value;
        ids["extension"] = (await Get<RequestExtension>().Run(head, at, new(await Part(3, "fgw"), null, new(2018, 12, 20), "另有安排", Document)))!.Value;
        ids["exemption"] = (await Get<RequestExemption>().Run(head, at, new(await Part(4, "fgw"), "没有这项职能")))!.Value;
        ids["reassignment"] = (await Get<RequestReassignment>().Run(head, at, new(await Part(6, "fgw"), ids["czt"], AssignmentRole.Lead, "职责在财政厅")))!.Value;
        await Get<RequestExtension>().Run(own, at, new(await Part(7, "fgw"), null, new(2018, 12, 20), "另有安排", Document));
        ids["before the head"] = await Office.One<long>("SELECT max(id) FROM approval_drafts");
        (ids["spelling"], ids["trigger"], ids["responsible"]) = (await Part(10, "fgw"), await Part(8, "fgw"), await Part(5, "fgw"));
        await Get<ProposeNames>().Run(own, at, new(await Part(9, "fgw"), "政府各有关部门", [ids["mzt"]], ""));
        ids["proposal"] = await Office.One<long>("SELECT max(id) FROM name_proposals");
        ids["chase"] = await Get<AskToChase>().Run(await Office.Person(Other), On(9, 20), await Part(13, "jyt"), await Part(13, "mzt"), ids["ThirdQuarter"]);
        ids["unpassed"] = await Get<GiveInstruction>().Run(People['领'], at, new(Item(1), "请抓紧。", null, null, "", null, []));
        ids["passed"] = await Get<GiveInstruction>().Run(Office.Checker, at, new(Item(1), "请报情况。", "陈致远", asked, "会议", new(2018, 9, 28), [ids["fgw"]]));
        await Get<SaveDrafts>().Run(own, at, [new(ids["lead"], new() { Text = "写到一半" }, Guid.NewGuid(), ids["report"], 0)]);
        await Office.One<long>("""
            INSERT INTO reminders (region_id, assignment_id, unit_id, level, about, about_on, step, for_on, sentence, promised_at)
            SELECT a.region_id, a.id, a.unit_id, 'Nudge', 'Report', l.nearest_on, 0, '2018-08-01', '逾期未报送', '2018-08-01'
            FROM assignments a JOIN lamps l ON l.region_id = a.region_id AND l.assignment_id = a.id WHERE a.id = @lead RETURNING id
            """, new { lead = ids["lead"] });
        ids["failed mail"] = await Office.One<long>("""
            WITH promise AS (INSERT INTO mail_promises (region_id, kind, unit_id, for_on, promised_at) VALUES (@RegionId, 'Nudge', @unit, '2018-06-13', '2018-06-13') RETURNING id)
            INSERT INTO mails (region_id, promise_id, recipient_name, address, subject, text, html, message_id, office_at, next_attempt_at, failed_at)
            SELECT @RegionId, id, '某人', 'gone@xizang.example', '', '', '', 'gone', '2018-06-13', '2018-06-13', '2018-06-13' FROM promise RETURNING id
            """, new { Office.Checker.RegionId, unit = ids["fgw"] });
        ids["order"] = await Office.One<long>("""
            WITH reminder AS (
                INSERT INTO reminders (region_id, assignment_id, unit_id, level, about, about_on, step, for_on, sentence, promised_at)
                SELECT a.region_id, a.id, a.unit_id, 'Order', 'Signature', '2018-06-11', 0, '2018-06-20', '逾期未签收', @Now
                FROM assignments a JOIN units u ON u.id = a.unit_id WHERE a.work_item_id = @item AND u.code = 'gat' RETURNING region_id, id, unit_id),
            drafted AS (INSERT INTO orders (region_id, unit_id, drafted_on, drafted_at) SELECT region_id, unit_id, '2018-06-20', @Now FROM reminder RETURNING region_id, id)
            INSERT INTO order_lines (region_id, order_id, reminder_id) SELECT d.region_id, d.id, r.id FROM drafted d, reminder r RETURNING order_id
            """, new { at.Now, item = Item(4) });
        ids["circular"] = await Office.One<long>("""
            WITH open AS (INSERT INTO circulars (region_id, announced_by, announced_on, announced_at, reply_by) VALUES (@RegionId, @PersonId, '2018-07-09', '2018-07-09', '2018-07-12') RETURNING region_id, id)
            INSERT INTO circular_units (region_id, circular_id, unit_id) SELECT region_id, id, @unit FROM open RETURNING circular_id
            """, new { Office.Checker.RegionId, Office.Checker.PersonId, unit = ids["fgw"] });
        // Something that another could be announced for, beside the one that lies open.
        await Office.AsOwner("DROP INDEX one_open_circular_a_region");
        await Office.One<int>("""
            WITH sent AS (INSERT INTO order_sendings (region_id, order_id, sent_by, sent_on, sent_at) VALUES (@RegionId, @order, @PersonId, '2018-06-22', '2018-06-22') RETURNING region_id, id),
            step AS (INSERT INTO reminders (region_id, assignment_id, unit_id, level, about, about_on, step, for_on, sentence, promised_at)
                SELECT a.region_id, a.id, a.unit_id, 'Order', 'Report', coalesce(l.nearest_on, '2018-06-20'), 0, '2018-06-21', '逾期未报送', '2018-06-21'
                FROM assignments a JOIN lamps l ON l.region_id = a.region_id AND l.assignment_id = a.id WHERE a.id = @lead RETURNING region_id, id)
            INSERT INTO order_lines (region_id, order_id, reminder_id, sending_id) SELECT s.region_id, @order, step.id, s.id FROM sent s JOIN step USING (region_id) RETURNING 1
            """, new { Office.Checker.RegionId, Office.Checker.PersonId, order = ids["order"], lead = ids["lead"] });
        await Fill(own);
    }

    // The return and the sheet of 发展改革委.
    async Task Fill(Actor own)
    {
        await using var connection = await Get<Database>().Open();
        var parts = await OpenPart.OfUnit(connection, own, ids["fgw"]);
        Return = [.. parts.Where(p => items.ContainsValue(p.ItemId)).Select(p => new ReportLine(p.AssignmentId, "正在推进", null, "", "", Guid.NewGuid()))];
        using var file = new MemoryStream();
        await ReportSheet.Write(file, "发展改革委", parts, await ObligationCounts.OfParts(connection, own.RegionId, signed, [.. parts.Select(p => p.AssignmentId)]), signed, Web.Features.Calendar.ProvisionalDates.None);
        Sheet = SheetImport.RowsOf(file.ToArray().Filled(("一.17", ReportSheet.Said, "公布了就业信息。")), "填报表.xlsx");
        SheetShown = (await SheetImport.Read(connection, own, signed, ids["fgw"], Sheet)).Fingerprint;
    }

    async Task Decide()
    {
        var (by, at) = (Office.Checker, Office.At(asked));
        foreach (var number in new[] { 15, 16 })
        {
            var completion = await Get<SubmitCompletion>().Run(People['首'], at, new(await Part(number, "jyt"), "已全部完成"));
            await Get<ConfirmCompletion>().Run(by, at, new(completion!.Value, Rating.Good));
        }
        await Get<SuspendItem>().Run(by, at, new(Item(11), new(2018, 12, 20), "等待上级文件", Document));
        await using var connection = await Get<Database>().Open();
        var adjusted = (await ItemContents.Of(connection, by.RegionId, ids["plan"], Item(14)))!;
        ids["adjustment"] = (await Get<AdjustItem>().Run(by, at, AdjustedOffice.Form(adjusted, Document, content => content.Due(11, 30)))).Id;
        Adjusted = (await ItemContents.Of(connection, by.RegionId, ids["plan"], Item(14)))!;
        await Get<SaveMergedText>().Run(by, at, new(ids["plan"], ids["category"], ids["YearEnd"]), "总体顺利。", 0);
        ids["founded"] = await Office.One<long>("""
            INSERT INTO units (region_id, code, full_name, short_name, kind, position, founded_on)
            VALUES (@RegionId, 'dsjj', '西藏自治区大数据发展管理局', '大数据局', 'Agency', 299, '2018-06-13') RETURNING id
            """, new { by.RegionId });
    }

    async Task EndTheYear() => await Get<ClosePeriod>().Run(Office.Checker, January, [Item(12)], "明年继续");

    // Plans that are not out yet: one being checked, one to be reviewed, one to be dispatched and corrected.
    async Task Draft()
    {
        const string task = "公开{0}信息。（责任单位：发展改革委、财政厅；时限：10月底前）\n推进{0}公开。（责任单位：政府各有关部门；时限：全年）";
        ids["draft"] = await Imported(3, string.Format(null, task, "采购"));
        ids["drafted"] = await Office.DraftItem(ids["draft"], "一.1");
        ids["doubt"] = await Office.Doubt(ids["drafted"], "timeLimit", "[]");
        await Office.AsOwner($"UPDATE item_units SET name = '采购监管局' WHERE work_item_id = {ids["drafted"]} AND position = 2");
        ids["review"] = await Imported(4, "公开环保信息。（牵头单位：发展改革委；时限：10月底前）");
        await Confirm(ids["review"]);
        ids["step"] = await Office.One<long>("SELECT max(id) FROM check_steps");
        const string corrected = "公开水利信息。（牵头单位：发展改革委；时限：{0}月底前）";
        ids["ready"] = await Imported(5, string.Format(null, corrected, 10));
        await Confirm(ids["ready"]);
        await Get<ReviewPlan>().Run(Office.Checker, Office.OnTheDay, ids["ready"]);
        var (file, read) = await Notice(5, string.Format(null, corrected, 11));
        ids["correction"] = ((Received.Correction)await Get<ReceiveNotice>().Run(Office.Checker, Office.OnTheDay, file, read, asNew: false)).Id;
        ids["corrected"] = await Office.DraftItem(ids["ready"], "一.1");
        await using var connection = await Get<Database>().Open();
        Drafted = (await ItemContents.Of(connection, Office.Checker.RegionId, ids["draft"], ids["drafted"]))!;
        Earlier = (await EarlierNotice.Of(connection, Office.Checker.RegionId, read.Notice))!;
        ids["version"] = await connection.ExecuteScalarAsync<int>("SELECT version FROM work_plans WHERE id = @plan", new { plan = ids["ready"] });
        ids["contacts"] = await connection.ExecuteScalarAsync<int>("SELECT version FROM units WHERE code = 'fgw'");
    }
}
