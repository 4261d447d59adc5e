using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Units;
using Tracker.Web.Platform.Documents;

namespace Tracker.Web.Features.Units;

/// <summary>What a table of units would do to the registry, line by line, before anything is written.</summary>
/// <param name="Untouched">units of the registry that the table does not name; they stay as they are</param>
public sealed record UnitImport(IReadOnlyList<UnitChange> Changes, int Same, int Untouched, IReadOnlyList<LineFault> Faults)
{
    public int Added => Changes.Count(c => c.Before is null);
    public int Changed => Changes.Count(c => c.Before is not null);

    /// <summary>The same for the same effects: so that what is applied is what was shown.</summary>
    public string Fingerprint => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', Changes.Select(c => $"{c.After.Code}|{string.Join('|', c.Differences)}|{c.After}")))))[..16];

    /// <summary>Reads a table against the registry as it stands.</summary>
    /// <param name="lines">of the file, see <see cref="TableFile.Lines"/></param>
    /// <exception cref="DataUnreadable">it is no table of units</exception>
    public static async Task<UnitImport> Read(NpgsqlConnection connection, int regionId, IReadOnlyList<TableLine> lines)
    {
        var rows = TableRows.Below(lines, UnitDraft.Required);
        var registry = await UnitRecords.Load(connection, regionId);
        var collectives = await RegionUnits.Collectives(connection, regionId);
        return Of(rows, registry, collectives);
    }

    static UnitImport Of(IReadOnlyList<TableRow> rows, IReadOnlyList<UnitDraft> registry, IReadOnlyList<CollectiveUnit> collectives)
    {
        var before = registry.ToDictionary(u => u.Code);
        var read = rows.Select(row => UnitDraft.Read(row, before.GetValueOrDefault(row["代码"]))).ToList();
        var units = read.Where(r => r.Unit is not null).Select(r => r.Unit!).ToList();
        var changes = units.DistinctBy(u => u.Code).Select(u => new UnitChange(u, before.GetValueOrDefault(u.Code))).ToList();
        return new(
            [.. changes.Where(c => c.Differences.Count > 0)], changes.Count(c => c.Differences.Count == 0),
            registry.Count - changes.Count(c => c.Before is not null),
            [.. read.SelectMany(r => r.Faults).Concat(UnitTable.Faults(units, registry, collectives)).Concat(changes.SelectMany(Endings)).OrderBy(f => f.Line)]);
    }

    static IEnumerable<LineFault> Endings(UnitChange change)
    {
        if (change.Before is { } before && before.EndedOn != change.After.EndedOn)
            yield return new(change.After.Line, "已登记单位的“撤销日期”不能在表里改。撤销、合并请登记机构改革，写明日期和文件。");
    }
}
