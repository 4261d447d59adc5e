using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;
using Tracker.Web.Features.Reminders;
using Tracker.Web.Features.Seeding;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Reminders;

/// <summary>
/// A database of its own with a plan of 2018 that was dispatched to some units, each with a liaison and an office
/// director; nobody has signed anything yet. Mails go into a folder, or to an SMTP server.
/// </summary>
public sealed class SmallPlan : IAsyncDisposable
{
    readonly TestDatabase database;
    readonly DirectoryInfo state;
    readonly ServiceProvider services;

    SmallPlan(TestDatabase database, DirectoryInfo state, ServiceProvider services) =>
        (this.database, this.state, this.services) = (database, state, services);

    public const int RegionId = 1;

    public TestDatabase Database => database;
    public IServiceProvider Services => services;
    public string MailFolder => Path.Combine(state.FullName, "mail");

    /// <summary>Unit ids in order.</summary>
    public long[] Units { get; private set; } = [];

    const string PeopleSql = """
        INSERT INTO people (region_id, login, name, email, password_hash, security_stamp, created_at)
        SELECT @RegionId, 'liaison' || n, '联络员' || n, 'liaison' || n || '@xizang.example', '', gen_random_uuid(), @now FROM generate_series(1, @units) n;
        INSERT INTO people (region_id, login, name, email, password_hash, security_stamp, created_at)
        VALUES (@RegionId, 'coordinator', '督办员', 'coordinator@xizang.example', '', gen_random_uuid(), @now);
        INSERT INTO person_roles (region_id, person_id, role, unit_id, granted_at)
        SELECT p.region_id, p.id, 'Liaison', u.id, @now
        FROM (SELECT *, row_number() OVER (ORDER BY position, id) AS n FROM units WHERE region_id = @RegionId) u
        JOIN people p ON p.region_id = u.region_id AND p.login = 'liaison' || u.n;
        INSERT INTO person_roles (region_id, person_id, role, unit_id, granted_at)
        SELECT region_id, id, 'Coordinator', (SELECT min(id) FROM units WHERE region_id = @RegionId), @now
        FROM people WHERE region_id = @RegionId AND login = 'coordinator';
        INSERT INTO unit_contacts (region_id, unit_id, position, duty, name, email)
        SELECT region_id, unit_id, 1, 'OfficeDirector', '办公室主任', 'director' || person_id || '@xizang.example'
        FROM person_roles WHERE region_id = @RegionId AND role = 'Liaison';
        """;

    const string PlanSql = """
        INSERT INTO files (region_id, sha256, content, media_type, stored_at) VALUES (@RegionId, sha256('x'), 'x', 'text/plain', @now);
        INSERT INTO notices (region_id, file_sha256, file_name, title, document_number, text, reading, imported_on, imported_at)
        VALUES (@RegionId, sha256('x'), 'x.txt', '2018年重点工作分工方案', '藏政办发〔2018〕50号', '', '{}', @today, @now);
        INSERT INTO work_plans (region_id, notice_id, plan_year) SELECT @RegionId, id, 2018 FROM notices;
        INSERT INTO work_items (region_id, work_plan_id, position, number, title, text, limit_raw, limit_kind, due_on)
        SELECT @RegionId, p.id, n, '一.' || n, '任务' || n, '任务正文', CASE WHEN @due::date IS NULL THEN '全年' ELSE '时限' END,
            CASE WHEN @due::date IS NULL THEN 'WholeYear' ELSE 'ByDate' END, @due
        FROM work_plans p, generate_series(1, @items) n;
        INSERT INTO checkpoints (region_id, work_plan_id, kind, due_on)
        SELECT @RegionId, p.id, c.kind, c.due_on::date FROM work_plans p,
            (VALUES ('Plan', '2018-07-24'), ('ThirdQuarter', '2018-09-30'), ('YearEnd', '2018-12-15')) c(kind, due_on) WHERE @checkpoints;
        INSERT INTO dispatches (region_id, work_plan_id, dispatched_by, dispatched_on, dispatched_at, self_reviewed)
        SELECT @RegionId, p.id, c.id, @today, @now, false FROM work_plans p, people c WHERE c.login = 'coordinator';
        INSERT INTO dispatch_units (region_id, dispatch_id, unit_id, unit_name)
        SELECT d.region_id, d.id, u.id, u.short_name FROM dispatches d, units u WHERE u.id = ANY(@ids);
        INSERT INTO assignments (region_id, work_item_id, unit_id, dispatch_id, role, position, sources)
        SELECT @RegionId, w.id, u.unit_id, u.dispatch_id, CASE WHEN u.unit_id = @ids[1] THEN 'Lead' ELSE 'Support' END, u.unit_id, '{}'
        FROM work_items w, dispatch_units u;
        """;

    /// <param name="due">the items' due date; none: 全年</param>
    /// <param name="database">an empty one; none: made in the cluster that all tests share</param>
    public static async Task<SmallPlan> Start(
        LocalDate dispatchedOn, int units = 2, int items = 2, LocalDate? due = null, bool checkpoints = true, bool practice = true,
        TestDatabase? database = null, params (string Name, string Value)[] more)
    {
        database ??= await TestDatabase.Create();
        var state = Directory.CreateTempSubdirectory("tracker-state-");
        var settings = database.Settings([("TRACKER_STATE", state.FullName), ("TRACKER_PUBLIC_URL", "https://duban.example"), .. more]);
        var plan = new SmallPlan(database, state, new ServiceCollection().AddLogging().AddTracker(settings).BuildServiceProvider());
        await plan.services.GetRequiredService<SeedReference>().Run(practice, "xizang");
        var at = At(dispatchedOn, 10);
        await using var connection = await plan.Open();
        await connection.ExecuteAsync(PeopleSql, new { RegionId, units, now = at.Now });
        plan.Units = [.. await connection.QueryAsync<long>("SELECT id FROM units WHERE region_id = @RegionId ORDER BY position, id LIMIT @units", new { RegionId, units })];
        await connection.ExecuteAsync(PlanSql, new { RegionId, today = at.Today, now = at.Now, items, due, checkpoints, ids = plan.Units });
        await plan.Refresh(at);
        return plan;
    }

    public static OfficeMoment At(LocalDate day, int hour) => new(day, day.At(new LocalTime(hour, 0)).InZoneLeniently(OfficeClock.Zone).ToInstant());

    public Task<NpgsqlConnection> Open() => services.GetRequiredService<Database>().Open();

    /// <summary>A day's jobs as they run in the morning.</summary>
    public Task<RunDay.Result> Run(LocalDate day) => services.GetRequiredService<RunDay>().Run(RegionId, day);

    /// <summary>Only what is promised in the morning; nothing is written or sent.</summary>
    public Task<Sweep.Result> Sweep(LocalDate day) => services.GetRequiredService<Sweep>().Run(RegionId, At(day, 9));

    /// <summary>Every day from one to the other, both included.</summary>
    public async Task Run(LocalDate from, LocalDate to)
    {
        for (var day = from; day <= to; day = day.PlusDays(1))
            await Run(day);
    }

    public async Task Acknowledge(LocalDate day)
    {
        await using var connection = await Open();
        await connection.ExecuteAsync("""
            INSERT INTO acknowledgements (region_id, dispatch_id, unit_id, person_id, acknowledged_on, acknowledged_at)
            SELECT u.region_id, u.dispatch_id, u.unit_id, r.person_id, @Today, @Now
            FROM dispatch_units u JOIN person_roles r ON r.region_id = u.region_id AND r.unit_id = u.unit_id AND r.role = 'Liaison'
            """, At(day, 11));
        await Refresh(At(day, 11));
    }

    /// <summary>Somebody with a role; name and address are made of the login.</summary>
    /// <param name="unit">in which the role is held; none takes the first</param>
    public Task AddPerson(string login, string role, long? unit = null) => Do("""
        WITH person AS (
            INSERT INTO people (region_id, login, name, email, password_hash, security_stamp, created_at)
            VALUES (@RegionId, @login, @login, @login || '@xizang.example', '', gen_random_uuid(), '2018-06-01') RETURNING id)
        INSERT INTO person_roles (region_id, person_id, role, unit_id, granted_at) SELECT @RegionId, id, @role, @unit, '2018-06-01' FROM person
        """, new { RegionId, login, role, unit = unit ?? Units[0] });

    public async Task<Actor> Person(string login)
    {
        await using var connection = await Open();
        return await Actors.ByLogin(connection, RegionId, login);
    }

    /// <summary>The lead of the item says that it is done.</summary>
    public async Task SubmitCompletion(LocalDate day, string number)
    {
        await Do("""
            INSERT INTO completions (region_id, assignment_id, round, text, submitted_by, submitted_on, submitted_at)
            SELECT a.region_id, a.id, 1, '已完成', (SELECT id FROM people WHERE login = 'liaison1'), @Today, @Now
            FROM assignments a JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id WHERE w.number = @number AND a.role = 'Lead'
            """, new { number, At(day, 11).Today, At(day, 11).Now });
        await Refresh(At(day, 11));
    }

    /// <summary>Evaluates all lamps, as the verb that changed a fact does.</summary>
    public async Task Refresh(OfficeMoment at)
    {
        await using var connection = await Open();
        var ids = (await connection.QueryAsync<long>("SELECT id FROM assignments")).AsList();
        await services.GetRequiredService<Web.Features.Lamps.Lamps>().Refresh(connection, RegionId, ids, at);
    }

    public async Task<T> Ask<T>(string sql, object? parameters = null)
    {
        await using var connection = await Open();
        return (await connection.ExecuteScalarAsync<T>(sql, parameters))!;
    }

    public async Task<IReadOnlyList<T>> List<T>(string sql, object? parameters = null)
    {
        await using var connection = await Open();
        return (await connection.QueryAsync<T>(sql, parameters)).AsList();
    }

    public async Task Do(string sql, object? parameters = null)
    {
        await using var connection = await Open();
        await connection.ExecuteAsync(sql, parameters);
    }

    /// <summary>The mails that lie in the folder.</summary>
    public IReadOnlyList<ReceivedMail> Files() => Directory.Exists(MailFolder)
        ? [.. Directory.GetFiles(MailFolder, "*.eml").Select(file => ReceivedMail.Parse(File.ReadAllText(file)))] : [];

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
        state.Delete(recursive: true);
    }
}
