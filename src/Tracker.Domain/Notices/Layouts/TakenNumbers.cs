namespace Tracker.Domain.Notices.Layouts;

/// <summary>Numbers that are given once each: 一, and where it comes again 一(2), 一(3).</summary>
sealed class TakenNumbers(IEnumerable<string> taken)
{
    readonly HashSet<string> taken = [.. taken];
    readonly Dictionary<string, int> times = [];

    public TakenNumbers() : this([]) { }

    /// <summary>The number itself, or the first further one that is free.</summary>
    public string Take(string number)
    {
        var unique = number;
        for (var again = times.GetValueOrDefault(number, 2); !taken.Add(unique); again++)
        {
            unique = $"{number}({again})";
            times[number] = again + 1;
        }
        return unique;
    }
}
