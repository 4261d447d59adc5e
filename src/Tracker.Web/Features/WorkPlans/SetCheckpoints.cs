using System.Text.Json;
using Dapper;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Web.Features.Rules;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>设定报送节点: before dispatch the office sets for one plan what otherwise the region's settings say. A day that the notice names stays the notice's.
/// Who reviewed the plan has not seen these days, so that it is reviewed again.</summary>
public sealed class SetCheckpoints(Database database, EventLog events) : IFeature
{
    const string InsertSql = """
        INSERT INTO checkpoint_rules (region_id, work_plan_id, value, set_by, set_at) VALUES (@RegionId, @planId, @value::jsonb, @PersonId, @Now)
        """;

    /// <param name="typed">text by the name of the field; what is left out stays as it is. Null goes back to the region's settings</param>
    /// <param name="version">of the plan that the person has seen; null takes it as it stands</param>
    /// <returns>what is set otherwise, in words</returns>
    /// <exception cref="RuleBroken">not a coordinator, a value that cannot be, days out of order, nothing changed, or the plan has changed or been dispatched</exception>
    public Task<IReadOnlyList<string>> Run(Actor by, OfficeMoment at, long planId, IReadOnlyDictionary<string, string?>? typed, int? version = null)
    {
        by.RequireCoordinator();
        return database.InTransaction(connection => Run(connection, by, at, planId, typed, version));
    }

    async Task<IReadOnlyList<string>> Run(NpgsqlConnection connection, Actor by, OfficeMoment at, long planId, IReadOnlyDictionary<string, string?>? typed, int? version)
    {
        var plan = await PlanHead.LockDraft(connection, by.RegionId, planId);
        plan.RefuseUnless(version);
        var now = await PlanCheckpoints.Load(connection, by.RegionId, plan);
        var rule = typed is null ? now.Region : CheckpointFields.Typed(now.Rule, typed);
        var differences = now.Rule.DifferencesTo(rule);
        if (differences.Count == 0)
            throw new RuleBroken("nothing-changed", "报送节点的设置没有改动。");
        var notice = (await DispatchDraft.Load(connection, by.RegionId, plan, at.Today)).NoticeDates;
        if (typed is not null)
            RefuseNamed(notice, now.Rule, rule);
        RefuseBehindNotice(notice, rule);
        await connection.ExecuteAsync(InsertSql, new
        {
            by.RegionId, planId, by.PersonId, at.Now, value = rule == now.Region ? null : JsonSerializer.Serialize(rule, RegionSettings.Json),
        });
        await plan.Touch(connection, by.RegionId);
        await events.Append(connection, by, at.Now, new Event(nameof(SetCheckpoints), plan.Subject, $"报送节点：{string.Join('；', differences)}"));
        return differences;
    }

    static void RefuseNamed(NoticeReturnDates notice, CheckpointRule now, CheckpointRule rule)
    {
        foreach (var field in CheckpointFields.All.Where(f => f.Of(now) != f.Of(rule)))
            if (field.Kind is { } kind && notice.Of(kind) is { } named)
                throw new RuleBroken("notice-names-the-day", $"通知写明“{kind.Chinese()}”在{named.OnPaper()}报送，按通知，不能另设。交办后确需改的，凭依据“调整报送节点”。");
    }

    static void RefuseBehindNotice(NoticeReturnDates notice, CheckpointRule rule)
    {
        if (notice.YearEnd is { } end && rule.ThirdQuarter is { } autumn && autumn.InYear(end.Year) >= end)
            throw new RuleBroken("checkpoints-in-order",
                $"通知写明“{CheckpointKind.YearEnd.Chinese()}”在{end.OnPaper()}报送，“{CheckpointKind.ThirdQuarter.Chinese()}”要排在它之前。");
    }
}
