using System.Text.RegularExpressions;
using Tracker.Domain.Deadlines;

namespace Tracker.Domain.Notices.Recognisers;

/// <summary>The last clause of a task where it is a limit without a date and nothing more: …，长期坚持。 It may be no more than emphasis.</summary>
static partial class LimitAtTheEnd
{
    /// <summary>The clause without what opens it (做到长期坚持), or null.</summary>
    public static Range? In(string text)
    {
        if (LastClause().Match(text) is not { Success: true } clause)
            return null;
        var words = clause.Groups["words"];
        return words.Value.Split('、', '并').All(IsLasting) ? words.Index..(words.Index + words.Length) : null;
    }

    // 动态更新 and 持续优化 say how something is done and not how long.
    static bool IsLasting(string words) =>
        Lasting().IsMatch(words) && TimeLimitReader.Read(words, AnyYear)?.Limit.Kind is TimeLimitKind.LongTerm or TimeLimitKind.WholeYear or TimeLimitKind.Immediate;

    static readonly Years AnyYear = new(2000, null);

    [GeneratedRegex("[，,；;。](?:并|要|须|应|坚持|做到|实行|确保|切实)*(?<words>[^，,；;。：:]{2,12})[。；;]?$")]
    private static partial Regex LastClause();

    [GeneratedRegex("^(?:1[—–\\-－~～至到]12月|长期|常年|常抓|抓常|常态|全年|贯穿全年|立行立改|即知即改|立查立改|持续(?:推进|推动|坚持|开展|用力|抓好|实施|深入|$))")]
    private static partial Regex Lasting();
}
