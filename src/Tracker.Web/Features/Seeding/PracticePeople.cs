using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Seeding;

/// <summary>One account of the practice world.</summary>
/// <param name="Units">unit codes; the role is held in each</param>
public sealed record PracticePerson(string Login, string Name, string Email, Role Role, IReadOnlyList<string> Units)
{
    public static IReadOnlyList<PracticePerson> FromCsv(string text) =>
        [.. Csv.Read(text, "login", "name", "email", "role", "units").Select(row =>
            new PracticePerson(row["login"], row["name"], row["email"], row.Member<Role>("role", row["role"]), row.List("units")))];
}

/// <summary>One contact of a unit; those with an account name its login.</summary>
public sealed record PracticeContact(string Unit, string Duty, string Name, string Email, string Phone, string Login)
{
    public static IReadOnlyList<PracticeContact> FromCsv(string text) =>
        [.. Csv.Read(text, "unit", "duty", "name", "email", "phone", "login").Select(row =>
            new PracticeContact(row["unit"], row["duty"], row["name"], row["email"], row["phone"], row["login"]))];
}
