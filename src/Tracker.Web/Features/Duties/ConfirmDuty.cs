using Dapper;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Duties;

/// <summary>确认通知要求: whom a duty of the covering letter binds, until when, and what answers it. May be changed until the
/// plan is dispatched; a duty that was left open then may still be confirmed, once.</summary>
public sealed class ConfirmDuty(Database database, EventLog events) : IFeature
{
    /// <param name="Answer">the return that answers it for a unit; null: each unit answers in its own words</param>
    /// <param name="Everyone">every unit of the dispatch; <paramref name="Units"/> is then not looked at</param>
    /// <param name="Units">bound by name; none binds nobody</param>
    public sealed record Form(long DutyId, LocalDate DueOn, CheckpointKind? Answer, bool Everyone, IReadOnlyCollection<long> Units);

    const string LockSql = "SELECT id FROM notice_duties WHERE region_id = @RegionId AND id = @DutyId FOR UPDATE";

    const string ForgetSql = "DELETE FROM duty_confirmations WHERE region_id = @RegionId AND duty_id = @DutyId";

    const string ConfirmSql = """
        INSERT INTO duty_confirmations (region_id, duty_id, due_on, return_kind, everyone, confirmed_by, confirmed_on, confirmed_at)
        VALUES (@RegionId, @DutyId, @DueOn, @answer, @Everyone, @PersonId, @Today, @Now)
        """;

    const string BindSql = """
        INSERT INTO duty_units (region_id, duty_id, unit_id)
        SELECT u.region_id, @DutyId, u.id FROM units u WHERE u.region_id = @RegionId AND u.id = ANY(@units)
        """;

    /// <exception cref="RuleBroken">not a coordinator, no such duty, or confirmed before a dispatch that has taken place: by whom and when</exception>
    public Task Run(Actor by, OfficeMoment at, Form form)
    {
        by.RequireCoordinator();
        return database.InTransaction(async connection =>
        {
            await connection.ExecuteAsync(LockSql, new { by.RegionId, form.DutyId });
            var duty = await DutyQueries.Find(connection, by.RegionId, form.DutyId) ?? throw new RuleBroken("no-such-duty", "没有这条通知要求。");
            if (duty is { IsConfirmed: true, DispatchedOn: not null })
                throw new RuleBroken("duty-is-in-force", $"这条通知要求已由{duty.ConfirmedBy}于 {duty.ConfirmedAt?.Iso()} 确认，交办后不能再改。");
            var row = new
            {
                by.RegionId, form.DutyId, form.DueOn, answer = form.Answer?.ToString(), form.Everyone, by.PersonId, at.Today, at.Now,
                units = form.Everyone ? [] : form.Units.ToArray(),
            };
            await connection.ExecuteAsync(ForgetSql, row);
            await connection.ExecuteAsync(ConfirmSql, row);
            var bound = await connection.ExecuteAsync(BindSql, row);
            await events.Append(connection, by, at.Now, new Event(nameof(ConfirmDuty), $"WorkPlan:{duty.PlanId}",
                $"确认通知要求“{duty.Raw}”：{form.DueOn.Iso()}前，{(form.Everyone ? "全部交办单位" : bound == 0 ? "不约束任何单位" : $"{bound}个单位")}", After: form));
        });
    }
}
