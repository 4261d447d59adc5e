using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Tracker.Web.Features.Accounts;
using Tracker.Web.Features.Seeding;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Units;

/// <summary>西藏自治区 with its units of 2018-06-11 and nobody but those whom a test lets in.</summary>
public sealed class Registry : IAsyncDisposable
{
    const string Password = "一个很长的演示密码";
    static readonly LocalDate opensOn = new(2018, 6, 11);

    Registry(ServedTracker served) => Served = served;

    public ServedTracker Served { get; }
    public int RegionId { get; private set; }

    public static async Task<Registry> Open()
    {
        var registry = new Registry(await ServedTracker.Start());
        await registry.Get<SeedReference>().Run(practice: true, World.Xizang.Region);
        registry.RegionId = await registry.One<int>("SELECT id FROM regions");
        await registry.MoveTo(opensOn);
        return registry;
    }

    public T Get<T>() where T : notnull => Served.Services.GetRequiredService<T>();

    public static OfficeMoment At(LocalDate day) => new OfficeClock(TimeProvider.System).On(day);

    public async Task MoveTo(LocalDate day)
    {
        await using var connection = await Get<Database>().Open();
        await Get<OfficeClock>().MoveTo(connection, day);
    }

    /// <summary>An account with this role in the office.</summary>
    public async Task<Actor> Person(string login, Role role)
    {
        await Get<Database>().InTransaction(connection => Get<CreateAccount>().Run(connection, Actor.System(RegionId), At(opensOn), new(login, login, null, "bgt", [role], Demonstration: true), Password));
        await using var connection = await Get<Database>().Open();
        return await Actors.ByLogin(connection, RegionId, login);
    }

    /// <summary>A browser's worth of cookies of a new account with this role.</summary>
    public async Task<HttpClient> Client(string login, Role role)
    {
        await Person(login, role);
        var client = Served.Client();
        using var answer = await client.PostAsync("/sign-in", await client.Form("/sign-in", ("Login", login), ("Password", Password)));
        return answer.Headers.Location is not null ? client : throw new InvalidOperationException($"{login} could not sign in");
    }

    public async Task<T> One<T>(string sql, object? with = null)
    {
        await using var connection = await Get<Database>().Open();
        return (await connection.ExecuteScalarAsync<T>(sql, with))!;
    }

    public async Task<IReadOnlyList<T>> Column<T>(string sql, object? with = null)
    {
        await using var connection = await Get<Database>().Open();
        return (await connection.QueryAsync<T>(sql, with)).AsList();
    }

    public ValueTask DisposeAsync() => Served.DisposeAsync();
}
