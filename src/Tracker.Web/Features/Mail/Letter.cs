using System.Text;

namespace Tracker.Web.Features.Mail;

/// <summary>What a mail says, before it is text or HTML. Every address is absolute, and only shows: nothing changes by opening it.</summary>
/// <param name="Subject">carries the counts: 【分工方案】2红 3黄 1待签收</param>
/// <param name="Lead">the sentence that says why this mail came</param>
/// <param name="Button">what to do, as a link</param>
public sealed record Letter(string Subject, string Lead, IReadOnlyList<LetterPart> Parts, LetterLink Button)
{
    /// <summary>What it is about, where its reader may switch off all of that; empty where any of it must be sent.</summary>
    public IReadOnlyList<MailTopic> Optional { get; init; } = [];

    /// <summary>The plain text, readable without any HTML.</summary>
    public string ToText(string recipient, string signature)
    {
        var text = new StringBuilder($"{recipient}：\n\n{Lead}\n");
        foreach (var part in Parts)
        {
            text.Append($"\n{part.Heading}\n");
            foreach (var line in part.Lines)
                text.Append($"  · {line.Text}{(line.Note == "" ? "" : $"（{line.Note}）")}\n");
        }
        return text.Append($"\n{Button.Text}：{Button.Address}\n\n{signature}\n").ToString();
    }
}

public sealed record LetterPart(string Heading, IReadOnlyList<LetterLine> Lines);

/// <param name="Note">dates and days, in brackets behind the text</param>
/// <param name="Address">where the line leads; none if nowhere</param>
public sealed record LetterLine(string Text, string Note = "", string? Address = null);

public sealed record LetterLink(string Text, string Address);
