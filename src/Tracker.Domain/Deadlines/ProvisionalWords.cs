namespace Tracker.Domain.Deadlines;

/// <summary>How it is said of a date that no notice has settled it yet; the same on pages, in sheets and in mails.</summary>
public static class ProvisionalWords
{
    public const string Word = "暂定";

    /// <summary>What stands behind the date; nothing where it is settled.</summary>
    public static string Mark(bool provisional) => provisional ? $"（{Word}）" : "";
}
