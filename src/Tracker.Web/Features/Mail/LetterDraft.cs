using NodaTime;
using Tracker.Domain.Deadlines;

namespace Tracker.Web.Features.Mail;

/// <summary>The day that a letter speaks of days left from.</summary>
public sealed record LetterDay(LocalDate Today, WorkingCalendar Calendar);

/// <summary>What a template of words has said so far: its blocks fill this in, in the order in which they stand in the file.</summary>
public sealed class LetterDraft
{
    readonly List<LetterPart> parts = [];
    readonly List<(int N, string Word)> counts = [];
    List<LetterLine> lines = [];
    string note = "";

    public string Subject { get; private set; } = "";
    public string Lead { get; private set; } = "";
    public LetterLink? Button { get; private set; }
    public IReadOnlyList<LetterPart> Parts => parts;

    /// <summary>For the subject, in the order they are read; zeros too.</summary>
    public IReadOnlyList<(int N, string Word)> Counts => counts;

    internal void SetSubject(string words) => Subject = words;
    internal void SetLead(string words) => Lead = words;
    internal void SetNote(string words) => note = words;
    internal void SetButton(string words, string address) => Button = new(words, address);
    internal void Count(int n, string word) => counts.Add((n, word));

    internal void AddLine(string text, string? address)
    {
        lines.Add(new(text, note, address));
        note = "";
    }

    /// <summary>A section without a line says nothing and is left out.</summary>
    internal void CloseSection(string heading)
    {
        if (lines.Count > 0) parts.Add(new(heading, lines));
        lines = [];
    }
}
