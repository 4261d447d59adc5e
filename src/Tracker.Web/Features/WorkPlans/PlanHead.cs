using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>A work plan with the notice it comes from, and its dispatch if it has had one.</summary>
/// <param name="Version">rises with every change of its content; a form names the one it was opened from</param>
public sealed record PlanHead(
    long Id, int Version, int? PlanYear, long NoticeId, string Title, string? Issuer, string? DocumentNumber,
    LocalDate? IssuedOn, LocalDate? PrintedOn, LocalDate? PublishedOn,
    LocalDate? DispatchedOn, Instant? DispatchedAt, string? DispatchedBy, LocalDate? ArchivedOn)
{
    const string Sql = """
        SELECT p.id, p.version, p.plan_year, n.id AS notice_id, n.title, n.issuer, n.document_number,
            n.issued_on, n.printed_on, n.published_on, d.dispatched_on, d.dispatched_at, who.name AS dispatched_by, v.archived_on
        FROM work_plans p JOIN notices n ON n.region_id = p.region_id AND n.id = p.notice_id
        LEFT JOIN dispatches d ON d.region_id = p.region_id AND d.work_plan_id = p.id AND d.supplements IS NULL
        LEFT JOIN people who ON who.region_id = d.region_id AND who.id = d.dispatched_by
        LEFT JOIN archived_plans v ON v.region_id = p.region_id AND v.work_plan_id = p.id
        WHERE p.region_id = @regionId AND p.id = @planId
        """;

    // Before the plan is read, in a statement of its own: so the second of two hands sees what the first has done.
    const string LockSql = "SELECT id FROM work_plans WHERE region_id = @regionId AND id = @planId FOR UPDATE";

    const string TouchSql = """
        UPDATE work_plans SET version = version + 1 WHERE region_id = @regionId AND id = @Id
        """;

    /// <summary>The event subject of everything that is done to the plan as a whole.</summary>
    public string Subject => $"WorkPlan:{Id}";

    /// <returns>null where the region has no such plan</returns>
    public static Task<PlanHead?> Find(NpgsqlConnection connection, int regionId, long planId) =>
        connection.QuerySingleOrDefaultAsync<PlanHead>(Sql, new { regionId, planId });

    /// <summary>The plan while it is a draft, locked until the transaction ends, so that two hands change it one after the other.</summary>
    /// <exception cref="RuleBroken">there is no such plan, or it has been dispatched: by whom and when</exception>
    public static async Task<PlanHead> LockDraft(NpgsqlConnection connection, int regionId, long planId)
    {
        var plan = await Lock(connection, regionId, planId);
        return plan.DispatchedAt is null ? plan : throw plan.AlreadyDispatched();
    }

    /// <summary>The plan, draft or dispatched, locked until the transaction ends.</summary>
    /// <exception cref="RuleBroken">there is no such plan, or it has been archived</exception>
    public static async Task<PlanHead> Lock(NpgsqlConnection connection, int regionId, long planId)
    {
        await connection.ExecuteAsync(LockSql, new { regionId, planId });
        var plan = await Find(connection, regionId, planId) ?? throw new RuleBroken("no-such-plan", "没有这个分工方案。");
        return plan.ArchivedOn is not { } archived ? plan
            : throw new RuleBroken("plan-is-archived", $"分工方案已于{archived.OnPaper()}归档，不再变动。确需再办的任务，请用“回头看”。");
    }

    public RuleBroken AlreadyDispatched() =>
        new("already-dispatched", $"分工方案已由{DispatchedBy}于 {DispatchedAt?.Iso()} 交办，不能再改，也不能再次交办。");

    /// <param name="version">of the plan that a person has seen; null takes it as it stands</param>
    /// <exception cref="RuleBroken">somebody has changed the plan meanwhile</exception>
    public void RefuseUnless(int? version)
    {
        if (version is not null && version != Version)
            throw new RuleBroken("plan-has-changed", "您打开之后，分工方案又有改动，这一步没有办。请看过现在的内容再办。");
    }

    /// <summary>Counts a change of content: what was reviewed before no longer is.</summary>
    public Task Touch(NpgsqlConnection connection, int regionId) => connection.ExecuteAsync(TouchSql, new { regionId, Id });

    /// <summary>What due dates are reckoned from, were the plan dispatched on that day.</summary>
    public PlanDates DatesFor(LocalDate dispatchedOn) => new(PlanYear, dispatchedOn, IssuedOn, PrintedOn, PublishedOn);
}
