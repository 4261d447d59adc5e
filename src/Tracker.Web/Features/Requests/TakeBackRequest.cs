using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Requests;

/// <summary>撤回申请: the unit takes back what the office has not answered; its clock goes on as if it had not asked.</summary>
public sealed class TakeBackRequest(Database database, EventLog events, Lamps.Lamps lamps) : IFeature
{
    sealed record Open(long AssignmentId, RequestKind Kind);

    // The assignment's row is what the office locks too, so that answer and withdrawal come one after the other.
    const string LockSql = """
        SELECT r.assignment_id, r.kind
        FROM requests r
        JOIN assignments a ON a.region_id = r.region_id AND a.id = r.assignment_id
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        WHERE r.region_id = @RegionId AND r.id = @requestId AND a.unit_id = ANY(@OwnUnits)
        FOR NO KEY UPDATE OF w
        """;

    const string TakeBackSql = """
        INSERT INTO request_decisions (region_id, request_id, decision, decided_by, decided_on, decided_at)
        VALUES (@RegionId, @requestId, 'TakenBack', @PersonId, @Today, @Now)
        """;

    /// <exception cref="RuleBroken">not the unit's own, or answered before: by whom and when</exception>
    public Task Run(Actor by, OfficeMoment at, long requestId) => database.InTransaction(async connection =>
    {
        var key = new { by.RegionId, by.PersonId, by.OwnUnits, requestId, at.Today, at.Now };
        var open = await connection.QuerySingleOrDefaultAsync<Open>(LockSql, key) ?? throw NotYours.Of("申请");
        await Answered.Refuse(connection, by.RegionId, requestId);
        await connection.ExecuteAsync(TakeBackSql, key);
        await events.Append(connection, by, at.Now, new Event(nameof(TakeBackRequest), $"Assignment:{open.AssignmentId}", $"撤回：{open.Kind.Chinese()}"));
        await lamps.Refresh(connection, by.RegionId, [open.AssignmentId], at);
    });
}

/// <summary>An answer that has been given before.</summary>
static class Answered
{
    sealed record Before(string Name, string Decision, Instant DecidedAt);

    const string Sql = """
        SELECT p.name, d.decision, d.decided_at FROM request_decisions d JOIN people p ON p.region_id = d.region_id AND p.id = d.decided_by
        WHERE d.region_id = @regionId AND d.request_id = @requestId
        """;

    /// <exception cref="RuleBroken">somebody has answered or taken it back: who, and when</exception>
    public static async Task Refuse(NpgsqlConnection connection, int regionId, long requestId)
    {
        if (await connection.QuerySingleOrDefaultAsync<Before>(Sql, new { regionId, requestId }) is { } before)
            throw new RuleBroken("already-decided", $"{before.Name}已于 {before.DecidedAt.Iso()} {Word(before.Decision)}了这项申请。");
    }

    static string Word(string decision) => decision switch { "Granted" => "同意", "Refused" => "不同意", _ => "撤回" };
}
