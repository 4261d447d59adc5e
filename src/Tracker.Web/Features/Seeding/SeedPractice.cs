using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Web.Features.Accounts;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Seeding;

/// <summary>
/// A practice world on the morning of its dispatch: its people, with random passwords, and whom each unit
/// is reached through. Seeding twice changes nothing; a real database never gets an account from here.
/// </summary>
public sealed class SeedPractice(
    Database database, OfficeClock clock, CreateAccount createAccount, GrantRole grantRole, DemonstrationAccounts accounts) : IFeature
{
    // Two seedings at once would make two sets of passwords and one file.
    const string TurnSql = "SELECT pg_advisory_xact_lock(2018061101)";
    const string IsSeededSql = "SELECT EXISTS (SELECT FROM people WHERE region_id = @regionId AND demonstration)";
    const string UnitNamesSql = "SELECT code, short_name FROM units WHERE region_id = @regionId";

    const string ContactSql = """
        INSERT INTO unit_contacts (region_id, unit_id, position, duty, name, email, phone, person_id)
        SELECT u.region_id, u.id, @position, @Duty, @Name, @Email, @Phone, p.id
        FROM units u LEFT JOIN people p ON p.region_id = u.region_id AND p.login = @Login
        WHERE u.region_id = @regionId AND u.code = @Unit
        ON CONFLICT DO NOTHING
        """;

    /// <exception cref="Stop">the database is a real one</exception>
    public static async Task RefuseReal(NpgsqlConnection connection)
    {
        if (await connection.ExecuteScalarAsync<bool?>("SELECT practice FROM database_purpose") is false)
            throw new Stop(ExitStatus.Refused, "这是正式数据库，不能装入练习数据和演示账号。第一个管理员请用 tracker account create 建立。");
    }

    /// <param name="world">none: 西藏</param>
    /// <returns>true if the people were made now, false if they were there already</returns>
    /// <exception cref="Stop">the database is a real one</exception>
    public Task<bool> Run(World? world = null) => database.InTransaction(async connection =>
    {
        await connection.ExecuteAsync(TurnSql);
        await RefuseReal(connection);
        world ??= World.Xizang;
        var regionId = await Acting.RegionOf(connection, world.Region);
        if (await connection.ExecuteScalarAsync<bool>(IsSeededSql, new { regionId }))
            return false;
        await clock.MoveTo(connection, world.OpensOn);
        var lines = await SeedPeople(connection, regionId, world);
        await SeedContacts(connection, regionId, world);
        // Written before the commit: a file without accounts harms nobody, accounts without their file shut everybody out.
        await accounts.Write(lines);
        return true;
    });

    async Task<IReadOnlyList<DemonstrationAccounts.Line>> SeedPeople(NpgsqlConnection connection, int regionId, World world)
    {
        var (by, at) = (Actor.Operator(regionId, Environment.UserName), await clock.Now(connection));
        var names = (await connection.QueryAsync<(string Code, string Name)>(UnitNamesSql, new { regionId })).ToDictionary(u => u.Code, u => u.Name);
        var lines = new List<DemonstrationAccounts.Line>();
        foreach (var person in PracticePerson.FromCsv(world.Text("people")))
        {
            var form = new CreateAccount.Form(person.Login, person.Name, person.Email, person.Units[0], [person.Role], Demonstration: true);
            var password = await createAccount.Run(connection, by, at, form, Passwords.Random());
            foreach (var unit in person.Units.Skip(1))
                await grantRole.Run(connection, by, at, person.Login, person.Role, unit);
            lines.Add(new(person.Login, password, person.Role.Chinese(), person.Name, string.Join('、', person.Units.Select(code => names[code]))));
        }
        return lines;
    }

    static Task<int> SeedContacts(NpgsqlConnection connection, int regionId, World world) => connection.ExecuteAsync(ContactSql,
        PracticeContact.FromCsv(world.Text("contacts")).GroupBy(c => c.Unit).SelectMany(unit => unit.Select((c, i) => new
        {
            regionId, position = i + 1, c.Unit, c.Duty, c.Name, c.Email, c.Phone, c.Login,
        })));
}
