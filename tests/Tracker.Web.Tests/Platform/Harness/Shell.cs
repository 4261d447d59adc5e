using System.Diagnostics;
using System.Text;

namespace Tracker.Web.Tests.Platform;

/// <summary>The program as a shell starts it, <c>tracker VERB …</c>, with a state folder of its own and none of this machine's settings.</summary>
public sealed class Shell : IDisposable
{
    static readonly string[] Settings = ["DATABASE_URL", "DATABASE_OWNER_URL", "SMTP_URL", "SMTP_PRACTICE"];

    readonly DirectoryInfo state = Directory.CreateTempSubdirectory("tracker-state-");
    readonly Dictionary<string, string> settings;

    public Shell(params (string Name, string Value)[] settings)
    {
        this.settings = settings.ToDictionary(setting => setting.Name, setting => setting.Value);
        this.settings.TryAdd("TRACKER_STATE", State);
        this.settings.TryAdd("TRACKER_LISTEN", $"http://127.0.0.1:{FreePort.Next()}");
    }

    /// <summary>A shell whose program works on that database.</summary>
    public static Shell On(TestDatabase database, params (string Name, string Value)[] more) => new([("DATABASE_URL", database.Url), .. more]);

    public string State => state.FullName;

    /// <summary>Where the program serves, on a port that was free a moment ago.</summary>
    public Uri Listen => new(settings["TRACKER_LISTEN"]);

    public Shell With(string setting, string value)
    {
        settings[setting] = value;
        return this;
    }

    public sealed record Ran(int Status, string Output, string Error);

    /// <summary>Runs it to its end.</summary>
    public async Task<Ran> Run(params string[] arguments)
    {
        using var process = Start(arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await error);
    }

    /// <summary>Starts it and leaves it running.</summary>
    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "tracker.dll"), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = new UTF8Encoding(false),
        };
        foreach (var name in start.Environment.Keys.Where(name => Settings.Contains(name) || name.StartsWith("TRACKER_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public void Dispose() => state.Delete(recursive: true);
}
