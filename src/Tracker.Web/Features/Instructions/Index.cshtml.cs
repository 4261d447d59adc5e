using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Instructions;

/// <summary>批示办理: for the office what to pass on, chase and report; for a leader what became of each of his.</summary>
public sealed class IndexModel(Database database) : TrackerPage
{
    // What was closed is looked up on the item's page; here stands what a meeting may still ask for.
    const int ClosedAtMost = 30;

    WorkingCalendar calendar = null!;
    LocalDate today;

    public IReadOnlyList<InstructionLine> Open { get; private set; } = [];
    public IReadOnlyList<InstructionLine> Closed { get; private set; } = [];

    /// <summary>Open ones, stage by stage in the order in which the office acts on them.</summary>
    public IEnumerable<IGrouping<InstructionStage, InstructionLine>> ByStage => Open.OrderBy(l => l.Stage switch
    {
        InstructionStage.ToPassOn => 0, InstructionStage.ToReport => 1, InstructionStage.ToAnswer => 2, InstructionStage.Reported => 3,
    }).GroupBy(l => l.Stage);

    public async Task OnGet()
    {
        var at = await Moment();
        today = at.Today;
        await using var connection = await database.Open();
        calendar = await Calendars.Load(connection, Actor.RegionId);
        Open = await InstructionQueries.Open(connection, Actor, at);
        Closed = await InstructionQueries.Closed(connection, Actor, ClosedAtMost, at);
    }

    /// <summary>How it stands, in words.</summary>
    public string Situation(InstructionLine line) => line.Stage switch
    {
        InstructionStage.ToPassOn => calendar.WorkdaysAfter(line.Instruction.GivenOn, today) is > 0 and var days ? $"已等{days}个工作日" : "今天",
        InstructionStage.ToAnswer => $"{line.Worst!.InWords(today, calendar)}：{string.Join('、', line.Missing)}",
        InstructionStage.ToReport => "各单位都已答复",
        InstructionStage.Reported => $"{line.Instruction.ReportedOn?.OnPaper()}已报领导",
    };
}
