using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Web.Platform;
using Tracker.Web.Platform.Documents;

namespace Tracker.Web.Features.Calendar;

/// <summary>工作日历: a year at a glance, with the documents that made it what it is.</summary>
public sealed class IndexModel(Database database) : TrackerPage
{
    const int FirstYear = 1990, LastYear = 2100;

    /// <summary>A day of a month as it is shown: 休, 班, or nothing where it is as its weekday has it.</summary>
    public sealed record Cell(LocalDate Date, bool Worked, SetDay? Set, bool IsToday);

    /// <param name="Weeks">from Monday to Sunday; null outside the month</param>
    public sealed record Month(int Number, int Workdays, IReadOnlyList<Cell?[]> Weeks);

    [BindProperty(SupportsGet = true, Name = "year")] public int? Chosen { get; set; }

    public int Year { get; private set; }
    public bool IsKnown { get; private set; }
    public IReadOnlyList<Month> Months { get; private set; } = [];
    public IReadOnlyList<SetSpan> Spans { get; private set; } = [];
    public IReadOnlyList<int> Years { get; private set; } = [];
    public int Workdays => Months.Sum(m => m.Workdays);
    public bool MayRevise => Actor.Is(Role.SystemAdministrator);

    public Task OnGet() => Load();

    public async Task<IActionResult> OnGetCsv()
    {
        await Load();
        await using var connection = await database.Open();
        var days = (await CalendarQueries.Days(connection, Actor.RegionId, Year)).Where(d => !d.Regional);
        return File(TableFile.Csv(days.Select(d => new[] { d.OnDate.Iso(), d.IsOff ? "放假" : "上班", d.Name, d.Document }).Prepend([.. CalendarTable.Columns])),
            "text/csv", $"工作日历{Year}.csv");
    }

    async Task Load()
    {
        var today = (await Moment()).Today;
        Year = Chosen is >= FirstYear and <= LastYear and var year ? year : today.Year;
        await using var connection = await database.Open();
        var calendar = await Calendars.Load(connection, Actor.RegionId);
        var days = await CalendarQueries.Days(connection, Actor.RegionId, Year);
        var set = days.GroupBy(d => d.OnDate).ToDictionary(g => g.Key, g => g.Last());
        var known = await CalendarQueries.Years(connection);
        Years = [.. known.Concat(known.TakeLast(1).Select(last => last + 1)).Append(today.Year).Append(today.Year + 1).Append(Year).Distinct().Order()];
        IsKnown = calendar.Knows(Year);
        Spans = SetSpan.Of(days);
        Months = [.. Enumerable.Range(1, 12).Select(month => Of(month, calendar, set, today))];
    }

    Month Of(int month, WorkingCalendar calendar, Dictionary<LocalDate, SetDay> set, LocalDate today)
    {
        var first = new LocalDate(Year, month, 1);
        var cells = Enumerable.Repeat<Cell?>(null, (int)first.DayOfWeek - 1)
            .Concat(Enumerable.Range(0, first.Calendar.GetDaysInMonth(Year, month)).Select(n => first.PlusDays(n)).Select(day => new Cell(day, calendar.IsWorkday(day), set.GetValueOrDefault(day), day == today)));
        return new(month, Enumerable.Range(0, first.Calendar.GetDaysInMonth(Year, month)).Count(n => calendar.IsWorkday(first.PlusDays(n))), [.. cells.Chunk(7).Select(week => week.Concat(Enumerable.Repeat<Cell?>(null, 7 - week.Length)).ToArray())]);
    }
}
