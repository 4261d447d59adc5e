using System.Collections.Concurrent;
using System.Reflection;
using HandlebarsDotNet;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Mail;

/// <summary>
/// The words of letters, which are files beside the job that sends them: <c>X.letter.hbs</c> holds subject, lead, sections and button of
/// a letter, <c>X.digest.hbs</c> one role's part of a digest. <c>Letter.text.hbs</c> and <c>Letter.html.hbs</c> then make text and HTML of
/// the same words, so that the two never differ. A name that the model does not have is an error, never an empty place.
/// </summary>
public sealed class LetterTemplates(MailLinks links) : IFeature
{
    const string Folder = "letters/";

    static readonly IHandlebars words = LetterLanguage.Words();
    static readonly IHandlebars html = LetterLanguage.Html();
    static readonly ConcurrentDictionary<string, HandlebarsTemplate<object, object>> compiled = [];

    static LetterTemplates()
    {
        foreach (var shared in Names.Where(n => !n.Contains('.', StringComparison.Ordinal)))
            words.RegisterTemplate(shared, Source(shared));
    }

    /// <summary>Every template there is: Nudge.letter, Liaison.digest, Letter.html; shared pieces have no dot.</summary>
    public static IReadOnlyList<string> Names =>
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Select(n => n[Folder.Length..])];

    /// <param name="name">Nudge for <c>Nudge.letter.hbs</c></param>
    /// <param name="model">what the file names</param>
    /// <param name="day">only where the file speaks of days left or waited</param>
    /// <exception cref="HandlebarsDotNet.Compiler.HandlebarsUndefinedBindingException">the file names what the model does not have</exception>
    public Letter Letter(string name, object model, LetterDay? day = null)
    {
        var draft = Write($"{name}.letter", model, day);
        return new(draft.Subject, draft.Lead, draft.Parts, draft.Button!);
    }

    /// <inheritdoc cref="Letter"/>
    /// <param name="name">Leader for <c>Leader.digest.hbs</c></param>
    public LetterDraft DigestPart(string name, object model, LetterDay day) => Write($"{name}.digest", model, day);

    /// <summary>The plain text, readable without any HTML.</summary>
    /// <param name="recipient">how the reader is addressed</param>
    /// <param name="shown">only shown to somebody, not sent</param>
    public string ToText(Letter letter, string recipient, bool shown = false) => Printed("Letter.text", words, letter, recipient, shown);

    /// <summary>The HTML: one column, readable on a phone and where pictures are blocked.</summary>
    /// <inheritdoc cref="ToText"/>
    public string ToHtml(Letter letter, string recipient, bool shown = false) => Printed("Letter.html", html, letter, recipient, shown);

    LetterDraft Write(string name, object model, LetterDay? day)
    {
        var draft = new LetterDraft();
        Compiled(name, words)(model, new { draft, links, day });
        return draft;
    }

    string Printed(string name, IHandlebars language, Letter letter, string recipient, bool shown) =>
        Compiled(name, language)(new { Letter = letter, Recipient = recipient, Shown = shown }, new { links });

    static HandlebarsTemplate<object, object> Compiled(string name, IHandlebars language) => compiled.GetOrAdd(name, n => language.Compile(Source(n)));

    /// <summary>The file itself.</summary>
    /// <param name="name">one of <see cref="Names"/></param>
    public static string Source(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(Folder + name)!);
        return reader.ReadToEnd();
    }
}
