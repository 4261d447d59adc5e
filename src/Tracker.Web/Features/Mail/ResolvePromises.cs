using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Web.Features.Adjustments;
using Tracker.Web.Features.Approvals;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Circulars;
using Tracker.Web.Features.Digests;
using Tracker.Web.Features.Dispositions;
using Tracker.Web.Features.Instructions;
using Tracker.Web.Features.Orders;
using Tracker.Web.Features.Reminders;
using Tracker.Web.Features.Requests;
using Tracker.Web.Features.Rules;
using Tracker.Web.Features.Transfers;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Mail;

/// <summary>
/// Turns promises into mails: who gets them, at which address and with which words is settled here, at the moment of
/// sending, in one transaction. On a day off nothing goes; what waited goes on the next working day from the hour at which the region's office opens.
/// </summary>
public sealed class ResolvePromises(
    Database database, Settings settings, LetterTemplates templates,
    DispatchLetters dispatches, ReturnedLetters returned, AnsweredLetters answered, ForApprovalLetters forApproval,
    NudgeLetters nudges, OrderLetters orders, CircularAheadLetters circularsAhead, CircularLetters circulars, TransferLetters transfers, AdjustmentLetters adjustments, ItemDecidedLetters itemsDecided, InstructionLetters instructions,
    PersonalDigests digests, UnsubscribeLinks unsubscribe) : IFeature
{
    const int Batch = 200;

    public sealed record Result(int Mails, int Undelivered);

    // A digest of an earlier day is never sent late: that of today tells all since the last one that went out.
    const string SupersedeSql = """
        UPDATE mail_promises SET resolved_at = @Now
        WHERE region_id = @regionId AND resolved_at IS NULL AND for_on < @Today AND kind = 'Digest'
        """;

    // Digests come last, since they tell what could not be delivered.
    const string DueSql = """
        SELECT id, kind, unit_id, person_id, subject_id, for_on FROM mail_promises
        WHERE region_id = @regionId AND resolved_at IS NULL AND for_on <= @Today AND (@open OR for_on = @Today)
        ORDER BY kind = 'Digest', for_on, id LIMIT @Batch FOR UPDATE SKIP LOCKED
        """;

    const string ResolvedSql = "UPDATE mail_promises SET resolved_at = @Now WHERE region_id = @regionId AND id = ANY(@ids)";

    const string UndeliveredSql = """
        INSERT INTO undelivered (region_id, promise_id, reason, noticed_at)
        SELECT @regionId, promise_id, reason, @Now FROM unnest(@promises, @reasons) AS u(promise_id, reason)
        ON CONFLICT DO NOTHING
        """;

    // At once: no clock is asked, so none that is wrong keeps them back.
    const string MailSql = """
        INSERT INTO mails (region_id, promise_id, person_id, recipient_name, address, subject, text, html, message_id, unsubscribe, office_at, next_attempt_at)
        SELECT @regionId, m.promise_id, m.person_id, m.name, m.address, m.subject, m.text, m.html, m.message_id, m.unsubscribe, @Now, '-infinity'
        FROM unnest(@promises, @people, @names, @addresses, @subjects, @texts, @htmls, @messageIds, @unsubscribes)
            AS m(promise_id, person_id, name, address, subject, text, html, message_id, unsubscribe)
        ON CONFLICT ON CONSTRAINT one_mail_a_promise_and_address DO NOTHING
        """;

    /// <summary>Resolves all that is due in a region; on a day off nothing is.</summary>
    public async Task<Result> Run(int regionId, OfficeMoment at)
    {
        var total = new Result(0, 0);
        while (await database.InTransaction(connection => RunBatch(connection, regionId, at)) is { } batch)
            total = new(total.Mails + batch.Mails, total.Undelivered + batch.Undelivered);
        return total;
    }

    /// <summary>The same inside a transaction that is already open, for a preview that is rolled back.</summary>
    internal async Task Run(NpgsqlConnection connection, int regionId, OfficeMoment at)
    {
        while (await RunBatch(connection, regionId, at) is not null) { }
    }

    async Task<Result?> RunBatch(NpgsqlConnection connection, int regionId, OfficeMoment at)
    {
        if (!(await Calendars.Load(connection, regionId)).IsWorkday(at.Today))
            return null;
        var open = at.Now.InZone(OfficeClock.Zone).TimeOfDay >= (await OfficeWays.Load(connection, regionId)).Opens;
        await connection.ExecuteAsync(SupersedeSql, new { regionId, at.Today, at.Now });
        var due = (await connection.QueryAsync<DuePromise>(DueSql, new { regionId, at.Today, open, Batch })).AsList();
        if (due.Count == 0)
            return null;
        var result = new Result(0, 0);
        foreach (var kind in due.GroupBy(p => p.Kind))
        {
            var written = await Write(connection, regionId, kind.Key, [.. kind], at);
            result = new(result.Mails + written.Mails, result.Undelivered + written.Undelivered);
        }
        await connection.ExecuteAsync(ResolvedSql, new { regionId, at.Now, ids = due.Select(p => p.Id).ToArray() });
        return result;
    }

    sealed record Addressed(long PromiseId, Recipient To, Letter Letter, string Html, string MessageId);

    async Task<Result> Write(NpgsqlConnection connection, int regionId, MailKind kind, IReadOnlyList<DuePromise> due, OfficeMoment at)
    {
        var letters = await Write(connection, kind, regionId, due, at);
        var said = due.Where(p => letters.ContainsKey(p.Id)).ToList();
        var recipients = await Recipients.Resolve(connection, regionId, kind, said, at.Today);
        var wishes = await MailSettings.Of(connection, regionId, recipients.Values.SelectMany(r => r.To).Select(to => to.PersonId).OfType<long>());
        var mails = new List<Addressed>();
        foreach (var promise in said)
            foreach (var to in recipients[promise.Id].To.Where(to => wishes.For(to.PersonId).Wants(kind.Topic(), at.Today)))
                mails.Add(new(promise.Id, to, letters[promise.Id], templates.ToHtml(letters[promise.Id], to.Name),
                    MessageIds.For(regionId, promise.Id, to.Address, settings.MailFrom)));
        var troubled = said.Where(p => recipients[p.Id].Trouble is not null).ToList();
        await connection.ExecuteAsync(UndeliveredSql, new
        {
            regionId, at.Now,
            promises = troubled.Select(p => p.Id).ToArray(),
            reasons = troubled.Select(p => recipients[p.Id].Trouble).ToArray(),
        });
        return new(await Insert(connection, regionId, mails, at), troubled.Count);
    }

    // Parts of a digest have topics of their own, which its writer knows.
    async Task<IReadOnlyDictionary<long, Letter>> Write(NpgsqlConnection connection, MailKind kind, int regionId, IReadOnlyList<DuePromise> due, OfficeMoment at)
    {
        var letters = await Writer(kind).Write(connection, regionId, due, at);
        return kind.Topic() is { } topic ? letters.ToDictionary(l => l.Key, l => l.Value with { Optional = [topic] }) : letters;
    }

    Task<int> Insert(NpgsqlConnection connection, int regionId, List<Addressed> mails, OfficeMoment at) => connection.ExecuteAsync(MailSql, new
    {
        regionId, at.Now,
        promises = mails.Select(m => m.PromiseId).ToArray(),
        people = mails.Select(m => m.To.PersonId).ToArray(),
        names = mails.Select(m => m.To.Name).ToArray(),
        addresses = mails.Select(m => m.To.Address).ToArray(),
        subjects = mails.Select(m => m.Letter.Subject).ToArray(),
        texts = mails.Select(m => templates.ToText(m.Letter, m.To.Name)).ToArray(),
        htmls = mails.Select(m => m.Html).ToArray(),
        messageIds = mails.Select(m => m.MessageId).ToArray(),
        unsubscribes = mails.Select(m => Unsubscribe(regionId, m)).ToArray(),
    });

    string? Unsubscribe(int regionId, Addressed mail)
    {
        var optional = mail.Letter.Optional;
        return mail.To.PersonId is { } person && optional.Count > 0 ? unsubscribe.For(new(regionId, person, optional)) : null;
    }

    ILetterWriter Writer(MailKind kind) => kind switch
    {
        MailKind.Dispatch => dispatches,
        MailKind.Returned => returned,
        MailKind.Answered => answered,
        MailKind.ForApproval => forApproval,
        MailKind.Nudge => nudges,
        MailKind.Order => orders,
        MailKind.CircularAhead => circularsAhead,
        MailKind.Circular => circulars,
        MailKind.Transfer => transfers,
        MailKind.Adjusted => adjustments,
        MailKind.ItemDecided => itemsDecided,
        MailKind.Instruction => instructions,
        MailKind.Digest => digests,
    };
}
