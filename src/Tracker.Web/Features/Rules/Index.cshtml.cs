using Microsoft.AspNetCore.Mvc;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Rules;

/// <summary>设置: the numbers of lamps and reminders, each with what it does; what would change is shown before it is done.</summary>
public sealed class IndexModel(Database database, ChangeSettings change) : TrackerPage
{
    [BindProperty] public Dictionary<string, string?> Values { get; set; } = [];
    [BindProperty] public string? Reason { get; set; }
    [BindProperty] public string? Shown { get; set; }

    public OfficeRules Rules { get; private set; } = OfficeRules.Default;
    public IReadOnlyList<SettingsLine> History { get; private set; } = [];
    public SettingsChange? Change { get; private set; }
    public bool MayChange => Actor.Is(Role.SystemAdministrator);

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPost()
    {
        Change = await change.Preview(Actor, await Moment(), Form);
        Shown = Change.Fingerprint;
        ModelState.Clear();
        await Load();
        return Page();
    }

    public async Task<IActionResult> OnPostApply()
    {
        var done = await change.Run(Actor, await Moment(), Form, Shown);
        Say($"设置已修改：{string.Join('；', done.Differences)}。");
        return LocalRedirect("/settings");
    }

    /// <summary>What stands in a field: what was typed, else what holds.</summary>
    public string In(RuleField field) => Values.GetValueOrDefault(field.Name) ?? field.Of(Rules);

    ChangeSettings.Form Form => new(Values, Reason ?? "");

    protected override async Task<IActionResult> Redisplay(RuleBroken broken)
    {
        ModelState.Clear();
        ModelState.AddModelError("", broken.Message);
        Change = null;
        await Load();
        return Page();
    }

    async Task Load()
    {
        var at = await Moment();
        await using var connection = await database.Open();
        (Rules, History) = (await OfficeRules.Load(connection, Actor.RegionId, at.Now), await SettingsLine.Load(connection, Actor.RegionId));
    }
}
