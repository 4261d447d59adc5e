using Dapper;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>审核: a second person looks at the checked plan, in the version it has now, before it goes out.</summary>
public sealed class ReviewPlan(Database database, EventLog events) : IFeature
{
    sealed record Checks(int Unconfirmed, bool OwnWork);

    const string ChecksSql = """
        SELECT count(*) FILTER (WHERE c.confirmed_by IS NULL)::int AS unconfirmed,
            coalesce(bool_or(c.confirmed_by = @PersonId), false) AS own_work
        FROM work_items w LEFT JOIN item_confirmations c
            ON c.region_id = w.region_id AND c.work_item_id = w.id AND c.version = w.version
        WHERE w.region_id = @RegionId AND w.work_plan_id = @planId
        """;

    // A second look takes the place of the first: in a small office the first may have been the checker's own.
    const string ReviewSql = """
        INSERT INTO plan_reviews (region_id, work_plan_id, version, reviewed_by, reviewed_at)
        VALUES (@RegionId, @planId, @Version, @PersonId, @Now)
        ON CONFLICT (region_id, work_plan_id, version)
        DO UPDATE SET reviewed_by = excluded.reviewed_by, reviewed_at = excluded.reviewed_at
        """;

    /// <param name="version">of the plan that the person has seen; null takes it as it stands</param>
    /// <exception cref="RuleBroken">items are unconfirmed, whoever reviews has checked items, or the plan has changed or been dispatched</exception>
    public Task Run(Actor by, OfficeMoment at, long planId, int? version = null)
    {
        by.RequireCoordinator();
        return database.InTransaction(async connection =>
        {
            var plan = await PlanHead.LockDraft(connection, by.RegionId, planId);
            plan.RefuseUnless(version);
            var checks = await connection.QuerySingleAsync<Checks>(ChecksSql, new { by.RegionId, planId, by.PersonId });
            if (checks.Unconfirmed > 0)
                throw new RuleBroken("item-unconfirmed", $"还有{checks.Unconfirmed}项任务没有校核，校核完再审核。");
            var second = await SecondPerson.For(connection, by.RegionId, planId);
            if (checks.OwnWork && second.Required)
                throw new RuleBroken("own-work", "您参与了校核，审核须由另一位督办员办理。");
            await connection.ExecuteAsync(ReviewSql, new { by.RegionId, planId, plan.Version, by.PersonId, at.Now });
            await events.Append(connection, by, at.Now, new Event(nameof(ReviewPlan), plan.Subject,
                checks.OwnWork ? $"审核第{plan.Version}稿（自审）" : $"审核第{plan.Version}稿"));
        });
    }
}
