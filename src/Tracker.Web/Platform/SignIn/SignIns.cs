using Dapper;
using NodaTime;
using Npgsql;

namespace Tracker.Web.Platform;

/// <summary>Checks a password and counts failures: five in a row lock the account for fifteen minutes.</summary>
public sealed class SignIns(Database database, Passwords passwords, EventLog events, OfficeClock clock) : IFeature
{
    public const int MostFailures = 5;
    public static readonly Duration LockedFor = Duration.FromMinutes(15);

    sealed record Account(long Id, string Name, string PasswordHash, Guid SecurityStamp, bool MustChangePassword, Instant? LockedUntil);

    const string FindSql = """
        SELECT id, name, password_hash, security_stamp, must_change_password, locked_until
        FROM people WHERE region_id = @regionId AND login = lower(@login) AND disabled_at IS NULL
        FOR UPDATE
        """;

    const string FailSql = """
        UPDATE people SET failed_sign_ins = CASE WHEN failed_sign_ins + 1 >= @MostFailures THEN 0 ELSE failed_sign_ins + 1 END,
            locked_until = CASE WHEN failed_sign_ins + 1 >= @MostFailures THEN @lockedUntil END
        WHERE region_id = @regionId AND id = @id
        """;

    const string SucceedSql = """
        UPDATE people SET failed_sign_ins = 0, locked_until = NULL WHERE region_id = @regionId AND id = @id
        """;

    /// <returns>the person, or a sentence that says why not; the same sentence for a wrong name and a wrong password</returns>
    public Task<(SignedIn? Person, string? Refusal)> Try(int regionId, string login, string password) =>
        database.InTransaction(async connection =>
        {
            var now = clock.Machine;
            var account = await connection.QuerySingleOrDefaultAsync<Account>(FindSql, new { regionId, login });
            if (account is null)
                return (null, WrongPair);
            if (account.LockedUntil > now)
                return (null, Locked(account.LockedUntil.Value));
            var right = passwords.Matches(account.PasswordHash, password);
            await connection.ExecuteAsync(right ? SucceedSql : FailSql,
                new { regionId, account.Id, MostFailures, lockedUntil = now + LockedFor });
            await Record(connection, regionId, account, right);
            return right ? (new SignedIn(regionId, account.Id, account.SecurityStamp, account.MustChangePassword), null) : ((SignedIn?)null, WrongPair);
        });

    const string WrongPair = "用户名或密码不对。连续输错五次，账号会锁定十五分钟。";

    static string Locked(Instant until) => $"连续输错次数太多，账号已锁定到 {until.InZone(OfficeClock.Zone):HH:mm}。";

    async Task Record(NpgsqlConnection connection, int regionId, Account account, bool right)
    {
        var by = new Actor(regionId, account.Id, account.Name, "", []);
        var (verb, sentence) = right ? ("SignIn", "登录") : ("SignInRefused", "密码不对，未能登录");
        await events.Append(connection, by, (await clock.Now(connection)).Now, new Event(verb, $"Person:{account.Id}", sentence));
    }
}

/// <summary>What the cookie holds of a person.</summary>
public sealed record SignedIn(int RegionId, long PersonId, Guid SecurityStamp, bool MustChangePassword);
