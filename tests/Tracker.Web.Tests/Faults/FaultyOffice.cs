using System.Collections.Concurrent;
using System.Globalization;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Text;
using Npgsql;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Reminders;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Faults;

/// <summary>
/// An office with many liaisons on a Tuesday morning after a holiday, when each of them gets a digest: with a database of its own
/// that may be killed, a real mail server, and workers that are processes. Their clocks stand just after 08:30, so that they find
/// the morning's work undone.
/// </summary>
public sealed class FaultyOffice : IAsyncDisposable
{
    public static readonly LocalDate Day = new(2018, 6, 19);
    static readonly LocalDate dispatched = new(2018, 6, 15);
    static readonly LocalTime morning = new(8, 30, 20);
    const int Units = 20;

    // What a day has brought, to be compared with a day on which nothing went wrong.
    const string EffectsSql = """
        SELECT what || ' ' || n FROM (
            SELECT 'promise ' || kind || ' ' || for_on AS what, count(*) AS n FROM mail_promises WHERE resolved_at IS NOT NULL GROUP BY 1
            UNION ALL SELECT 'mail ' || p.kind || ' ' || p.for_on, count(*) FROM mails m JOIN mail_promises p ON p.region_id = m.region_id AND p.id = m.promise_id GROUP BY 1
            UNION ALL SELECT 'reminder ' || level || ' ' || for_on, count(*) FROM reminders GROUP BY 1
            UNION ALL SELECT 'lamp ' || lamp || ' ' || on_date, sum(n) FROM lamp_days GROUP BY 1) e
        ORDER BY 1
        """;

    sealed record Sent(string MessageId, string Address, string Kind, LocalDate ForOn, long? UnitId);

    readonly TestCluster cluster;
    readonly SmallPlan plan;
    readonly RealSmtpServer server;
    readonly List<WorkerNode> nodes = [];
    readonly ConcurrentDictionary<string, bool> mayRepeat = new();
    readonly int people;
    IReadOnlyList<string>? expected;

    FaultyOffice(TestCluster cluster, SmallPlan plan, RealSmtpServer server, int people) =>
        (this.cluster, this.plan, this.server, this.people) = (cluster, plan, server, people);

    /// <param name="people">liaisons, each with a digest on <see cref="Day"/></param>
    /// <param name="cluster">one that nobody kills; else one of its own</param>
    public static async Task<FaultyOffice> Open(int people, TestCluster? cluster = null)
    {
        cluster ??= TestCluster.ToBeKilled();
        return new(cluster, await Plan(cluster, people), await RealSmtpServer.Start(delivers: false), people);
    }

    static async Task<SmallPlan> Plan(TestCluster cluster, int people)
    {
        var plan = await SmallPlan.Start(dispatched, Units, practice: true, database: await TestDatabase.Create(cluster));
        await plan.Do("""
            INSERT INTO people (region_id, login, name, email, password_hash, security_stamp, created_at)
            SELECT 1, 'more' || n, '联络员' || n, 'more' || n || '@xizang.example', '', gen_random_uuid(), '2018-06-01' FROM generate_series(1, @more) n;
            INSERT INTO person_roles (region_id, person_id, role, unit_id, granted_at)
            SELECT p.region_id, p.id, 'Liaison', @units[1 + p.id % @n], '2018-06-01' FROM people p WHERE p.login LIKE 'more%'
            """, new { more = people - Units, units = plan.Units, n = Units });
        return plan;
    }

    /// <summary>The mail server itself, where no relay is to stand before it.</summary>
    public (string Name, string Value) MailServer => ("SMTP_URL", server.Url);

    /// <param name="settings">beside database and mail server; one of these names may be theirs</param>
    public WorkerNode Node(string name, params (string Name, string Value)[] settings)
    {
        var node = new WorkerNode(name, plan.Database, new ScriptedRelay(server.Port).Listen(), settings);
        nodes.Add(node);
        return node;
    }

    /// <summary>The clock of a node that starts now, on the office's day; also tells the database which day that is.</summary>
    /// <param name="days">after the first day; a node's own days go on, as in life</param>
    public async Task<(string Name, string Value)> Morning(int days = 0)
    {
        var now = SystemClock.Instance.GetCurrentInstant();
        var begins = now.InZone(OfficeClock.Zone).Date.PlusDays(days).At(morning).InZoneStrictly(OfficeClock.Zone).ToInstant();
        await plan.Do("UPDATE database_purpose SET offset_days = @days", new { days = Period.DaysBetween(now.InZone(OfficeClock.Zone).Date, Day) });
        return ("TRACKER_CLOCK_OFFSET", ((long)(begins - now).TotalSeconds).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Has an engine keep the schedule, as on the evening before, so that a worker finds that it missed the morning.</summary>
    public async Task KeepSchedule((string Name, string Value) morningClock)
    {
        var time = MachineTime.With(TimeSpan.FromSeconds(long.Parse(morningClock.Value, CultureInfo.InvariantCulture) - 1200));
        var loggers = plan.Services.GetRequiredService<ILoggerFactory>();
        await using var engine = JobEngine.Create(plan.Database.Url, JobSchedule.OfEngine, plan.Services.GetRequiredService<JobRunner>(), time, loggers);
        await engine.Start(CancellationToken.None);
    }

    public Task KillDatabase(TimeSpan away) => KillDatabase(() => Task.Delay(away));

    /// <param name="meanwhile">after it was killed and before it is started again</param>
    public async Task KillDatabase(Func<Task> meanwhile)
    {
        cluster.Kill();
        await meanwhile();
        await cluster.StartAgain();
        // What we had open ourselves is broken: the first to use it finds out.
        NpgsqlConnection.ClearAllPools();
        await Until(async () => { try { return await SentSoFar() >= 0; } catch (NpgsqlException) { return false; } }, TimeSpan.FromSeconds(30), "the database");
    }

    /// <summary>Stops claims and proofs, but lets everybody read.</summary>
    public async Task<NpgsqlTransaction> LockMails()
    {
        var connection = await plan.Open();
        var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("LOCK TABLE mails IN SHARE MODE");
        return transaction;
    }

    /// <summary>Whether the node waits for the lock with a statement that begins so.</summary>
    public async Task<bool> Waits(WorkerNode node, string statement)
    {
        await using var connection = new NpgsqlConnection(plan.Database.UrlOf("postgres"));
        return await connection.ExecuteScalarAsync<bool>(
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = @Name AND wait_event_type = 'Lock' AND query LIKE @statement || '%')", new { node.Name, statement });
    }

    /// <summary>What the server has taken from a node that can no longer prove it may arrive once more.</summary>
    public async Task Excuse(WorkerNode node)
    {
        var open = await plan.List<string>("SELECT message_id FROM mails WHERE sent_at IS NULL");
        foreach (var id in open.Intersect(node.Relay.Accepted))
            Excuse(id);
    }

    /// <summary>The server has taken this one, and its answer was lost.</summary>
    public void Excuse(string messageId) => mayRepeat[messageId] = true;

    public Task<int> Waiting() => plan.Ask<int>("SELECT count(*)::int FROM mails WHERE sent_at IS NULL AND failed_at IS NULL");

    /// <summary>How many messages are promised and not yet written.</summary>
    public Task<int> Unwritten() => plan.Ask<int>("SELECT count(*)::int FROM mail_promises WHERE resolved_at IS NULL");

    public Task<int> SentSoFar() => plan.Ask<int>("SELECT count(*)::int FROM mails WHERE sent_at IS NOT NULL");

    /// <summary>Waits until the morning's work of a day has been done.</summary>
    public Task Swept(LocalDate day) => Until(() => plan.Ask<bool>("SELECT EXISTS (SELECT FROM lamp_days WHERE on_date = @day)", new { day }), TimeSpan.FromMinutes(1), $"the morning of {day}");

    /// <summary>Waits until so many mails have been written, and none waits.</summary>
    public Task AllSent(int atLeast, TimeSpan limit) => Until(async () => await SentSoFar() >= atLeast && await Waiting() == 0, limit, "all mails to be sent");

    public async Task Until(Func<Task<bool>> happened, TimeSpan limit, string what)
    {
        for (var begun = SystemClock.Instance.GetCurrentInstant(); !await happened();)
        {
            if (SystemClock.Instance.GetCurrentInstant() - begun > Duration.FromTimeSpan(limit))
                throw new TimeoutException($"waited {limit.TotalSeconds} s for {what}; {await SentSoFar()} sent, {await Waiting()} waiting\n{string.Join('\n', nodes.Select(n => $"{n.Name}: {n.LastWords}"))}");
            await Task.Delay(100);
        }
    }

    /// <summary>Compares what arrived and what was done with the same days on which nothing went wrong.</summary>
    public async Task<Tally> Count(Action<string> tell, params LocalDate[] days)
    {
        var mails = (await plan.List<Sent>("SELECT m.message_id, m.address, p.kind, p.for_on, p.unit_id FROM mails m JOIN mail_promises p ON p.region_id = m.region_id AND p.id = m.promise_id"))
            .ToDictionary(m => m.MessageId);
        var arrivals = server.Arrivals().CountBy(id => id).ToDictionary();
        var missing = mails.Keys.Except(arrivals.Keys).ToList();
        var strangers = arrivals.Keys.Except(mails.Keys).ToList();
        var twice = arrivals.Keys.Intersect(mails.Keys).Select(id => mails[id]).GroupBy(m => m with { MessageId = "" }).Where(g => g.Count() > 1).SelectMany(g => g.Skip(1)).ToList();
        var repeated = arrivals.Where(a => a.Value > 1).ToList();
        var tooOften = repeated.Where(a => a.Value > 2 || !mayRepeat.ContainsKey(a.Key) && !nodes.Exists(n => n.Relay.Late.Contains(a.Key))).ToList();
        var lost = (await Expected(days)).Except(await plan.List<string>(EffectsSql)).ToList();
        foreach (var said in (string[])[.. missing.Select(id => "missing: " + id), .. strangers.Select(id => "unknown: " + id), .. twice.Select(m => "twice: " + m),
            .. tooOften.Select(a => $"{a.Value} times: {a.Key}"), .. lost.Select(e => "not there: " + e)])
            tell(said);
        return new(missing.Count + lost.Count, strangers.Count + twice.Count + tooOften.Count, repeated.Count);
    }

    /// <summary>How many mails these days bring, until one of them is over, where nothing goes wrong.</summary>
    public async Task<int> MailsOf(LocalDate[] days, LocalDate until) => (await Expected(days)).Where(e => e.StartsWith("mail ", StringComparison.Ordinal)).Select(e => e.Split(' '))
        .Where(e => LocalDatePattern.Iso.Parse(e[2]).Value <= until).Sum(e => int.Parse(e[3], CultureInfo.InvariantCulture));

    // The same days are asked for again and again.
    async Task<IReadOnlyList<string>> Expected(LocalDate[] days) => expected ??= await Quiet(days);

    async Task<IReadOnlyList<string>> Quiet(LocalDate[] days)
    {
        await using var quiet = await Plan(cluster, people);
        foreach (var day in days)
        {
            await quiet.Sweep(day);
            await quiet.Services.GetRequiredService<ResolvePromises>().Run(SmallPlan.RegionId, SmallPlan.At(day, 9));
            await quiet.Do("UPDATE mails SET sent_at = @now", new { now = SmallPlan.At(day, 9).Now });
        }
        return await quiet.List<string>(EffectsSql);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
            await node.DisposeAsync();
        await server.DisposeAsync();
        await plan.DisposeAsync();
        cluster.Dispose();
    }
}
