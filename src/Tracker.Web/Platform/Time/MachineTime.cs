namespace Tracker.Web.Platform;

/// <summary>The machine's clock, as wrong as it is told to be: so that a node whose clock is off can be tried out.</summary>
public sealed class MachineTime(TimeSpan offset) : TimeProvider
{
    /// <param name="offset">how far ahead; negative behind</param>
    public static TimeProvider With(TimeSpan offset) => offset == TimeSpan.Zero ? System : new MachineTime(offset);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + offset;
}
