using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using HandlebarsDotNet;
using HandlebarsDotNet.IO;
using NodaTime;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Mail;

/// <summary>What a template may say beyond plain Handlebars.</summary>
/// <remarks>
/// Blocks: <c>subject</c>, <c>lead</c>, <c>button ADDRESS</c>, <c>count N</c> (a count for a digest's subject), <c>section</c> whose own text is its heading,
/// <c>line ADDRESS</c> whose own text is the line, <c>note</c> in it, <c>atMost N LIST</c> with <c>else</c> for the <c>Rest</c>.
/// Values: dates stand as 2018年6月11日, moments as 2018-06-11 09:30; <c>item</c> (the first page where there is none), <c>instruction</c>, <c>circular</c> (addresses), <c>names N LIST</c>, <c>excerpt</c>,
/// <c>lamp</c>, <c>daysLeft</c>, <c>state</c>, <c>waited</c> (of the letter's day). <c>@links</c> are the other addresses.
/// </remarks>
static partial class LetterLanguage
{
    /// <summary>For words: values stand as they are, on one line.</summary>
    public static IHandlebars Words()
    {
        var language = Strict(value => LineBreaks().Replace(value, " "));
        language.Configuration.FormatterProviders.Add(new DatesAndMoments());
        Block(language, "subject", (draft, words, _) => draft.SetSubject(words));
        Block(language, "lead", (draft, words, _) => draft.SetLead(words));
        Block(language, "button", (draft, words, given) => draft.SetButton(words, given.At<string>(0)!));
        Block(language, "count", (draft, words, given) => draft.Count(given.At<int>(0), words));
        Block(language, "section", (draft, words, _) => draft.CloseSection(words));
        Block(language, "line", (draft, words, given) => draft.AddLine(words, given.Length > 0 ? given.At<string?>(0) : null));
        Block(language, "note", (draft, words, _) => draft.SetNote(words));
        language.RegisterHelper("atMost", AtMost);
        Value(language, "item", (given, links, _) => given.At<long?>(0) is { } id ? links.Item(id) : links.Home);
        Value(language, "instruction", (given, links, _) => links.Instruction(given.At<long>(0)));
        Value(language, "circular", (given, links, _) => links.Circular(given.At<long>(0), given.At<long>(1)));
        Value(language, "names", (given, _, _) => Names(given.At<int>(0), [.. given.At<IEnumerable<string>>(1)!]));
        Value(language, "excerpt", (given, _, _) => Excerpt.Of(given.At<string>(0)!));
        Value(language, "lamp", (given, _, _) => given.At<Lamp>(0).Mark(given.At<bool>(1)) is var mark ? $"{mark.Shape} {mark.Word}" : "");
        Value(language, "daysLeft", (given, _, day) => LampWords.DaysInWords(given.At<LocalDate>(0), day.Today, day.Calendar));
        Value(language, "state", (given, _, day) => LampWords.InWords(given.At<string>(0)!, given.At<LocalDate?>(1), day.Today, day.Calendar));
        Value(language, "waited", (given, _, day) => day.Calendar.WorkdaysLate(given.At<LocalDate>(0), day.Today) is var days and > 0 ? $"已等{days}个工作日" : "今日");
        return language;
    }

    /// <summary>For HTML: whatever is a value is escaped; Chinese stays readable in the source of a mail.</summary>
    public static IHandlebars Html() => Strict(System.Text.Encodings.Web.HtmlEncoder.Create(UnicodeRanges.All).Encode);

    static IHandlebars Strict(Func<string, string> encoded) =>
        Handlebars.Create(new HandlebarsConfiguration { TextEncoder = new Encoder(encoded), ThrowOnUnresolvedBindingExpression = true, FormatProvider = CultureInfo.InvariantCulture });

    static void Block(IHandlebars language, string name, Action<LetterDraft, string, Arguments> said) =>
        language.RegisterHelper(name, (EncodedTextWriter _, BlockHelperOptions options, Context _, Arguments given) =>
            said((LetterDraft)options.Data["draft"]!, Joined(options.Template()), given));

    static void Value(IHandlebars language, string name, Func<Arguments, MailLinks, LetterDay, string> of) =>
        language.RegisterHelper(name, (in HelperOptions options, in Context _, in Arguments given) =>
            of(given, (MailLinks)options.Data["links"]!, (options.Data["day"] as LetterDay)!));

    static void AtMost(EncodedTextWriter output, BlockHelperOptions options, Context context, Arguments given)
    {
        var (most, all) = (given.At<int>(0), given.At<IEnumerable>(1)!.Cast<object>().ToList());
        foreach (var one in all.Take(most))
            options.Template(output, one);
        if (all.Count > most)
            options.Inverse(output, new { Rest = all.Count - most });
    }

    static string Names(int most, IReadOnlyList<string> all) =>
        all.Count > most ? $"{string.Join('、', all.Take(most))}等 {all.Count} 家" : string.Join('、', all);

    // A file breaks long sentences where it likes; Chinese is joined again without a space.
    static string Joined(string words) => LineBreaks().Replace(words, "").Trim();

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex LineBreaks();

    sealed class Encoder(Func<string, string> encoded) : ITextEncoder
    {
        public IFormatProvider FormatProvider => CultureInfo.InvariantCulture;
        public void Encode(string? text, TextWriter target) => target.Write(encoded(text ?? ""));
        public void Encode(StringBuilder? text, TextWriter target) => Encode(text?.ToString(), target);

        public void Encode<T>(T? text, TextWriter target) where T : IEnumerator<char>
        {
            var all = new StringBuilder();
            while (text?.MoveNext() == true) all.Append(text.Current);
            Encode(all, target);
        }
    }

    sealed class DatesAndMoments : IFormatterProvider, IFormatter
    {
        public bool TryCreateFormatter(Type type, out IFormatter formatter)
        {
            formatter = this;
            return type == typeof(LocalDate) || type == typeof(Instant);
        }

        public void Format<T>(T value, in EncodedTextWriter writer) => writer.Write(value switch
        {
            LocalDate date => date.OnPaper(),
            Instant moment => moment.Iso(),
            _ => throw new ArgumentException("neither a date nor a moment", nameof(value)),
        });
    }
}
