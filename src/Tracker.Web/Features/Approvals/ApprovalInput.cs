using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Approvals;

/// <summary>The part of a form that says who lets it out of the unit; shown by <c>_Approval</c>, bound as <c>Approval</c>.</summary>
public sealed class ApprovalInput
{
    public string? Name { get; set; }
    public DateOnly? On { get; set; }

    /// <summary>How it leaves the unit at the hand of whoever looks.</summary>
    public ApprovalWay Way { get; private set; }

    // Who approved last, else whom the unit names as the one in charge.
    const string NameSql = """
        SELECT coalesce(
            (SELECT v.approver FROM unit_approvals v
                LEFT JOIN completions c ON c.region_id = v.region_id AND c.id = v.completion_id
                LEFT JOIN requests r ON r.region_id = v.region_id AND r.id = v.request_id
                JOIN assignments a ON a.region_id = v.region_id AND a.id = coalesce(c.assignment_id, r.assignment_id)
                WHERE v.region_id = @RegionId AND a.unit_id = @unitId AND v.person_id IS NULL ORDER BY v.id DESC LIMIT 1),
            (SELECT k.name FROM unit_contacts k
                WHERE k.region_id = @RegionId AND k.unit_id = @unitId AND k.duty = 'DeputyInCharge' ORDER BY k.position LIMIT 1))
        """;

    /// <summary>What the verb is told; null where nothing was typed.</summary>
    public PaperApproval? ToPaper() => Name is { Length: > 0 } name && On is { } day ? new(name, LocalDate.FromDateOnly(day)) : null;

    /// <summary>Makes it ready to be shown.</summary>
    /// <param name="proposes">true where an empty form is opened: then the usual name stands in it</param>
    public async Task Show(NpgsqlConnection connection, Actor by, long unitId, bool proposes)
    {
        Way = await LeavingUnit.WayFor(connection, by, unitId);
        if (proposes && Way == ApprovalWay.OnPaper)
            Name = await connection.ExecuteScalarAsync<string?>(NameSql, new { by.RegionId, unitId });
    }
}
