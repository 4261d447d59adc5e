using NodaTime;
using Tracker.Web.Features.Notices;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.RollUps;

/// <summary>Writes the two files of a roll-up into a folder.</summary>
public sealed class WriteRollUp(Database database, RollUpQueries queries) : IFeature
{
    /// <param name="notice">as <see cref="NoticeNamed"/> takes it</param>
    /// <param name="folder">is made where it does not exist; files of the same day are replaced</param>
    /// <returns>the paths of the ledger and the draft</returns>
    /// <exception cref="Stop">no such notice, or its plan was not dispatched by that day</exception>
    public async Task<IReadOnlyList<string>> Run(int regionId, string notice, LocalDate asOf, DirectoryInfo folder)
    {
        var named = await Find(regionId, notice);
        var rollUp = await queries.Of(regionId, named.PlanId, asOf)
            ?? throw new Stop(ExitStatus.Refused, $"《{named.Title}》在{asOf.OnPaper()}还没有交办，没有可以汇总的内容。");
        folder.Create();
        var (ledger, draft) = (Path.Combine(folder.FullName, RollUpLedger.FileName(rollUp)), Path.Combine(folder.FullName, RollUpDraft.FileName(rollUp)));
        await using (var file = File.Create(ledger)) await RollUpLedger.Write(file, rollUp);
        await using (var file = File.Create(draft)) new RollUpDraft(rollUp).Write(file);
        return [ledger, draft];
    }

    async Task<NoticeNamed> Find(int regionId, string notice)
    {
        await using var connection = await database.Open();
        return await NoticeNamed.Find(connection, regionId, notice);
    }
}
