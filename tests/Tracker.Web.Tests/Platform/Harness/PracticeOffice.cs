using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;
using Tracker.Web.Features.Notices;
using Tracker.Web.Features.Seeding;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;
using Tracker.Web.Platform.Documents;

namespace Tracker.Web.Tests.Platform;

/// <summary>The practice world of 西藏自治区 with its people, served on a database of its own.</summary>
public sealed class PracticeOffice : IAsyncDisposable
{
    public static readonly LocalDate DispatchedOn = new(2018, 6, 11);
    public const string HandlingUnits = "政府系统建议提案承办单位";

    PracticeOffice(ServedTracker served) => Served = served;

    public ServedTracker Served { get; }
    public Uri Address => Served.Address;

    /// <summary>周明远, who checks, and 德吉央宗, who reviews.</summary>
    public Actor Checker { get; private set; } = null!;
    public Actor Reviewer { get; private set; } = null!;

    static readonly FrozenWorld seeded = new(async services =>
    {
        await services.GetRequiredService<SeedReference>().Run(practice: true);
        await services.GetRequiredService<SeedPractice>().Run();
    });

    /// <summary>The world on the morning before its dispatch, without a notice.</summary>
    /// <param name="with">what is added to the program, given the address of its database</param>
    public static Task<PracticeOffice> Open(Action<WebApplicationBuilder, string>? with = null) => Open(seeded, with);

    /// <summary>The same after its whole year, see <see cref="PlayedXizang"/>.</summary>
    public static Task<PracticeOffice> OpenPlayed() => Open(PlayedXizang.Frozen, null);

    static async Task<PracticeOffice> Open(FrozenWorld world, Action<WebApplicationBuilder, string>? with)
    {
        var office = new PracticeOffice(await world.Copy(with));
        office.Checker = await office.Person("duban");
        office.Reviewer = await office.Person("duban2");
        return office;
    }

    public T Get<T>() where T : notnull => Served.Services.GetRequiredService<T>();

    public OfficeMoment At(LocalDate day) => Get<OfficeClock>().On(day);

    public OfficeMoment OnTheDay => At(DispatchedOn);

    public async Task<Actor> Person(string login)
    {
        await using var connection = await Get<Database>().Open();
        return await Actors.ByLogin(connection, await Acting.RegionOf(connection, World.Xizang.Region), login);
    }

    /// <summary>A signed-in client that does not follow redirects by itself.</summary>
    public async Task<HttpClient> Client(string login)
    {
        var client = Served.Client();
        using var answer = await client.PostAsync("/sign-in", await client.Form("/sign-in", ("RegionId", Checker.RegionId.ToString()), ("Login", login), ("Password", Password(login))));
        return answer.StatusCode == System.Net.HttpStatusCode.Redirect ? client : throw new InvalidOperationException($"{login} could not sign in");
    }

    public string Password(string login) => Get<DemonstrationAccounts>().Read().Single(line => line.Login == login).Password;

    /// <summary>Reads and imports a notice of the seed data, or a text given.</summary>
    public Task<Imported> Import(string name = "xizang-2018") => ImportText(File.ReadAllText(Checkout.File($"seed-data/notices/{name}.txt")), name + ".txt");

    public async Task<Imported> ImportText(string text, string name = "notice.txt", Actor? by = null)
    {
        var content = System.Text.Encoding.UTF8.GetBytes(text);
        await using var connection = await Get<Database>().Open();
        var read = await RegionReader.Read(connection, (by ?? Checker).RegionId, NoticeFile.Blocks(content, name));
        return await Get<ImportNotice>().Run(by ?? Checker, OnTheDay, new(name, content), read);
    }

    /// <summary>Another draft of xizang-2018: an empty line more makes it another file.</summary>
    public async Task<Imported> ImportAnother()
    {
        var text = await File.ReadAllTextAsync(Checkout.File("seed-data/notices/xizang-2018.txt"));
        return await ImportText(text + new string('\n', await One<int>("SELECT 1 + count(*)::int FROM notices")));
    }

    /// <summary>The same, ready for dispatch.</summary>
    public async Task<long> ReadyPlan()
    {
        var plan = await ImportAnother();
        await MakeReady(plan.PlanId);
        return plan.PlanId;
    }

    /// <summary>Checks every item, names whom 建议提案承办单位 stands for, and has a second person review.</summary>
    public async Task MakeReady(long planId)
    {
        await Get<NameMembers>().Run(Checker, OnTheDay, planId, null, HandlingUnits, [await UnitId("fgw"), await UnitId("czt")]);
        await Get<ConfirmItems>().Run(Checker, OnTheDay, planId, await Column<long>("SELECT id FROM work_items WHERE work_plan_id = @planId", new { planId }));
        await Get<ReviewPlan>().Run(Reviewer, OnTheDay, planId);
    }

    public Task<long> DraftItem(long planId, string number) =>
        One<long>("SELECT id FROM work_items WHERE work_plan_id = @planId AND number = @number", new { planId, number });

    /// <summary>A doubt that the reader might have had; two readings or more make it a choice.</summary>
    /// <param name="readings">as the agreed JSON has them</param>
    public Task<long> Doubt(long item, string field, string readings) => One<long>("""
        INSERT INTO doubts (region_id, work_plan_id, work_item_id, field, reason, readings)
        SELECT region_id, work_plan_id, id, @field, '两种读法', @readings::jsonb FROM work_items WHERE id = @item RETURNING id
        """, new { item, field, readings });

    public Task<long> UnitId(string code) => One<long>("SELECT id FROM units WHERE region_id = @RegionId AND code = @code", new { Checker.RegionId, code });

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

    /// <summary>What only the owner of the schema may do, to provoke a failure.</summary>
    public async Task AsOwner(string sql)
    {
        await using var connection = new NpgsqlConnection(Served.Database.OwnerUrl);
        await connection.ExecuteAsync(sql);
    }

    public ValueTask DisposeAsync() => Served.DisposeAsync();
}
