using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices;

/// <summary>The milestones of a task with their places, and what is not sure of them.</summary>
sealed record Milestones(IReadOnlyList<Milestone> Values, IReadOnlyList<TextSpan> Spans, IReadOnlyList<Doubt> Doubts)
{
    // More combinations than a person can choose from are named and not listed.
    const int MostReadings = 6;

    public static readonly Milestones None = new([], [], []);

    /// <summary>Dates that stand or fall together.</summary>
    /// <param name="Options">what they may come to; an empty list among them where they may be no milestones</param>
    sealed record Candidate(IReadOnlyList<Passage> Words, IReadOnlyList<Milestone> Values, string? Trouble, IReadOnlyList<IReadOnlyList<Milestone>> Options);

    /// <param name="text">the task's sentences</param>
    /// <param name="limitWords">the words of its time limit, which may name earlier dates too</param>
    public static Milestones Of(Passage text, Years years, Passage? limitWords, LimitRead? limit)
    {
        var candidates = SentenceDates.In(text.Text, years).Select(d => InSentence(text[d.Start..d.End], d)).ToList();
        if (limitWords is not null && limit is { Earlier.Count: > 0 })
            candidates.Add(InLimit(limitWords, limit.Earlier));
        return new([.. candidates.SelectMany(c => c.Values)], [.. candidates.SelectMany(c => c.Words).SelectMany(w => w.Spans)], [.. DoubtsOf(candidates)]);
    }

    static Candidate InSentence(Passage words, DateFound date)
    {
        var days = date.Readings.Count > 0 ? date.Readings.Select(d => (LocalDate?)d) : [date.Due];
        var options = days.Select(day => (IReadOnlyList<Milestone>)[new(words.Text, day)]);
        var trouble = date.Perhaps ? "可能是完成的时间，也可能只是活动的时间" : date.Trouble;
        return new([words], [new(words.Text, date.Due)], trouble is null ? null : $"“{words.Text}”：{trouble}", [.. date.Perhaps ? options.Append([]) : options]);
    }

    static Candidate InLimit(Passage limit, IReadOnlyList<(string Raw, LocalDate Due)> earlier)
    {
        var values = earlier.Select(e => new Milestone(e.Raw, e.Due)).ToList();
        var words = earlier.Select(e => Math.Max(0, limit.Text.IndexOf(e.Raw, StringComparison.Ordinal)) is var start ? limit[start..(start + e.Raw.Length)] : limit);
        return new([.. words], values, $"“{string.Join("”“", earlier.Select(e => e.Raw))}”：与最后的时限写在一起，按阶段节点读", [values, []]);
    }

    /// <summary>One doubt for all dates, because a reading of the field is the list of all of them.</summary>
    static IEnumerable<Doubt> DoubtsOf(List<Candidate> candidates)
    {
        var troubles = candidates.Select(c => c.Trouble).OfType<string>().ToList();
        if (troubles.Count == 0)
            yield break;
        var combinations = candidates.Aggregate(1L, (count, c) => Math.Min(MostReadings + 1, count * c.Options.Count));
        yield return new(TaskField.Milestones, string.Join('；', troubles), combinations is > 1 and <= MostReadings ? [.. Combined(candidates)] : []);
    }

    static IEnumerable<MilestonesReading> Combined(List<Candidate> candidates)
    {
        IEnumerable<IReadOnlyList<Milestone>> lists = [[]];
        foreach (var candidate in candidates)
            lists = [.. lists.SelectMany(list => candidate.Options.Select(option => (IReadOnlyList<Milestone>)[.. list, .. option]))];
        return lists.Select(list => new MilestonesReading(list));
    }
}
