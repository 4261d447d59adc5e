using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Dispositions;

/// <summary>暂缓, on a basis and until a review date: no time is counted until the office resumes it. On that day it comes back
/// into the coordinators' queue; 继续暂缓 sets another.</summary>
public sealed class SuspendItem(Database database, TellItem tell) : IFeature
{
    public sealed record Form(long WorkItemId, LocalDate ReviewOn, string Reason, Basis Basis);

    const string InsertSql = """
        INSERT INTO suspensions (region_id, work_item_id, step, review_on, reason, basis_signed_by, basis_signed_on, basis_document,
            decided_by, decided_on, decided_at)
        VALUES (@RegionId, @Id, @step, @reviewOn, @reason, @SignedBy, @SignedOn, @Document, @PersonId, @Today, @Now)
        """;

    /// <exception cref="RuleBroken">not a coordinator, not dispatched, ended, a completion waits, no reason, no basis, or the review date is not to come</exception>
    public Task Run(Actor by, OfficeMoment at, Form form) => database.InTransaction(async connection =>
    {
        var item = await OfficeItem.Lock(connection, by, form.WorkItemId);
        item.RefuseUnlessOpen();
        if (string.IsNullOrWhiteSpace(form.Reason))
            throw new RuleBroken("suspension-says-nothing", "请写明暂缓的理由。");
        if (form.ReviewOn <= at.Today)
            throw new RuleBroken("review-is-past", "复核日期须在今天以后。");
        form.Basis.Require("暂缓", at.Today);
        var step = item.SuspendedOn is null ? "Suspended" : "Prolonged";
        await Write(connection, by, at, item.Id, step, form.ReviewOn, form.Reason, form.Basis);
        await tell.Run(connection, by, at, item, nameof(SuspendItem),
            $"{(step == "Suspended" ? "暂缓" : "继续暂缓")}，{form.ReviewOn.OnPaper()}复核：{form.Reason.Trim().TrimEnd('。')}；依据：{form.Basis.InWords()}", new { item.SuspendedOn }, form);
    });

    internal static Task<int> Write(
        NpgsqlConnection connection, Actor by, OfficeMoment at, long itemId, string step, LocalDate? reviewOn, string reason, Basis basis) =>
        connection.ExecuteAsync(InsertSql, new
        {
            by.RegionId, by.PersonId, Id = itemId, step, reviewOn, reason = reason.Trim(), basis.SignedBy, basis.SignedOn, basis.Document, at.Today, at.Now,
        });
}
