using Dapper;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Completions;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Dispositions;

/// <summary>办结规则 by choice of the office: whose 办结 the item needs. Where it is met already the item closes at once.</summary>
public sealed class SetCompletionRule(Database database, TellItem tell, CloseItem closeItem, Lamps.Lamps lamps) : IFeature
{
    public sealed record Form(long WorkItemId, CompletionRule Rule);

    const string AnsweringSql = """
        SELECT count(*)::int FROM assignments WHERE region_id = @RegionId AND work_item_id = @Id AND role <> 'Support' AND transferred_on IS NULL
        """;

    const string InsertSql = """
        INSERT INTO item_completion_rules (region_id, work_item_id, kind, quorum, set_by, set_on, set_at)
        VALUES (@RegionId, @Id, @kind, nullif(@quorum, 0), @PersonId, @Today, @Now)
        """;

    /// <returns>true if this closed the item</returns>
    /// <exception cref="RuleBroken">not a coordinator, not dispatched, ended or put off, a completion waits, or a number that cannot be</exception>
    public Task<bool> Run(Actor by, OfficeMoment at, Form form) => database.InTransaction(async connection =>
    {
        var item = await OfficeItem.Lock(connection, by, form.WorkItemId);
        item.RefuseUnlessRunning();
        await RefuseImpossible(connection, by.RegionId, item, form.Rule);
        var before = await CloseItem.RuleOf(connection, by.RegionId, item.Id);
        await connection.ExecuteAsync(InsertSql, new { by.RegionId, by.PersonId, item.Id, kind = form.Rule.Kind.ToString(), quorum = form.Rule.Quorum, at.Today, at.Now });
        await tell.Run(connection, by, at, item, nameof(SetCompletionRule), $"办结规则改为：{form.Rule.Chinese}（原为{before.Chinese}）", before, form.Rule);
        var closed = await closeItem.IfMet(connection, by, at, item.Id);
        if (closed)
            await lamps.Refresh(connection, by.RegionId, await CloseItem.Parts(connection, by.RegionId, item.Id), at);
        return closed;
    });

    static async Task RefuseImpossible(NpgsqlConnection connection, int regionId, OfficeItem item, CompletionRule rule)
    {
        if (rule.Kind != CompletionRuleKind.Quorum) return;
        var answering = await connection.ExecuteScalarAsync<int>(AnsweringSql, new { RegionId = regionId, item.Id });
        if (rule.Quorum < 1 || rule.Quorum > answering)
            throw new RuleBroken("quorum-cannot-be", $"任务 {item.Number} 有{answering}个牵头、责任单位，个数须在1和{answering}之间。");
    }
}
