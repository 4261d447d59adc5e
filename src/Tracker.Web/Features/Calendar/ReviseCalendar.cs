using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Calendar;

/// <summary>What a revision of the calendar comes to.</summary>
/// <param name="Days">that become other ones</param>
/// <param name="Same">that were so already</param>
/// <param name="TooLate">of the days, those that have passed and would be worked by it: recorded, and no time is counted by them</param>
/// <param name="Effect">on the actor's own region</param>
/// <param name="OtherRegions">how many other regions go by the same days</param>
public sealed record CalendarRevision(IReadOnlyList<CalendarFact> Days, int Same, IReadOnlyList<CalendarFact> TooLate, ShownEffect Effect, int OtherRegions)
{
    /// <summary>The same for the same effects: so that what is applied is what was shown.</summary>
    public string Fingerprint => $"{Days.Count}-{TooLate.Count}-{Effect.Fingerprint}";
}

/// <summary>
/// 修订工作日历: days of a new notice, or of the region itself. Dates that are reckoned in working days follow, lamps and reminders are judged anew.
/// Nobody becomes late by it: a day that has passed cannot be worked any more, so that what turns it into a working day counts for nothing,
/// and a date that is still to come moves to a day still to come.
/// </summary>
public sealed class ReviseCalendar(Database database, EventLog events, RecheckRegion recheck) : IFeature
{
    /// <param name="Regional">the region's own days, beside those of the State Council</param>
    /// <param name="What">what is done, for the log: 导入2027年安排</param>
    public sealed record Form(bool Regional, IReadOnlyList<CalendarFact> Facts, string What);

    sealed record StandingRow(LocalDate OnDate, string Kind, string Name, string Document);

    // Two hands revise one after the other.
    const string TurnSql = "SELECT pg_advisory_xact_lock(20180613)";

    const string StandingSql = """
        SELECT DISTINCT ON (on_date) on_date, kind, name, document FROM calendar_days WHERE on_date = ANY(@days) ORDER BY on_date, recorded_at DESC
        """;

    const string RegionStandingSql = """
        SELECT DISTINCT ON (on_date) on_date, kind, name, document FROM region_calendar_days
        WHERE region_id = @RegionId AND on_date = ANY(@days) ORDER BY on_date, recorded_at DESC
        """;

    const string InsertSql = """
        INSERT INTO calendar_days (on_date, recorded_at, kind, name, document, retroactive)
        SELECT d.on_date, @Now, d.kind, d.name, d.document, d.late FROM unnest(@days, @kinds, @names, @documents, @late) AS d(on_date, kind, name, document, late)
        """;

    const string InsertRegionSql = """
        INSERT INTO region_calendar_days (region_id, on_date, recorded_at, kind, name, document, retroactive)
        SELECT @RegionId, d.on_date, @Now, d.kind, d.name, d.document, d.late FROM unnest(@days, @kinds, @names, @documents, @late) AS d(on_date, kind, name, document, late)
        """;

    /// <summary>Records the days and does what follows from them.</summary>
    /// <param name="shown">fingerprint of what the person was shown; null where nothing was</param>
    /// <exception cref="RuleBroken">the actor may not, nothing would change, or something has changed since it was shown</exception>
    public Task<CalendarRevision> Run(Actor by, OfficeMoment at, Form form, string? shown = null) => database.InTransaction(async connection =>
    {
        var revision = await Revise(connection, by, at, form);
        if (shown is not null && shown != revision.Fingerprint)
            throw new RuleBroken("calendar-effect-has-changed", "预览之后，任务或日历又有变化，还没有写入。请再看一遍预览。");
        foreach (var region in form.Regional ? [by.RegionId] : await Regions(connection))
        {
            await recheck.Run(connection, region, at);
            await events.Append(connection, by with { RegionId = region }, at.Now, new Event(nameof(ReviseCalendar), form.Regional ? "RegionCalendar" : "Calendar", Sentence(form, revision), After: revision.Days));
        }
        return revision;
    });

    /// <summary>What it would come to. Nothing is stored.</summary>
    public Task<CalendarRevision> Preview(Actor by, OfficeMoment at, Form form) => database.InTransaction(connection => Revise(connection, by, at, form), keep: _ => false);

    async Task<CalendarRevision> Revise(NpgsqlConnection connection, Actor by, OfficeMoment at, Form form)
    {
        CalendarRights.RefuseOthers(by);
        await connection.ExecuteAsync(TurnSql);
        var days = await Changed(connection, by.RegionId, form);
        if (days.Count == 0)
            throw new RuleBroken("nothing-changed", "表里的日子和现在的日历完全一样，没有要写入的。");
        var lamps = await RegionSettings.Load(connection, by.RegionId, at.Now, LampRule.Default);
        var ladder = await RegionSettings.Load(connection, by.RegionId, at.Now, LadderRule.Default);
        var regions = form.Regional ? [by.RegionId] : await Regions(connection);
        var old = new Yardstick(await Calendars.Read(connection, by.RegionId), lamps, ladder);
        var before = await AssignmentFactsQuery.Open(connection, by.RegionId, at.Today, old.Calendar);
        var others = new Dictionary<int, WorkingCalendar>();
        foreach (var region in regions)
            others[region] = await Calendars.Read(connection, region);
        var late = days.Where(d => d.Date <= at.Today && d.Worked && !old.Calendar.IsWorkday(d.Date)).ToHashSet();
        await Insert(connection, by, at, form.Regional, days, late);
        foreach (var region in regions)
        {
            var now = await Calendars.Read(connection, region);
            await CalendarMoves.Record(connection, region, at, WhyOf(form, days), await ReckonedDates.Move(connection, region, at, others[region], now), others[region], now);
        }
        var fresh = old with { Calendar = await Calendars.Read(connection, by.RegionId) };
        var after = await AssignmentFactsQuery.Open(connection, by.RegionId, at.Today, fresh.Calendar);
        var effect = await ShownEffect.Of(connection, by.RegionId, TimeEffect.Of(before, old, after, fresh, at.Today));
        return new(days, form.Facts.Count - days.Count, [.. days.Where(late.Contains)], effect, regions.Count - 1);
    }

    static async Task<IReadOnlyList<CalendarFact>> Changed(NpgsqlConnection connection, int regionId, Form form)
    {
        var standing = (await connection.QueryAsync<StandingRow>(form.Regional ? RegionStandingSql : StandingSql, new { RegionId = regionId, days = form.Facts.Select(f => f.Date.ToDateOnly()).ToArray() }))
            .ToDictionary(row => row.OnDate);
        return [.. form.Facts.Where(f => standing.GetValueOrDefault(f.Date) is var row && (row is null ? f.Kind is not null : (row.Kind, row.Name, row.Document) != (KindOf(f), f.Name, f.Document))).OrderBy(f => f.Date)];
    }

    static Task<int> Insert(NpgsqlConnection connection, Actor by, OfficeMoment at, bool regional, IReadOnlyList<CalendarFact> facts, HashSet<CalendarFact> late) =>
        connection.ExecuteAsync(regional ? InsertRegionSql : InsertSql, new
        {
            by.RegionId, at.Now, days = facts.Select(f => f.Date.ToDateOnly()).ToArray(), kinds = facts.Select(KindOf).ToArray(),
            names = facts.Select(f => f.Name).ToArray(), documents = facts.Select(f => f.Document).ToArray(), late = facts.Select(late.Contains).ToArray(),
        });

    // 导入2019年放假安排（国办发明电〔2018〕15号)
    static string WhyOf(Form form, IReadOnlyList<CalendarFact> days) =>
        string.Join('、', days.Select(d => d.Document).Where(d => d != "").Distinct()) is { Length: > 0 } documents ? $"{form.What}（{documents}）" : form.What;

    static string KindOf(CalendarFact fact) => fact.Kind switch { DayKind.Holiday => "holiday", DayKind.Workday => "workday", null => "ordinary" };

    static async Task<List<int>> Regions(NpgsqlConnection connection) => (await connection.QueryAsync<int>("SELECT id FROM regions ORDER BY id")).AsList();

    static string Sentence(Form form, CalendarRevision revision) =>
        $"{form.What}：{revision.Days.Count}天；日期改动{revision.Effect.DatesMoved}个，亮灯改变{revision.Effect.LampsChanged}个，提醒改期{revision.Effect.RemindersMoved}条"
        + (revision.TooLate.Count > 0 ? $"；{revision.TooLate.Count}天已经过去，只作记录" : "");
}
