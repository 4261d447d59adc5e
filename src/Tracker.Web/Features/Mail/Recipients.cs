using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Web.Features.Units;

namespace Tracker.Web.Features.Mail;

/// <summary>Somebody who gets a mail.</summary>
public sealed record Recipient(long? PersonId, string Name, string Address);

/// <summary>Who gets a promised message, and what went wrong in finding them.</summary>
/// <param name="Trouble">in Chinese, for the queue 无人接收; null where the right people were found</param>
public sealed record Recipients(IReadOnlyList<Recipient> To, string? Trouble)
{
    sealed record Row(long PromiseId, long? PersonId, string Name, string Address, string? Duty, int Position);

    // Accounts first, then contacts in their order; who left or has no address is in neither.
    // What was promised to a unit that is no more goes to the one it led to.
    const string OfUnitsSql = $"""
        WITH RECURSIVE {Lineage.HeirsSql}, p AS (
            SELECT m.region_id, m.id, h.now_id AS unit_id FROM mail_promises m JOIN heirs h ON h.unit_id = m.unit_id
            WHERE m.region_id = @RegionId AND m.id = ANY(@promises))
        SELECT p.id AS promise_id, r.person_id, h.name, h.email AS address, NULL AS duty, 0 AS position
        FROM p
        JOIN person_roles r ON r.region_id = p.region_id AND r.unit_id = p.unit_id AND r.role = 'Liaison'
        JOIN people h ON h.region_id = r.region_id AND h.id = r.person_id AND h.disabled_at IS NULL AND h.email <> ''
        UNION ALL
        SELECT p.id, c.person_id, c.name, c.email, c.duty, c.position
        FROM p
        JOIN unit_contacts c ON c.region_id = p.region_id AND c.unit_id = p.unit_id AND c.email <> ''
        LEFT JOIN people h ON h.region_id = c.region_id AND h.id = c.person_id
        WHERE h.disabled_at IS NULL
        ORDER BY promise_id, position, person_id
        """;

    const string OfPeopleSql = """
        SELECT p.id AS promise_id, h.id AS person_id, h.name, h.email AS address, NULL AS duty, 0 AS position
        FROM mail_promises p
        JOIN people h ON h.region_id = p.region_id AND h.id = p.person_id AND h.disabled_at IS NULL AND h.email <> ''
        WHERE p.region_id = @regionId AND p.id = ANY(@promises)
        """;

    /// <summary>Resolves promises of one kind as things stand now.</summary>
    public static async Task<IReadOnlyDictionary<long, Recipients>> Resolve(
        NpgsqlConnection connection, int regionId, MailKind kind, IReadOnlyList<DuePromise> due, LocalDate today)
    {
        var (units, people) = (due.Where(p => p.UnitId is not null).ToList(), due.Where(p => p.UnitId is null).ToList());
        var contacts = (await connection.QueryAsync<Row>(OfUnitsSql, new { RegionId = regionId, today, promises = Ids(units) })).ToLookup(r => r.PromiseId);
        var persons = (await connection.QueryAsync<Row>(OfPeopleSql, new { regionId, promises = Ids(people) })).ToLookup(r => r.PromiseId);
        return units.Select(p => (p.Id, To: OfUnit([.. contacts[p.Id]], kind)))
            // Somebody who left gets nothing, and nobody need be told.
            .Concat(people.Select(p => (p.Id, To: new Recipients([.. persons[p.Id].Select(Person)], null))))
            .ToDictionary(p => p.Id, p => p.To);
    }

    static Recipients OfUnit(IReadOnlyList<Row> rows, MailKind kind)
    {
        var liaisons = rows.Where(r => r.Duty is null).ToList();
        var others = rows.Where(r => r.Duty is not null).ToList();
        if (kind == MailKind.Order)
            return ToDeputy(liaisons, others);
        var chased = kind == MailKind.Nudge ? others.Where(r => r.Duty == "OfficeDirector") : [];
        if (liaisons.Count > 0)
            return new(Once(liaisons.Concat(chased)), null);
        return others is [var next, ..]
            ? new(Once([next, .. chased]), $"没有可用的联络员账号，已改发{next.Name}（{next.Address}）")
            : new([], "未送达：没有可用的联络员，也没有登记其他联系人的邮箱");
    }

    // The liaison gets it too, who does the work; but without the deputy it has not reached whom it is for.
    static Recipients ToDeputy(IReadOnlyList<Row> liaisons, IReadOnlyList<Row> others) =>
        (others.Where(r => r.Duty == "DeputyInCharge").ToList(), liaisons.Concat(others).FirstOrDefault()) switch
        {
            ({ Count: > 0 } deputies, _) => new(Once(deputies.Concat(liaisons)), null),
            (_, { } next) => new(Once(liaisons.Append(next)), $"没有登记分管负责人的邮箱，督办通知单已改发{next.Name}（{next.Address}）"),
            _ => new([], "未送达：没有可用的联络员，也没有登记其他联系人的邮箱"),
        };

    static IReadOnlyList<Recipient> Once(IEnumerable<Row> rows) => [.. rows.DistinctBy(r => r.Address).Select(Person)];

    static Recipient Person(Row row) => new(row.PersonId, row.Name, row.Address);

    static long[] Ids(IEnumerable<DuePromise> promises) => [.. promises.Select(p => p.Id)];
}
