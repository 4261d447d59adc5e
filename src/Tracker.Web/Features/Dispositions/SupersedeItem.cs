using Dapper;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Dispositions;

/// <summary>并入, on a basis: another item goes on with it, so that one duty is not carried twice.</summary>
public sealed class SupersedeItem(Database database, TellItem tell) : IFeature
{
    public sealed record Form(long WorkItemId, long IntoId, string Reason, Basis Basis);

    // One that goes on itself, in whatever plan.
    const string IntoSql = """
        SELECT w.number FROM work_items w WHERE w.region_id = @RegionId AND w.id = @IntoId AND w.id <> @WorkItemId
            AND EXISTS (SELECT FROM assignments a WHERE a.region_id = w.region_id AND a.work_item_id = w.id)
            AND NOT EXISTS (SELECT FROM item_closings z WHERE z.region_id = w.region_id AND z.work_item_id = w.id AND NOT EXISTS (
                SELECT FROM item_reopenings o WHERE o.region_id = z.region_id AND o.work_item_id = z.work_item_id AND o.round = z.round))
        FOR KEY SHARE
        """;

    /// <exception cref="RuleBroken">not a coordinator, not dispatched, ended, a completion waits, no reason, no basis,
    /// or the other item is not there, has ended itself or is this one</exception>
    public Task Run(Actor by, OfficeMoment at, Form form) => database.InTransaction(async connection =>
    {
        var item = await OfficeItem.Lock(connection, by, form.WorkItemId);
        item.RefuseUnlessOpen();
        var into = await connection.ExecuteScalarAsync<string?>(IntoSql, new { by.RegionId, form.IntoId, form.WorkItemId })
            ?? throw new RuleBroken("no-item-to-go-on", "要并入的任务不存在、还没有交办、已经结束，或者就是本任务。请重新选择。");
        if (string.IsNullOrWhiteSpace(form.Reason))
            throw new RuleBroken("superseding-says-nothing", "请写明并入的理由。");
        form.Basis.Require("并入其他任务", at.Today);
        await new EndItem(Closing.Superseded, form.Reason, form.Basis, [], form.IntoId).Write(connection, by, at, item);
        await tell.Run(connection, by, at, item, nameof(SupersedeItem),
            $"任务 {item.Number} 并入任务 {into}：{form.Reason.Trim().TrimEnd('。')}；依据：{form.Basis.InWords()}", new { item.SuspendedOn }, form);
    });
}
