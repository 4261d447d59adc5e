using Dapper;
using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;

namespace Tracker.Web.Features.Lamps;

/// <summary>What the office has adjusted after dispatch. The rows of the plan hold what is in force now; this leads back to what was in force on a day.</summary>
sealed class AdjustedFacts
{
    sealed record LimitRow(long WorkItemId, long AdjustmentId, string? LimitRaw, string LimitKind, LocalDate? DueOn, LocalDate AdjustedOn, Instant AdjustedAt)
    {
        public FactsRow Into(FactsRow row) => row with { LimitRaw = LimitRaw, LimitKind = Enum.Parse<TimeLimitKind>(LimitKind), DueOn = DueOn };
    }

    sealed record DateRow(long? MilestoneId, long? CheckpointId, LocalDate? OldOn, LocalDate AdjustedOn, Instant AdjustedAt);
    sealed record PartRow(long AssignmentId, long AdjustmentId, string? RoleBefore, bool Released, LocalDate AdjustedOn);

    /// <summary>Three statements, each in the order in which things were adjusted; <c>@ids</c> are assignments.</summary>
    public static readonly string OfTheseSql = Sql(ofPart: column => $"{column} = ANY(@ids)");

    /// <summary>The same for the whole region.</summary>
    public static readonly string OfAllSql = Sql(ofPart: _ => "true");

    static string Sql(Func<string, string> ofPart) => $"""
        SELECT l.work_item_id, l.adjustment_id, l.limit_raw, l.limit_kind, l.due_on, l.adjusted_on, l.adjusted_at FROM adjusted_limits l
        WHERE l.region_id = @regionId AND l.work_item_id IN (
            SELECT a.work_item_id FROM assignments a WHERE a.region_id = @regionId AND {ofPart("a.id")})
        ORDER BY l.adjustment_id;
        SELECT d.milestone_id, d.checkpoint_id, d.old_on, d.adjusted_on, d.adjusted_at FROM adjusted_dates d
        JOIN adjustments j ON j.region_id = d.region_id AND j.id = d.adjustment_id
        WHERE d.region_id = @regionId AND j.work_plan_id IN (
            SELECT w.work_plan_id FROM assignments a JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
            WHERE a.region_id = @regionId AND {ofPart("a.id")})
        UNION ALL
        SELECT d.milestone_id, d.checkpoint_id, d.old_on, d.adjusted_on, d.adjusted_at FROM adjusted_dates d
        WHERE d.region_id = @regionId AND d.adjustment_id IS NULL
        ORDER BY adjusted_at;
        SELECT p.assignment_id, p.adjustment_id, p.role_before, p.released, p.adjusted_on FROM adjusted_parts p
        WHERE p.region_id = @regionId AND {ofPart("p.assignment_id")}
        ORDER BY p.adjustment_id
        """;

    public static readonly AdjustedFacts None = new([], [], [], default);

    readonly ILookup<long, LimitRow> limits;
    readonly ILookup<(long?, long?), DateRow> dates;
    readonly ILookup<long, PartRow> parts;
    readonly LocalDate asOf;
    readonly bool nothing;

    AdjustedFacts(IReadOnlyList<LimitRow> limits, IReadOnlyList<DateRow> dates, IReadOnlyList<PartRow> parts, LocalDate asOf)
    {
        this.limits = limits.ToLookup(l => l.WorkItemId);
        this.dates = dates.ToLookup(d => (d.MilestoneId, d.CheckpointId));
        this.parts = parts.ToLookup(p => p.AssignmentId);
        this.asOf = asOf;
        nothing = limits.Count + dates.Count + parts.Count == 0;
    }

    /// <param name="found">what <see cref="OfTheseSql"/> or <see cref="OfAllSql"/> gives</param>
    public static async Task<AdjustedFacts> Read(SqlMapper.GridReader found, LocalDate asOf) => new(
        (await found.ReadAsync<LimitRow>()).AsList(), (await found.ReadAsync<DateRow>()).AsList(), (await found.ReadAsync<PartRow>()).AsList(), asOf);

    /// <summary>The row as it was by the end of the day: limit, role, dates in the sentence, checkpoints.</summary>
    public FactsRow AsOfThen(FactsRow row) => nothing ? row : (Next(limits[row.WorkItemId], l => l.AdjustedOn)?.Into(row) ?? row) with
    {
        Role = Next(parts[row.Id].Where(p => p.RoleBefore is not null), p => p.AdjustedOn) is { } part ? Enum.Parse<AssignmentRole>(part.RoleBefore!) : row.Role,
        MilestoneDays = [.. row.MilestoneDays.Select((day, i) => DayThen((row.MilestoneIds[i], null), day))],
        CheckpointDays = [.. row.CheckpointDays.Select((day, i) => DayThen((null, row.CheckpointIds[i]), day))],
    };

    /// <summary>The row with the limit under which its unit was given the part; never overwritten.</summary>
    public FactsRow AtFirst(FactsRow row)
    {
        if (nothing) return row;
        var given = parts[row.Id].FirstOrDefault(p => p is { RoleBefore: null, Released: false })?.AdjustmentId ?? 0;
        return limits[row.WorkItemId].FirstOrDefault(l => l.AdjustmentId > given)?.Into(row) ?? row;
    }

    public bool IsReleased(long assignment) => parts[assignment].Any(p => p.Released && p.AdjustedOn <= asOf);

    /// <summary>When the date in force was set by an adjustment; long ago where it was not.</summary>
    public Instant SetAt(long workItemId, long? milestoneId, long? checkpointId) => (milestoneId, checkpointId) is (null, null)
        ? limits[workItemId].LastOrDefault(l => l.AdjustedOn <= asOf)?.AdjustedAt ?? Instant.MinValue
        : dates[(milestoneId, checkpointId)].LastOrDefault(d => d.AdjustedOn <= asOf)?.AdjustedAt ?? Instant.MinValue;

    DateOnly DayThen((long?, long?) date, DateOnly now) => Next(dates[date], d => d.AdjustedOn)?.OldOn?.ToDateOnly() ?? now;

    // What the first adjustment after that day has put away held on it.
    T? Next<T>(IEnumerable<T> rows, Func<T, LocalDate> on) where T : class => rows.FirstOrDefault(row => on(row) > asOf);
}
