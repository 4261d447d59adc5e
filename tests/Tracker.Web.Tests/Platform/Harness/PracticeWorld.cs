using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Tracker.Web.Features.Seeding;
using Tracker.Web.Platform;

namespace Tracker.Web.Tests.Platform;

/// <summary>The program over the world that a new user finds: 西藏自治区 on 2018-06-11, with all its people.</summary>
public sealed class PracticeWorld : IAsyncDisposable
{
    PracticeWorld(ServedTracker served) => Served = served;

    public ServedTracker Served { get; }
    public int RegionId { get; private set; }

    static readonly FrozenWorld seeded = new(Seed);

    public static async Task<PracticeWorld> Open()
    {
        var world = new PracticeWorld(await seeded.Copy());
        world.RegionId = await world.Scalar<int>("SELECT id FROM regions WHERE code = @Region", new { World.Xizang.Region });
        return world;
    }

    public T Get<T>() where T : notnull => Served.Services.GetRequiredService<T>();

    /// <returns>true if there was anything to seed</returns>
    public Task<bool> Seed() => Seed(Served.Services);

    static async Task<bool> Seed(IServiceProvider services)
    {
        await services.GetRequiredService<SeedReference>().Run(practice: true);
        var fresh = await services.GetRequiredService<SeedPractice>().Run();
        await services.GetRequiredService<SeedNotice>().Run();
        return fresh;
    }

    /// <summary>As the file of demonstration accounts has it.</summary>
    public string PasswordOf(string login) => Get<DemonstrationAccounts>().Read().Single(line => line.Login == login).Password;

    public async Task<Actor> Person(string login)
    {
        await using var connection = await Connect();
        return await Actors.ByLogin(connection, RegionId, login);
    }

    public async Task<OfficeMoment> Moment()
    {
        await using var connection = await Connect();
        return await Get<OfficeClock>().Now(connection);
    }

    public async Task<T> Scalar<T>(string sql, object? arguments = null)
    {
        await using var connection = await Connect();
        return (await connection.ExecuteScalarAsync<T>(sql, arguments))!;
    }

    public Task<NpgsqlConnection> Connect() => Get<Database>().Open();

    public ValueTask DisposeAsync() => Served.DisposeAsync();
}
