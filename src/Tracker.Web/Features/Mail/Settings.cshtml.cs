using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Mail;

/// <summary>邮件设置: what a person gets, and a pause.</summary>
public sealed class SettingsModel(Database database, SaveMailSettings save) : TrackerPage
{
    [BindProperty] public List<MailTopic> On { get; set; } = [];
    [BindProperty] public DateOnly? PausedFrom { get; set; }
    [BindProperty] public DateOnly? PausedTo { get; set; }
    [BindProperty] public int Version { get; set; }

    /// <summary>What the person's roles bring and may be switched off.</summary>
    public IReadOnlyList<MailTopic> Topics => [.. Enum.GetValues<MailTopic>().Where(t => Actor.Is(t.Role()))];

    public async Task OnGet()
    {
        var now = await Load();
        (On, PausedFrom, PausedTo, Version) = ([.. Topics.Except(now.Off)], now.PausedFrom?.ToDateOnly(), now.PausedTo?.ToDateOnly(), now.Version);
    }

    public async Task<IActionResult> OnPost()
    {
        if (!ModelState.IsValid)
            throw new RuleBroken("bad-date", "日期要写成 2026-01-31 的样子；不暂停的，两个日期都留空。");
        // What another role of the person would bring stays as it was.
        var elsewhere = (await Load()).Off.Except(Topics);
        await save.Run(Actor, await Moment(), new([.. elsewhere, .. Topics.Except(On)],
            PausedFrom is { } from ? LocalDate.FromDateOnly(from) : null, PausedTo is { } to ? LocalDate.FromDateOnly(to) : null, Version));
        Say("邮件设置已保存。");
        return Redirect("/mail-settings");
    }

    // What was typed stays; the version is today's, so that saving again after a look at it succeeds.
    protected override async Task<IActionResult> Redisplay(RuleBroken broken)
    {
        ModelState.Clear();
        ModelState.AddModelError("", broken.Message);
        if (broken.Rule == "changed-meanwhile")
            await OnGet();
        return Page();
    }

    async Task<MailSettings> Load()
    {
        await using var connection = await database.Open();
        return (await MailSettings.Of(connection, Actor.RegionId, [Actor.PersonId!.Value])).For(Actor.PersonId);
    }
}
