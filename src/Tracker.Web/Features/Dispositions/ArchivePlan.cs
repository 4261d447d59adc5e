using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Dispositions;

/// <summary>归档 of a plan whose year is over: when nothing in it is open, or by decision, with a reason; what is open then is put away as not done.
/// From then on only 回头看.</summary>
public sealed class ArchivePlan(Database database, EventLog events, TellItem tell, Lamps.Lamps lamps) : IFeature
{
    /// <summary>An item that has not ended.</summary>
    public sealed record OpenItem(long Id, string Number, string Text, string? LimitRaw, Lamp Lamp, string Reason, LocalDate? NearestOn, string Units);

    const string OpenSql = $"""
        SELECT w.id, w.number, w.text, w.limit_raw, i.lamp, i.reason, i.nearest_on,
            (SELECT string_agg(u.short_name, '、' ORDER BY a.role, a.position) FROM assignments a JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
                WHERE a.region_id = w.region_id AND a.work_item_id = w.id AND a.role <> 'Support' AND NOT {Ended.Sql}) AS units
        FROM work_items w JOIN item_lamps i ON i.region_id = w.region_id AND i.work_item_id = w.id
        WHERE w.region_id = @regionId AND w.work_plan_id = @planId AND EXISTS (SELECT FROM assignments a
            WHERE a.region_id = w.region_id AND a.work_item_id = w.id AND a.role <> 'Support' AND NOT {Ended.Sql})
        ORDER BY w.position
        """;

    const string ArchiveSql = """
        INSERT INTO archived_plans (region_id, work_plan_id, reason, archived_by, archived_on, archived_at)
        VALUES (@RegionId, @planId, @reason, @PersonId, @Today, @Now)
        """;

    const string PartsSql = """
        SELECT a.id FROM assignments a JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        WHERE a.region_id = @RegionId AND w.work_plan_id = @planId ORDER BY a.id
        """;

    /// <summary>What is open in a plan, in its order.</summary>
    public static async Task<IReadOnlyList<OpenItem>> Open(NpgsqlConnection connection, int regionId, long planId) =>
        (await connection.QueryAsync<OpenItem>(OpenSql, new { regionId, planId })).AsList();

    /// <param name="reason">needed where something is open</param>
    /// <exception cref="RuleBroken">not a coordinator, not dispatched, archived before, the year is not over, something is open and nothing says why,
    /// or a completion waits for the office</exception>
    public Task<int> Run(Actor by, OfficeMoment at, long planId, string reason) => database.InTransaction(async connection =>
    {
        by.RequireCoordinator();
        var plan = await PlanHead.Lock(connection, by.RegionId, planId);
        if (plan.DispatchedOn is null)
            throw new RuleBroken("not-dispatched", "分工方案还没有交办，不用归档。");
        if (plan.PlanYear is { } year && at.Today.Year <= year)
            throw new RuleBroken("year-has-not-ended", $"{year}年还没有结束，分工方案从{year + 1}年1月1日起才能归档。");
        var open = await Open(connection, by.RegionId, planId);
        if (open.Count > 0 && string.IsNullOrWhiteSpace(reason))
            throw new RuleBroken("something-is-open", $"还有{open.Count}项没有办结：{string.Join('、', open.Select(o => o.Number))}。仍要归档的，请写明理由；它们将记为“归档（未办结）”。");
        await connection.ExecuteAsync(ArchiveSql, new { by.RegionId, by.PersonId, planId, reason = reason.Trim(), at.Today, at.Now });
        foreach (var left in open)
            await PutAway(connection, by, at, left, reason.Trim());
        await events.Append(connection, by, at.Now, new Event(nameof(ArchivePlan), plan.Subject,
            $"分工方案归档{(open.Count > 0 ? $"，未办结{open.Count}项：{string.Join('、', open.Select(o => o.Number))}；理由：{reason.Trim()}" : "")}", After: new { open = open.Select(o => o.Id) }));
        await lamps.Refresh(connection, by.RegionId, [.. await connection.QueryAsync<long>(PartsSql, new { by.RegionId, planId })], at);
        return open.Count;
    });

    async Task PutAway(NpgsqlConnection connection, Actor by, OfficeMoment at, OpenItem left, string reason)
    {
        var item = await OfficeItem.Lock(connection, by, left.Id);
        item.RefuseUnlessOpen();
        await new EndItem(Closing.Archived, reason, Basis.None, [.. left.Units.Split('、')]).Write(connection, by, at, item);
        await tell.Run(connection, by, at, item, nameof(ArchivePlan), $"任务 {item.Number} 随分工方案归档，没有办结：{reason}", new { item.SuspendedOn }, new { reason });
    }
}
