using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Units;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Units;

/// <summary>登记一项机构改革: what it comes to is shown first, then registered.</summary>
public sealed class NewReorganisationModel(Reorganise reorganise) : TrackerPage
{
    static readonly char[] nameDividers = ['\n', '；', ';', '、'];

    public sealed class FormFields
    {
        public ReorganisationKind? Kind { get; set; }
        public DateOnly? On { get; set; }
        public string? Document { get; set; }
        public bool Doubtful { get; set; }
        public string? Note { get; set; }
        public string? Old { get; set; }
        public string? New { get; set; }
        public UnitKind? UnitKind { get; set; }
        public string? Parent { get; set; }
    }

    [BindProperty] public FormFields Reform { get; set; } = new();

    /// <summary>What the form comes to, once it was tried.</summary>
    public string? Preview { get; private set; }

    public void OnGet() { }

    public async Task<IActionResult> OnPost()
    {
        if (!ModelState.IsValid)
            return Page();
        Preview = (await reorganise.Try(Actor, await Moment(), Written())).Sentence;
        return Page();
    }

    public async Task<IActionResult> OnPostRegister()
    {
        if (!ModelState.IsValid)
            return Page();
        var done = await reorganise.Run(Actor, await Moment(), Written());
        Say($"已登记。{done.Sentence}。");
        return LocalRedirect("/reorganisations");
    }

    protected override Task<IActionResult> Redisplay(RuleBroken broken)
    {
        foreach (var sentence in broken.Message.Split('\n'))
            ModelState.AddModelError("", sentence);
        return Task.FromResult<IActionResult>(Page());
    }

    Reorganise.Form Written() => new(
        Reform.Kind ?? throw new RuleBroken("kind-missing", "请选择机构改革的类型。"),
        Reform.On is { } on ? LocalDate.FromDateOnly(on) : throw new RuleBroken("date-missing", "请填写生效日期。"),
        "", Text(Reform.Document), Reform.Doubtful, Text(Reform.Note), [.. Text(Reform.Old).Split(nameDividers, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
        [.. Text(Reform.New).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(NewUnit)]);

    // 全称，简称，代码: the last two may be left out.
    Reorganise.NewUnit NewUnit(string line)
    {
        var parts = line.Split(['，', ','], StringSplitOptions.TrimEntries);
        return parts.Length <= 3 ? new(parts[0], parts.ElementAtOrDefault(1) ?? "", parts.ElementAtOrDefault(2) ?? "", Reform.UnitKind, Text(Reform.Parent))
            : throw new RuleBroken("new-unit-unreadable", $"“{line}”读不懂：一行写一个新单位，写成 全称，简称，代码。");
    }

    static string Text(string? written) => (written ?? "").Trim();
}
