using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Units;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Units;

/// <summary>The form of a unit, new or known.</summary>
public sealed class EditModel(UnitDetailQueries queries, SaveUnit saveUnit) : TrackerPage
{
    /// <summary>What the form sends; blank dates are none.</summary>
    public sealed class FormFields
    {
        public string? Code { get; set; }
        public string? FullName { get; set; }
        public string? ShortName { get; set; }
        public string? Aliases { get; set; }
        public UnitKind? Kind { get; set; }
        public string? Parent { get; set; }
        public int Order { get; set; }
        public DateOnly? FoundedOn { get; set; }
        public bool Doubtful { get; set; }
        public string? Note { get; set; }
    }

    [BindProperty(SupportsGet = true, Name = "code")] public string? Known { get; set; }
    [BindProperty] public FormFields Unit { get; set; } = new();
    [BindProperty] public int? Version { get; set; }

    /// <summary>A name that a notice used and the registry did not know: the new unit's, until somebody types another.</summary>
    [BindProperty(SupportsGet = true)] public string? Name { get; set; }

    /// <summary>The page to return to, such as the check in which the unit was missing; none: the unit's own.</summary>
    [BindProperty(SupportsGet = true)] public string? Back { get; set; }

    /// <summary>The unit as it is stored, for a known one.</summary>
    public UnitDetailQueries.Details? Stored { get; private set; }

    public bool IsNew => Known is null;

    public async Task<IActionResult> OnGet()
    {
        if (!await Load())
            return NotFound();
        if (Stored is { } stored)
        {
            var head = stored.Head;
            Version = head.Version;
            Unit = new()
            {
                Code = head.Code, FullName = head.FullName, ShortName = head.ShortName, Aliases = string.Join('；', stored.Aliases), Kind = head.UnitKind,
                Parent = head.ParentCode, Order = head.Position, FoundedOn = head.FoundedOn?.ToDateOnly(), Doubtful = head.Doubtful, Note = head.Note,
            };
        }
        else if (Name is { } name)
            Unit = new() { FullName = name, ShortName = name };
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (!await Load())
            return NotFound();
        if (!ModelState.IsValid)
            return Page();
        var draft = Draft();
        await saveUnit.Run(Actor, await Moment(), draft, IsNew ? null : Version ?? 0);
        Say(IsNew ? $"已新增{draft.ShortName}。" : $"{draft.ShortName}已保存。");
        return LocalRedirect(Url.IsLocalUrl(Back) ? Back! : $"/units/{draft.Code}");
    }

    protected override Task<IActionResult> Redisplay(RuleBroken broken)
    {
        foreach (var sentence in broken.Message.Split('\n'))
            ModelState.AddModelError("", sentence);
        if (broken.Rule == "unit-has-changed")
            ModelState.Remove(nameof(Version));
        Version = broken.Rule == "unit-has-changed" ? Stored?.Head.Version : Version;
        return Task.FromResult<IActionResult>(Page());
    }

    async Task<bool> Load() => Known is not { } code || (Stored = await queries.Of(Actor.RegionId, code)) is not null;

    UnitDraft Draft() => new(0, Known ?? Text(Unit.Code), Text(Unit.FullName), Text(Unit.ShortName), UnitDraft.Parts(Text(Unit.Aliases)),
        Unit.Kind ?? throw new RuleBroken("kind-missing", "请选择单位的类型。"), Text(Unit.Parent), Unit.Order,
        Unit.FoundedOn is { } day ? LocalDate.FromDateOnly(day) : null, Stored?.Head.EndedOn, Unit.Doubtful, Text(Unit.Note).ReplaceLineEndings("\n"));

    static string Text(string? written) => (written ?? "").Trim();
}
