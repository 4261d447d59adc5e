using System.Net;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Npgsql;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Assignments;

namespace Tracker.Web.Tests.Platform.SignIn;

/// <summary>Copies of the program on one database read each other's cookies, if they hold the same secret.</summary>
[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SealedKeysTests : IAsyncDisposable
{
    const string Secret = "a secret that nobody has guessed yet", Another = "another secret of thirty-two or more";

    readonly List<WebApplication> programs = [];
    TestDatabase database = null!;

    [SetUp]
    public async Task Create() => database = await TestDatabase.Create();

    [TestCase(Secret, Secret, HttpStatusCode.OK)]
    [TestCase(null, null, HttpStatusCode.OK)]
    [TestCase(Secret, Another, HttpStatusCode.BadRequest)]
    [TestCase(Secret, null, HttpStatusCode.BadRequest)]
    [TestCase(null, Secret, HttpStatusCode.OK)]
    public async Task A_form_of_one_copy_is_taken_by_another(string? mine, string? theirs, HttpStatusCode expected)
    {
        using var client = new HttpClient();
        var (first, second) = (await Start(mine), await Start(theirs));
        var form = await client.Form(new Uri(first, "/sign-in").ToString(), ("Login", "nobody"), ("Password", "nothing"));
        using var answer = await client.PostAsync(new Uri(second, "/sign-in"), form);
        Assert.That(answer.StatusCode, Is.EqualTo(expected));
        using var own = await client.PostAsync(new Uri(second, "/sign-in"), await client.Form(new Uri(second, "/sign-in").ToString(), ("Login", "nobody"), ("Password", "nothing")));
        Assert.That(own.StatusCode, Is.EqualTo(HttpStatusCode.OK), "whatever became of the keys, people can sign in");
    }

    [TestCase(null, true)]
    [TestCase(Secret, false)]
    public async Task The_secret_keeps_the_keys_out_of_a_copy_of_the_database(string? secret, bool open)
    {
        using var client = new HttpClient();
        await client.GetStringAsync(new Uri(await Start(secret), "/sign-in"));
        await using var connection = new NpgsqlConnection(database.OwnerUrl);
        var keys = (await connection.QueryAsync<string>("SELECT xml FROM data_protection_keys")).AsList();
        Assert.That(keys, Is.Not.Empty.And.All.Matches<string>(xml => xml!.Contains("masterKey", StringComparison.Ordinal) == open));
    }

    async Task<Uri> Start(string? secret)
    {
        var program = TrackerWeb.Build(database.Settings(secret is null ? [] : [("TRACKER_KEY_SECRET", secret)]));
        programs.Add(program);
        await program.StartAsync();
        return new(program.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in programs)
            await program.DisposeAsync();
        await database.DisposeAsync();
    }
}
