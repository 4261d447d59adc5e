namespace Tracker.Domain.Notices.Recognisers;

/// <summary>Duties in a task's text that start no clock of their own: 不少于2次 a year, 3个工作日内 after an event.</summary>
public static class SentenceObligations
{
    /// <returns>in the order of the text</returns>
    public static IReadOnlyList<Obligation> In(string text) =>
        [.. Frequencies.In(text).Concat(ServiceTimes.In(text)).OrderBy(o => o.Start).Select(o => o.Obligation)];
}
