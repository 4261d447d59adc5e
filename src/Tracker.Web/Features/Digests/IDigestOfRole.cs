using NodaTime;
using Npgsql;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Digests;

/// <summary>What those who hold a role hear of in their digest.</summary>
public interface IDigestOfRole
{
    Role Role { get; }

    /// <param name="people">who hold the role</param>
    /// <param name="since">when each of them was last told; all since then is news</param>
    /// <returns>the parts of each who can be reached</returns>
    Task<IReadOnlyDictionary<long, IReadOnlyList<DigestPart>>> Parts(
        NpgsqlConnection connection, int regionId, long[] people, IReadOnlyDictionary<long, LastTold> since, LocalDate today);
}
