using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Completions;

/// <summary>退回补办: the unit is told why and by when; the mail is promised in the same transaction.</summary>
public sealed class ReturnCompletion(Database database, EventLog events, CloseItem closeItem, Lamps.Lamps lamps) : IFeature
{
    public sealed record Form(long CompletionId, ReturnReason Reason, string Text);

    const string DecideSql = """
        INSERT INTO completion_decisions (region_id, completion_id, decision, reason_code, reason, correction_due, self_reviewed,
            decided_by, decided_on, decided_at)
        VALUES (@RegionId, @Id, 'Returned', @code, @text, @DueOn, @Own, @PersonId, @Today, @Now)
        """;

    /// <returns>the correction and its date</returns>
    /// <exception cref="RuleBroken">not a coordinator, one's own request, decided before, or nothing said</exception>
    public Task<Correction> Run(Actor by, OfficeMoment at, Form form) => database.InTransaction(async connection =>
    {
        var open = await OpenCompletion.Lock(connection, by, form.CompletionId);
        if (string.IsNullOrWhiteSpace(form.Text))
            throw new RuleBroken("return-says-nothing", "请写明要补办什么。");
        var correction = await CorrectionOf(connection, by.RegionId, open.AssignmentId, at.Today);
        await connection.ExecuteAsync(DecideSql, new
        {
            by.RegionId, open.Id, code = form.Reason.ToString(), text = form.Text.Trim(), correction.DueOn, open.Own, by.PersonId, at.Today, at.Now,
        });
        await MailPromises.Promise(connection, by.RegionId, MailKind.Returned, [open.UnitId], open.Id, at);
        await events.Append(connection, by, at.Now, new Event(nameof(ReturnCompletion), $"Assignment:{open.AssignmentId}",
            $"退回{open.UnitName}补办，{form.Reason.Chinese()}：{form.Text.Trim()}（{correction.DueOn.OnPaper()}前）{(open.Own ? "（自审）" : "")}",
            After: new { form, correction.DueOn }));
        var closed = await closeItem.IfMet(connection, by, at, open.WorkItemId);
        await lamps.Refresh(connection, by.RegionId, closed ? await CloseItem.Parts(connection, by.RegionId, open.WorkItemId) : [open.AssignmentId], at);
        return correction;
    });

    /// <summary>The correction that a return of today would set.</summary>
    public static async Task<Correction> CorrectionOf(NpgsqlConnection connection, int regionId, long assignmentId, LocalDate today)
    {
        var assignment = (await AssignmentFactsQuery.Of(connection, regionId, [assignmentId], today)).Single();
        var due = assignment.Due is DueOn on ? on.Date : (LocalDate?)null;
        return Correction.After(today, due, await Calendars.Load(connection, regionId));
    }
}
