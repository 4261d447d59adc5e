using Dapper;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Units;

/// <summary>Says anew whom a unit is reached through, in order; a message that finds no liaison goes to the next of them.</summary>
public sealed class SaveContacts(Database database, EventLog events) : IFeature
{
    /// <param name="Login">of the account that is the same person; empty if there is none</param>
    public sealed record Contact(ContactDuty Duty, string Name, string Email, string Phone, string Login = "");

    sealed record Unit(long Id, string ShortName);

    const int Most = 20;

    // The unit's version stands for its contacts too, so that two who edit them see each other.
    const string TouchSql = $"""
        UPDATE units SET version = version + 1
        WHERE region_id = @RegionId AND code = @code AND version = @version AND {UnitRights.Sql} RETURNING id, short_name
        """;

    const string BeforeSql = """
        SELECT duty, name, coalesce(email, '') AS email, coalesce(phone, '') AS phone, '' AS login FROM unit_contacts
        WHERE region_id = @RegionId AND unit_id = @Id ORDER BY position
        """;

    const string ForgetSql = "DELETE FROM unit_contacts WHERE region_id = @RegionId AND unit_id = @Id";

    const string AddSql = """
        INSERT INTO unit_contacts (region_id, unit_id, position, duty, name, email, phone, person_id)
        SELECT @RegionId, @Id, c.position, c.duty, c.name, nullif(c.email, ''), nullif(c.phone, ''), p.id
        FROM unnest(@positions, @duties, @names, @emails, @phones, @logins) AS c(position, duty, name, email, phone, login)
        LEFT JOIN people p ON p.region_id = @RegionId AND p.login = lower(c.login)
        """;

    const string UnknownLoginSql = """
        SELECT l FROM unnest(@logins) AS l WHERE l <> '' AND NOT EXISTS (SELECT FROM people p WHERE p.region_id = @RegionId AND p.login = lower(l)) LIMIT 1
        """;

    /// <param name="version">of the unit that the form was opened with</param>
    /// <exception cref="RuleBroken">the actor may not, a contact is not as it should be, or another changed the unit meanwhile</exception>
    public Task Run(Actor by, OfficeMoment at, string code, int version, IReadOnlyList<Contact> contacts) => database.InTransaction(async connection =>
    {
        UnitRights.RefuseOthers(by);
        if (contacts.Count > Most)
            throw new RuleBroken("too-many-contacts", $"一个单位最多登记{Most}个联系人。");
        if (contacts.SelectMany(Faults).ToList() is { Count: > 0 } faults)
            throw new RuleBroken("contact-is-not-right", string.Join('\n', faults));
        var unit = await connection.QuerySingleOrDefaultAsync<Unit>(TouchSql, new { by.RegionId, by.PersonId, code, version })
            ?? throw new RuleBroken("unit-has-changed", "在您填写期间，这个单位已被别人修改，联系人没有保存。请对照现在的内容，再保存一次。");
        await Replace(connection, by, at, unit, contacts);
    });

    async Task Replace(NpgsqlConnection connection, Actor by, OfficeMoment at, Unit unit, IReadOnlyList<Contact> contacts)
    {
        var rows = new
        {
            by.RegionId, unit.Id,
            positions = contacts.Select((_, i) => i + 1).ToArray(),
            duties = contacts.Select(c => c.Duty.ToString()).ToArray(),
            names = contacts.Select(c => c.Name).ToArray(),
            emails = contacts.Select(c => c.Email).ToArray(),
            phones = contacts.Select(c => c.Phone).ToArray(),
            logins = contacts.Select(c => c.Login).ToArray(),
        };
        if (await connection.ExecuteScalarAsync<string?>(UnknownLoginSql, rows) is { } unknown)
            throw new RuleBroken("no-such-account", $"没有账号 {unknown}。账号由安全管理员建立；没有账号的联系人，这一栏留空。");
        var before = (await connection.QueryAsync<Contact>(BeforeSql, rows)).AsList();
        await connection.ExecuteAsync(ForgetSql, rows);
        await connection.ExecuteAsync(AddSql, rows);
        await events.Append(connection, by, at.Now, new Event(nameof(SaveContacts), $"Unit:{unit.Id}",
            $"登记{unit.ShortName}的联系人：{(contacts.Count == 0 ? "无" : string.Join('、', contacts.Select(c => $"{c.Duty.Chinese()} {c.Name}")))}", before, contacts));
    }

    static IEnumerable<string> Faults(Contact contact)
    {
        if (contact.Name.Length is 0 or > 50 || contact.Name.Any(char.IsControl))
            yield return "联系人的姓名不能为空，最多50个字。";
        if (contact.Email != "" && (contact.Email.Length > 200 || contact.Email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is ',' or ';' or '<' or '>') || contact.Email.Split('@') is not [{ Length: > 0 }, { Length: > 2 } host] || !host.Contains('.')))
            yield return $"“{contact.Name}”的电子邮箱“{contact.Email}”不对，应写成 name@example.gov.cn。";
        if (contact.Phone.Length > 40 || contact.Phone.Any(c => !(char.IsAsciiDigit(c) || c is '-' or '+' or ' ' or '(' or ')' or '转' or '、')))
            yield return $"“{contact.Name}”的电话“{contact.Phone}”不对，只写数字、横线和空格。";
    }
}
