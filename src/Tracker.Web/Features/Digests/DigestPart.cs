using Tracker.Web.Features.Mail;

namespace Tracker.Web.Features.Digests;

/// <summary>What one role of a person has to hear on a working day, or a part of it that may be switched off by itself.</summary>
/// <param name="Topic">what the reader may switch it off by; null where the rules do not allow it</param>
/// <param name="IsWorthAMail">whether it brings anything new: nothing new, no mail</param>
/// <param name="Counts">for the subject, in the order they are read</param>
/// <param name="Lead">the sentence that says why this mail came</param>
public sealed record DigestPart(MailTopic? Topic, bool IsWorthAMail, IReadOnlyList<(int N, string Word)> Counts, string Lead, IReadOnlyList<LetterPart> Sections)
{
    /// <summary>One letter for all roles of a person: whoever holds two hears the same thing once.</summary>
    /// <param name="parts">at least one, the most urgent role first</param>
    public static Letter Together(IReadOnlyList<DigestPart> parts, MailLinks links) => new(
        DigestSubjects.Of([.. parts.SelectMany(p => p.Counts).GroupBy(c => c.Word).Select(word => (word.Max(c => c.N), word.Key))]),
        parts[0].Lead, [.. parts.SelectMany(p => p.Sections).DistinctBy(s => s.Heading)], new("进入系统办理", links.Home))
    {
        Optional = Told(parts) is var told && told.Any(p => p.Topic is null) ? [] : [.. told.Select(p => p.Topic!.Value).Distinct()],
    };

    static List<DigestPart> Told(IEnumerable<DigestPart> parts) => [.. parts.Where(p => p.Sections.Count > 0)];
}
