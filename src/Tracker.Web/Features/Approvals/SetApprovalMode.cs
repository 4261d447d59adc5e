using Dapper;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Approvals;

/// <summary>线下审签: says whether a unit's head approves on paper or by his own account.</summary>
public sealed class SetApprovalMode(Database database, EventLog events) : IFeature
{
    const string SetSql = """
        INSERT INTO approval_modes (region_id, unit_id, on_paper, set_by, set_at)
        SELECT region_id, id, @onPaper, @PersonId, @Now FROM units WHERE region_id = @RegionId AND id = @unitId
        """;

    const string NameSql = "SELECT short_name FROM units WHERE region_id = @RegionId AND id = @unitId";

    /// <exception cref="RuleBroken">the actor does not run the system, there is no such unit, or nobody in it could approve in the system</exception>
    public Task Run(Actor by, OfficeMoment at, long unitId, bool onPaper)
    {
        if (by.PersonId is not null && !by.Is(Role.SystemAdministrator))
            throw new RuleBroken("only-a-system-administrator", "单位的审签方式只能由系统管理员设置。");
        return database.InTransaction(async connection =>
        {
            var key = new { by.RegionId, by.PersonId, unitId, onPaper, at.Now };
            var name = await connection.ExecuteScalarAsync<string?>(NameSql, key) ?? throw new RuleBroken("no-such-unit", "没有这个单位。");
            if (!onPaper && (await ApprovalModes.Of(connection, by.RegionId, unitId)).Heads.Length == 0)
                throw new RuleBroken("no-head-with-an-account", $"{name}没有单位负责人的账号，只能线下审签。请先由安全管理员建立账号。");
            await connection.ExecuteAsync(SetSql, key);
            await events.Append(connection, by, at.Now, new Event(nameof(SetApprovalMode), $"Unit:{unitId}",
                $"{name}改为{(onPaper ? "线下审签" : "在系统中审签")}", After: new { onPaper }));
        });
    }
}
