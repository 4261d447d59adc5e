using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Digests;

/// <summary>工作提示: at most one a person and working day, made of all the roles that the person holds.</summary>
public sealed class PersonalDigests(
    CoordinatorDigests coordinators, LeaderDigests leaders, UnitHeadDigests heads, LiaisonDigests liaisons, RollUpDigests rollUps, LetterTemplates templates) : IFeature, ILetterWriter
{
    // Whose sentence begins the letter of somebody with several roles.
    readonly IReadOnlyList<IDigestOfRole> roles = [coordinators, rollUps, leaders, heads, liaisons];

    public MailKind Kind => MailKind.Digest;

    const string HoldersSql = """
        SELECT DISTINCT r.person_id, r.role FROM person_roles r
        WHERE r.region_id = @regionId AND r.role = ANY(@roles) AND (@people::bigint[] IS NULL OR r.person_id = ANY(@people))
        """;

    const string PromisedSql = "SELECT person_id FROM mail_promises WHERE region_id = @regionId AND kind = 'Digest' AND for_on = @today";

    /// <summary>Promises today's digest to everybody for whom there is something new.</summary>
    /// <returns>how many are new</returns>
    public async Task<int> Promise(NpgsqlConnection connection, int regionId, OfficeMoment at)
    {
        var promised = (await connection.QueryAsync<long>(PromisedSql, new { regionId, at.Today })).ToHashSet();
        var parts = await Load(connection, regionId, null, promised, at.Today);
        return await MailPromises.PromiseToPeople(connection, regionId, Kind, [.. parts.Where(p => IsWorthAMail(p.Value)).Select(p => p.Key)], null, at);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<long, Letter>> Write(
        NpgsqlConnection connection, int regionId, IReadOnlyList<DuePromise> promises, OfficeMoment at)
    {
        var parts = await Load(connection, regionId, [.. promises.Select(p => p.PersonId!.Value)], [], at.Today);
        return promises.Where(p => parts.TryGetValue(p.PersonId!.Value, out var own) && IsWorthAMail(own))
            .ToDictionary(p => p.Id, p => DigestPart.Together(parts[p.PersonId!.Value], templates));
    }

    /// <summary>The digest of a day as one person would get it, whether it is worth a mail or not; null for who holds no role that gets one.</summary>
    public async Task<Letter?> Preview(NpgsqlConnection connection, int regionId, long personId, LocalDate today) =>
        (await Load(connection, regionId, [personId], [], today)).TryGetValue(personId, out var parts) ? DigestPart.Together(parts, templates) : null;

    static bool IsWorthAMail(IEnumerable<DigestPart> parts) => parts.Any(p => p.IsWorthAMail);

    async Task<IReadOnlyDictionary<long, IReadOnlyList<DigestPart>>> Load(
        NpgsqlConnection connection, int regionId, long[]? people, HashSet<long> without, LocalDate today)
    {
        var holders = (await connection.QueryAsync<(long PersonId, string Role)>(HoldersSql,
            new { regionId, people, roles = roles.Select(r => r.Role.ToString()).ToArray() })).Where(h => !without.Contains(h.PersonId)).ToLookup(h => h.Role, h => h.PersonId);
        var since = await DigestDays.Since(connection, regionId, holders.SelectMany(h => h), today);
        var wishes = await MailSettings.Of(connection, regionId, holders.SelectMany(h => h));
        var parts = new Dictionary<long, List<DigestPart>>();
        foreach (var role in roles)
            if (holders[role.Role.ToString()].ToArray() is { Length: > 0 } those)
                foreach (var (person, own) in await role.Parts(connection, regionId, those, since, today))
                    (parts.TryGetValue(person, out var all) ? all : parts[person] = []).AddRange(own.Where(part => wishes.For(person).Wants(part.Topic, today)));
        return parts.Where(p => p.Value.Count > 0).ToDictionary(p => p.Key, p => (IReadOnlyList<DigestPart>)p.Value);
    }
}
