using Dapper;
using Tracker.Domain;
using Tracker.Domain.Notices;
using Tracker.Web.Features.Notices;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Corrections;

/// <summary>What became of a file: a notice with its draft plan, or another version of a notice, to be compared.</summary>
public abstract record Received
{
    private Received() { }

    public sealed record Notice(Imported Imported) : Received;

    public sealed record Correction(long Id, EarlierNotice Of) : Received
    {
        public string Sentence => $"这份文件像是{Of.Sentence}的更正版，没有另外导入，等待比较。";
    }
}

/// <summary>Takes in a file: a notice not seen before is imported, another version of one that was is held beside it.</summary>
public sealed class ReceiveNotice(Database database, ImportNotice importNotice, BringCorrection bringCorrection) : IFeature
{
    const string KnownSql = "SELECT EXISTS (SELECT FROM notices WHERE region_id = @RegionId AND file_sha256 = @Sha256)";

    /// <param name="read">what the reader made of the file</param>
    /// <param name="asNew">the person says that it is a notice of its own, however much it looks like another</param>
    /// <exception cref="RuleBroken">whoever acts is no coordinator, or the file is one that was corrected since</exception>
    public async Task<Received> Run(Actor by, OfficeMoment at, ImportNotice.File file, ReadNotice read, bool asNew) =>
        asNew || await EarlierThan(by, file, read) is not { } earlier
            ? new Received.Notice(await importNotice.Run(by, at, file, read))
            : new Received.Correction(await bringCorrection.Run(by, at, file, read, earlier), earlier);

    /// <returns>the notice that the file corrects; null where it is none, or the very same bytes</returns>
    public async Task<EarlierNotice?> EarlierThan(Actor by, ImportNotice.File file, ReadNotice read)
    {
        await using var connection = await database.Open();
        return await connection.ExecuteScalarAsync<bool>(KnownSql, new { by.RegionId, file.Sha256 }) ? null
            : await EarlierNotice.Of(connection, by.RegionId, read.Notice);
    }
}
