using System.CommandLine;

namespace Tracker.Web.Platform;

/// <summary><c>tracker worker</c>: the jobs without the pages; as many beside each other as one likes. Never migrates.</summary>
public static class WorkerCommand
{
    public static Command Create()
    {
        var command = new Command("worker", "只运行后台任务：提醒、工作提示、发送邮件");
        command.SetAction(async (_, ct) =>
        {
            var settings = CommandServices.Settings();
            settings.RefuseWrong();
            using var host = await DatabaseAtStart.WaitFor(settings.DatabasePatience, () => Started(settings, ct), Console.WriteLine, ct);
            Console.WriteLine("Tracker 后台任务已启动");
            await host.WaitForShutdownAsync(ct);
            return ExitStatus.Done;
        });
        return command;
    }

    static async Task<IHost> Started(Settings settings, CancellationToken ct)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning).AddFilter("Quartz", LogLevel.Warning).AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.AddTracker(settings);
        // Nobody waits before a page: a night's statement may take its time.
        builder.Services.AddSingleton(_ => Database.At(settings.DatabaseUrl + ";Command Timeout=600"));
        builder.Services.AddHostedService<Worker>();
        var host = builder.Build();
        try
        {
            Console.WriteLine(await host.Services.GetRequiredService<WorkerCheck>().Run(ct));
            await host.StartAsync(ct);
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }
}
