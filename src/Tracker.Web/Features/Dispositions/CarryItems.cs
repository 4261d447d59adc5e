using System.Security.Cryptography;
using System.Text;
using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Dispositions;

/// <summary>
/// 接续: a duty whose year was closed goes on in the next year's plan, with its history: as an item written anew into a draft of that year
/// (of another notice, or of its own), whose collectives expand afresh when it is dispatched; or as one that stands in that plan already.
/// </summary>
public sealed class CarryItems(Database database, EventLog events) : IFeature
{
    /// <param name="IntoItemId">the item of the next year that goes on with it; null to write it anew</param>
    public sealed record Duty(long ItemId, long? IntoItemId);

    /// <param name="IntoPlanId">a draft of the next year; null for a draft of its own</param>
    public sealed record Form(long FromPlanId, long? IntoPlanId, IReadOnlyList<Duty> Duties);

    sealed record Item(long Id, string Number, string Text, string? LimitRaw, string? Closed, string? CarriedTo);
    sealed record Into(long Id, string Number, int? PlanYear);

    const string ItemsSql = """
        SELECT w.id, w.number, w.text, w.limit_raw,
            (SELECT z.how FROM item_closings z WHERE z.region_id = w.region_id AND z.work_item_id = w.id AND NOT EXISTS (
                SELECT FROM item_reopenings o WHERE o.region_id = z.region_id AND o.work_item_id = z.work_item_id AND o.round = z.round)) AS closed,
            (SELECT t.number FROM carried_items c JOIN work_items t ON t.region_id = c.region_id AND t.id = c.to_item_id
                WHERE c.region_id = w.region_id AND c.from_item_id = w.id) AS carried_to
        FROM work_items w WHERE w.region_id = @RegionId AND w.work_plan_id = @FromPlanId AND w.id = ANY(@ids) AND w.limit_kind = ANY(@kinds)
        ORDER BY w.position FOR UPDATE OF w
        """;

    const string IntoSql = """
        SELECT w.id, w.number, p.plan_year FROM work_items w JOIN work_plans p ON p.region_id = w.region_id AND p.id = w.work_plan_id
        WHERE w.region_id = @RegionId AND w.id = @id FOR KEY SHARE OF w
        """;

    const string OwnPlanSql = """
        WITH paper AS (
            INSERT INTO files (region_id, sha256, content, media_type, stored_at) VALUES (@RegionId, @sha256, @content, 'text/plain', @Now) ON CONFLICT DO NOTHING),
        notice AS (
            INSERT INTO notices (region_id, file_sha256, file_name, title, issuer, text, reading, imported_by, imported_on, imported_at)
            SELECT n.region_id, @sha256, @title || '.txt', @title, n.issuer, @text, '{}', @PersonId, @Today, @Now
            FROM notices n WHERE n.region_id = @RegionId AND n.id = @NoticeId RETURNING id)
        INSERT INTO work_plans (region_id, notice_id, plan_year) SELECT @RegionId, id, @year FROM notice RETURNING id
        """;

    // The number tells the year it comes from, because the plan may have one of its own.
    const string CopySql = """
        INSERT INTO categories (region_id, work_plan_id, position, no, title)
        SELECT @RegionId, @intoPlan, (SELECT coalesce(max(c.position), 0) + 1 FROM categories c WHERE c.region_id = @RegionId AND c.work_plan_id = @intoPlan), '续', @category
        WHERE NOT EXISTS (SELECT FROM categories c WHERE c.region_id = @RegionId AND c.work_plan_id = @intoPlan AND c.no = '续');
        INSERT INTO work_items (region_id, work_plan_id, category_id, position, number, title, text, units_raw, limit_raw, limit_kind, inherits_units, inherits_limit)
        SELECT w.region_id, @intoPlan, (SELECT c.id FROM categories c WHERE c.region_id = w.region_id AND c.work_plan_id = @intoPlan AND c.no = '续'),
            (SELECT coalesce(max(o.position), 0) + 1 FROM work_items o WHERE o.region_id = w.region_id AND o.work_plan_id = @intoPlan),
            @number, w.title, w.text, w.units_raw, w.limit_raw, w.limit_kind, false, false
        FROM work_items w WHERE w.region_id = @RegionId AND w.id = @Id;
        INSERT INTO item_units (region_id, work_item_id, position, role, name)
        SELECT u.region_id, t.id, u.position, u.role, u.name FROM item_units u
        JOIN work_items t ON t.region_id = u.region_id AND t.work_plan_id = @intoPlan AND t.number = @number
        WHERE u.region_id = @RegionId AND u.work_item_id = @Id;
        INSERT INTO obligations (region_id, work_item_id, raw, rule, days, times, per, event)
        SELECT o.region_id, t.id, o.raw, o.rule, o.days, o.times, o.per, o.event FROM obligations o
        JOIN work_items t ON t.region_id = o.region_id AND t.work_plan_id = @intoPlan AND t.number = @number
        WHERE o.region_id = @RegionId AND o.work_item_id = @Id;
        """;

    const string NewIdSql = "SELECT id FROM work_items WHERE region_id = @RegionId AND work_plan_id = @intoPlan AND number = @number";

    const string CarrySql = """
        INSERT INTO carried_items (region_id, from_item_id, to_item_id, carried_by, carried_on, carried_at) VALUES (@RegionId, @Id, @to, @PersonId, @Today, @Now)
        """;

    /// <returns>the plan into which something was written; null where all go on in items that are there</returns>
    /// <exception cref="RuleBroken">not a coordinator, nothing chosen, no plan of a year, an item that does not go on, is not closed or was carried before,
    /// or a plan or item that is not of the next year, or a plan that was dispatched</exception>
    public Task<long?> Run(Actor by, OfficeMoment at, Form form) => database.InTransaction(async connection =>
    {
        by.RequireCoordinator();
        if (form.Duties.Count == 0)
            throw new RuleBroken("nothing-chosen", "请至少选一项要接续的任务。");
        var from = await PlanHead.Find(connection, by.RegionId, form.FromPlanId) is { DispatchedOn: not null, PlanYear: not null } plan ? plan
            : throw new RuleBroken("no-such-plan", "没有这个分工方案，或者它没有交办、没有写明年度。");
        var items = await Items(connection, by, form);
        var year = from.PlanYear!.Value + 1;
        var anew = items.Where(i => form.Duties.First(d => d.ItemId == i.Id).IntoItemId is null).ToList();
        var into = anew.Count == 0 ? (long?)null : form.IntoPlanId is { } chosen ? await Draft(connection, by, chosen, year) : await OwnPlan(connection, by, at, from, anew, year);
        foreach (var item in items)
            await Carry(connection, by, at, item, form.Duties.First(d => d.ItemId == item.Id).IntoItemId, into, from.PlanYear.Value);
        if (into is { } written)
            await (await PlanHead.LockDraft(connection, by.RegionId, written)).Touch(connection, by.RegionId);
        return into;
    });

    static async Task<IReadOnlyList<Item>> Items(NpgsqlConnection connection, Actor by, Form form)
    {
        var ids = form.Duties.Select(d => d.ItemId).Distinct().ToArray();
        var kinds = Enum.GetValues<Domain.Deadlines.TimeLimitKind>().Where(ClosePeriod.GoesOn).Select(k => k.ToString()).ToArray();
        var items = (await connection.QueryAsync<Item>(ItemsSql, new { by.RegionId, form.FromPlanId, ids, kinds })).AsList();
        if (items.Count < ids.Length)
            throw new RuleBroken("does-not-go-on", "只有本方案中长期和适时的任务接续到下一年，请重新选择。");
        if (items.FirstOrDefault(i => i.Closed != nameof(Closing.PeriodClosed)) is { } open)
            throw new RuleBroken("close-the-year-first", $"任务 {open.Number} 还没有阶段办结，请先办理阶段办结，再接续到下一年。");
        return items.FirstOrDefault(i => i.CarriedTo is not null) is { } before
            ? throw new RuleBroken("already-carried", $"任务 {before.Number} 已经由任务 {before.CarriedTo} 接续。") : items;
    }

    static async Task<long> Draft(NpgsqlConnection connection, Actor by, long planId, int year)
    {
        var plan = await PlanHead.LockDraft(connection, by.RegionId, planId);
        return plan.PlanYear == year ? planId : throw new RuleBroken("not-the-next-year", $"请选择{year}年度、还没有交办的分工方案。");
    }

    // A paper of our own, so that the check has an original to look at.
    async Task<long> OwnPlan(NpgsqlConnection connection, Actor by, OfficeMoment at, PlanHead from, List<Item> items, int year)
    {
        var title = $"{year}年度接续任务（自《{from.Title}》）";
        var text = $"{title}\n{string.Join('\n', items.Select(i => $"{i.Number} {i.Text}（{i.LimitRaw}）"))}\n{by.Name} {at.Now.Iso()}\n";
        var content = Encoding.UTF8.GetBytes(text);
        var id = await connection.ExecuteScalarAsync<long>(OwnPlanSql, new
        {
            by.RegionId, by.PersonId, from.NoticeId, sha256 = SHA256.HashData(content), content, title, text, year, at.Today, at.Now,
        });
        await events.Append(connection, by, at.Now, new Event(nameof(CarryItems), $"WorkPlan:{id}", $"新建《{title}》：{items.Count}项任务"));
        return id;
    }

    async Task Carry(NpgsqlConnection connection, Actor by, OfficeMoment at, Item item, long? intoItem, long? intoPlan, int fromYear)
    {
        var key = new
        {
            by.RegionId, by.PersonId, item.Id, intoPlan, number = $"{fromYear}续·{item.Number}", category = "上年度接续的任务", at.Today, at.Now,
            to = 0L,
        };
        if (intoItem is null)
            await connection.ExecuteAsync(CopySql, key);
        var to = intoItem is { } there ? await There(connection, by, there, fromYear + 1)
            : new(await connection.ExecuteScalarAsync<long>(NewIdSql, key), key.number, fromYear + 1);
        await connection.ExecuteAsync(CarrySql, new { key.RegionId, key.PersonId, key.Id, key.Today, key.Now, to = to.Id });
        await events.Append(connection, by, at.Now,
            new Event(nameof(CarryItems), $"WorkItem:{item.Id}", $"由{fromYear + 1}年度任务 {to.Number} 接续", After: new { to.Id }),
            new Event(nameof(CarryItems), $"WorkItem:{to.Id}", $"接续{fromYear}年度任务 {item.Number}", After: new { item.Id }));
    }

    static async Task<Into> There(NpgsqlConnection connection, Actor by, long id, int year) =>
        await connection.QuerySingleOrDefaultAsync<Into>(IntoSql, new { by.RegionId, id }) is { } into && into.PlanYear == year ? into
            : throw new RuleBroken("not-the-next-year", $"接续的任务须在{year}年度的分工方案里，请重新选择。");
}
