using Dapper;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Adjustments;
using Tracker.Web.Features.Dispositions;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Corrections;

/// <summary>
/// Takes over from a corrected version what a coordinator has ticked. From then on the notice has the corrected file and text;
/// everything not ticked stays as it is. After dispatch what is ticked becomes adjustments.
/// </summary>
public sealed class ApplyCorrection(Database database, EventLog events, AdjustItem adjustItem, WithdrawItem withdrawItem) : IFeature
{
    const string KeepSql = """
        INSERT INTO applied_corrections (region_id, correction_id, replaced_sha256, replaced_name, replaced_text, replaced_reading, applied_by, applied_on, applied_at)
        SELECT n.region_id, @id, n.file_sha256, n.file_name, n.text, n.reading, @PersonId, @Today, @Now
        FROM notices n WHERE n.region_id = @RegionId AND n.id = @NoticeId
        """;

    const string ReplaceSql = """
        UPDATE notices n SET file_sha256 = c.file_sha256, file_name = c.file_name, text = c.text, reading = c.reading
        FROM notice_corrections c
        WHERE c.region_id = @RegionId AND c.id = @id AND n.region_id = c.region_id AND n.id = c.notice_id
        """;

    // Places count in the text that the notice has now; what it no longer has has none.
    const string PlacesSql = """
        UPDATE work_items w SET origins = coalesce((
            SELECT i.origins FROM unnest(@items, @origins) AS i(id, origins) WHERE i.id = w.id)::jsonb, '{}')
        WHERE w.region_id = @RegionId AND w.work_plan_id = @PlanId
        """;

    const string DutyPlacesSql = """
        UPDATE notice_duties d SET spans = coalesce((SELECT n.spans FROM jsonb_to_recordset(@duties::jsonb) AS n(what text, raw text, spans jsonb)
            WHERE n.what = d.what AND n.raw = d.raw LIMIT 1), '[]')
        WHERE d.region_id = @RegionId AND d.work_plan_id = @PlanId
        """;

    /// <param name="version">of the plan that the person has seen</param>
    /// <param name="ticked">what to take over</param>
    /// <param name="basis">of the adjustments that a dispatched plan takes; null for the number of the corrected notice</param>
    /// <returns>what was taken over</returns>
    /// <exception cref="RuleBroken">it was applied before, the plan has changed meanwhile, or what is ticked does not fit together</exception>
    public Task<TakenOver> Run(Actor by, OfficeMoment at, long correctionId, int version, IReadOnlySet<string> ticked, Basis? basis = null)
    {
        by.RequireCoordinator();
        return database.InTransaction(async connection =>
        {
            var hand = await AtHand(connection, by, correctionId);
            hand.Plan.RefuseUnless(version);
            var taken = TakenOver.Of(hand, ticked);
            if (hand.Plan.DispatchedAt is null)
                await DraftCorrection.Write(connection, by, at, hand, taken);
            else
                await DispatchedCorrection.Write(connection, by, at, hand, taken, basis is { IsGiven: true } ? basis : DispatchedCorrection.BasisOf(hand), adjustItem, withdrawItem);
            await Replace(connection, by, at, hand);
            await hand.Plan.Touch(connection, by.RegionId);
            await events.Append(connection, by, at.Now, [.. Told(hand, taken)]);
            return taken;
        });
    }

    static async Task<CorrectionAtHand> AtHand(NpgsqlConnection connection, Actor by, long correctionId)
    {
        var seen = await CorrectionQueries.Of(connection, by.RegionId, correctionId) ?? throw new RuleBroken("no-such-correction", "没有这份更正版。");
        await PlanHead.Lock(connection, by.RegionId, seen.Plan.Id);
        var hand = (await CorrectionQueries.Of(connection, by.RegionId, correctionId))!;
        return hand.File.AppliedAt is { } earlier
            ? throw new RuleBroken("already-applied", $"这份更正版已由{hand.File.AppliedBy}于 {earlier.Iso()} 采纳。") : hand;
    }

    static async Task Replace(NpgsqlConnection connection, Actor by, OfficeMoment at, CorrectionAtHand hand)
    {
        var key = new { by.RegionId, by.PersonId, id = hand.File.Id, hand.File.NoticeId, hand.File.PlanId, at.Today, at.Now };
        await connection.ExecuteAsync(KeepSql, key);
        await connection.ExecuteAsync(ReplaceSql, key);
        var places = await DraftCorrection.PlacesAfter(connection, by.RegionId, hand);
        await connection.ExecuteAsync(PlacesSql, new { by.RegionId, hand.File.PlanId, items = places.Keys.ToArray(), origins = places.Values.ToArray() });
        await connection.ExecuteAsync(DutyPlacesSql, new { by.RegionId, hand.File.PlanId, duties = Notices.DraftPlan.Json(hand.After.Duties) });
    }

    static IEnumerable<Event> Told(CorrectionAtHand hand, TakenOver taken)
    {
        yield return new(nameof(ApplyCorrection), hand.Plan.Subject, $"采纳更正版 {hand.File.FileName}：{taken.InWords}");
        if (hand.Plan.DispatchedAt is not null)
            yield break;
        foreach (var item in taken.Changed)
            yield return new(nameof(ApplyCorrection), $"WorkItem:{item.Now.Id}", item.Sentence, item.Now.Content, item.After);
        foreach (var item in taken.Removed)
            yield return new(nameof(ApplyCorrection), $"WorkItem:{item.Id}", $"更正版没有任务 {item.Number}，去掉", item.Content);
    }
}
