using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Circulars;

/// <summary>A circular that is announced and not issued; locked until the transaction ends.</summary>
public sealed record OpenCircular(long Id, LocalDate ReplyBy, LocalDate? IssuedOn)
{
    const string Sql = "SELECT id, reply_by, issued_on FROM circulars WHERE region_id = @RegionId AND id = @id FOR UPDATE";

    /// <exception cref="RuleBroken">there is none, or it was issued</exception>
    public static async Task<OpenCircular> Lock(NpgsqlConnection connection, Actor by, long id)
    {
        var circular = await connection.QuerySingleOrDefaultAsync<OpenCircular>(Sql, new { by.RegionId, id })
            ?? throw new RuleBroken("no-such-circular", "没有这份通报。");
        return circular.IssuedOn is not { } on ? circular : throw new RuleBroken("already-issued", $"这份通报已于{on.OnPaper()}印发，不能再改。");
    }
}
