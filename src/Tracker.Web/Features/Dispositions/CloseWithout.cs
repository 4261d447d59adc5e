using Dapper;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Dispositions;

/// <summary>整体办结 with units missing: the office closes the item and names who has not finished (未完成); supports that said nothing end as 未反馈.</summary>
public sealed class CloseWithout(Database database, TellItem tell) : IFeature
{
    /// <param name="Without">ids of the units that have not finished, as the person has seen and ticked them</param>
    public sealed record Form(long WorkItemId, IReadOnlyCollection<long> Without, string Reason);

    /// <summary>A lead or responsible unit that has not finished.</summary>
    public sealed record Missing(long UnitId, string Name);

    const string MissingSql = $"""
        SELECT a.unit_id, u.short_name AS name FROM assignments a JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        WHERE a.region_id = @regionId AND a.work_item_id = @itemId AND a.role <> 'Support' AND NOT {Ended.Sql}
        ORDER BY array_position(ARRAY['Lead', 'Responsible'], a.role), a.position
        """;

    const string SomebodySql = $"""
        SELECT EXISTS (SELECT FROM assignments a WHERE a.region_id = @RegionId AND a.work_item_id = @Id AND a.transferred_on IS NULL AND {Ended.ConfirmedSql})
        """;

    public static async Task<IReadOnlyList<Missing>> MissingIn(NpgsqlConnection connection, int regionId, long itemId) =>
        (await connection.QueryAsync<Missing>(MissingSql, new { regionId, itemId })).AsList();

    /// <exception cref="RuleBroken">not a coordinator, not dispatched, ended or put off, a completion waits, nobody has finished,
    /// no reason, or other units are missing than the person has ticked</exception>
    public Task Run(Actor by, OfficeMoment at, Form form) => database.InTransaction(async connection =>
    {
        var item = await OfficeItem.Lock(connection, by, form.WorkItemId);
        item.RefuseUnlessRunning();
        if (!await connection.ExecuteScalarAsync<bool>(SomebodySql, new { by.RegionId, item.Id }))
            throw new RuleBroken("nobody-has-finished", $"任务 {item.Number} 还没有单位办结，不能整体办结。不再办理的，请撤销。");
        var missing = await MissingIn(connection, by.RegionId, item.Id);
        if (!missing.Select(m => m.UnitId).ToHashSet().SetEquals(form.Without))
            throw new RuleBroken("others-are-missing", $"请逐个勾选没有办结的单位：{string.Join('、', missing.Select(m => m.Name))}。");
        if (string.IsNullOrWhiteSpace(form.Reason))
            throw new RuleBroken("closing-says-nothing", "请写明为什么不等这些单位。");
        string[] names = [.. missing.Select(m => m.Name)];
        await new EndItem(Closing.Completed, form.Reason, Basis.None, names).Write(connection, by, at, item);
        await tell.Run(connection, by, at, item, nameof(CloseWithout), $"任务 {item.Number} 整体办结，未完成：{string.Join('、', names)}；理由：{form.Reason.Trim().TrimEnd('。')}", new { open = names }, form);
    });
}
