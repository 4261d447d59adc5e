using Dapper;
using NodaTime;
using Tracker.Domain.Units;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Units;

/// <summary>What was registered of reorganisations, with the units by the names of before and behind.</summary>
public sealed class ReorganisationQueries(Database database) : IFeature
{
    /// <summary>A unit of a reorganisation, to be linked.</summary>
    public sealed record Party(string Code, string Name);

    /// <param name="Before">units before it, under the name they had the day before</param>
    /// <param name="Behind">units behind it, under the name they have from that day on</param>
    public sealed record Line(
        long Id, ReorganisationKind Kind, LocalDate EffectiveOn, string OnAsWritten, string Document, bool Doubtful, string Note, string RecordedBy, Instant RecordedAt,
        IReadOnlyList<Party> Before, IReadOnlyList<Party> Behind);

    sealed record Row
    {
        public long Id { get; init; }
        public ReorganisationKind Kind { get; init; }
        public LocalDate EffectiveOn { get; init; }
        public required string OnAsWritten { get; init; }
        public required string Document { get; init; }
        public bool Doubtful { get; init; }
        public required string Note { get; init; }
        public required string RecordedBy { get; init; }
        public Instant RecordedAt { get; init; }
    }

    sealed record PartyRow(long ReorganisationId, bool IsBefore, string Code, string Name);

    const string Sql = """
        SELECT r.id, r.kind, r.effective_on, r.on_as_written, r.document, r.doubtful, r.note, coalesce(p.name, '运维') AS recorded_by, r.recorded_at
        FROM reorganisations r LEFT JOIN people p ON p.region_id = r.region_id AND p.id = r.recorded_by
        WHERE r.region_id = @regionId AND (@unitId::bigint IS NULL OR EXISTS (SELECT FROM successions s
            WHERE s.region_id = r.region_id AND s.reorganisation_id = r.id AND @unitId IN (s.from_unit_id, s.to_unit_id)))
        ORDER BY r.effective_on DESC, r.id DESC
        """;

    static readonly string PartiesSql = $"""
        SELECT s.reorganisation_id, x.is_before, u.code, {UnitNames.ShortOn("x.named_on")} AS name
        FROM successions s
        JOIN reorganisations r ON r.region_id = s.region_id AND r.id = s.reorganisation_id
        CROSS JOIN LATERAL (VALUES (true, s.from_unit_id, r.effective_on - 1), (false, s.to_unit_id, r.effective_on)) x(is_before, unit_id, named_on)
        JOIN units u ON u.region_id = s.region_id AND u.id = x.unit_id
        WHERE s.region_id = @regionId AND s.reorganisation_id = ANY(@ids) ORDER BY s.reorganisation_id, s.position
        """;

    /// <summary>All of a region, latest first.</summary>
    public Task<IReadOnlyList<Line>> All(int regionId) => Load(regionId, null);

    /// <summary>Those that a unit was part of, latest first.</summary>
    public Task<IReadOnlyList<Line>> Of(int regionId, long unitId) => Load(regionId, unitId);

    async Task<IReadOnlyList<Line>> Load(int regionId, long? unitId)
    {
        await using var connection = await database.Open();
        var rows = (await connection.QueryAsync<Row>(Sql, new { regionId, unitId })).AsList();
        var parties = (await connection.QueryAsync<PartyRow>(PartiesSql, new { regionId, ids = rows.Select(r => r.Id).ToArray() }))
            .ToLookup(p => (p.ReorganisationId, p.IsBefore), p => new Party(p.Code, p.Name));
        return [.. rows.Select(r => new Line(r.Id, r.Kind, r.EffectiveOn, r.OnAsWritten, r.Document, r.Doubtful, r.Note, r.RecordedBy, r.RecordedAt,
            [.. parties[(r.Id, true)].Distinct()], [.. parties[(r.Id, false)].Distinct()]))];
    }
}
