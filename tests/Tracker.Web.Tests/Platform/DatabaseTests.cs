using Dapper;
using Tracker.Web.Platform;

namespace Tracker.Web.Tests.Platform;

/// <summary>The pool of connections that everything goes through.</summary>
public sealed class DatabaseTests
{
    const string PreparedSql = "SELECT count(*)::int FROM pg_prepared_statements";

    [TestCase("", true)]
    [TestCase(";Max Auto Prepare=0", false)]
    public async Task Plans_are_kept_by_a_connection_that_is_used_again_unless_the_operator_says_otherwise(string more, bool kept)
    {
        await using var empty = await TestDatabase.CreateEmpty();
        await using var database = Database.At(empty.OwnerUrl + ";Maximum Pool Size=1" + more);
        for (var i = 0; i < 6; i++)
        {
            await using var connection = await database.Open();
            await connection.ExecuteScalarAsync<int>("SELECT @i", new { i });
        }
        await using var again = await database.Open();
        Assert.That(await again.ExecuteScalarAsync<int>(PreparedSql) > 0, Is.EqualTo(kept));
    }
}
