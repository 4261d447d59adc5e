using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Drafts;

/// <summary>A form of many lines, each of which is kept as a draft while it is written, beside what somebody else of the unit has written.</summary>
public abstract class DraftedPage(SaveDrafts saveDrafts) : TrackerPage
{
    [BindProperty] public List<TypedLine> Lines { get; set; } = [];

    /// <summary>The lines as typed, with their drafts; there once the page is loaded.</summary>
    protected DraftedLines Drafted { get; set; } = null!;

    public abstract string Address { get; }

    /// <summary>Where the form opens with the same lines again.</summary>
    protected virtual string SameLines => Address;

    /// <returns>false where there is no such form for this person</returns>
    protected abstract Task<bool> Load();

    public async Task<IActionResult> OnGet() => await Load() ? Page() : NotFound();

    /// <summary>暂存: keeps the lines that somebody has changed.</summary>
    public async Task<IActionResult> OnPostSave()
    {
        if (!await Load())
            return NotFound();
        var changed = Drafted.ToKeep;
        if ((await Save(changed)).Count > 0 && await Load())
            return Anew("在您填写期间，另有人存了草稿。两份都在，请在有提示的任务下对照。");
        Say($"已暂存{changed.Count}项，没有报送。下次打开接着填，本单位同事也能看到。" + (HaveFiles ? "附件不在草稿中，报送前请再选一次。" : ""));
        return LocalRedirect(SameLines);
    }

    /// <summary>The same, sent by the page itself while somebody writes, with the lines that he wrote in.</summary>
    public async Task<IActionResult> OnPostAutosave() => await Load() ? Autosaved.Told(await Save(Lines), Actor, await Moment()) : NotFound();

    /// <summary>Puts another's version of a line into the form, alone or behind what was typed; nothing is saved yet.</summary>
    public async Task<IActionResult> OnPostUse(string? use)
    {
        if (!await Load())
            return NotFound();
        Drafted.Use(use);
        ModelState.Clear();
        return Page();
    }

    protected PageResult Anew(string sentence)
    {
        ModelState.Clear();
        ModelState.AddModelError("", sentence + (HaveFiles ? "附件请重新选择。" : ""));
        return Page();
    }

    /// <returns>what others have saved in between</returns>
    protected async Task<IReadOnlyList<ReportDraft>> Save(IReadOnlyList<TypedLine> lines) => await saveDrafts.Run(Actor, await Moment(), [.. lines.Select(l => l.ToDraft())]);

    bool HaveFiles => Lines.Any(l => l.Files.Count > 0);
}
