using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Duties;

/// <summary>One duty of a covering letter, and how the office has confirmed it.</summary>
public sealed record Duty
{
    public long Id { get; init; }
    public long PlanId { get; init; }
    public required string PlanTitle { get; init; }
    public int Position { get; init; }
    public required string What { get; init; }
    public required string Raw { get; init; }

    /// <summary>The day that the reader found, if it found one; else <see cref="Rule"/> may tell how it is reckoned.</summary>
    public LocalDate? Stated { get; init; }

    public string? Rule { get; init; }
    public LocalDate? DispatchedOn { get; init; }
    public LocalDate? DueOn { get; init; }
    public CheckpointKind? ReturnKind { get; init; }
    public bool Everyone { get; init; }
    public string? ConfirmedBy { get; init; }
    public Instant? ConfirmedAt { get; init; }

    public bool IsConfirmed => ConfirmedAt is not null;
}

/// <summary>One unit that a duty binds, and how it stands with it.</summary>
/// <param name="Text">what it answered; null where the return is the answer, or there is none</param>
public sealed record DutyUnit(long DutyId, long UnitId, string Unit, LocalDate? AnsweredOn, string? Text)
{
    /// <summary>As of the day that was asked for; set where the clock runs.</summary>
    public LampVerdict Lamp { get; init; } = null!;
}

/// <summary>A duty with the units that a person may see of it, as of a day.</summary>
/// <param name="Lamp">of the duty: as an item whose units are all responsible</param>
public sealed record DutyLine(Duty Duty, ItemLamp Lamp, IReadOnlyList<DutyUnit> Units)
{
    public int Answered => Units.Count(u => u.AnsweredOn is not null);
    public IReadOnlyList<string> Missing => [.. Units.Where(u => u.AnsweredOn is null).Select(u => u.Unit)];
}

/// <summary>通知要求 of dispatched plans, each with its own lamp; they are not counted among the items.</summary>
public static class DutyQueries
{
    const string DutySql = """
        SELECT d.id, d.work_plan_id AS plan_id, n.title AS plan_title, d.position, d.what, d.raw, d.due_on AS stated, d.rule, s.dispatched_on,
            coalesce((SELECT m.old_on FROM adjusted_duties m WHERE m.region_id = d.region_id AND m.duty_id = d.id AND m.adjusted_on > @asOf
                ORDER BY m.adjustment_id LIMIT 1), c.due_on) AS due_on, c.return_kind, coalesce(c.everyone, false) AS everyone, who.name AS confirmed_by, c.confirmed_at
        FROM notice_duties d
        JOIN work_plans p ON p.region_id = d.region_id AND p.id = d.work_plan_id
        JOIN notices n ON n.region_id = p.region_id AND n.id = p.notice_id
        LEFT JOIN dispatches s ON s.region_id = d.region_id AND s.work_plan_id = d.work_plan_id AND s.supplements IS NULL
        LEFT JOIN duty_confirmations c ON c.region_id = d.region_id AND c.duty_id = d.id
        LEFT JOIN people who ON who.region_id = c.region_id AND who.id = c.confirmed_by
        WHERE d.region_id = @RegionId
        """;

    // As it stands, whatever is to come.
    static readonly LocalDate Now = new(9999, 1, 1);

    const string OneSql = DutySql + " AND d.id = @dutyId";
    const string OfPlanSql = DutySql + " AND d.work_plan_id = @planId ORDER BY d.position";
    const string RunningSql = DutySql + """
         AND c.confirmed_on <= @asOf AND s.dispatched_on <= @asOf AND (@planId::bigint IS NULL OR d.work_plan_id = @planId)
        ORDER BY c.due_on, d.id
        """;

    // Bound by name, or with everybody of the dispatch; answered by its own words, or by the return that stands for them.
    const string UnitsSql = """
        SELECT d.id AS duty_id, u.id AS unit_id, u.short_name AS unit, coalesce(a.answered_on, r.submitted_on) AS answered_on, a.text
        FROM notice_duties d
        JOIN duty_confirmations c ON c.region_id = d.region_id AND c.duty_id = d.id
        JOIN dispatches s ON s.region_id = d.region_id AND s.work_plan_id = d.work_plan_id AND s.supplements IS NULL
        JOIN units u ON u.region_id = d.region_id AND (
            EXISTS (SELECT FROM duty_units b WHERE b.region_id = d.region_id AND b.duty_id = d.id AND b.unit_id = u.id)
            OR c.everyone AND EXISTS (SELECT FROM dispatch_units b WHERE b.region_id = d.region_id AND b.dispatch_id = s.id AND b.unit_id = u.id))
        LEFT JOIN duty_answers a ON a.region_id = d.region_id AND a.duty_id = d.id AND a.unit_id = u.id AND a.answered_on <= @asOf
        LEFT JOIN checkpoints k ON k.region_id = d.region_id AND k.work_plan_id = d.work_plan_id AND k.kind = c.return_kind
        LEFT JOIN returns r ON r.region_id = k.region_id AND r.checkpoint_id = k.id AND r.unit_id = u.id AND r.submitted_on <= @asOf
        WHERE d.region_id = @RegionId AND d.id = ANY(@duties) AND (@SeesRegion OR u.id = ANY(@OwnUnits))
        ORDER BY u.position, u.id
        """;

    const string NamedSql = "SELECT unit_id FROM duty_units WHERE region_id = @RegionId AND duty_id = @dutyId";

    /// <returns>null where there is no such duty</returns>
    public static Task<Duty?> Find(NpgsqlConnection c, int regionId, long dutyId) =>
        c.QuerySingleOrDefaultAsync<Duty>(OneSql, new { RegionId = regionId, dutyId, asOf = Now });

    /// <summary>All duties of a plan, dispatched or not, in the order of the notice.</summary>
    public static async Task<IReadOnlyList<Duty>> OfPlan(NpgsqlConnection c, int regionId, long planId) =>
        (await c.QueryAsync<Duty>(OfPlanSql, new { RegionId = regionId, planId, asOf = Now })).AsList();

    /// <summary>Units that were bound by name.</summary>
    public static async Task<IReadOnlySet<long>> Named(NpgsqlConnection c, int regionId, long dutyId) =>
        (await c.QueryAsync<long>(NamedSql, new { RegionId = regionId, dutyId })).ToHashSet();

    /// <summary>Confirmed duties of dispatched plans whose clock runs, with the units that the person may see; earliest first.</summary>
    /// <param name="planId">only of this plan; null for all of the region</param>
    public static async Task<IReadOnlyList<DutyLine>> Running(NpgsqlConnection c, Actor by, long? planId, OfficeMoment at) =>
        await Judged(c, (by.RegionId, by.SeesRegion, by.OwnUnits), (await c.QueryAsync<Duty>(RunningSql, new { by.RegionId, planId, asOf = at.Today })).AsList(), at);

    /// <summary>The same of one plan with all units that are bound, for the roll-up.</summary>
    public static async Task<IReadOnlyList<DutyLine>> OfRollUp(NpgsqlConnection c, int regionId, long planId, OfficeMoment at) =>
        await Judged(c, (regionId, true, []), (await c.QueryAsync<Duty>(RunningSql, new { RegionId = regionId, planId, asOf = at.Today })).AsList(), at);

    /// <summary>One of them.</summary>
    /// <returns>null while its clock does not run, or where no unit that the person may see is bound</returns>
    public static async Task<DutyLine?> Standing(NpgsqlConnection c, Actor by, Duty duty, OfficeMoment at) =>
        duty is { IsConfirmed: true, DispatchedOn: not null } ? (await Judged(c, (by.RegionId, by.SeesRegion, by.OwnUnits), [duty], at)).SingleOrDefault() : null;

    static async Task<IReadOnlyList<DutyLine>> Judged(NpgsqlConnection c, (int RegionId, bool SeesRegion, long[] OwnUnits) by, List<Duty> duties, OfficeMoment at)
    {
        if (duties.Count == 0)
            return [];
        var rule = await RegionSettings.Load(c, by.RegionId, at.Now, LampRule.Default);
        var calendar = await Calendars.Load(c, by.RegionId);
        var units = (await c.QueryAsync<DutyUnit>(UnitsSql, new
        {
            by.RegionId, by.SeesRegion, by.OwnUnits, duties = duties.Select(d => d.Id).ToArray(), asOf = at.Today,
        })).ToLookup(u => u.DutyId);
        return [.. duties.Where(d => units.Contains(d.Id)).Select(duty => Line(duty, [.. units[duty.Id].Select(u => Lit(duty, u))]))];

        DutyUnit Lit(Duty duty, DutyUnit unit) => unit with
        {
            Lamp = Lamp.On(DutyFacts.Of(duty.Raw, duty.DueOn!.Value, duty.DispatchedOn!.Value, unit.AnsweredOn), rule, calendar, at.Today),
        };

        DutyLine Line(Duty duty, IReadOnlyList<DutyUnit> bound) =>
            new(duty, ItemLamp.Of(bound.Select(u => new RoleLamp(AssignmentRole.Responsible, u.Lamp.Lamp, u.Lamp.Ended)), rule), bound);
    }
}
