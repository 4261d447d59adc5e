using System.Net;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Approvals;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Completions;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Assignments;

/// <summary>
/// A small region with a plan just handed out: office, three units, a liaison each (li-a …), two coordinators.
/// Items are added by the test that needs them, so that each starts from the day of dispatch.
/// </summary>
public sealed class SmallOffice : IAsyncDisposable
{
    public const string Password = "一个很长的演示密码";
    public static readonly LocalDate DispatchedOn = new(2018, 6, 11);

    readonly Dictionary<string, long> units = [];
    int items;

    SmallOffice(ServedTracker served) => Served = served;

    public ServedTracker Served { get; }
    public int RegionId { get; private set; }
    public long PlanId { get; private set; }
    public long DispatchId { get; private set; }

    /// <summary>The checkpoint of 2018-09-30.</summary>
    public long ThirdQuarter { get; private set; }

    public long Unit(string code) => units[code];

    public T Get<T>() where T : notnull => Served.Services.GetRequiredService<T>();

    public async Task<Actor> Person(string login)
    {
        await using var connection = await Get<Database>().Open();
        return await Actors.ByLogin(connection, RegionId, login);
    }

    /// <summary>The office's moment on a day of 2018.</summary>
    public static OfficeMoment On(int month, int day) => new OfficeClock(TimeProvider.System).On(new LocalDate(2018, month, day));

    public async Task<T> Scalar<T>(string sql, object? arguments = null)
    {
        await using var connection = await Get<Database>().Open();
        return (await connection.ExecuteScalarAsync<T>(sql, arguments))!;
    }

    public static async Task<SmallOffice> Create()
    {
        var plan = new SmallOffice(await ServedTracker.Start());
        await plan.Get<Database>().InTransaction(plan.Fill);
        return plan;
    }

    /// <summary>An item of 全年 with its assignments: <c>("a", Lead), ("b", Support)</c>.</summary>
    /// <returns>assignment id by unit code</returns>
    public Task<IReadOnlyDictionary<string, long>> Item(params (string Unit, AssignmentRole Role)[] parts) => Item(null, parts);

    /// <summary>The same with a last day of its own.</summary>
    public async Task<IReadOnlyDictionary<string, long>> Item(LocalDate? due, params (string Unit, AssignmentRole Role)[] parts)
    {
        await using var connection = await Get<Database>().Open();
        var position = ++items;
        var id = await connection.ExecuteScalarAsync<long>("""
            INSERT INTO work_items (region_id, work_plan_id, position, number, text, limit_raw, limit_kind, due_on)
            VALUES (@RegionId, @PlanId, @position, @number, '推进“放管服”改革，压减行政许可事项。', @raw, @kind, @due) RETURNING id
            """, new { RegionId, PlanId, position, number = $"一.{position}", raw = due is null ? "全年" : due.Value.OnPaper() + "前", kind = due is null ? "WholeYear" : "ByDate", due });
        var assignments = new Dictionary<string, long>();
        foreach (var group in parts.GroupBy(p => p.Role))
            foreach (var (i, part) in group.Index())
                assignments[part.Unit] = await connection.ExecuteScalarAsync<long>("""
                    INSERT INTO assignments (region_id, work_item_id, unit_id, dispatch_id, role, position, sources)
                    VALUES (@RegionId, @id, @unitId, @DispatchId, @role, @position, ARRAY[@Unit]) RETURNING id
                    """, new { RegionId, id, unitId = units[part.Unit], DispatchId, role = part.Role.ToString(), position = i + 1, part.Unit });
        return assignments;
    }

    /// <summary>A date in the sentence of the assignment's item.</summary>
    /// <returns>the milestone's id</returns>
    public async Task<long> Milestone(long assignmentId, string raw, string due) => await Scalar<long>(
        "INSERT INTO milestones (region_id, work_item_id, raw, due_on) VALUES (@RegionId, @item, @raw, @due::date) RETURNING id",
        new { RegionId, item = await ItemOf(assignmentId), raw, due });

    /// <summary>A duty in the sentence of the assignment's item, as it is read from there.</summary>
    /// <returns>the obligation's id</returns>
    public async Task<long> Obligation(long assignmentId, string sentence)
    {
        var read = SentenceObligations.In(sentence).Single();
        return await Scalar<long>("""
            INSERT INTO obligations (region_id, work_item_id, raw, rule, days, times, per, event)
            VALUES (@RegionId, @item, @Raw, @rule, @Days, @Times, @Per, @Event) RETURNING id
            """, new { RegionId, item = await ItemOf(assignmentId), read.Raw, rule = read.Rule.ToString(), read.Days, read.Times, read.Per, read.Event });
    }

    public async Task<long> ItemOf(long assignmentId) =>
        await Scalar<long>("SELECT work_item_id FROM assignments WHERE region_id = @RegionId AND id = @assignmentId", new { RegionId, assignmentId });

    /// <summary>Everybody's signature, for tests that begin after it; a unit that has signed is left alone.</summary>
    public async Task SignAll()
    {
        foreach (var code in new[] { "a", "b", "c", "office" })
            if (!await Scalar<bool>("SELECT EXISTS (SELECT FROM acknowledgements WHERE region_id = @RegionId AND unit_id = @unitId)", new { RegionId, unitId = units[code] }))
                await Get<Acknowledge>().Run(await Person("li-" + code), On(6, 12), DispatchId, units[code]);
    }

    /// <summary>A unit submits its part as done, its head having approved on paper.</summary>
    public async Task<long> Submit(string login, long assignmentId, int month, int day, bool withoutSilent = false, string text = "已全部完成") =>
        await Get<SubmitCompletion>().Run(await Person(login), On(month, day), new(assignmentId, text, withoutSilent, Paper(month, day)))
            ?? throw new InvalidOperationException("it lies before the head");

    /// <summary>Gives a unit a head with an account of the same password.</summary>
    public async Task AddHead(string login, string unit)
    {
        await using var connection = await Get<Database>().Open();
        await Account(connection, login, unit, Role.UnitHead);
    }

    /// <summary>What is known of an assignment by the end of a day.</summary>
    public async Task<AssignmentOnDay> Facts(long assignmentId, int month, int day)
    {
        await using var connection = await Get<Database>().Open();
        return (await AssignmentFactsQuery.Of(connection, RegionId, [assignmentId], new LocalDate(2018, month, day))).Single();
    }

    /// <summary>The kept lamp: colour and reason.</summary>
    public Task<string> Lamp(long assignmentId) =>
        Scalar<string>("SELECT lamp || ' ' || reason FROM lamps WHERE region_id = @RegionId AND assignment_id = @assignmentId", new { RegionId, assignmentId });

    /// <summary>What the item's page tells, oldest first.</summary>
    public async Task<IReadOnlyList<string>> Story(long assignmentId)
    {
        await using var connection = await Get<Database>().Open();
        return (await connection.QueryAsync<string>("SELECT sentence FROM events WHERE region_id = @RegionId AND subject = 'Assignment:' || @assignmentId ORDER BY id",
            new { RegionId, assignmentId })).AsList();
    }

    /// <summary>The rule that forbids it.</summary>
    public static async Task<string> Rule(Func<Task> verb) => (await Assert.CatchAsync<RuleBroken>(() => verb()))!.Rule;

    /// <summary>线下审签 on that day.</summary>
    public static PaperApproval Paper(int month, int day) => new("单位负责人", new LocalDate(2018, month, day));

    /// <summary>A browser's worth of cookies of that person, at that office date.</summary>
    public async Task<HttpClient> Client(string login, OfficeMoment at)
    {
        await using (var connection = await Get<Database>().Open())
            await Get<OfficeClock>().MoveTo(connection, at.Today);
        var client = Served.Client();
        var answer = await client.PostAsync("/sign-in", await client.Form("/sign-in", ("Login", login), ("Password", Password)));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), "sign-in");
        return client;
    }

    public ValueTask DisposeAsync() => Served.DisposeAsync();

    async Task Fill(NpgsqlConnection c)
    {
        await c.ExecuteAsync("INSERT INTO database_purpose (practice) VALUES (true) ON CONFLICT DO NOTHING");
        RegionId = await c.ExecuteScalarAsync<int>("INSERT INTO regions (code, name) VALUES ('test', '测试区') RETURNING id");
        foreach (var (i, (code, name, kind)) in new[] { ("office", "政府办公厅", "Office"), ("a", "发展改革委", "Department"), ("b", "财政厅", "Department"), ("c", "教育厅", "Department") }.Index())
            units[code] = await c.ExecuteScalarAsync<long>("""
                INSERT INTO units (region_id, code, full_name, short_name, kind, position) VALUES (@RegionId, @code, @name, @name, @kind, @i) RETURNING id
                """, new { RegionId, code, name, kind, i });
        await AddPeople(c);
        await AddPlan(c);
    }

    async Task AddPeople(NpgsqlConnection c)
    {
        foreach (var code in units.Keys)
            await Account(c, "li-" + code, code, Role.Liaison);
        await Account(c, "coordinator", "office", Role.Coordinator);
        await Account(c, "second", "office", Role.Coordinator, Role.Liaison);
        await Account(c, "leader", "office", Role.Leader);
    }

    // Hashing is slow on purpose; all of them have one password.
    static readonly Lazy<string> hash = new(() => new Passwords().Hash(Password));

    Task<int> Account(NpgsqlConnection c, string login, string unit, params Role[] roles) => c.ExecuteAsync("""
        WITH person AS (
            INSERT INTO people (region_id, login, name, password_hash, security_stamp, created_at)
            VALUES (@RegionId, @login, '人员' || @login, @hash, gen_random_uuid(), @Now) RETURNING region_id, id, created_at)
        INSERT INTO person_roles (region_id, person_id, role, unit_id, granted_at)
        SELECT region_id, id, unnest(@roles), @unitId, created_at FROM person
        """, new { RegionId, login, hash = hash.Value, On(6, 1).Now, unitId = units[unit], roles = roles.Select(r => r.ToString()).ToArray() });

    async Task AddPlan(NpgsqlConnection c)
    {
        await c.ExecuteAsync("INSERT INTO files (region_id, sha256, content, media_type, stored_at) VALUES (@RegionId, decode(repeat('00', 32), 'hex'), '', 'text/plain', @Now)",
            new { RegionId, On(6, 1).Now });
        var noticeId = await c.ExecuteScalarAsync<long>("""
            INSERT INTO notices (region_id, file_sha256, file_name, title, text, reading, imported_on, imported_at)
            VALUES (@RegionId, decode(repeat('00', 32), 'hex'), '分工方案.txt', '2018年重点工作分工方案', '', '{}', @Today, @Now) RETURNING id
            """, new { RegionId, On(6, 1).Today, On(6, 1).Now });
        PlanId = await c.ExecuteScalarAsync<long>("INSERT INTO work_plans (region_id, notice_id, plan_year) VALUES (@RegionId, @noticeId, 2018) RETURNING id", new { RegionId, noticeId });
        var by = (await Actors.ByLogin(c, RegionId, "coordinator")).PersonId;
        DispatchId = await c.ExecuteScalarAsync<long>("""
            INSERT INTO dispatches (region_id, work_plan_id, dispatched_by, dispatched_on, dispatched_at, self_reviewed)
            VALUES (@RegionId, @PlanId, @by, @Today, @Now, false) RETURNING id
            """, new { RegionId, PlanId, by, On(6, 11).Today, On(6, 11).Now });
        await c.ExecuteAsync("INSERT INTO dispatch_units (region_id, dispatch_id, unit_id, unit_name) SELECT region_id, @DispatchId, id, short_name FROM units", new { DispatchId });
        ThirdQuarter = await c.ExecuteScalarAsync<long>("""
            INSERT INTO checkpoints (region_id, work_plan_id, kind, due_on) VALUES (@RegionId, @PlanId, 'ThirdQuarter', '2018-09-30') RETURNING id
            """, new { RegionId, PlanId });
    }
}
