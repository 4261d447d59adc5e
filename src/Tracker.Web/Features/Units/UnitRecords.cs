using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Units;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Units;

/// <summary>A unit as it is to be, and as it was; null where it is new.</summary>
public sealed record UnitChange(UnitDraft After, UnitDraft? Before)
{
    /// <summary>What differs, in words; empty where nothing does.</summary>
    public IReadOnlyList<string> Differences => Before is null ? ["新增"] : [.. Compared().Where(c => c.Was != c.Is).Select(c => $"{c.Field}：{Shown(c.Was)} → {Shown(c.Is)}")];

    public bool Renames => Before is not null && (Before.FullName, Before.ShortName) != (After.FullName, After.ShortName);

    IEnumerable<(string Field, string Was, string Is)> Compared() =>
    [
        ("全称", Before!.FullName, After.FullName), ("简称", Before.ShortName, After.ShortName),
        ("别称", Joined(Before.Aliases), Joined(After.Aliases)), ("类型", Before.Kind.Chinese(), After.Kind.Chinese()),
        ("上级", Before.Parent, After.Parent), ("顺序", $"{Before.Order}", $"{After.Order}"),
        ("成立日期", Before.FoundedOn?.Iso() ?? "", After.FoundedOn?.Iso() ?? ""), ("撤销日期", Before.EndedOn?.Iso() ?? "", After.EndedOn?.Iso() ?? ""),
        ("存疑", Before.Doubtful ? "是" : "", After.Doubtful ? "是" : ""), ("备注", Before.Note, After.Note),
    ];

    static string Joined(IEnumerable<string> aliases) => string.Join('；', aliases.Order(StringComparer.Ordinal));

    static string Shown(string value) => value == "" ? "（空）" : value;
}

/// <summary>The registry's rows as people write them down, read and written many at a time.</summary>
public static class UnitRecords
{
    sealed record Row
    {
        public required string Code { get; init; }
        public required string FullName { get; init; }
        public required string ShortName { get; init; }
        public required string[] Aliases { get; init; }
        public UnitKind Kind { get; init; }
        public required string Parent { get; init; }
        public int Position { get; init; }
        public LocalDate? FoundedOn { get; init; }
        public LocalDate? EndedOn { get; init; }
        public bool Doubtful { get; init; }
        public required string Note { get; init; }
        public required string[] FormerNames { get; init; }
    }

    const string LoadSql = """
        SELECT u.code, u.full_name, u.short_name, coalesce(a.names, '{}') AS aliases, u.kind, coalesce(p.code, '') AS parent, u.position,
            u.founded_on, u.ended_on, u.doubtful, u.note, coalesce(n.names, '{}') AS former_names
        FROM units u
        LEFT JOIN units p ON p.region_id = u.region_id AND p.id = u.parent_id
        LEFT JOIN (SELECT unit_id, array_agg(alias ORDER BY alias COLLATE "C") AS names FROM unit_aliases WHERE region_id = @regionId GROUP BY unit_id) a
            ON a.unit_id = u.id
        LEFT JOIN (SELECT unit_id, array_agg(full_name) || array_agg(short_name) AS names FROM unit_names WHERE region_id = @regionId GROUP BY unit_id) n
            ON n.unit_id = u.id
        WHERE u.region_id = @regionId ORDER BY u.position, u.id
        """;

    // One at a time: what two administrators write is checked against what the other has written.
    const string TurnSql = "SELECT 1 FROM regions WHERE id = @regionId FOR UPDATE";

    const string InsertSql = $"""
        INSERT INTO units (region_id, code, full_name, short_name, kind, position, founded_on, ended_on, doubtful, note)
        SELECT @RegionId, n.code, n.full_name, n.short_name, n.kind, n.position, n.founded_on, n.ended_on, n.doubtful, n.note
        FROM unnest(@codes, @fullNames, @shortNames, @kinds, @positions, @founded, @ended, @doubts, @notes)
            AS n(code, full_name, short_name, kind, position, founded_on, ended_on, doubtful, note)
        WHERE {UnitRights.Sql}
        """;

    const string UpdateSql = $"""
        UPDATE units u SET full_name = n.full_name, short_name = n.short_name, kind = n.kind, position = n.position, founded_on = n.founded_on,
            ended_on = n.ended_on, doubtful = n.doubtful, note = n.note, version = u.version + 1
        FROM unnest(@codes, @fullNames, @shortNames, @kinds, @positions, @founded, @ended, @doubts, @notes)
            AS n(code, full_name, short_name, kind, position, founded_on, ended_on, doubtful, note)
        WHERE u.region_id = @RegionId AND u.code = n.code AND {UnitRights.Sql}
        """;

    // The first name that is corrected or changed brings the one before it into the table.
    const string FirstNameSql = """
        INSERT INTO unit_names (region_id, unit_id, from_on, recorded_at, full_name, short_name)
        SELECT u.region_id, u.id, '-infinity', '-infinity', u.full_name, u.short_name FROM units u
        WHERE u.region_id = @RegionId AND u.code = ANY(@renamed)
            AND NOT EXISTS (SELECT FROM unit_names n WHERE n.region_id = u.region_id AND n.unit_id = u.id)
        """;

    const string CorrectedNameSql = """
        INSERT INTO unit_names (region_id, unit_id, from_on, recorded_at, full_name, short_name, reorganisation_id)
        SELECT u.region_id, u.id, n.from_on, @Now, u.full_name, u.short_name, n.reorganisation_id FROM units u
        CROSS JOIN LATERAL (SELECT n.from_on, n.reorganisation_id FROM unit_names n
            WHERE n.region_id = u.region_id AND n.unit_id = u.id AND n.from_on <= @Today ORDER BY n.from_on DESC, n.recorded_at DESC LIMIT 1) n
        WHERE u.region_id = @RegionId AND u.code = ANY(@renamed)
        """;

    const string ParentsSql = """
        UPDATE units u SET parent_id = p.id
        FROM unnest(@codes, @parents) AS n(code, parent) LEFT JOIN units p ON p.region_id = @RegionId AND p.code = n.parent
        WHERE u.region_id = @RegionId AND u.code = n.code AND u.parent_id IS DISTINCT FROM p.id
        """;

    const string ForgetAliasesSql = """
        DELETE FROM unit_aliases a USING units u
        WHERE a.region_id = @RegionId AND u.region_id = a.region_id AND u.id = a.unit_id AND u.code = ANY(@codes)
        """;

    const string AliasesSql = """
        INSERT INTO unit_aliases (region_id, unit_id, alias)
        SELECT u.region_id, u.id, n.alias FROM unnest(@owners, @aliases) AS n(code, alias)
        JOIN units u ON u.region_id = @RegionId AND u.code = n.code
        """;

    const string IdsSql = "SELECT code, id FROM units WHERE region_id = @RegionId AND code = ANY(@codes)";

    /// <summary>All units of a region, in administrative order.</summary>
    public static async Task<IReadOnlyList<UnitDraft>> Load(NpgsqlConnection connection, int regionId) =>
        [.. (await connection.QueryAsync<Row>(LoadSql, new { regionId })).Select(r => new UnitDraft(0, r.Code, r.FullName, r.ShortName, r.Aliases, r.Kind,
            r.Parent, r.Position, r.FoundedOn, r.EndedOn, r.Doubtful, r.Note) { FormerNames = r.FormerNames })];

    /// <summary>Waits until no other verb writes units of the region; it holds until the transaction ends.</summary>
    public static Task TakeTurn(NpgsqlConnection connection, int regionId) => connection.ExecuteAsync(TurnSql, new { regionId });

    /// <summary>Writes units that were checked; a changed name counts as the correction of that name.</summary>
    /// <returns>row id by code</returns>
    public static async Task<IReadOnlyDictionary<string, long>> Write(
        NpgsqlConnection connection, Actor by, OfficeMoment at, IReadOnlyList<UnitChange> changes)
    {
        UnitRights.RefuseOthers(by);
        var renamed = new { by.RegionId, at.Today, at.Now, renamed = changes.Where(c => c.Renames).Select(c => c.After.Code).ToArray() };
        var all = new
        {
            by.RegionId,
            codes = changes.Select(c => c.After.Code).ToArray(),
            parents = changes.Select(c => c.After.Parent).ToArray(),
            owners = changes.SelectMany(c => c.After.Aliases, (c, _) => c.After.Code).ToArray(),
            aliases = changes.SelectMany(c => c.After.Aliases).ToArray(),
        };
        await connection.ExecuteAsync(FirstNameSql, renamed);
        await connection.ExecuteAsync(InsertSql, Columns(by, [.. changes.Where(c => c.Before is null).Select(c => c.After)]));
        await connection.ExecuteAsync(UpdateSql, Columns(by, [.. changes.Where(c => c.Before is not null).Select(c => c.After)]));
        await connection.ExecuteAsync(CorrectedNameSql, renamed);
        await connection.ExecuteAsync(ParentsSql, all);
        await connection.ExecuteAsync(ForgetAliasesSql, all);
        await connection.ExecuteAsync(AliasesSql, all);
        return (await connection.QueryAsync<(string Code, long Id)>(IdsSql, all)).ToDictionary(u => u.Code, u => u.Id);
    }

    static object Columns(Actor by, IReadOnlyList<UnitDraft> units) => new
    {
        by.RegionId, by.PersonId,
        codes = units.Select(u => u.Code).ToArray(),
        fullNames = units.Select(u => u.FullName).ToArray(),
        shortNames = units.Select(u => u.ShortName).ToArray(),
        kinds = units.Select(u => u.Kind.ToString()).ToArray(),
        positions = units.Select(u => u.Order).ToArray(),
        founded = units.Select(u => u.FoundedOn?.ToDateOnly()).ToArray(),
        ended = units.Select(u => u.EndedOn?.ToDateOnly()).ToArray(),
        doubts = units.Select(u => u.Doubtful).ToArray(),
        notes = units.Select(u => u.Note).ToArray(),
    };
}
