using Dapper;
using Microsoft.AspNetCore.Mvc;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Files;

/// <summary>A file of a report, to be saved and never shown in place, for whoever may see that report.</summary>
public sealed class DownloadModel(Database database) : TrackerPage
{
    sealed record Attached(string Name, string MediaType, byte[] Content);

    const string Sql = $"""
        SELECT t.name, f.media_type, f.content
        FROM attachments t
        JOIN files f ON f.region_id = t.region_id AND f.sha256 = t.sha256
        JOIN progress_reports r ON r.region_id = t.region_id AND r.id = t.report_id
        JOIN assignments a ON a.region_id = r.region_id AND a.id = r.assignment_id
        WHERE t.region_id = @RegionId AND t.report_id = @reportId AND t.position = @position AND {Visible.Sql}
        """;

    public async Task<IActionResult> OnGet(long reportId, int position)
    {
        await using var connection = await database.Open();
        var file = await connection.QuerySingleOrDefaultAsync<Attached>(Sql,
            new { Actor.RegionId, Actor.SeesRegion, Actor.OwnUnits, reportId, position });
        // With a name the answer carries Content-Disposition: attachment.
        return file is null ? NotFound() : File(file.Content, file.MediaType, file.Name);
    }
}
