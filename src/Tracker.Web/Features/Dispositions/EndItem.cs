using Dapper;
using Npgsql;
using Tracker.Domain.WorkItems;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Dispositions;

/// <summary>Writes down that an item has ended, in whatever way.</summary>
/// <param name="Without">units that have not finished, by name</param>
/// <param name="Successor">并入: the item that goes on</param>
public sealed record EndItem(Closing How, string Reason, Basis Basis, string[] Without, long? Successor = null)
{
    const string InsertSql = """
        INSERT INTO item_closings (region_id, work_item_id, round, how, reason, without_units, successor_item_id,
            basis_signed_by, basis_signed_on, basis_document, closed_by, closed_on, closed_at)
        VALUES (@RegionId, @Id, @round, @how, @reason, @Without, @Successor, @SignedBy, @SignedOn, @Document, @PersonId, @Today, @Now)
        """;

    public Task<int> Write(NpgsqlConnection connection, Actor by, OfficeMoment at, OfficeItem item) => connection.ExecuteAsync(InsertSql, new
    {
        by.RegionId, by.PersonId, item.Id, round = item.Rounds + 1, how = How.ToString(), reason = Reason.Trim(), Without, Successor,
        Basis.SignedBy, Basis.SignedOn, Basis.Document, at.Today, at.Now,
    });
}
