using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Units;

/// <summary>Takes a table of units into the registry: all of it, or none.</summary>
public sealed class ImportUnits(Database database, EventLog events) : IFeature
{
    /// <param name="lines">of the file</param>
    /// <param name="shown">fingerprint of what the person was shown; null where nothing was</param>
    /// <exception cref="RuleBroken">the actor may not, a line is wrong, or the registry has changed since it was shown</exception>
    /// <exception cref="DataUnreadable">it is no table of units</exception>
    public Task<UnitImport> Run(Actor by, OfficeMoment at, IReadOnlyList<TableLine> lines, string? shown = null) => database.InTransaction(async connection =>
    {
        UnitRights.RefuseOthers(by);
        await UnitRecords.TakeTurn(connection, by.RegionId);
        var import = await UnitImport.Read(connection, by.RegionId, lines);
        if (import.Faults is [var first, ..])
            throw new RuleBroken("table-has-faults", $"表中有{import.Faults.Count}处错误，一行也没有写入。{first}");
        if (shown is not null && shown != import.Fingerprint)
            throw new RuleBroken("registry-has-changed", "预览之后，单位登记簿又有改动，一行也没有写入。请重新上传，再看一遍预览。");
        var ids = await UnitRecords.Write(connection, by, at, import.Changes);
        if (import.Changes.Count > 0)
            await events.Append(connection, by, at.Now, [.. import.Changes.Select(c => new Event(nameof(ImportUnits), $"Unit:{ids[c.After.Code]}",
                $"导入单位表：{c.After.ShortName} {string.Join('；', c.Differences)}", c.Before, c.After))]);
        return import;
    });
}
