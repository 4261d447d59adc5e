using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Dashboard;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Replay;

/// <summary>往日亮灯: any past day as it looked at its end.</summary>
public sealed class IndexModel(Database database) : TrackerPage
{
    public sealed record UnitRow(string Name, LampRow Lead, LampRow Responsible, LampRow Support, LampRow All);

    [BindProperty(SupportsGet = true, Name = "on")] public DateOnly? Chosen { get; set; }

    public LocalDate Today { get; private set; }
    public LocalDate On { get; private set; }
    public string? Wrong { get; private set; }
    public ReplayedDay? Day { get; private set; }
    public LampRow Items { get; private set; } = new([]);
    public IReadOnlyList<UnitRow> Units { get; private set; } = [];
    public IEnumerable<ReplayedItem> Red => Day!.Items.Where(i => i.Item.Lamp == Lamp.Red);

    public async Task OnGet()
    {
        Today = (await Moment()).Today;
        On = Chosen is { } day ? LocalDate.FromDateOnly(day) : Today.PlusDays(-1);
        if (On > Today)
        {
            Wrong = $"{On.OnPaper()}还没有到，只能回看今天和以前的日子。";
            return;
        }
        await using var connection = await database.Open();
        Day = await ReplayedDay.Load(connection, Actor.RegionId, On);
        Items = new(Day.Items.Select(i => (i.Item.Lamp, i.Item.Ended, 1)));
        Units = [.. Day.Units.Select(u => new UnitRow(u.Name, In(u, AssignmentRole.Lead), In(u, AssignmentRole.Responsible), In(u, AssignmentRole.Support), Of(u.Parts)))];
    }

    static LampRow In(ReplayedUnit unit, AssignmentRole role) => Of(unit.Parts.Where(p => p.Assignment.Role == role));

    static LampRow Of(IEnumerable<ReplayedPart> parts) => new(parts.Select(p => (p.Verdict.Lamp, p.Verdict.Ended, 1)));
}
