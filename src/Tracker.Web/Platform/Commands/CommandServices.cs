namespace Tracker.Web.Platform;

/// <summary>The same services as the web program's, for a verb of the shell.</summary>
public static class CommandServices
{
    public static Settings Settings() => new(new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
        .AddEnvironmentVariables()
        .Build());

    public static ServiceProvider Build() => new ServiceCollection().AddLogging(log => log.AddSimpleConsole()).AddTracker(Settings()).BuildServiceProvider();
}
