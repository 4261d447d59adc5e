using Dapper;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Items;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Instructions;

/// <summary>One 批示 from its words to 已报领导, and the next step of whoever looks at it.</summary>
public sealed class InstructionModel(Database database, PassOnInstruction passOn, AnswerInstruction answer, ReportInstruction report) : TrackerPage
{
    sealed record ScanFile(string Name, string MediaType, byte[] Content);

    [BindProperty(SupportsGet = true)] public long Id { get; set; }
    [BindProperty] public DateOnly? DueOn { get; set; }
    [BindProperty] public long[] Units { get; set; } = [];
    [BindProperty] public long UnitId { get; set; }
    [BindProperty] public string? Text { get; set; }
    [BindProperty] public string? Remark { get; set; }

    const string ScanSql = $"""
        SELECT i.scan_name AS name, f.media_type, f.content FROM instructions i JOIN files f ON f.region_id = i.region_id AND f.sha256 = i.scan_sha256
        WHERE i.region_id = @RegionId AND i.id = @Id AND {InstructionQueries.VisibleSql}
        """;

    WorkingCalendar calendar = null!;
    LocalDate today;

    public InstructionLine Line { get; private set; } = null!;
    public Instruction Instruction => Line.Instruction;

    /// <summary>Units of the item to which it has not gone yet, for the office to choose from.</summary>
    public IReadOnlyList<ItemPart> Others { get; private set; } = [];

    /// <summary>Units of this person that owe the answer.</summary>
    public IReadOnlyList<InstructionPart> Owing => [.. Line.Parts.Where(p => p.Owes && Line.Stage != InstructionStage.Reported && Actor.OwnUnits.Contains(p.UnitId!.Value)).DistinctBy(p => p.UnitId)];

    public bool IsOffice => Actor.Is(Role.Coordinator) && Line.Stage != InstructionStage.Reported;

    public string Situation(InstructionPart part) => part.UnitId is null && part.AnsweredOn is null ? "已不承办这项任务，不再等它答复"
        : Line.Stage == InstructionStage.Reported && part.AnsweredOn is null ? "没有答复" : part.Lamp.InWords(today, calendar);

    public async Task<IActionResult> OnGet()
    {
        if (!await Load())
            return NotFound();
        (DueOn, Units) = (Instruction.DueOn is { } wanted && wanted > today ? wanted.ToDateOnly() : null, Instruction.ForUnits);
        return Page();
    }

    public async Task<IActionResult> OnGetScan()
    {
        await using var connection = await database.Open();
        var scan = await connection.QuerySingleOrDefaultAsync<ScanFile>(ScanSql, new { Actor.RegionId, Actor.SeesRegion, Actor.OwnUnits, Id });
        return scan is null ? NotFound() : File(scan.Content, scan.MediaType, scan.Name);
    }

    public async Task<IActionResult> OnPostPassOn()
    {
        await passOn.Run(Actor, await Moment(), new(Id, DueOn is { } day ? LocalDate.FromDateOnly(day) : null, Units));
        return Done($"已转办{Units.Length}个单位；各单位会收到邮件。");
    }

    public async Task<IActionResult> OnPostAnswer()
    {
        await answer.Run(Actor, await Moment(), Id, UnitId, Text ?? "");
        return Done("已答复，由办公厅报领导。");
    }

    public async Task<IActionResult> OnPostReport()
    {
        await report.Run(Actor, await Moment(), Id, Remark ?? "");
        return Done("已记为已报领导。");
    }

    RedirectResult Done(string said)
    {
        Say(said);
        return Redirect($"/instructions/{Id}");
    }

    protected override Task<IActionResult> Redisplay(RuleBroken broken) =>
        FormAnew(broken, Load, () => Task.FromResult<IActionResult>(Redirect("/")));

    async Task<bool> Load()
    {
        var at = await Moment();
        today = at.Today;
        await using var connection = await database.Open();
        calendar = await Calendars.Load(connection, Actor.RegionId);
        if (await InstructionQueries.Find(connection, Actor, Id, at) is not { } line)
            return false;
        Line = line;
        if (IsOffice)
            Others = [.. (await ItemQueries.Parts(connection, Actor, Instruction.ItemId)).Where(p => p.TransferredOn is null && line.Parts.All(i => i.UnitId != p.UnitId))];
        return true;
    }
}
