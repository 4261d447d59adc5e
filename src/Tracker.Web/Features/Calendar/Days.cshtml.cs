using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Calendar;

/// <summary>本地区的日子: 藏历新年, 雪顿节 and the like, set or taken back after a look at what they move.</summary>
public sealed class DaysModel(ReviseCalendar revise, Database database) : TrackerPage
{
    const int MostDays = 31;

    [BindProperty] public DateOnly? From { get; set; }
    [BindProperty] public DateOnly? To { get; set; }
    [BindProperty] public string Kind { get; set; } = "holiday";
    [BindProperty] public string? Name { get; set; }
    [BindProperty] public string? Document { get; set; }
    [BindProperty] public string? Shown { get; set; }
    [BindProperty(SupportsGet = true, Name = "year")] public int? Chosen { get; set; }

    public int Year { get; private set; }
    public IReadOnlyList<SetSpan> Own { get; private set; } = [];
    public CalendarRevision? Revision { get; private set; }

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPost()
    {
        Revision = await revise.Preview(Actor, await Moment(), Form());
        Shown = Revision.Fingerprint;
        ModelState.Clear();
        await Load();
        return Page();
    }

    public async Task<IActionResult> OnPostApply()
    {
        var done = await revise.Run(Actor, await Moment(), Form(), Shown);
        Say($"已写入{done.Days.Count}天，{done.Effect.DatesMoved}个日期随之改动。");
        return LocalRedirect($"/calendar?year={From!.Value.Year}");
    }

    ReviseCalendar.Form Form()
    {
        if (From is not { } from)
            throw new RuleBroken("no-day", "请填写日期。");
        var (first, last) = (LocalDate.FromDateOnly(from), LocalDate.FromDateOnly(To ?? from));
        var days = Period.DaysBetween(first, last) + 1;
        if (days < 1)
            throw new RuleBroken("days-reversed", "“到”不能早于“从”。");
        if (days > MostDays)
            throw new RuleBroken("too-many-days", $"一次最多写{MostDays}天，现在是{days}天，请核对日期。");
        DayKind? kind = Kind switch { "holiday" => DayKind.Holiday, "workday" => DayKind.Workday, _ => null };
        if (string.IsNullOrWhiteSpace(Name) || string.IsNullOrWhiteSpace(Document))
            throw new RuleBroken("day-without-source", "请填写名称和文号：日历上的每一天都要有依据。");
        var facts = Enumerable.Range(0, days).Select(n => first.PlusDays(n)).Select(day => new CalendarFact(day, kind, Name.Trim(), Document.Trim())).ToList();
        if (kind == DayKind.Workday && facts.Find(f => !WorkingCalendar.IsWeekend(f.Date)) is { } weekday)
            throw new RuleBroken("weekday-is-worked", $"{weekday.Date.InChinese()}本来就上班，不用写“上班”。");
        return new(true, facts, $"本地区{Name.Trim()}{(first == last ? first.OnPaper() : $"{first.OnPaper()}至{last.OnPaper()}")}{facts[0].KindInWords}");
    }

    protected override async Task<IActionResult> Redisplay(RuleBroken broken)
    {
        ModelState.Clear();
        ModelState.AddModelError("", broken.Message);
        Revision = null;
        await Load();
        return Page();
    }

    async Task Load()
    {
        Year = Chosen ?? From?.Year ?? (await Moment()).Today.Year;
        await using var connection = await database.Open();
        Own = SetSpan.Of((await CalendarQueries.Days(connection, Actor.RegionId, Year)).Where(d => d.Regional));
    }
}
