using System.Globalization;

namespace Tracker.Web.Tests.Platform;

/// <summary>Resident memory of a process, as the kernel counts it.</summary>
public static class Memory
{
    /// <summary>The most that it has held since it began or <see cref="Forget"/> was called, in MB.</summary>
    public static double Peak(int processId) => double.Parse(
        File.ReadLines($"/proc/{processId}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))[6..^2], CultureInfo.InvariantCulture) / 1000;

    /// <summary>Begins anew for this process.</summary>
    public static void Forget()
    {
        GC.Collect();
        File.WriteAllText("/proc/self/clear_refs", "5");
    }
}
