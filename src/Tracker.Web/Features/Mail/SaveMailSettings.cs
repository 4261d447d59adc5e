using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Mail;

/// <summary>保存邮件设置: a person's own, by that person or by the link in a mail to that person.</summary>
public sealed class SaveMailSettings(Database database, EventLog events) : IFeature
{
    /// <param name="Version">that the form was opened from</param>
    public sealed record Form(IReadOnlyCollection<MailTopic> Off, LocalDate? PausedFrom, LocalDate? PausedTo, int Version);

    /// <summary>Longer than this is no holiday.</summary>
    public const int LongestPauseInDays = 92;

    const string SaveSql = """
        INSERT INTO mail_settings (region_id, person_id, off, paused_from, paused_to, version, changed_at)
        VALUES (@RegionId, @PersonId, @off, @PausedFrom, @PausedTo, 1, @Now)
        ON CONFLICT (region_id, person_id) DO UPDATE
            SET off = excluded.off, paused_from = excluded.paused_from, paused_to = excluded.paused_to, version = mail_settings.version + 1, changed_at = excluded.changed_at
            WHERE mail_settings.version = @Version
        """;

    /// <exception cref="RuleBroken">half a pause, one that ends before it begins, has passed or is too long; or the settings were changed meanwhile</exception>
    public Task Run(Actor by, OfficeMoment at, Form form) => database.InTransaction(connection => Run(connection, by, at, form));

    async Task Run(NpgsqlConnection connection, Actor by, OfficeMoment at, Form form)
    {
        if (by.PersonId is null)
            throw NotYours.Of("设置");
        RefuseBadPause(form, at.Today);
        var off = form.Off.Distinct().Order().Select(t => t.ToString()).ToArray();
        if (await connection.ExecuteAsync(SaveSql, new { by.RegionId, by.PersonId, off, form.PausedFrom, form.PausedTo, form.Version, at.Now }) == 0)
            throw new RuleBroken("changed-meanwhile", "邮件设置刚刚在别处改过，请看过现在的设置后再保存。");
        await events.Append(connection, by, at.Now, new Event(nameof(SaveMailSettings), $"Person:{by.PersonId}", InWords(form), After: form));
    }

    /// <summary>退订: switches these off as well and leaves the rest as it is; a second time changes nothing.</summary>
    public Task Unsubscribe(Actor by, OfficeMoment at, IReadOnlyCollection<MailTopic> topics) => database.InTransaction(async connection =>
    {
        var now = by.PersonId is { } person ? (await MailSettings.Of(connection, by.RegionId, [person])).For(person) : throw NotYours.Of("设置");
        if (!topics.All(now.Off.Contains))
            await Run(connection, by, at, now.PausedTo >= at.Today
                ? new([.. now.Off.Union(topics)], now.PausedFrom, now.PausedTo, now.Version)
                : new([.. now.Off.Union(topics)], null, null, now.Version));
    });

    static void RefuseBadPause(Form form, LocalDate today)
    {
        if (form is { PausedFrom: null, PausedTo: null })
            return;
        if (form is not { PausedFrom: { } from, PausedTo: { } to })
            throw new RuleBroken("half-a-pause", "暂停要写明从哪天到哪天；不暂停的，两个日期都留空。");
        if (to < from)
            throw new RuleBroken("pause-ends-first", "暂停的结束日期早于开始日期，请改正。");
        if (to < today)
            throw new RuleBroken("pause-is-past", "暂停的日期已经过去；不暂停的，两个日期都留空。");
        if (Period.DaysBetween(from, to) >= LongestPauseInDays)
            throw new RuleBroken("pause-too-long", $"一次最多暂停 {LongestPauseInDays} 天。长期不看的邮件，请在下面关闭。");
    }

    static string InWords(Form form) => (form.Off.Count == 0 ? "接收全部邮件" : $"不接收{string.Join('、', form.Off.Order().Select(t => t.Chinese()))}")
        + (form is { PausedFrom: { } from, PausedTo: { } to } ? $"；{from.OnPaper()}至{to.OnPaper()}暂停" : "");
}
