using Npgsql;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Dispositions;

/// <summary>撤销, on a basis: nobody has anything more to do with it; what was done stays.</summary>
public sealed class WithdrawItem(Database database, TellItem tell) : IFeature
{
    public sealed record Form(long WorkItemId, string Reason, Basis Basis);

    /// <exception cref="RuleBroken">not a coordinator, not dispatched, ended, a completion waits, no reason or no basis</exception>
    public Task Run(Actor by, OfficeMoment at, Form form) => database.InTransaction(connection => Run(connection, by, at, form));

    /// <summary>The same inside a transaction that is already open.</summary>
    public async Task Run(NpgsqlConnection connection, Actor by, OfficeMoment at, Form form)
    {
        var item = await OfficeItem.Lock(connection, by, form.WorkItemId);
        item.RefuseUnlessOpen();
        if (string.IsNullOrWhiteSpace(form.Reason))
            throw new RuleBroken("withdrawal-says-nothing", "请写明撤销的理由。");
        form.Basis.Require("撤销任务", at.Today);
        await new EndItem(Closing.Withdrawn, form.Reason, form.Basis, []).Write(connection, by, at, item);
        await tell.Run(connection, by, at, item, nameof(WithdrawItem), $"撤销任务 {item.Number}：{form.Reason.Trim().TrimEnd('。')}；依据：{form.Basis.InWords()}", new { item.SuspendedOn }, form);
    }
}
