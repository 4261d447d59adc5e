using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Completions;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Dispositions;

/// <summary>回头看: what had ended is open again for the units named, with a reason and a new date; what they had said and got stays on record.</summary>
public sealed class ReopenItem(Database database, TellItem tell) : IFeature
{
    /// <param name="Parts">assignments that are open again; the others stay ended</param>
    public sealed record Form(long WorkItemId, LocalDate NewOn, IReadOnlyCollection<long> Parts, string Reason, Basis Basis);

    const string InsertSql = """
        INSERT INTO item_reopenings (region_id, work_item_id, round, reason, due_on, parts, basis_signed_by, basis_signed_on, basis_document,
            reopened_by, reopened_on, reopened_at)
        VALUES (@RegionId, @Id, @Rounds, @reason, @NewOn, @parts, @SignedBy, @SignedOn, @Document, @PersonId, @Today, @Now)
        """;

    const string NamesSql = $"""
        SELECT u.short_name FROM assignments a JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        WHERE a.region_id = @RegionId AND a.work_item_id = @Id AND a.id = ANY(@parts) AND a.transferred_on IS NULL AND NOT {Ended.ExemptSql}
        ORDER BY array_position(ARRAY['Lead', 'Responsible', 'Support'], a.role), a.position
        """;

    /// <exception cref="RuleBroken">not a coordinator, not ended or withdrawn, no reason, no unit, none that answers, or the date is not to come</exception>
    public Task Run(Actor by, OfficeMoment at, Form form) => database.InTransaction(async connection =>
    {
        var item = await OfficeItem.Lock(connection, by, form.WorkItemId);
        if (item.Closed is not (Closing.Completed or Closing.PeriodClosed or Closing.Archived))
            throw new RuleBroken("nothing-to-reopen", $"任务 {item.Number} 没有办结，不能“回头看”。");
        if (string.IsNullOrWhiteSpace(form.Reason))
            throw new RuleBroken("reopening-says-nothing", "请写明回头看的理由：哪里没有落实。");
        if (form.NewOn <= at.Today)
            throw new RuleBroken("new-date-is-past", "新的日期须在今天以后。");
        form.Basis.RefuseHalf(at.Today);
        var key = new
        {
            by.RegionId, by.PersonId, item.Id, item.Rounds, reason = form.Reason.Trim(), form.NewOn, parts = form.Parts.Distinct().ToArray(),
            form.Basis.SignedBy, form.Basis.SignedOn, form.Basis.Document, at.Today, at.Now,
        };
        var names = (await connection.QueryAsync<string>(NamesSql, key)).AsList();
        if (names.Count == 0 || names.Count < key.parts.Length)
            throw new RuleBroken("no-part-to-reopen", "请至少选一个要回头看的单位，已经移交和不涉及的除外。");
        await connection.ExecuteAsync(InsertSql, key);
        await MoveDates.Run(connection, by, at, MovingCause.Reopening, null, await Moves(connection, by.RegionId, at.Today, key.parts, form.NewOn));
        await tell.Run(connection, by, at, item, nameof(ReopenItem),
            $"回头看：{string.Join('、', names)}重新办理，时限{form.NewOn.OnPaper()}，理由：{form.Reason.Trim().TrimEnd('。')}{(form.Basis.IsGiven ? $"；依据：{form.Basis.InWords()}" : "")}", new { item.Closed }, form);
    });

    // What was never answered before it ended is not late now: it is due with the rest.
    static async Task<IReadOnlyList<DateMove>> Moves(NpgsqlConnection connection, int regionId, LocalDate today, long[] parts, LocalDate newOn)
    {
        var facts = await AssignmentFactsQuery.Of(connection, regionId, parts, today);
        return
        [
            .. facts.SelectMany(a => a.Facts.OpenDates.Where(d => d.Nature != DateNature.Due && d.On <= today).Select(d => new DateMove(a.Id, d, newOn))
                .Append(new(a.Id, a.Facts.OpenDates.FirstOrDefault(d => d.Nature == DateNature.Due) ?? new(DateNature.Due, "办结", today, today), newOn))),
        ];
    }
}
