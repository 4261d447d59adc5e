using System.CommandLine;
using System.Net.Sockets;
using Dapper;
using Tracker.Web.Features.Seeding;

namespace Tracker.Web.Platform;

/// <summary><c>tracker serve</c>: the pages, and the worker beside them unless told otherwise. Never migrates.</summary>
public static class ServeCommand
{
    public static Command Create()
    {
        var noWorker = new Option<bool>("--no-worker") { Description = "不在本进程里运行后台任务（另用 tracker worker）" };
        var command = new Command("serve", "提供网页服务，并运行后台任务（不做数据库升级）") { noWorker };
        command.SetAction((parsed, ct) => Serve(CommandServices.Settings(), worker: !parsed.GetValue(noWorker), ct));
        return command;
    }

    /// <summary>Serves until it is told to stop.</summary>
    /// <param name="worker">whether the jobs run in this process too</param>
    /// <exception cref="Stop">the database or the port is not as it should be</exception>
    public static async Task<int> Serve(Settings settings, bool worker, CancellationToken ct)
    {
        settings.RefuseWrong();
        await using var app = TrackerWeb.Build(settings, builder => { if (worker) builder.Services.AddHostedService<Worker>(); });
        var demonstration = await Check(app.Services.GetRequiredService<Database>(), settings);
        if (worker)
            Console.WriteLine(await app.Services.GetRequiredService<WorkerCheck>().Run(ct));
        await Start(app, settings, ct);
        Console.WriteLine($"Tracker 已就绪：{settings.Listen}");
        if (demonstration)
            app.Services.GetRequiredService<DemonstrationAccounts>().ShowOnTerminal();
        await app.WaitForShutdownAsync(ct);
        return ExitStatus.Done;
    }

    /// <returns>whether demonstration accounts exist</returns>
    static async Task<bool> Check(Database database, Settings settings)
    {
        await using var connection = await database.Open();
        await Migrations.RefuseOtherVersion(connection);
        var demonstration = await connection.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT FROM people WHERE demonstration)");
        if (demonstration && !settings.ListensOnLoopback)
            throw new Stop(ExitStatus.Setting, $"数据库里有演示账号，只能在本机地址上提供服务，不能用 {settings.Listen}。请改回 http://127.0.0.1:端口，或换用正式数据库。");
        return demonstration;
    }

    static async Task Start(WebApplication app, Settings settings, CancellationToken ct)
    {
        try
        {
            await app.StartAsync(ct);
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException || e.InnerException is SocketException)
        {
            throw new Stop(ExitStatus.Setting, $"端口 {settings.Listen.Port} 已被别的程序占用。请关掉它，或用 TRACKER_LISTEN 换一个端口。", e);
        }
    }
}
