using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Benchmarks;

/// <summary>
/// An office after many years: xizang-2018 handed out, signed and reported once, and then copied row by row, because
/// handing it out anew so often would take an hour. A few copies are this year's and open, all others are closed.
/// </summary>
public sealed class LargeOffice : IAsyncDisposable
{
    /// <summary>Ids of the first plan's rows are lower; each copy counts so much further.</summary>
    public const long FirstPlan = 1_000_000;

    // Every name by which a row of one plan speaks of another row of it.
    static readonly string[] OfThePlan = ["id", "notice_id", "work_plan_id", "category_id", "work_item_id", "dispatch_id", "checkpoint_id", "assignment_id", "report_id"];

    static readonly string[] Tables =
    [
        "files", "notices", "work_plans", "categories", "work_items", "item_units", "milestones", "dispatches", "dispatch_units",
        "acknowledgements", "checkpoints", "assignments", "progress_reports", "lamps", "item_lamps",
    ];

    LargeOffice(PracticeOffice office) => Office = office;

    public PracticeOffice Office { get; }

    /// <summary>The day on which everybody works.</summary>
    public OfficeMoment Today { get; private set; }

    public long Items { get; private set; }
    public long Assignments { get; private set; }

    /// <param name="items">at least so many in all, in plans of 57</param>
    /// <param name="open">so many plans beside the first are this year's</param>
    public static async Task<LargeOffice> Open(int items, int open, RecordedStatements recorded)
    {
        var office = new LargeOffice(await PracticeOffice.Open(recorded.ListenIn));
        await office.HandOut();
        await office.Copy(copies: items / 57, open);
        return office;
    }

    async Task HandOut()
    {
        var plan = await Office.ReadyPlan();
        var dispatched = await Office.Get<Dispatch>().Run(Office.Checker, Office.OnTheDay, plan);
        Today = Office.At(PracticeOffice.DispatchedOn.PlusDays(30));
        foreach (var unit in await Office.Column<long>("SELECT DISTINCT r.unit_id FROM person_roles r JOIN dispatch_units d ON d.unit_id = r.unit_id WHERE r.role = 'Liaison'"))
        {
            var liaison = await LiaisonOf(unit);
            await Office.Get<Acknowledge>().Run(liaison, Office.OnTheDay, dispatched.DispatchId, unit);
            foreach (var assignment in await Office.Column<long>("SELECT id FROM assignments WHERE unit_id = @unit", new { unit }))
                await Office.Get<ReportProgress>().Run(liaison, Today, new(assignment, "已经制定方案，正在组织实施。", null, "按计划推进。", "", Guid.NewGuid()));
        }
    }

    /// <summary>Somebody who reports for the unit.</summary>
    public async Task<Actor> LiaisonOf(long unit) => await Office.Person(await Office.One<string>("""
        SELECT p.login FROM person_roles r JOIN people p ON p.region_id = r.region_id AND p.id = r.person_id
        WHERE r.unit_id = @unit AND r.role = 'Liaison' ORDER BY p.id LIMIT 1
        """, new { unit }));

    async Task Copy(int copies, int open)
    {
        await using var owner = new NpgsqlConnection(Office.Served.Database.OwnerUrl);
        await owner.OpenAsync();
        foreach (var table in Tables)
            await owner.ExecuteAsync(await CopySql(owner, table), new { copies, open }, commandTimeout: 0);
        await owner.ExecuteAsync("""
            INSERT INTO item_closings (region_id, work_item_id, closed_by, closed_on, closed_at)
            SELECT w.region_id, w.id, @by, '2018-12-20', '2018-12-20' FROM work_items w WHERE w.id >= (@open + 1) * @FirstPlan;
            INSERT INTO events (region_id, at, recorded_at, person_name, unit_name, verb, subject, sentence)
            SELECT r.region_id, r.reported_at, r.reported_at, '联络员', '单位', 'ReportProgress', 'Assignment:' || r.assignment_id, '报送进展：' || r.text
            FROM progress_reports r WHERE r.id >= @FirstPlan;
            DELETE FROM lamp_counts;
            INSERT INTO lamp_counts SELECT region_id, unit_id, role, lamp, done, count(*) FROM lamps GROUP BY 1, 2, 3, 4, 5
            """, new { open, FirstPlan, by = Office.Checker.PersonId }, commandTimeout: 0);
        await owner.ExecuteAsync("VACUUM ANALYZE", commandTimeout: 0);
        Items = await Office.One<long>("SELECT count(*) FROM work_items");
        Assignments = await Office.One<long>("SELECT count(*) FROM assignments");
    }

    static async Task<string> CopySql(NpgsqlConnection owner, string table)
    {
        var columns = (await owner.QueryAsync<string>("""
            SELECT attname FROM pg_attribute WHERE attrelid = @table::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum
            """, new { table })).AsList();
        return $"""
            INSERT INTO {table} ({string.Join(", ", columns)}) OVERRIDING SYSTEM VALUE
            SELECT {string.Join(", ", columns.Select(column => Copied(table, column)))} FROM {table} o CROSS JOIN generate_series(1, @copies) k
            WHERE @open >= 0{OnlySome(table)}
            """;
    }

    static string Copied(string table, string column) => (table, column) switch
    {
        (_, "sha256" or "file_sha256") => $"sha256(o.{column} || int4send(k))",
        (_, "submission_key") => "gen_random_uuid()",
        (_, "took_over") => "'{}'::bigint[]",
        ("lamps", "done") => "k > @open",
        ("lamps", "recheck_on" or "remind_on") => $"CASE WHEN k <= @open THEN o.{column} END",
        ("lamps" or "item_lamps", "lamp") => "CASE WHEN k > @open THEN 'Green' ELSE o.lamp END",
        ("item_lamps", "state") => $"CASE WHEN k > @open THEN '{WorkItemState.Completed}' ELSE o.state END",
        ("item_lamps", "done") => "k > @open",
        _ when OfThePlan.Contains(column) => $"o.{column} + k * {FirstPlan}",
        _ => "o." + column,
    };

    // Ten assignments an item are asked for; the notice alone gives more, so every other of the many responsible units is left out.
    static string OnlySome(string table) => table switch
    {
        "assignments" => " AND (o.role <> 'Responsible' OR o.id % 2 = 0)",
        "lamps" => " AND (o.role <> 'Responsible' OR o.assignment_id % 2 = 0)",
        "progress_reports" => " AND EXISTS (SELECT FROM assignments a WHERE a.region_id = o.region_id AND a.id = o.assignment_id AND (a.role <> 'Responsible' OR a.id % 2 = 0))",
        _ => "",
    };

    public ValueTask DisposeAsync() => Office.DisposeAsync();
}
