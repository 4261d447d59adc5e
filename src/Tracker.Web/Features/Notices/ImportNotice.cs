using System.Security.Cryptography;
using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Notices;
using Tracker.Web.Platform;
using Tracker.Web.Platform.Documents;

namespace Tracker.Web.Features.Notices;

/// <summary>What an import came to.</summary>
/// <param name="Items">tasks in the draft plan; none is possible, and a doubt says so</param>
/// <param name="Before">who imported the same bytes earlier, and when; then nothing was changed</param>
public sealed record Imported(long NoticeId, long PlanId, string Title, int Items, int Doubts, ImportedBefore? Before);

public sealed record ImportedBefore(string By, Instant At)
{
    public string Sentence(string title) => $"《{title}》已由{By}于 {At.Iso()} 导入，没有重复导入。";
}

/// <summary>Stores a notice: the file, what was read from it, and the draft plan, all or nothing.</summary>
public sealed class ImportNotice(Database database, EventLog events) : IFeature
{
    /// <param name="Name">as its sender named it; shown, never used as a path</param>
    public sealed record File(string Name, byte[] Content)
    {
        public byte[] Sha256 { get; } = SHA256.HashData(Content);

        /// <summary>By its content; only that a text is markdown is told by its name.</summary>
        public string MediaType => NoticeFile.MediaTypeOf(Content) is var type && type is "text/plain" && Path.GetExtension(Name).ToLowerInvariant() is ".md" ? "text/markdown" : type;
    }

    sealed record Earlier(long NoticeId, long PlanId, string Title, string ImportedBy, Instant ImportedAt, int Items, int Doubts);

    internal const string FileSql = """
        INSERT INTO files (region_id, sha256, content, media_type, stored_at)
        VALUES (@RegionId, @Sha256, @Content, @MediaType, @Now) ON CONFLICT (region_id, sha256) DO NOTHING
        """;

    const string NoticeSql = """
        INSERT INTO notices (region_id, file_sha256, file_name, title, document_number, issuer, issued_on, printed_on,
            published_on, text, reading, imported_by, imported_on, imported_at)
        VALUES (@RegionId, @Sha256, @Name, @title, @DocumentNumber, @Issuer, @IssuedOn, @PrintedOn,
            @PublishedOn, @Text, @reading::jsonb, @PersonId, @Today, @Now)
        ON CONFLICT ON CONSTRAINT a_file_is_imported_once DO NOTHING
        RETURNING id
        """;

    const string EarlierSql = """
        SELECT n.id AS notice_id, p.id AS plan_id, n.title, coalesce(who.name, '运维') AS imported_by, n.imported_at,
            (SELECT count(*) FROM work_items i WHERE i.region_id = p.region_id AND i.work_plan_id = p.id)::int AS items,
            (SELECT count(*) FROM doubts d WHERE d.region_id = p.region_id AND d.work_plan_id = p.id)::int AS doubts
        FROM notices n JOIN work_plans p ON p.region_id = n.region_id AND p.notice_id = n.id
        LEFT JOIN people who ON who.region_id = n.region_id AND who.id = n.imported_by
        WHERE n.region_id = @RegionId AND n.file_sha256 = @Sha256
        """;

    const string PlanSql = """
        INSERT INTO work_plans (region_id, notice_id, plan_year) VALUES (@RegionId, @noticeId, @PlanYear) RETURNING id
        """;

    /// <param name="read">what the reader made of the same file</param>
    /// <exception cref="RuleBroken">whoever acts is no coordinator</exception>
    public Task<Imported> Run(Actor by, OfficeMoment at, File file, ReadNotice read)
    {
        // The operator's shell may bring a notice in; checking and dispatching it needs a person.
        if (by.PersonId is not null)
            by.RequireCoordinator();
        return database.InTransaction(connection => Run(connection, by, at, file, read));
    }

    async Task<Imported> Run(NpgsqlConnection connection, Actor by, OfficeMoment at, File file, ReadNotice read)
    {
        var title = read.Notice.Title is { Length: > 0 } written ? written : file.Name;
        await connection.ExecuteAsync(FileSql, new { by.RegionId, file.Sha256, file.Content, file.MediaType, at.Now });
        if (await StoreNotice(connection, by, at, file, read, title) is not { } noticeId)
            return await ImportedEarlier(connection, by, file);
        var planId = await connection.ExecuteScalarAsync<long>(PlanSql, new { by.RegionId, noticeId, read.Notice.PlanYear });
        var draft = DraftPlan.Of(read);
        await DraftPlanRows.Write(connection, by.RegionId, planId, draft);
        await events.Append(connection, by, at.Now, new Event(nameof(ImportNotice), $"WorkPlan:{planId}",
            $"导入《{title}》：{draft.Items.Count}项任务，{draft.Doubts.Count}处存疑", After: new { file.Name, sha256 = Convert.ToHexString(file.Sha256) }));
        return new(noticeId, planId, title, draft.Items.Count, draft.Doubts.Count, null);
    }

    static Task<long?> StoreNotice(NpgsqlConnection connection, Actor by, OfficeMoment at, File file, ReadNotice read, string title) =>
        connection.ExecuteScalarAsync<long?>(NoticeSql, new
        {
            by.RegionId, file.Sha256, file.Name, title, read.Notice.DocumentNumber, read.Notice.Issuer, read.Notice.IssuedOn,
            read.Notice.PrintedOn, read.Notice.PublishedOn, read.Text, reading = NoticeJson.Write(read), by.PersonId, at.Today, at.Now,
        });

    static async Task<Imported> ImportedEarlier(NpgsqlConnection connection, Actor by, File file)
    {
        var earlier = await connection.QuerySingleAsync<Earlier>(EarlierSql, new { by.RegionId, file.Sha256 });
        return new(earlier.NoticeId, earlier.PlanId, earlier.Title, earlier.Items, earlier.Doubts, new(earlier.ImportedBy, earlier.ImportedAt));
    }
}
