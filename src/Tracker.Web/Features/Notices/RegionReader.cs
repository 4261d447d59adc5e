using Npgsql;
using Tracker.Domain.Notices;
using Tracker.Web.Features.Units;
using Tracker.Web.Platform.Documents;

namespace Tracker.Web.Features.Notices;

/// <summary>Reads a notice with the names of the region's own units at hand.</summary>
public static class RegionReader
{
    public static async Task<ReadNotice> Read(NpgsqlConnection connection, int regionId, IReadOnlyList<Block> blocks) =>
        NoticeReader.Read(blocks, EmbeddedAids.With(await RegionUnits.Spellings(connection, regionId)));
}
