using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Units;
using Tracker.Web.Features.Units;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Transfers;

/// <summary>移交 of one unit's open parts: to its successor at once, or those that are chosen.</summary>
public sealed class TransferModel(TransferQueries queries, TransferAssignments transfer, Database database) : TrackerPage
{
    [BindProperty(SupportsGet = true)] public string Code { get; set; } = "";
    [BindProperty] public long[] Chosen { get; set; } = [];
    [BindProperty] public long? To { get; set; }
    [BindProperty] public string? Other { get; set; }
    [BindProperty] public string? Basis { get; set; }

    public TransferQueries.Unit Unit { get; private set; } = null!;
    public IReadOnlyList<TransferQueries.Successor> Successors { get; private set; } = [];
    public IReadOnlyList<TransferQueries.Part> Parts { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        if (!await Load())
            return NotFound();
        // Of a unit that ended with one successor all goes there; else a person chooses.
        var whole = Unit.EndedOn is not null && Successors.Count == 1;
        (Chosen, To) = (whole ? [.. Parts.Where(p => !p.Waiting).Select(p => p.Id)] : [], whole ? Successors[0].UnitId : null);
        Basis = Successors.Select(s => s.Document).Distinct().ToList() is [var document] ? document : "";
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (!await Load())
            return NotFound();
        var at = await Moment();
        await transfer.Run(Actor, at, new(Unit.Id, await Target(at.Today), Chosen, Basis ?? ""));
        Say($"已移交{Chosen.Length}项。承接单位会收到邮件。");
        return LocalRedirect(Chosen.Length == Parts.Count ? "/transfers" : $"/transfers/{Code}");
    }

    async Task<long> Target(LocalDate today)
    {
        if (string.IsNullOrWhiteSpace(Other))
            return To ?? throw new RuleBroken("no-target", "请选择承接单位，或写明它的名称。");
        await using var connection = await database.Open();
        var units = await RegionUnits.Load(connection, Actor.RegionId, today);
        return units.Registry.Resolve(Other) is OneUnit one ? units.Ids[one.Unit.Code]
            : throw new RuleBroken("no-such-unit", $"登记簿里没有“{Other.Trim()}”，或它今天不存在。请核对写法。");
    }

    async Task<bool> Load()
    {
        var today = (await Moment()).Today;
        if (await queries.One(Actor.RegionId, Code, today) is not { } unit)
            return false;
        Unit = unit;
        Successors = [.. (await queries.Successors(Actor.RegionId, [unit.Id], today))[unit.Id]];
        Parts = await queries.Parts(Actor.RegionId, unit.Id, Successors.Select(s => s.UnitId));
        return true;
    }

    protected override Task<IActionResult> Redisplay(RuleBroken broken)
    {
        ModelState.AddModelError("", broken.Message);
        return Task.FromResult<IActionResult>(Page());
    }
}
