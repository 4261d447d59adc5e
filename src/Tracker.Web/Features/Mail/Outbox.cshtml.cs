using Microsoft.AspNetCore.Mvc;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Mail;

/// <summary>发件箱: every mail of the region and what became of it. Texts of mails are not shown.</summary>
public sealed class OutboxModel(OutboxQueries queries, MailTransports transports, Database database, SendAgain sendAgain) : TrackerPage
{
    [BindProperty(SupportsGet = true)] public string Show { get; set; } = "all";
    [BindProperty(SupportsGet = true)] public long? Below { get; set; }

    public OutboxQueries.Counts Counts { get; private set; } = null!;
    public IReadOnlyList<OutboxQueries.MailRow> Mails { get; private set; } = [];
    public IReadOnlyList<OutboxQueries.UndeliveredRow> Undelivered { get; private set; } = [];
    public string Way { get; private set; } = "";

    public async Task<IActionResult> OnPostSendAgain(long? mailId)
    {
        var n = await sendAgain.Run(Actor, await Moment(), mailId);
        Say($"{n} 封邮件将在几秒内重发。");
        return Redirect("/outbox?show=failed");
    }

    public async Task OnGet()
    {
        Counts = await queries.Totals(Actor.RegionId);
        if (Show == "undelivered")
            Undelivered = await queries.Undelivered(Actor.RegionId);
        else
            Mails = await queries.Mails(Actor.RegionId, Show, Below);
        await using var connection = await database.Open();
        Way = transports.For(await OfficeClock.IsPractice(connection)).Description;
    }
}
