using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Drafts;

/// <summary>草稿: what somebody of the unit was writing about an assignment.</summary>
/// <param name="Version">larger with each saving, over all drafts</param>
/// <param name="FormKey">of the form it was written in</param>
/// <param name="AfterReportId">the latest report at that time; 0 for none</param>
public sealed record ReportDraft(
    long AssignmentId, long PersonId, string PersonName, long Version, Guid FormKey, long AfterReportId, Instant SavedAt, ReportContent Content)
{
    /// <summary>李四 10:32 的草稿, to one who looks at that moment.</summary>
    public string Named(Actor reader, LocalDate today) => $"{(PersonId == reader.PersonId ? "您" : PersonName)} {When(SavedAt, today)} 的草稿";

    /// <summary>Whether it came from another form than the one with this key, and that form has not shown it.</summary>
    public bool IsBetween(Guid key, long seenDraft) => FormKey != key && Version > seenDraft;

    /// <summary>10:32, with its date on another day.</summary>
    public static string When(Instant moment, LocalDate today) => moment.InZone(OfficeClock.Zone) is var then && then.Date == today
        ? then.ToString("HH:mm", null) : moment.Iso();
}

/// <summary>Reads drafts; only people of the unit see them.</summary>
public static class ReportDrafts
{
    internal static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    sealed record Row(long AssignmentId, long PersonId, string PersonName, long Version, Guid FormKey, long AfterReportId, Instant SavedAt, string Content);

    const string Sql = """
        SELECT d.assignment_id, d.person_id, p.name AS person_name, d.version, d.form_key, d.after_report_id, d.saved_at, d.content::text AS content
        FROM report_drafts d
        JOIN assignments a ON a.region_id = d.region_id AND a.id = d.assignment_id AND a.unit_id = ANY(@OwnUnits)
        JOIN people p ON p.region_id = d.region_id AND p.id = d.person_id
        WHERE d.region_id = @RegionId AND d.assignment_id = ANY(@ids)
        ORDER BY d.version DESC
        """;

    /// <returns>by assignment, latest first</returns>
    public static async Task<ILookup<long, ReportDraft>> Of(NpgsqlConnection connection, Actor by, params long[] ids) =>
        (await connection.QueryAsync<Row>(Sql, new { by.RegionId, by.OwnUnits, ids })).ToLookup(r => r.AssignmentId, r => new ReportDraft(
            r.AssignmentId, r.PersonId, r.PersonName, r.Version, r.FormKey, r.AfterReportId, r.SavedAt, JsonSerializer.Deserialize<ReportContent>(r.Content, Json)!));
}
