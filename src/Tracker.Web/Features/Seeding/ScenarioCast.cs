using Dapper;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices;
using Tracker.Domain.WorkItems;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Seeding;

/// <summary>Who acts in the dispatched plan and on what: the scenario's codes and numbers turned into rows.</summary>
public sealed class ScenarioCast
{
    /// <summary>One unit's part in one item.</summary>
    public sealed record Part(long AssignmentId, string Item, string LimitKind, string Unit, long UnitId, string Role, int Position)
    {
        public bool IsLead => Role == nameof(AssignmentRole.Lead);

        /// <summary>Items without an end are reported on, never submitted as done.</summary>
        public bool Ends => LimitKind is not (nameof(TimeLimitKind.LongTerm) or nameof(TimeLimitKind.WhenAppropriate) or nameof(TimeLimitKind.Periodic));
    }

    const string PartsSql = """
        SELECT a.id AS assignment_id, w.number AS item, w.limit_kind, u.code AS unit, u.id AS unit_id, a.role, a.position
        FROM assignments a
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        WHERE a.region_id = @regionId AND w.work_plan_id = @planId
        ORDER BY w.position, a.id
        """;

    const string CheckpointsSql = "SELECT kind, id FROM checkpoints WHERE region_id = @regionId AND work_plan_id = @planId";

    const string DutiesSql = "SELECT position, id FROM notice_duties WHERE region_id = @regionId AND work_plan_id = @planId";

    const string PeopleSql = """
        SELECT DISTINCT ON (u.code) u.code, p.login
        FROM person_roles r
        JOIN people p ON p.region_id = r.region_id AND p.id = r.person_id AND p.disabled_at IS NULL
        JOIN units u ON u.region_id = r.region_id AND u.id = r.unit_id
        WHERE r.region_id = @regionId AND r.role = @role
        ORDER BY u.code, p.id
        """;

    const string InChargeSql = """
        SELECT DISTINCT ON (u.code) u.code, c.name FROM unit_contacts c JOIN units u ON u.region_id = c.region_id AND u.id = c.unit_id
        WHERE c.region_id = @regionId AND c.duty = 'DeputyInCharge' ORDER BY u.code, c.position
        """;

    const string DraftSql = """
        SELECT d.id FROM approval_drafts d WHERE d.region_id = @RegionId AND d.assignment_id = @assignmentId
            AND NOT EXISTS (SELECT FROM approval_decisions x WHERE x.region_id = d.region_id AND x.draft_id = d.id)
        """;

    public required long DispatchId { get; init; }
    public required IReadOnlyList<Part> Parts { get; init; }
    public required IReadOnlyDictionary<CheckpointKind, long> Checkpoints { get; init; }

    /// <summary>Id of each duty of the covering letter, by its place in it.</summary>
    public required IReadOnlyDictionary<int, long> Duties { get; init; }

    /// <summary>Unit code to its liaison; a unit without one has nobody who acts.</summary>
    public required IReadOnlyDictionary<string, Actor> Liaisons { get; init; }

    /// <summary>Unit code to its head, where he has an account.</summary>
    public required IReadOnlyDictionary<string, Actor> Heads { get; init; }

    /// <summary>Unit code to whoever is in charge there; he approves on paper where he has no account.</summary>
    public required IReadOnlyDictionary<string, string> InCharge { get; init; }

    public IEnumerable<Part> Of(string unit) => Parts.Where(part => part.Unit == unit);

    public Part? Find(string unit, string item) => Parts.FirstOrDefault(part => part.Unit == unit && part.Item == item);

    public static async Task<ScenarioCast> Load(NpgsqlConnection connection, int regionId, long planId, long dispatchId)
    {
        return new()
        {
            DispatchId = dispatchId,
            Parts = (await connection.QueryAsync<Part>(PartsSql, new { regionId, planId })).AsList(),
            Checkpoints = (await connection.QueryAsync<(string Kind, long Id)>(CheckpointsSql, new { regionId, planId }))
                .ToDictionary(c => Enum.Parse<CheckpointKind>(c.Kind), c => c.Id),
            Duties = (await connection.QueryAsync<(int Position, long Id)>(DutiesSql, new { regionId, planId })).ToDictionary(d => d.Position, d => d.Id),
            Liaisons = await People(connection, regionId, Role.Liaison),
            Heads = await People(connection, regionId, Role.UnitHead),
            InCharge = (await connection.QueryAsync<(string Unit, string Name)>(InChargeSql, new { regionId })).ToDictionary(c => c.Unit, c => c.Name),
        };
    }

    /// <summary>What lies before the head of a part's unit.</summary>
    public static Task<long> DraftOf(NpgsqlConnection connection, Actor head, long assignmentId) =>
        connection.ExecuteScalarAsync<long>(DraftSql, new { head.RegionId, assignmentId });

    static async Task<IReadOnlyDictionary<string, Actor>> People(NpgsqlConnection connection, int regionId, Role role)
    {
        var people = new Dictionary<string, Actor>();
        foreach (var (unit, login) in await connection.QueryAsync<(string, string)>(PeopleSql, new { regionId, role = role.ToString() }))
            people[unit] = await Actors.ByLogin(connection, regionId, login);
        return people;
    }
}
