using Dapper;
using NodaTime;
using Npgsql;

namespace Tracker.Web.Features.Approvals;

/// <summary>How one unit's head approves what leaves it, and who has settled that.</summary>
public sealed record ApprovalMode
{
    /// <summary>Set to 线下审签; null where nobody has set anything.</summary>
    public bool? Set { get; init; }
    public string? SetBy { get; init; }
    public Instant? SetAt { get; init; }

    /// <summary>Heads with an account, by name; empty where there is none.</summary>
    public string[] Heads { get; init; } = [];

    /// <summary>On paper also where nobody could approve in the system.</summary>
    public bool OnPaper => Set == true || Heads.Length == 0;
}

/// <summary>The approval modes of units, to be shown.</summary>
public static class ApprovalModes
{
    const string Sql = """
        SELECT m.on_paper AS set, coalesce(p.name, CASE WHEN m.unit_id IS NOT NULL THEN '运维' END) AS set_by, m.set_at,
            array(SELECT h.name FROM person_roles r JOIN people h ON h.region_id = r.region_id AND h.id = r.person_id AND h.disabled_at IS NULL
                WHERE r.region_id = u.region_id AND r.unit_id = u.id AND r.role = 'UnitHead' ORDER BY h.id) AS heads
        FROM units u
        LEFT JOIN LATERAL (SELECT * FROM approval_modes m
            WHERE m.region_id = u.region_id AND m.unit_id = u.id ORDER BY m.set_at DESC LIMIT 1) m ON true
        LEFT JOIN people p ON p.region_id = m.region_id AND p.id = m.set_by
        WHERE u.region_id = @regionId AND u.id = @unitId
        """;

    public static Task<ApprovalMode> Of(NpgsqlConnection connection, int regionId, long unitId) =>
        connection.QuerySingleAsync<ApprovalMode>(Sql, new { regionId, unitId });
}
