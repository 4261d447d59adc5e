namespace Tracker.Web.Features.Obligations;

/// <summary>What a report says of one duty in the sentence: how often it came up since the report before.</summary>
/// <param name="Late">how often too late; null where the duty names no time after an event</param>
public sealed record ReportCount(long ObligationId, int Times, int? Late);
