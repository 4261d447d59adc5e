using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Dispositions;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Adjustments;

/// <summary>One unit that is told of an adjustment.</summary>
/// <param name="Sentence">what it means to the unit</param>
/// <param name="Signs">it has a part, and signs the change</param>
public sealed record ToldUnit(long UnitId, string Sentence, bool Signs);

/// <summary>Writes the rows of an adjustment: what held until then, what holds now, and who is told.</summary>
static class AdjustmentRows
{
    // Arrays are properties: Dapper does not pass them to a constructor.
    sealed record PartRow
    {
        public long Id { get; init; }
        public long UnitId { get; init; }
        public AssignmentRole Role { get; init; }
        public int Position { get; init; }
        public bool Ended { get; init; }
        public string[] Sources { get; init; } = [];

        public StandingPart Part => new(Id, UnitId, Role, Position, Sources, Ended);
    }

    sealed record MilestoneRow(long Id, string Raw, LocalDate? DueOn);

    const string AdjustmentSql = """
        INSERT INTO adjustments (region_id, work_plan_id, work_item_id, kind, why, basis_signed_by, basis_signed_on, basis_document,
            sentence, before, after, made_by, made_on, made_at)
        VALUES (@RegionId, @planId, @itemId, @kind, @why, @SignedBy, @SignedOn, @Document, @sentence, @before::jsonb, @after::jsonb, @PersonId, @Today, @Now)
        RETURNING id
        """;

    const string PartsSql = $"""
        SELECT a.id, a.unit_id, a.role, a.position, a.sources, {Ended.Sql} AS ended FROM assignments a
        WHERE a.region_id = @regionId AND a.work_item_id = @itemId AND a.transferred_on IS NULL ORDER BY a.position, a.id FOR UPDATE OF a
        """;

    const string LimitSql = """
        INSERT INTO adjusted_limits (region_id, adjustment_id, work_item_id, limit_raw, limit_kind, due_on, adjusted_on, adjusted_at)
        VALUES (@RegionId, @adjustmentId, @itemId, @LimitRaw, @limitKind, @DueOn, @Today, @Now)
        """;

    // Under another limit what was still to come of the old one is not asked for.
    const string DropInstancesSql = """
        UPDATE milestones SET dropped_on = @Today
        WHERE region_id = @RegionId AND work_item_id = @itemId AND instance IS NOT NULL AND dropped_on IS NULL AND due_on >= @Today
        """;

    const string ContentSql = """
        UPDATE work_items SET text = @Text, limit_raw = @LimitRaw, limit_kind = @limitKind, due_on = @DueOn, version = version + 1
        WHERE region_id = @RegionId AND id = @itemId
        """;

    const string UnitsSql = """
        DELETE FROM item_units WHERE region_id = @RegionId AND work_item_id = @itemId;
        INSERT INTO item_units (region_id, work_item_id, position, role, name)
        SELECT @RegionId, @itemId, u.position, u.role, u.name FROM unnest(@roles, @names) WITH ORDINALITY AS u(role, name, position)
        """;

    // Whoever adjusts an item has looked at it.
    const string ConfirmSql = """
        INSERT INTO item_confirmations (region_id, work_item_id, version, confirmed_by, confirmed_at)
        SELECT region_id, id, version, @PersonId, @Now FROM work_items WHERE region_id = @RegionId AND id = @itemId
        """;

    const string MilestonesSql = """
        SELECT id, raw, due_on FROM milestones WHERE region_id = @RegionId AND work_item_id = @itemId AND dropped_on IS NULL AND instance IS NULL ORDER BY id
        """;

    const string MoveMilestonesSql = """
        INSERT INTO adjusted_dates (region_id, adjustment_id, milestone_id, old_on, new_on, adjusted_on, adjusted_at)
        SELECT @RegionId, @adjustmentId, m.id, m.due_on, n.new_on, @Today, @Now
        FROM unnest(@moved, @days) AS n(id, new_on) JOIN milestones m ON m.region_id = @RegionId AND m.id = n.id;
        UPDATE milestones m SET due_on = n.new_on FROM unnest(@moved, @days) AS n(id, new_on) WHERE m.region_id = @RegionId AND m.id = n.id;
        """;

    const string DropMilestonesSql = "UPDATE milestones SET dropped_on = @Today WHERE region_id = @RegionId AND id = ANY(@dropped)";

    const string AddMilestonesSql = """
        INSERT INTO milestones (region_id, work_item_id, raw, due_on, added_on)
        SELECT @RegionId, @itemId, m.raw, m.due_on, @Today FROM unnest(@raws, @days) AS m(raw, due_on)
        """;

    // Places are given up first, so that two leads may change theirs.
    const string KeepPartsSql = """
        INSERT INTO adjusted_parts (region_id, adjustment_id, assignment_id, role_before, position_before, released, adjusted_on)
        SELECT a.region_id, @adjustmentId, a.id, a.role, a.position, a.id = ANY(@released), @Today
        FROM assignments a WHERE a.region_id = @RegionId AND a.id = ANY(@changed || @released);
        UPDATE assignments SET position = -id WHERE region_id = @RegionId AND id = ANY(@changed);
        UPDATE assignments SET transferred_on = @Today WHERE region_id = @RegionId AND id = ANY(@released);
        UPDATE assignments a SET role = n.role, position = n.position, sources = string_to_array(n.sources, E'\n')
        FROM unnest(@changed, @roles, @positions, @sources) AS n(id, role, position, sources) WHERE a.region_id = @RegionId AND a.id = n.id;
        """;

    // Whoever comes in later has his own clock and signature, and owes none of the returns of before.
    const string AddPartsSql = """
        WITH supplement AS (
            INSERT INTO dispatches (region_id, work_plan_id, supplements, dispatched_by, dispatched_on, dispatched_at, self_reviewed)
            SELECT d.region_id, d.work_plan_id, d.id, @PersonId, @Today, @Now, false
            FROM dispatches d WHERE d.region_id = @RegionId AND d.work_plan_id = @planId AND d.supplements IS NULL RETURNING id),
        joined AS (
            INSERT INTO dispatch_units (region_id, dispatch_id, unit_id, unit_name)
            SELECT u.region_id, s.id, u.id, u.full_name FROM supplement s JOIN units u ON u.region_id = @RegionId AND u.id = ANY(@units))
        INSERT INTO assignments (region_id, work_item_id, unit_id, dispatch_id, role, position, sources, reports_from)
        SELECT @RegionId, @itemId, n.unit, s.id, n.role, n.position, string_to_array(n.sources, E'\n'), @Today
        FROM supplement s CROSS JOIN unnest(@units, @roles, @positions, @sources) AS n(unit, role, position, sources)
        RETURNING id, dispatch_id
        """;

    const string AddedSql = """
        INSERT INTO adjusted_parts (region_id, adjustment_id, assignment_id, released, adjusted_on)
        SELECT @RegionId, @adjustmentId, id, false, @Today FROM unnest(@added) AS id
        """;

    const string ToldSql = """
        INSERT INTO adjustment_units (region_id, adjustment_id, unit_id, unit_name, sentence, signs)
        SELECT @RegionId, @adjustmentId, u.id, u.short_name, t.sentence, t.signs
        FROM unnest(@units, @sentences, @signs) AS t(unit_id, sentence, signs) JOIN units u ON u.region_id = @RegionId AND u.id = t.unit_id
        """;

    /// <summary>The parts of an item that have not been handed on, locked until the transaction ends.</summary>
    public static async Task<IReadOnlyList<StandingPart>> Parts(NpgsqlConnection connection, int regionId, long itemId) =>
        [.. (await connection.QueryAsync<PartRow>(PartsSql, new { regionId, itemId })).Select(p => p.Part)];

    /// <param name="before">what stood, as JSON</param>
    /// <param name="after">what stands now, as JSON</param>
    /// <returns>the adjustment's id</returns>
    public static Task<long> Insert(NpgsqlConnection connection, Actor by, OfficeMoment at, long planId, long? itemId, Grounds grounds, string sentence, string before, string after) =>
        connection.ExecuteScalarAsync<long>(AdjustmentSql, new
        {
            by.RegionId, by.PersonId, at.Today, at.Now, planId, itemId, kind = grounds.Kind.ToString(), why = grounds.Stored,
            grounds.Basis.SignedBy, grounds.Basis.SignedOn, grounds.Basis.Document, sentence, before, after,
        });

    /// <summary>Writes the content of an item anew, and keeps the limit and the dates that held until now.</summary>
    public static async Task WriteContent(NpgsqlConnection connection, Actor by, OfficeMoment at, long adjustmentId, long itemId, ItemContent before, ItemContent after)
    {
        var fields = before.ChangedIn(after).ToHashSet();
        var key = new { by.RegionId, adjustmentId, itemId, at.Today, at.Now, before.LimitRaw, limitKind = before.LimitKind.ToString(), before.DueOn };
        if (fields.Contains("timeLimit"))
        {
            await connection.ExecuteAsync(LimitSql, key);
            await connection.ExecuteAsync(DropInstancesSql, key);
        }
        await connection.ExecuteAsync(ContentSql, new { by.RegionId, itemId, after.Text, after.LimitRaw, limitKind = after.LimitKind.ToString(), after.DueOn });
        if (fields.Contains("units"))
            await connection.ExecuteAsync(UnitsSql, new
            {
                by.RegionId, itemId, roles = after.Units.Select(u => u.Role.ToString()).ToArray(), names = after.Units.Select(u => u.Name).ToArray(),
            });
        if (fields.Contains("milestones"))
            await WriteMilestones(connection, by, at, adjustmentId, itemId, after.Milestones);
        await Confirm(connection, by, at, itemId);
    }

    public static Task Confirm(NpgsqlConnection connection, Actor by, OfficeMoment at, long itemId) =>
        connection.ExecuteAsync(ConfirmSql, new { by.RegionId, by.PersonId, at.Now, itemId });

    // A date in the sentence is the same one while its words are.
    static async Task WriteMilestones(NpgsqlConnection connection, Actor by, OfficeMoment at, long adjustmentId, long itemId, IReadOnlyList<ItemMilestone> after)
    {
        var standing = (await connection.QueryAsync<MilestoneRow>(MilestonesSql, new { by.RegionId, itemId })).AsList();
        var moved = new List<(long Id, LocalDate? On)>();
        var added = new List<ItemMilestone>();
        foreach (var milestone in after)
            if (standing.Find(s => s.Raw == milestone.Raw && s.DueOn == milestone.DueOn) is { } same) standing.Remove(same);
            else added.Add(milestone);
        foreach (var milestone in added.ToList())
            if (milestone.DueOn is not null && standing.Find(s => s.Raw == milestone.Raw && s.DueOn is not null) is { } same)
            {
                moved.Add((same.Id, milestone.DueOn));
                standing.Remove(same);
                added.Remove(milestone);
            }
        var key = new { by.RegionId, adjustmentId, itemId, at.Today, at.Now };
        await connection.ExecuteAsync(MoveMilestonesSql, new { key.RegionId, adjustmentId, at.Today, at.Now, moved = moved.Select(m => m.Id).ToArray(), days = moved.Select(m => m.On?.ToDateOnly()).ToArray() });
        await connection.ExecuteAsync(DropMilestonesSql, new { key.RegionId, at.Today, dropped = standing.Select(s => s.Id).ToArray() });
        await connection.ExecuteAsync(AddMilestonesSql, new { key.RegionId, itemId, at.Today, raws = added.Select(m => m.Raw).ToArray(), days = added.Select(m => m.DueOn?.ToDateOnly()).ToArray() });
    }

    /// <returns>the new assignments, and the dispatch by which they were given; none where nobody comes in</returns>
    public static async Task<(IReadOnlyList<long> Added, long? DispatchId)> WriteParts(NpgsqlConnection connection, Actor by, OfficeMoment at, long planId, long itemId, long adjustmentId, PartsAfter parts)
    {
        await connection.ExecuteAsync(KeepPartsSql, new
        {
            by.RegionId, adjustmentId, at.Today, released = parts.Released.Select(p => p.Id).ToArray(),
            changed = parts.Changed.Select(c => c.Was.Id).ToArray(), roles = parts.Changed.Select(c => c.Now.Role.ToString()).ToArray(),
            positions = parts.Changed.Select(c => c.Now.Position).ToArray(), sources = parts.Changed.Select(c => string.Join('\n', c.Now.Sources)).ToArray(),
        });
        if (parts.Added.Count == 0)
            return ([], null);
        var added = (await connection.QueryAsync<(long Id, long DispatchId)>(AddPartsSql, new
        {
            by.RegionId, by.PersonId, planId, itemId, at.Today, at.Now, units = parts.Added.Select(p => p.UnitId).ToArray(), roles = parts.Added.Select(p => p.Role.ToString()).ToArray(),
            positions = parts.Added.Select(p => p.Position).ToArray(), sources = parts.Added.Select(p => string.Join('\n', p.Sources)).ToArray(),
        })).AsList();
        var ids = added.ConvertAll(a => a.Id);
        await OpenAgain.With(connection, by.RegionId, ids);
        await connection.ExecuteAsync(AddedSql, new { by.RegionId, adjustmentId, at.Today, added = ids.ToArray() });
        return (ids, added[0].DispatchId);
    }

    public static Task Tell(NpgsqlConnection connection, int regionId, long adjustmentId, IReadOnlyCollection<ToldUnit> told) => connection.ExecuteAsync(ToldSql, new
    {
        RegionId = regionId, adjustmentId, units = told.Select(t => t.UnitId).ToArray(), sentences = told.Select(t => t.Sentence).ToArray(), signs = told.Select(t => t.Signs).ToArray(),
    });
}
