namespace Tracker.Web.Features.Mail;

/// <summary>What a mail says, before it is text or HTML. Every address is absolute, and only shows: nothing changes by opening it.</summary>
/// <param name="Subject">carries the counts: 【分工方案】2红 3黄 1待签收</param>
/// <param name="Lead">the sentence that says why this mail came</param>
/// <param name="Button">what to do, as a link</param>
public sealed record Letter(string Subject, string Lead, IReadOnlyList<LetterPart> Parts, LetterLink Button)
{
    /// <summary>What it is about, where its reader may switch off all of that; empty where any of it must be sent.</summary>
    public IReadOnlyList<MailTopic> Optional { get; init; } = [];
}

public sealed record LetterPart(string Heading, IReadOnlyList<LetterLine> Lines);

/// <param name="Note">dates and days, in brackets behind the text</param>
/// <param name="Address">where the line leads; none if nowhere</param>
public sealed record LetterLine(string Text, string Note = "", string? Address = null);

public sealed record LetterLink(string Text, string Address);
