namespace Tracker.Web.Tests.Faults;

/// <summary>What became of the mails that had to arrive.</summary>
/// <param name="Missing">never arrived, or an effect of a day that is not there</param>
/// <param name="Doubled">the same message under another Message-ID, more than one repeat, or a repeat though its answer was not lost</param>
/// <param name="Repeated">once more with the same Message-ID, because nobody could know that they had been taken</param>
public sealed record Tally(int Missing, int Doubled, int Repeated)
{
    public static Tally None { get; } = new(0, 0, 0);

    public bool IsFaultless => this is { Missing: 0, Doubled: 0 };

    public static Tally operator +(Tally a, Tally b) => new(a.Missing + b.Missing, a.Doubled + b.Doubled, a.Repeated + b.Repeated);

    public override string ToString() => $"missing {Missing}, doubled {Doubled}, repeated {Repeated}";
}
