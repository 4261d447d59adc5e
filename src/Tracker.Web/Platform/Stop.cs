namespace Tracker.Web.Platform;

/// <summary>The program cannot go on, and one sentence in Chinese says why and what to do.</summary>
/// <param name="status">one of <see cref="ExitStatus"/></param>
public sealed class Stop(int status, string sentence, Exception? cause = null) : Exception(sentence, cause)
{
    public int Status { get; } = status;
}
