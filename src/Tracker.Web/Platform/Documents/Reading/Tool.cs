using System.ComponentModel;
using System.Diagnostics;

namespace Tracker.Web.Platform.Documents.Reading;

/// <summary>A program of the system that reads a format for us, bounded in time, memory and output, and killed with all its children when over.</summary>
static class Tool
{
    /// <param name="Output">standard output, up to the bound</param>
    /// <param name="IsOver">whether it was killed because a bound was exceeded</param>
    public sealed record Result(int Status, byte[] Output, string Error, bool IsOver);

    /// <param name="Wall">the backstop; a machine under load is slow, so processor time is what really bounds</param>
    /// <param name="Memory">bytes of address space; 0 for no bound</param>
    public sealed record Bounds(TimeSpan Wall, int ProcessorSeconds, long Memory, int Output);

    public static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, program)));

    public static Result Run(IReadOnlyList<string> command, Bounds bounds, string folder, IReadOnlyDictionary<string, string>? settings = null)
    {
        string[] bounded =
        [
            $"--cpu={bounds.ProcessorSeconds}", "--core=0", "--fsize=268435456", .. bounds.Memory > 0 ? [$"--as={bounds.Memory}"] : Array.Empty<string>(), "--", .. command,
        ];
        var start = new ProcessStartInfo("prlimit", bounded) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using var process = Started(start);
        process.StandardInput.Close();
        using var late = new CancellationTokenSource(bounds.Wall);
        using var stop = late.Token.Register(() => Kill(process));
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var (output, isCut) = ReadUpTo(process.StandardOutput.BaseStream, bounds.Output);
        if (isCut) Kill(process);
        process.WaitForExit();
        // 152 and 137 are SIGXCPU and SIGKILL, as the bound on processor time sends them.
        return new(process.ExitCode, output, error.Result, isCut || late.IsCancellationRequested || process.ExitCode is 152 or 137);
    }

    static Process Started(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new Stop(ExitStatus.NoDatabase, "这台机器没有 prlimit，不能安全地读这种文件。请系统管理员安装 util-linux。", e);
        }
    }

    static (byte[] Output, bool IsCut) ReadUpTo(Stream stream, int most)
    {
        using var output = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            if (output.Length + read > most)
                return (output.ToArray(), true);
            output.Write(buffer, 0, read);
        }
        return (output.ToArray(), false);
    }

    static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself in between.
        }
    }
}
