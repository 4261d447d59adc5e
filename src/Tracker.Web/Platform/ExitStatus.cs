namespace Tracker.Web.Platform;

/// <summary>What a verb tells the shell; the numbers above 63 are those of sysexits.h.</summary>
public static class ExitStatus
{
    /// <summary>Done; a notice read with doubts counts as done.</summary>
    public const int Done = 0;
    /// <summary>An office rule forbids it; the sentence says which.</summary>
    public const int Refused = 1;
    /// <summary>The file cannot be read as what it should be.</summary>
    public const int Unreadable = 2;
    /// <summary>Unknown verb, option or value.</summary>
    public const int Usage = 64;
    /// <summary>No database, or not the version that this program needs; another program of the system that is missing.</summary>
    public const int NoDatabase = 69;
    /// <summary>A file could not be written: disk full, no right.</summary>
    public const int NotWritten = 74;
    /// <summary>A setting is missing or wrong.</summary>
    public const int Setting = 78;
}
