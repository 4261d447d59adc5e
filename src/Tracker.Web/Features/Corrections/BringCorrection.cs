using System.Text.Json;
using Dapper;
using Npgsql;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Notices;
using Tracker.Web.Features.Notices;
using Tracker.Web.Platform;
using Tracker.Web.Platform.Documents;

namespace Tracker.Web.Features.Corrections;

/// <summary>Holds a corrected version of a notice beside the one that was imported, until a coordinator says what to take over.</summary>
public sealed class BringCorrection(Database database, EventLog events) : IFeature
{
    sealed record Stored(byte[] Content, string FileName);
    sealed record Replaced(string By, Instant At);

    const string BroughtSql = "SELECT id FROM notice_corrections WHERE region_id = @RegionId AND file_sha256 = @Sha256";

    const string ReplacedSql = """
        SELECT who.name AS by, a.applied_at AS at FROM applied_corrections a
        JOIN people who ON who.region_id = a.region_id AND who.id = a.applied_by
        WHERE a.region_id = @RegionId AND a.replaced_sha256 = @Sha256
        """;

    const string StoredSql = """
        SELECT f.content, n.file_name FROM notices n JOIN files f ON f.region_id = n.region_id AND f.sha256 = n.file_sha256
        WHERE n.region_id = @RegionId AND n.id = @NoticeId
        """;

    const string BringSql = """
        INSERT INTO notice_corrections (region_id, notice_id, file_sha256, file_name, text, reading, draft_before, draft, head, brought_by, brought_on, brought_at)
        VALUES (@RegionId, @NoticeId, @Sha256, @Name, @Text, @reading::jsonb, @before::jsonb, @draft::jsonb, @head::jsonb, @PersonId, @Today, @Now)
        ON CONFLICT ON CONSTRAINT a_corrected_file_is_brought_once DO NOTHING RETURNING id
        """;

    /// <param name="read">what the reader made of the file</param>
    /// <param name="of">the notice that it corrects</param>
    /// <returns>the correction's id; of the earlier one where the same bytes were brought before</returns>
    /// <exception cref="RuleBroken">whoever acts is no coordinator, or the file is the one that was corrected</exception>
    public Task<long> Run(Actor by, OfficeMoment at, ImportNotice.File file, ReadNotice read, EarlierNotice of)
    {
        if (by.PersonId is not null)
            by.RequireCoordinator();
        return database.InTransaction(async connection =>
        {
            if (await connection.QuerySingleOrDefaultAsync<Replaced>(ReplacedSql, new { by.RegionId, file.Sha256 }) is { } replaced)
                throw new RuleBroken("corrected-since", $"这是{of.Sentence}更正前的文件，{replaced.By}已于 {replaced.At.Iso()} 采纳更正版。没有导入。");
            if (await connection.ExecuteScalarAsync<long?>(BroughtSql, new { by.RegionId, file.Sha256 }) is { } brought)
                return brought;
            return await Bring(connection, by, at, file, read, of);
        });
    }

    async Task<long> Bring(NpgsqlConnection connection, Actor by, OfficeMoment at, ImportNotice.File file, ReadNotice read, EarlierNotice of)
    {
        var stored = await connection.QuerySingleAsync<Stored>(StoredSql, new { by.RegionId, of.NoticeId });
        // Read anew, so that what a better reader reads otherwise does not look like a correction.
        var before = await RegionReader.Read(connection, by.RegionId, NoticeFile.Blocks(stored.Content, stored.FileName));
        await connection.ExecuteAsync(ImportNotice.FileSql, new { by.RegionId, file.Sha256, file.Content, file.MediaType, at.Now });
        var id = await connection.ExecuteScalarAsync<long?>(BringSql, new
        {
            by.RegionId, of.NoticeId, file.Sha256, file.Name, read.Text, reading = NoticeJson.Write(read), by.PersonId, at.Today, at.Now,
            before = DraftPlan.Of(before).ToJson(), draft = DraftPlan.Of(read).ToJson(), head = JsonSerializer.Serialize(read.Notice, CorrectionQueries.Shape),
        });
        if (id is null)
            return await connection.ExecuteScalarAsync<long>(BroughtSql, new { by.RegionId, file.Sha256 });
        await events.Append(connection, by, at.Now, new Event(nameof(BringCorrection), $"WorkPlan:{of.PlanId}",
            $"收到《{of.Title}》的更正版，待比较", After: new { file.Name, sha256 = Convert.ToHexString(file.Sha256) }));
        return id.Value;
    }
}
