using System.Diagnostics;

namespace Tracker.Web.Tests.Platform;

/// <summary>Starts <c>./run</c> as a user would, with a state folder of its own and none of this machine's settings.</summary>
public sealed class RunScript : IDisposable
{
    readonly DirectoryInfo state = Directory.CreateTempSubdirectory("tracker-state-");
    readonly Dictionary<string, string> settings = [];

    public RunScript()
    {
        // The database's own user passes through on its way to the cluster.
        File.SetUnixFileMode(state.FullName, state.UnixFileMode | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        settings["TRACKER_STATE"] = State;
        settings["TRACKER_LISTEN"] = $"http://127.0.0.1:{Port}";
    }

    public string State => Path.Combine(state.FullName, "state");

    /// <summary>A port of loopback that was free a moment ago.</summary>
    public int Port { get; } = FreePort.Next();

    public sealed record Result(int Status, string Output, string Error);

    public RunScript With(string setting, string value)
    {
        settings[setting] = value;
        return this;
    }

    /// <summary>Runs it to its end.</summary>
    public async Task<Result> Run(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Result(process.ExitCode, await output, await error);
    }

    /// <summary>Starts it and leaves it running.</summary>
    public Process Start(params string[] arguments)
    {
        // Tests that were started in the background ignore Ctrl-C, and a shell cannot unlearn that.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", Checkout.File("run"), .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name is "DATABASE_URL" or "DATABASE_OWNER_URL" or "SMTP_URL" or "SMTP_PRACTICE"
            || name.StartsWith("TRACKER_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    public void Dispose() => state.Delete(recursive: true);
}
