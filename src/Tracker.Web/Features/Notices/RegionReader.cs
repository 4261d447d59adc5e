using Npgsql;
using Tracker.Domain.Notices;
using Tracker.Web.Features.Units;
using Tracker.Web.Platform.Documents;

namespace Tracker.Web.Features.Notices;

/// <summary>Reads a notice with the names of the region's own units at hand.</summary>
public static class RegionReader
{
    public static async Task<ReadNotice> Read(NpgsqlConnection connection, int regionId, IReadOnlyList<Block> blocks)
    {
        var units = (await RegionUnits.Load(connection, regionId)).Registry.Units;
        return NoticeReader.Read(blocks, EmbeddedAids.With(units.SelectMany(u => u.Spellings).ToHashSet()));
    }
}
