using System.Text;
using NodaTime;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Approvals;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Corrections;
using Tracker.Web.Features.Files;
using Tracker.Web.Features.Instructions;
using Tracker.Web.Features.Notices;
using Tracker.Web.Features.Reminders;
using Tracker.Web.Features.Requests;
using Tracker.Web.Features.Seeding;
using Tracker.Web.Platform;
using Tracker.Web.Platform.Documents;
using Tracker.Web.Tests.Platform;

namespace Tracker.Browser.Tests;

/// <summary>
/// The practice world on the first working day of 2019, played from its dispatch on: parts done, returned, late and unsigned,
/// and something in every queue. Made once for all fixtures that only look.
/// </summary>
[SetUpFixture]
public sealed class PlayedYear
{
    public static readonly LocalDate Today = new(2019, 1, 2);

    static readonly Lazy<Task<PracticeOffice>> made = new(Make);

    public static Task<PracticeOffice> Office => made.Value;

    [OneTimeTearDown]
    public async Task End()
    {
        if (made.IsValueCreated)
            await (await made.Value).DisposeAsync();
    }

    static async Task<PracticeOffice> Make()
    {
        var office = await PracticeOffice.Open();
        await office.Get<PlayScenario>().Run(Today, office.Get<Settings>().RollUpFolder, _ => Task.CompletedTask);
        await Ask(office, "naqu", null);
        await Ask(office, "jrb", new("何文静", Today));
        await ReportWithFile(office, "sgb");
        foreach (var unit in new[] { "sgb", "naqu" })
            await Instruct(office, unit);
        await office.Column<long>("""
            WITH open AS (INSERT INTO circulars (region_id, announced_by, announced_on, announced_at, reply_by) VALUES (@RegionId, @PersonId, '2018-12-29', '2018-12-29', '2019-01-04') RETURNING region_id, id)
            INSERT INTO circular_units (region_id, circular_id, unit_id, reply)
            SELECT o.region_id, o.id, u.id, CASE WHEN u.code = 'sgb' THEN '清单已送审，下周一并报送。' END FROM open o JOIN units u ON u.region_id = o.region_id AND u.code IN ('sgb', 'naqu') RETURNING unit_id
            """, new { office.Checker.RegionId, office.Checker.PersonId });
        await office.ReadyPlan();
        await BringDraftAndItsCorrection(office);
        await office.Get<RunDay>().Run(office.Checker.RegionId, office.At(Today));
        return office;
    }

    /// <param name="onPaper">null where it goes before the unit's head</param>
    static async Task Ask(PracticeOffice office, string unit, PaperApproval? onPaper) => await office.Get<RequestExtension>().Run(
        await office.Person("lly-" + unit), office.At(Today),
        new(await OpenPart(office, unit, "w.limit_kind IN ('ByDate', 'WholeYear') AND NOT EXISTS (SELECT FROM completions c WHERE c.region_id = a.region_id AND c.assignment_id = a.id)"), null, new(2019, 1, 31), "群众评议要到一月中旬才能汇总，拟延至一月底一并报送。", new("陈致远", new(2018, 12, 28), ""), onPaper));

    static async Task ReportWithFile(PracticeOffice office, string unit) => await office.Get<ReportProgress>().Run(
        await office.Person("lly-" + unit), office.At(Today),
        new(await OpenPart(office, unit, "true"), "第四季度回应情况已汇总，附清单。", null, "逐条核对后在门户网站公开。", "", Guid.NewGuid())
        {
            Figures = [new("回应关切", 36, "件")], Files = [new UploadedFile("第四季度回应清单.txt", Encoding.UTF8.GetBytes("序号,事项\n1,营养餐\n"))],
        });

    static async Task Instruct(PracticeOffice office, string unit) => await office.Get<GiveInstruction>().Run(office.Checker, office.At(Today),
        new(await office.One<long>("SELECT work_item_id FROM assignments WHERE id = @part", new { part = await OpenPart(office, unit, "true") }),
            "进度偏慢，请说明卡在哪里、何时补上。", "旺堆", new(2018, 12, 28), "主席办公会", new(2019, 1, 11), [await office.UnitId(unit)]));

    static Task<long> OpenPart(PracticeOffice office, string unit, string condition) => office.One<long>($"""
        SELECT a.id FROM assignments a JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        WHERE u.code = @unit AND a.role <> 'Support' AND NOT {Ended.Sql} AND {condition}
        ORDER BY a.id LIMIT 1
        """, new { unit });

    static async Task BringDraftAndItsCorrection(PracticeOffice office)
    {
        await Receive(office, "便民服务分工.txt", NextYearsNotice);
        await Receive(office, "便民服务分工（更正）.txt", NextYearsNotice.Replace("2019年9月底前完成", "2019年8月底前完成", StringComparison.Ordinal).Replace("开通线上查询", "开通线上查询和预约", StringComparison.Ordinal));
    }

    static async Task Receive(PracticeOffice office, string name, string text)
    {
        var content = Encoding.UTF8.GetBytes(text);
        await using var connection = await office.Get<Database>().Open();
        var read = await RegionReader.Read(connection, office.Checker.RegionId, NoticeFile.Blocks(content, name));
        await office.Get<ReceiveNotice>().Run(office.Checker, office.At(Today), new(name, content), read, asNew: false);
    }

    // Some of it can be read at once, some only with a question to a person.
    const string NextYearsNotice = """
        西藏自治区人民政府办公厅关于印发2019年便民服务重点任务分工方案的通知
        藏政办发〔2018〕112号
        各地（市）行署（人民政府），自治区各委、办、厅、局：
        《2019年便民服务重点任务分工方案》已经自治区人民政府同意，现印发给你们，请认真组织实施。各牵头单位要于每季度末将进展情况报自治区人民政府办公厅。
        西藏自治区人民政府办公厅
        2018年12月18日
        2019年便民服务重点任务分工方案
        一、办事更便捷
        （一）梳理并公布高频办事清单，开通线上查询。（牵头单位：审改办；责任单位：公安厅、民政厅、人力资源社会保障厅；完成时限：2019年6月底前）
        （二）推行住房登记材料网上共享，2019年9月底前完成。（住房城乡建设厅、国土资源厅）
        （三）整治窗口服务中的推诿现象，立行立改，长期坚持。（各地（市）行署、人民政府，政府各有关部门）
        二、出行更安心
        （四）完善山区道路安全提示设施，一季度拿出方案，年底前建成。（交通运输厅牵头，公安厅、应急厅、拉萨市交警支队配合）
        （五）适时开展客运服务满意度评议。（交通运输厅、旅游发展委）
        （六）每季度公布一次投诉办理情况。（信访局）
        """;
}
