using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;
using Tracker.Web.Features.Reminders;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Benchmarks;

/// <summary>One sweep in a process of its own, as a worker does it in the night: so that its memory is its own, and nothing is warm.</summary>
public static class SweepOnce
{
    /// <param name="Milliseconds">of the sweep, without the start of the process</param>
    /// <param name="ProcessorSeconds">of the process and of its session in the database: what others who keep the machine busy do not change</param>
    /// <param name="PeakMegabytes">the most that the process has held, its start included</param>
    public sealed record Outcome(double Milliseconds, double ProcessorSeconds, double PeakMegabytes, int LampsChanged, int Reminders, int Digests);

    /// <summary>Starts the process and waits for it.</summary>
    public static async Task<Outcome> InItsOwnProcess(string databaseUrl, LocalDate day)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(SweepOnce).Assembly.Location, "sweep-once", day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        start.Environment["DATABASE_URL"] = databaseUrl;
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return JsonSerializer.Deserialize<Outcome>(said)!;
    }

    /// <summary>What that process does: sweeps, prints the outcome, and tells on standard error on which statements the time went.</summary>
    public static async Task<int> Run(string day)
    {
        using var statements = new StatementTimes();
        await using var services = CommandServices.Build();
        var (region, session) = await services.GetRequiredService<Database>().InTransaction(async c => (await c.ExecuteScalarAsync<int>("SELECT region_id FROM lamps LIMIT 1"), c.ProcessID));
        var at = services.GetRequiredService<OfficeClock>().On(LocalDatePattern.Iso.Parse(day).Value);
        statements.Forget();
        var spent = ProcessorSeconds(session);
        var begun = Stopwatch.GetTimestamp();
        var done = await services.GetRequiredService<Sweep>().Run(region, at);
        var took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        statements.Tell(took);
        Console.WriteLine(JsonSerializer.Serialize(new Outcome(took, ProcessorSeconds(session) - spent, Memory.Peak(Environment.ProcessId), done.LampsChanged, done.HeadsUps + done.Nudges + done.OrderSteps, done.Digests)));
        return 0;
    }

    // The pool has one session, and the verb gets it again.
    static double ProcessorSeconds(int session) => Environment.CpuUsage.TotalTime.TotalSeconds
        + File.ReadAllText($"/proc/{session}/stat").Split(") ")[1].Split(' ')[11..13].Sum(ticks => int.Parse(ticks, CultureInfo.InvariantCulture)) / 100.0;
}
