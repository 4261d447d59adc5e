using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Accounts;
using Tracker.Web.Features.Seeding;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Assignments;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features;

/// <summary>
/// 西藏 with a dispatched plan of 2018, written straight into the tables, so that what is read from the facts can be tested
/// without the verbs that usually bring them about.
/// </summary>
public sealed class DispatchedPlan : IAsyncDisposable
{
    public static readonly LocalDate DispatchedOn = new(2018, 6, 11);

    public required ServedTracker Served { get; init; }
    public required int RegionId { get; init; }
    public required long PersonId { get; init; }
    public required long PlanId { get; init; }
    public required long DispatchId { get; init; }
    public required IReadOnlyList<Assigned> Assignments { get; init; }

    public sealed record Assigned(long Id, long WorkItemId, long UnitId, AssignmentRole Role);

    public T Get<T>() where T : notnull => Served.Services.GetRequiredService<T>();

    public static OfficeMoment On(LocalDate day) => new(day, day.At(new(9, 0)).InZoneStrictly(OfficeClock.Zone).ToInstant());

    /// <param name="items">every fourth item goes to all units besides its lead and supports</param>
    public static async Task<DispatchedPlan> Make(int items = 8, params (string Name, string Value)[] settings)
    {
        var served = await ServedTracker.Start(settings);
        await served.Services.GetRequiredService<SeedReference>().Run(practice: true, "xizang");
        await using var connection = await served.Services.GetRequiredService<Database>().Open();
        await connection.ExecuteAsync(GroundSql);
        var regionId = await connection.ExecuteScalarAsync<int>("SELECT id FROM regions");
        await connection.ExecuteAsync(ItemsSql, new { items });
        await connection.ExecuteAsync(AssignSql);
        return new()
        {
            Served = served, RegionId = regionId,
            PersonId = await connection.ExecuteScalarAsync<long>("SELECT id FROM people"),
            PlanId = await connection.ExecuteScalarAsync<long>("SELECT id FROM work_plans"),
            DispatchId = await connection.ExecuteScalarAsync<long>("SELECT id FROM dispatches"),
            Assignments = [.. await connection.QueryAsync<Assigned>("SELECT id, work_item_id, unit_id, role FROM assignments ORDER BY id")],
        };
    }

    public ValueTask DisposeAsync() => Served.DisposeAsync();

    /// <summary>A person signed in with these roles in a unit, on a day.</summary>
    public async Task<HttpClient> Client(LocalDate day, string unitCode, params Role[] roles)
    {
        var login = $"p{Guid.NewGuid():N}";
        await Get<Database>().InTransaction(async connection =>
        {
            await Get<OfficeClock>().MoveTo(connection, day);
            var form = new CreateAccount.Form(login, "李四", null, unitCode, roles, Demonstration: true);
            await Get<CreateAccount>().Run(connection, Actor.System(RegionId), On(day), form, Password);
        });
        var client = Served.Client();
        await client.PostAsync("/sign-in", await client.Form("/sign-in", ("Login", login), ("Password", Password)));
        return client;
    }

    const string Password = "一个很长的演示密码";

    /// <summary>Runs a statement with region, person, plan, dispatch, day and moment at hand, and refreshes the lamps of what it touched.</summary>
    public Task Record(LocalDate day, string sql, object more, params IReadOnlyCollection<long> touched) =>
        Get<Database>().InTransaction(async connection =>
        {
            var parameters = new DynamicParameters(more);
            parameters.AddDynamicParams(new { r = RegionId, p = PersonId, plan = PlanId, dispatch = DispatchId, day, now = On(day).Now });
            await connection.ExecuteAsync(sql, parameters);
            await Get<Web.Features.Lamps.Lamps>().Refresh(connection, RegionId, touched, On(day));
        });

    public Task LightAll(LocalDate day) => Record(day, "SELECT 1", new { }, [.. Assignments.Select(a => a.Id)]);

    /// <summary>All parts that units have now; transfers have moved some since the dispatch.</summary>
    public async Task<IReadOnlyList<Assigned>> Held()
    {
        await using var connection = await Get<Database>().Open();
        return [.. await connection.QueryAsync<Assigned>("SELECT id, work_item_id, unit_id, role FROM assignments WHERE transferred_on IS NULL ORDER BY id")];
    }

    async Task<long[]> HeldBy(long unit) => [.. (await Held()).Where(a => a.UnitId == unit).Select(a => a.Id)];

    public async Task Acknowledge(long unit, LocalDate day) => await Record(day, """
        INSERT INTO acknowledgements VALUES (@r, @dispatch, @unit, @p, @day, @now) ON CONFLICT DO NOTHING
        """, new { unit }, await HeldBy(unit));

    public Task Report(long assignment, LocalDate day, string text = "正在推进") => Record(day, """
        INSERT INTO progress_reports (region_id, assignment_id, text, reported_by, reported_on, reported_at, submission_key)
        VALUES (@r, @assignment, @text, @p, @day, @now, gen_random_uuid())
        """, new { assignment, text }, assignment);

    /// <summary>The lead of some item whose sentence asks for two times a year.</summary>
    public async Task<Assigned> LeadTwiceAYear()
    {
        await using var connection = await Get<Database>().Open();
        return await connection.QueryFirstAsync<Assigned>("""
            SELECT a.id, a.work_item_id, a.unit_id, a.role FROM assignments a JOIN obligations o ON o.work_item_id = a.work_item_id
            WHERE a.role = 'Lead' AND o.per = 'year' ORDER BY a.id LIMIT 1
            """);
    }

    /// <summary>A report that also tells how often what the sentence asks for was done, where it asks for something.</summary>
    public Task Count(long assignment, LocalDate day, int times) => Record(day, """
        WITH said AS (
            INSERT INTO progress_reports (region_id, assignment_id, text, reported_by, reported_on, reported_at, submission_key)
            VALUES (@r, @assignment, '开展了活动', @p, @day, @now, gen_random_uuid()) RETURNING id)
        INSERT INTO report_counts (region_id, report_id, obligation_id, times)
        SELECT @r, said.id, o.id, @times FROM said, obligations o JOIN assignments a ON a.region_id = o.region_id AND a.work_item_id = o.work_item_id
        WHERE a.region_id = @r AND a.id = @assignment
        """, new { assignment, times }, assignment);

    /// <summary>The unit's return for the first checkpoint that it has not yet answered.</summary>
    public async Task Return(long unit, LocalDate day) => await Record(day, """
        INSERT INTO returns (region_id, checkpoint_id, unit_id, submitted_by, submitted_on, submitted_at)
        SELECT @r, c.id, @unit, @p, @day, @now FROM checkpoints c
        WHERE NOT EXISTS (SELECT FROM returns t WHERE t.region_id = @r AND t.checkpoint_id = c.id AND t.unit_id = @unit)
        ORDER BY c.due_on LIMIT 1
        """, new { unit }, await HeldBy(unit));

    public Task Submit(long assignment, LocalDate day, string text = "已全面完成") => Record(day, """
        INSERT INTO completions (region_id, assignment_id, round, text, submitted_by, submitted_on, submitted_at)
        SELECT @r, @assignment, (SELECT count(*) + 1 FROM completions WHERE region_id = @r AND assignment_id = @assignment), @text, @p, @day, @now
        WHERE NOT EXISTS (SELECT FROM completions c LEFT JOIN completion_decisions d ON d.region_id = c.region_id AND d.completion_id = c.id
            WHERE c.region_id = @r AND c.assignment_id = @assignment AND (d.decision IS NULL OR d.decision = 'Confirmed'))
        """, new { assignment, text }, assignment);

    /// <summary>Confirms the open completion, or returns it for five days.</summary>
    public Task Decide(long assignment, LocalDate day, bool confirmed) => Record(day, """
        INSERT INTO completion_decisions (region_id, completion_id, decision, rating, reason_code, reason, correction_due, self_reviewed, decided_by, decided_on, decided_at)
        SELECT @r, c.id, CASE WHEN @confirmed THEN 'Confirmed' ELSE 'Returned' END, CASE WHEN @confirmed THEN 'Good' END,
            CASE WHEN @confirmed THEN NULL ELSE 'NoEvidence' END, '', CASE WHEN @confirmed THEN NULL ELSE @day + 7 END, false, @p, @day, @now
        FROM completions c WHERE c.region_id = @r AND c.assignment_id = @assignment
            AND NOT EXISTS (SELECT FROM completion_decisions d WHERE d.region_id = @r AND d.completion_id = c.id)
        """, new { assignment, confirmed }, assignment);

    /// <summary>Asks for 40 days more, unless something waits.</summary>
    public Task Ask(long assignment, LocalDate day, bool inTime) => Record(day, """
        INSERT INTO requests (region_id, assignment_id, round, kind, reason, in_time, old_on, new_on, asked_by, asked_on, asked_at)
        SELECT @r, @assignment, (SELECT count(*) + 1 FROM requests WHERE region_id = @r AND assignment_id = @assignment), 'Extension', '另有安排',
            @inTime, @day, @day + 40, @p, @day, @now
        WHERE NOT EXISTS (SELECT FROM requests q WHERE q.region_id = @r AND q.assignment_id = @assignment
            AND NOT EXISTS (SELECT FROM request_decisions d WHERE d.region_id = @r AND d.request_id = q.id))
        """, new { assignment, inTime }, assignment);

    /// <summary>Answers the open request; granted, the due date becomes the one asked for.</summary>
    public Task Answer(long assignment, LocalDate day, bool granted) => Record(day, """
        WITH answered AS (
            INSERT INTO request_decisions (region_id, request_id, decision, reason, decided_by, decided_on, decided_at)
            SELECT @r, q.id, CASE WHEN @granted THEN 'Granted' ELSE 'Refused' END, '按期办理', @p, @day, @now
            FROM requests q WHERE q.region_id = @r AND q.assignment_id = @assignment
                AND NOT EXISTS (SELECT FROM request_decisions d WHERE d.region_id = @r AND d.request_id = q.id)
            RETURNING request_id)
        INSERT INTO moved_dates (region_id, assignment_id, old_on, new_on, late_days, cause, request_id, moved_by, moved_on, moved_at)
        SELECT @r, @assignment, q.old_on, q.new_on, CASE WHEN q.in_time THEN 0 ELSE 2 END, 'Extension', q.id, @p, @day, @now
        FROM requests q JOIN answered ON answered.request_id = q.id WHERE q.region_id = @r AND @granted
        """, new { assignment, granted }, assignment);

    public async Task Close(long item, LocalDate day) => await Record(day, """
        INSERT INTO item_closings VALUES (@r, @item, @p, @day, @now) ON CONFLICT DO NOTHING
        """, new { item }, [.. (await Held()).Where(a => a.WorkItemId == item).Select(a => a.Id)]);

    const string GroundSql = """
        INSERT INTO people (region_id, login, name, password_hash, security_stamp, created_at)
        SELECT id, 'zhang', '张三', '', gen_random_uuid(), '2018-06-01' FROM regions;
        INSERT INTO files SELECT id, decode(repeat('00', 32), 'hex'), '', 'text/plain', '2018-06-01' FROM regions;
        INSERT INTO notices (region_id, file_sha256, file_name, title, document_number, issuer, issued_on, printed_on, text, reading, imported_on, imported_at)
        SELECT id, decode(repeat('00', 32), 'hex'), 'notice.txt', '关于印发2018年重点工作分工方案的通知', '藏政办发〔2018〕50号', '西藏自治区人民政府办公厅',
            '2018-05-28', '2018-05-30', '', '{}', '2018-06-01', '2018-06-01' FROM regions;
        INSERT INTO work_plans (region_id, notice_id, plan_year) SELECT region_id, id, 2018 FROM notices;
        INSERT INTO categories (region_id, work_plan_id, position, no, title)
        SELECT region_id, id, position, no, title FROM work_plans,
            (VALUES (1, '一', '全力打好三大攻坚战'), (2, '二', '深化供给侧结构性改革')) c(position, no, title);
        INSERT INTO dispatches (region_id, work_plan_id, dispatched_by, dispatched_on, dispatched_at, self_reviewed)
        SELECT w.region_id, w.id, p.id, '2018-06-11', '2018-06-11 09:00+8', false FROM work_plans w JOIN people p ON p.region_id = w.region_id;
        INSERT INTO dispatch_units (region_id, dispatch_id, unit_id, unit_name)
        SELECT d.region_id, d.id, u.id, u.short_name FROM dispatches d JOIN units u ON u.region_id = d.region_id;
        INSERT INTO checkpoints (region_id, work_plan_id, kind, due_on)
        SELECT region_id, id, kind, due_on FROM work_plans,
            (VALUES ('Plan', date '2018-07-24'), ('ThirdQuarter', '2018-09-30'), ('YearEnd', '2018-12-15')) c(kind, due_on);
        """;

    const string ItemsSql = """
        INSERT INTO work_items (region_id, work_plan_id, category_id, position, number, text, limit_raw, limit_kind, due_on)
        SELECT p.region_id, p.id, c.id, n, c.no || '.' || n, '推进第' || n || '项重点工作，落实责任，按期完成，加强生态环境保护。',
            k.raw, k.kind, k.due_on
        FROM work_plans p CROSS JOIN generate_series(1, @items) n
        JOIN categories c ON c.region_id = p.region_id AND c.position = CASE WHEN n <= @items / 2 THEN 1 ELSE 2 END
        JOIN (VALUES (0, '10月底前', 'ByDate', date '2018-10-31'), (1, '全年', 'WholeYear', NULL), (2, '长期', 'LongTerm', NULL),
            (3, '适时', 'WhenAppropriate', NULL), (4, NULL, 'None', NULL), (5, '印发后30日内', 'Relative', NULL)) k(i, raw, kind, due_on) ON k.i = n % 6;
        INSERT INTO milestones (region_id, work_item_id, raw, due_on)
        SELECT region_id, id, '9月底前完成评估', '2018-09-30' FROM work_items WHERE position % 5 = 0;
        INSERT INTO obligations (region_id, work_item_id, raw, rule, times, per)
        SELECT region_id, id, k.raw, 'Frequency', k.times, k.per FROM work_items
        JOIN (VALUES (0, '每年不少于2次', 2, 'year'), (1, '每季度调度1次', 1, 'quarter'), (2, '每半年评估1次', 1, 'half')) k(i, raw, times, per) ON k.i = position % 4;
        """;

    const string AssignSql = """
        INSERT INTO assignments (region_id, work_item_id, unit_id, dispatch_id, role, position, sources)
        SELECT w.region_id, w.id, u.id, d.id,
            CASE WHEN u.n = w.position % u.total THEN 'Lead' WHEN u.n IN ((w.position + 1) % u.total, (w.position + 2) % u.total) THEN 'Support' ELSE 'Responsible' END,
            CASE WHEN u.n = w.position % u.total THEN 1 ELSE u.n + 2 END, '{政府各部门}'
        FROM work_items w JOIN dispatches d ON d.region_id = w.region_id
        JOIN (SELECT *, row_number() OVER (ORDER BY position, id) - 1 AS n, count(*) OVER () AS total FROM units) u ON u.region_id = w.region_id
        WHERE w.position % 4 = 0 OR u.n IN (w.position % u.total, (w.position + 1) % u.total, (w.position + 2) % u.total)
        ORDER BY w.position, u.n
        """;
}
