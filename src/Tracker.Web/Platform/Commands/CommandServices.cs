using Microsoft.Extensions.Logging.Console;

namespace Tracker.Web.Platform;

/// <summary>The same services as the web program's, for a verb of the shell.</summary>
public static class CommandServices
{
    /// <param name="instead">settings that go before those of the environment</param>
    public static Settings Settings(params IEnumerable<(string Name, string Value)> instead) => new(new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
        .AddEnvironmentVariables()
        .AddInMemoryCollection(instead.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
        .Build());

    public static ServiceProvider Build() => Build(Settings());

    public static ServiceProvider Build(Settings settings) =>
        new ServiceCollection().AddLogging(Log).AddTracker(settings).BuildServiceProvider();

    // What a verb prints on standard output is its answer, and nothing else.
    static void Log(ILoggingBuilder log)
    {
        log.AddSimpleConsole().AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        log.Services.Configure<ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
