using Tracker.Web.Features.Mail;

namespace Tracker.Web.Features.Digests;

/// <summary>What one role of a person has to hear on a working day, or a part of it that may be switched off by itself.</summary>
/// <param name="Topic">what the reader may switch it off by; null where the rules do not allow it</param>
/// <param name="IsWorthAMail">whether it brings anything new: nothing new, no mail</param>
/// <param name="Words">counts for the subject, the sentence that says why this mail came, and the sections</param>
public sealed record DigestPart(MailTopic? Topic, bool IsWorthAMail, LetterDraft Words)
{
    /// <summary>One letter for all roles of a person: whoever holds two hears the same thing once.</summary>
    /// <param name="parts">at least one, the most urgent role first</param>
    public static Letter Together(IReadOnlyList<DigestPart> parts, LetterTemplates templates)
    {
        var told = parts.Where(p => p.Words.Parts.Count > 0).ToList();
        return templates.Letter("Digest", new
        {
            parts[0].Words.Lead,
            Counts = parts.SelectMany(p => p.Words.Counts).Where(c => c.N > 0).GroupBy(c => c.Word).Select(word => new { N = word.Max(c => c.N), Word = word.Key }).ToList(),
            Sections = told.SelectMany(p => p.Words.Parts).DistinctBy(s => s.Heading).ToList(),
        }) with { Optional = told.Any(p => p.Topic is null) ? [] : [.. told.Select(p => p.Topic!.Value).Distinct()] };
    }
}
