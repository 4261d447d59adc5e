using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Obligations;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Ledger;

/// <summary>Puts beside the lines of the ledger how often the duties in their sentences have come up.</summary>
public static class LedgerCounts
{
    const int AtOnce = 1000;

    // Who speaks for an item: its first lead, else the first of its units.
    const string SpeakersSql = """
        SELECT DISTINCT ON (a.work_item_id) a.work_item_id, a.id FROM assignments a
        WHERE a.region_id = @regionId AND a.transferred_on IS NULL AND a.work_item_id IN (
            SELECT o.work_item_id FROM obligations o WHERE o.region_id = @regionId AND o.work_item_id = ANY(@items))
        ORDER BY a.work_item_id, array_position(ARRAY['Lead', 'Responsible', 'Support'], a.role), a.position
        """;

    /// <summary>Lines that are still being read, by a connection of its own.</summary>
    public static async IAsyncEnumerable<T> Beside<T>(IAsyncEnumerable<T> lines, Database database, int regionId, LocalDate today) where T : LedgerLine
    {
        await using var connection = await database.Open();
        await foreach (var some in lines.Chunk(AtOnce))
            foreach (var line in await Beside(some, connection, regionId, today))
                yield return line;
    }

    public static async Task<IReadOnlyList<T>> Beside<T>(IReadOnlyList<T> lines, NpgsqlConnection connection, int regionId, LocalDate today) where T : LedgerLine
    {
        var parts = lines is IReadOnlyList<AssignmentLine> own ? own.ToDictionary(l => (LedgerLine)l, l => l.AssignmentId) : await Speakers(connection, regionId, lines);
        var counts = await ObligationCounts.OfParts(connection, regionId, today, [.. parts.Values]);
        return counts.Count == 0 ? lines
            : [.. lines.Select(line => parts.TryGetValue(line, out var part) && counts.Contains(part) ? (T)(line with { Times = InWords(counts[part]) }) : line)];
    }

    public static string InWords(IEnumerable<ObligationCount> counts) => string.Join('；', counts.Select(c => c.InWords));

    static async Task<Dictionary<LedgerLine, long>> Speakers(NpgsqlConnection connection, int regionId, IEnumerable<LedgerLine> lines)
    {
        var found = (await connection.QueryAsync<(long ItemId, long Id)>(SpeakersSql, new { regionId, items = lines.Select(l => l.WorkItemId).ToArray() })).ToDictionary(f => f.ItemId, f => f.Id);
        return lines.Where(l => found.ContainsKey(l.WorkItemId)).ToDictionary(l => l, l => found[l.WorkItemId]);
    }
}
