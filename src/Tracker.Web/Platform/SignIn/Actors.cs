using Dapper;
using Npgsql;

namespace Tracker.Web.Platform;

/// <summary>Finds who acts, with the roles as they stand now.</summary>
public sealed class Actors(Database database) : IFeature
{
    sealed record Row(long Id, string Login, string Name, Guid SecurityStamp, bool MustChangePassword, string? Role, long? UnitId, string? UnitName);

    const string Columns = """
        SELECT p.id, p.login, p.name, p.security_stamp, p.must_change_password, r.role, r.unit_id, u.short_name AS unit_name
        FROM people p
        LEFT JOIN person_roles r ON r.region_id = p.region_id AND r.person_id = p.id
        LEFT JOIN units u ON u.region_id = r.region_id AND u.id = r.unit_id
        WHERE p.region_id = @regionId AND p.disabled_at IS NULL
        """;

    const string ByIdSql = Columns + " AND p.id = @personId AND p.security_stamp = @stamp ORDER BY u.position, r.role";
    const string WhoeverSql = Columns + " AND p.id = @personId ORDER BY u.position, r.role";
    const string ByLoginSql = Columns + " AND p.login = lower(@login) ORDER BY u.position, r.role";

    /// <returns>the person behind a cookie; null if disabled, or if password or roles have changed since</returns>
    public async Task<(Actor Actor, bool MustChangePassword)?> Behind(int regionId, long personId, Guid stamp)
    {
        await using var connection = await database.Open();
        var rows = (await connection.QueryAsync<Row>(ByIdSql, new { regionId, personId, stamp })).AsList();
        return rows.Count == 0 ? null : (Made(regionId, rows), rows[0].MustChangePassword);
    }

    /// <returns>the person with that id; null if disabled or none</returns>
    public async Task<Actor?> ById(int regionId, long personId)
    {
        await using var connection = await database.Open();
        var rows = (await connection.QueryAsync<Row>(WhoeverSql, new { regionId, personId })).AsList();
        return rows.Count == 0 ? null : Made(regionId, rows);
    }

    /// <exception cref="Stop">nobody signs in under that name</exception>
    public static async Task<Actor> ByLogin(NpgsqlConnection connection, int regionId, string login)
    {
        var rows = (await connection.QueryAsync<Row>(ByLoginSql, new { regionId, login })).AsList();
        return rows.Count > 0 ? Made(regionId, rows) : throw new Stop(ExitStatus.Usage, $"没有账号 {login}，或已停用。");
    }

    static Actor Made(int regionId, List<Row> rows) => new(regionId, rows[0].Id, rows[0].Name, rows[0].UnitName ?? "",
        [.. rows.Where(r => r.Role is not null).Select(r => new RoleInUnit(Enum.Parse<Role>(r.Role!), r.UnitId!.Value))]);
}
