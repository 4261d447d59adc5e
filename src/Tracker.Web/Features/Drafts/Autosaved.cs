using Microsoft.AspNetCore.Mvc;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Drafts;

/// <summary>What the page is told after it has kept a draft by itself: one sentence to show.</summary>
public static class Autosaved
{
    /// <param name="between">drafts that came from elsewhere meanwhile</param>
    public static JsonResult Told(IReadOnlyList<ReportDraft> between, Actor by, OfficeMoment at) => new(new { said = Sentence(between, by, at) });

    static string Sentence(IReadOnlyList<ReportDraft> between, Actor by, OfficeMoment at) => between switch
    {
        [] => $"{ReportDraft.When(at.Now, at.Today)} 已自动暂存。",
        _ when between.FirstOrDefault(d => d.PersonId == by.PersonId) is { } own =>
            $"您在另一个窗口 {ReportDraft.When(own.SavedAt, at.Today)} 存了草稿，这里写的没有覆盖它。点“暂存”可对照两份。",
        [var other, ..] => $"{ReportDraft.When(at.Now, at.Today)} 已自动暂存。{other.Named(by, at.Today)}也在，点“暂存”可对照两份。",
    };
}
