using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Events;

/// <summary>The event log: who did what, when, before and after. Nothing here can be changed.</summary>
public sealed class IndexModel(EventQueries queries) : TrackerPage
{
    [BindProperty(SupportsGet = true)] public string? Person { get; set; }
    [BindProperty(SupportsGet = true)] public string? Verb { get; set; }
    [BindProperty(SupportsGet = true)] public string? Subject { get; set; }
    [BindProperty(SupportsGet = true)] public string? Words { get; set; }
    [BindProperty(SupportsGet = true)] public string? From { get; set; }
    [BindProperty(SupportsGet = true)] public string? Until { get; set; }
    [BindProperty(SupportsGet = true)] public long? Below { get; set; }

    public IReadOnlyList<EventQueries.Row> Rows { get; private set; } = [];
    public bool More { get; private set; }

    public bool Filtered => new[] { Person, Verb, Subject, Words, From, Until }.Any(value => !string.IsNullOrWhiteSpace(value));

    public async Task OnGet() => (Rows, More) = await queries.Page(Actor.RegionId, new(
        Trimmed(Person), Trimmed(Verb), EventWords.Meant(Trimmed(Subject)), Trimmed(Words), Day(From, nameof(From)), Day(Until, nameof(Until)), Below));

    /// <summary>This page's filter with one value changed, as the query of a link.</summary>
    public string With(string name, string value)
    {
        var values = new Dictionary<string, string?>
        {
            ["person"] = Person, ["verb"] = Verb, ["subject"] = Subject, ["words"] = Words, ["from"] = From, ["until"] = Until, [name] = value,
        };
        return "/events" + QueryString.Create(values.Where(v => !string.IsNullOrEmpty(v.Value)));
    }

    public string Older => With("below", Rows[^1].Id.ToString(CultureInfo.InvariantCulture));

    static string Trimmed(string? value) => (value ?? "").Trim();

    LocalDate? Day(string? text, string field)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (LocalDatePattern.Iso.Parse(text) is { Success: true } day)
            return day.Value;
        ModelState.AddModelError(field, $"“{text}”不是有效的日期，应写成 2018-06-11 这样的形式。");
        return null;
    }
}
