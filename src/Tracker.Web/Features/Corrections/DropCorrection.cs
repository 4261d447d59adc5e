using Dapper;
using Tracker.Domain;
using Tracker.Web.Features.Notices;
using Tracker.Web.Platform;
using Tracker.Web.Platform.Documents;

namespace Tracker.Web.Features.Corrections;

/// <summary>Says that a file held beside a notice is no correction of it: it is imported as a notice of its own, or put away.</summary>
public sealed class DropCorrection(Database database, EventLog events, ImportNotice importNotice) : IFeature
{
    sealed record Held(byte[] Content, string FileName, long PlanId);

    const string HeldSql = """
        SELECT f.content, c.file_name, p.id AS plan_id FROM notice_corrections c
        JOIN files f ON f.region_id = c.region_id AND f.sha256 = c.file_sha256
        JOIN work_plans p ON p.region_id = c.region_id AND p.notice_id = c.notice_id
        WHERE c.region_id = @RegionId AND c.id = @id
            AND NOT EXISTS (SELECT FROM applied_corrections a WHERE a.region_id = c.region_id AND a.correction_id = c.id)
        """;

    const string DropSql = "DELETE FROM notice_corrections WHERE region_id = @RegionId AND id = @id";

    /// <summary>Puts it away; the same file may come again.</summary>
    /// <exception cref="RuleBroken">it is not there, or it was applied</exception>
    public Task Run(Actor by, OfficeMoment at, long id)
    {
        by.RequireCoordinator();
        return database.InTransaction(async connection =>
        {
            var held = await connection.QuerySingleOrDefaultAsync<Held>(HeldSql, new { by.RegionId, id }) ?? throw NotHeld();
            await connection.ExecuteAsync(DropSql, new { by.RegionId, id });
            await events.Append(connection, by, at.Now, new Event(nameof(DropCorrection), $"WorkPlan:{held.PlanId}", $"不采纳更正版 {held.FileName}"));
        });
    }

    /// <summary>Imports it as a notice of its own.</summary>
    /// <exception cref="RuleBroken">it is not there, or it was applied</exception>
    public async Task<Imported> AsNew(Actor by, OfficeMoment at, long id)
    {
        by.RequireCoordinator();
        await using var connection = await database.Open();
        var held = await connection.QuerySingleOrDefaultAsync<Held>(HeldSql, new { by.RegionId, id }) ?? throw NotHeld();
        var read = await RegionReader.Read(connection, by.RegionId, NoticeFile.Blocks(held.Content, held.FileName));
        var imported = await importNotice.Run(by, at, new(held.FileName, held.Content), read);
        await Run(by, at, id);
        return imported;
    }

    static RuleBroken NotHeld() => new("no-such-correction", "没有这份更正版，或者它已经采纳。");
}
