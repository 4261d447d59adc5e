using System.Text.Json;
using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Features.Mail;
using Tracker.Web.Features.Units;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Adjustments;

/// <summary>What an adjustment means to one unit.</summary>
/// <param name="Was">null where the unit had no part</param>
/// <param name="Now">null where it has none any more</param>
public sealed record TouchedUnit(long UnitId, string Name, string Sentence, Lamp? Was, Lamp? Now);

/// <summary>What was adjusted, and whom it touches.</summary>
public sealed record Adjusted(long Id, string Sentence, IReadOnlyList<TouchedUnit> Units);

/// <summary>
/// 勘误、变更: changes an item after dispatch. What held before stays on record; the units touched are told and sign again;
/// a date that has passed by then cannot be set, so that nobody becomes late by it.
/// </summary>
public sealed class AdjustItem(Database database, EventLog events, Lamps.Lamps lamps) : IFeature
{
    /// <param name="Version">of the item that the form was opened from</param>
    public sealed record Form(long ItemId, int Version, ItemContent Content, Grounds Grounds);

    sealed record Place(long PlanId, bool Closed);
    sealed record Shown(long UnitId, string Name, Lamp? Lamp);

    const string PlaceSql = """
        SELECT w.work_plan_id AS plan_id, EXISTS (SELECT FROM item_closings z WHERE z.region_id = w.region_id AND z.work_item_id = w.id AND NOT EXISTS (
                SELECT FROM item_reopenings o WHERE o.region_id = z.region_id AND o.work_item_id = z.work_item_id AND o.round = z.round)) AS closed
        FROM work_items w WHERE w.region_id = @RegionId AND w.id = @ItemId
        """;

    const string WaitingSql = """
        SELECT u.short_name FROM assignments a JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        WHERE a.region_id = @RegionId AND a.id = ANY(@ids) AND (
            EXISTS (SELECT FROM completions c WHERE c.region_id = a.region_id AND c.assignment_id = a.id
                AND NOT EXISTS (SELECT FROM completion_decisions d WHERE d.region_id = c.region_id AND d.completion_id = c.id))
            OR EXISTS (SELECT FROM requests q WHERE q.region_id = a.region_id AND q.assignment_id = a.id
                AND NOT EXISTS (SELECT FROM request_decisions d WHERE d.region_id = q.region_id AND d.request_id = q.id)))
        ORDER BY u.position, u.id
        """;

    const string LampsSql = """
        SELECT a.unit_id, u.short_name AS name, l.lamp FROM assignments a JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        LEFT JOIN lamps l ON l.region_id = a.region_id AND l.assignment_id = a.id
        WHERE a.region_id = @RegionId AND a.work_item_id = @ItemId AND a.transferred_on IS NULL
        """;

    /// <exception cref="RuleBroken">not a coordinator, not dispatched, closed, changed meanwhile, nothing changed, or what is wanted does not fit</exception>
    public Task<Adjusted> Run(Actor by, OfficeMoment at, Form form) => database.InTransaction(connection => Run(connection, by, at, form));

    /// <summary>What it would come to. Nothing is stored and nobody is told.</summary>
    public Task<Adjusted> Preview(Actor by, OfficeMoment at, Form form) =>
        database.InTransaction(connection => Run(connection, by, at, form), keep: _ => false);

    /// <summary>The same inside a transaction that is already open.</summary>
    public async Task<Adjusted> Run(NpgsqlConnection connection, Actor by, OfficeMoment at, Form form)
    {
        by.RequireCoordinator();
        var (plan, item) = await Item(connection, by, form);
        var (before, after) = (InOrder(item.Content), InOrder(form.Content));
        RefuseUnfit(form.Grounds, before, after, at.Today);
        await OriginalWords.Require(connection, by, plan.Id, form.Grounds, before, after);
        var standing = await AdjustmentRows.Parts(connection, by.RegionId, item.Id);
        var parts = await PartsOf(connection, by, at, standing, before, after);
        var was = await Shows(connection, by, item.Id);
        var due = await Dues(connection, by.RegionId, [.. standing.Select(s => s.Id)], at);
        var sentence = $"任务 {item.Number} {string.Join("；", Changes(before, after))}";
        var id = await AdjustmentRows.Insert(connection, by, at, plan.Id, item.Id, form.Grounds, sentence, before.ToJson(), after.ToJson());
        await AdjustmentRows.WriteContent(connection, by, at, id, item.Id, before, after);
        var (added, dispatchId) = await AdjustmentRows.WriteParts(connection, by, at, plan.Id, item.Id, id, parts);
        await KeepLateness(connection, by, at, form.Grounds, standing, due);
        await lamps.Refresh(connection, by.RegionId, [.. standing.Select(s => s.Id), .. added], at);
        await RefusePast(connection, by.RegionId, [.. standing.Select(s => s.Id)], due, at);
        var touched = Touched(standing, parts, before, after, was, await Shows(connection, by, item.Id));
        await Tell(connection, by.RegionId, at, id, touched, dispatchId);
        await plan.Touch(connection, by.RegionId);
        await events.Append(connection, by, at.Now, new Event(nameof(AdjustItem), $"WorkItem:{item.Id}", $"{form.Grounds.InWords()}：{sentence}",
            JsonSerializer.Deserialize<JsonElement>(before.ToJson()), JsonSerializer.Deserialize<JsonElement>(after.ToJson())));
        return new(id, sentence, touched);
    }

    /// <summary>Hands out an item that came into a dispatched plan, such as one that a corrected notice adds.</summary>
    /// <exception cref="RuleBroken">a unit's name means nobody, or a date has passed</exception>
    public async Task<Adjusted> Introduce(NpgsqlConnection connection, Actor by, OfficeMoment at, long planId, long itemId, Grounds grounds)
    {
        by.RequireCoordinator();
        grounds.Require("增加任务", at.Today);
        var item = (await ItemContents.Of(connection, by.RegionId, planId, itemId))!;
        if (item.Content.LimitKind == TimeLimitKind.Ambiguous)
            throw new RuleBroken("ambiguous-limit-open", "时限有两种读法，须先选定一种。");
        var units = await RegionUnits.Load(connection, by.RegionId, at.Today);
        var parts = PartsAfter.Of([], [], item.Content.Units, units.Registry, units.Ids);
        var sentence = $"新增任务 {item.Number}";
        var id = await AdjustmentRows.Insert(connection, by, at, planId, item.Id, grounds, sentence, "{}", item.Content.ToJson());
        var (added, dispatchId) = await AdjustmentRows.WriteParts(connection, by, at, planId, item.Id, id, parts);
        await AdjustmentRows.Confirm(connection, by, at, item.Id);
        await lamps.Refresh(connection, by.RegionId, added, at);
        await RefusePast(connection, by.RegionId, added, new Dictionary<long, LocalDate>(), at);
        var touched = (await Shows(connection, by, item.Id)).Select(s => new TouchedUnit(s.UnitId, s.Name, $"{sentence}：{parts.Added.Single(p => p.UnitId == s.UnitId).Role.Chinese()}单位", null, s.Lamp)).ToList();
        await Tell(connection, by.RegionId, at, id, touched, dispatchId);
        await events.Append(connection, by, at.Now, new Event(nameof(AdjustItem), $"WorkItem:{item.Id}", $"{grounds.InWords()}：{sentence}",
            After: JsonSerializer.Deserialize<JsonElement>(item.Content.ToJson())));
        return new(id, sentence, touched);
    }

    // Whoever comes in gets and signs the dispatch by which it does.
    static async Task Tell(NpgsqlConnection connection, int regionId, OfficeMoment at, long id, IReadOnlyList<TouchedUnit> touched, long? dispatchId)
    {
        var before = touched.Where(t => t.Was is not null).ToList();
        await AdjustmentRows.Tell(connection, regionId, id, [.. touched.Select(t => new ToldUnit(t.UnitId, t.Sentence, t is { Was: not null, Now: not null }))]);
        await MailPromises.Promise(connection, regionId, MailKind.Adjusted, [.. before.Select(t => t.UnitId)], id, at);
        if (dispatchId is not null)
            await MailPromises.Promise(connection, regionId, MailKind.Dispatch, [.. touched.Except(before).Select(t => t.UnitId)], dispatchId, at);
    }

    static async Task<(PlanHead Plan, ItemNow Item)> Item(NpgsqlConnection connection, Actor by, Form form)
    {
        var place = await connection.QuerySingleOrDefaultAsync<Place>(PlaceSql, new { by.RegionId, form.ItemId }) ?? throw new RuleBroken("no-such-item", "没有这项任务。");
        var plan = await PlanHead.Lock(connection, by.RegionId, place.PlanId);
        if (plan.DispatchedAt is null)
            throw new RuleBroken("not-dispatched", "分工方案还没有交办，请直接修改任务，不用办理调整。");
        if (place.Closed)
            throw new RuleBroken("already-closed", "任务已经办结，不能再调整。");
        return (plan, await ItemContents.AsSeen(connection, by.RegionId, place.PlanId, form.ItemId, form.Version));
    }

    // A form asks for names role by role; that alone is no change.
    static ItemContent InOrder(ItemContent content) => content with { Units = [.. content.Units.OrderBy(u => u.Role)] };

    static void RefuseUnfit(Grounds grounds, ItemContent before, ItemContent after, LocalDate today)
    {
        EditItem.RefuseUnfit(after);
        var fields = before.ChangedIn(after).ToHashSet();
        if (fields.Count == 0)
            throw new RuleBroken("nothing-changed", "没有改动，不用办理调整。");
        if (grounds.Kind == AdjustmentKind.Checkpoint)
            throw new RuleBroken("wrong-kind", "任务的调整只有勘误和变更两种，请选一种。");
        grounds.Require(grounds.Kind == AdjustmentKind.Change ? "改变通知写明的内容" : null, today);
        if (after.LimitKind == TimeLimitKind.Ambiguous)
            throw new RuleBroken("ambiguous-limit-open", "时限须读作一种，不能留两种读法。");
        if (after.Milestones.Except(before.Milestones).FirstOrDefault(m => m.DueOn < today) is { DueOn: { } past } milestone)
            throw Past($"“{milestone.Raw}”的日期", past);
    }

    static async Task<PartsAfter> PartsOf(NpgsqlConnection connection, Actor by, OfficeMoment at, IReadOnlyList<StandingPart> standing, ItemContent before, ItemContent after)
    {
        if (before.Units.SequenceEqual(after.Units))
            return new([], [], []);
        var units = await RegionUnits.Load(connection, by.RegionId, at.Today);
        var parts = PartsAfter.Of(standing, before.Units, after.Units, units.Registry, units.Ids);
        var waiting = (await connection.QueryAsync<string>(WaitingSql, new { by.RegionId, ids = parts.Released.Select(p => p.Id).ToArray() })).AsList();
        return waiting.Count == 0 ? parts
            : throw new RuleBroken("decide-first", $"{string.Join('、', waiting)}有申请正在等待办公厅审核或答复，不能调出。请先审核、答复。");
    }

    static async Task<IReadOnlyList<Shown>> Shows(NpgsqlConnection connection, Actor by, long itemId) =>
        (await connection.QueryAsync<Shown>(LampsSql, new { by.RegionId, ItemId = itemId })).AsList();

    static async Task<IReadOnlyDictionary<long, LocalDate>> Dues(NpgsqlConnection connection, int regionId, long[] ids, OfficeMoment at) =>
        (await AssignmentFactsQuery.Of(connection, regionId, ids, at.Today)).Where(a => a.Due is DueOn && a.Facts.End is null).ToDictionary(a => a.Id, a => ((DueOn)a.Due).Date);

    // A misread date was never due; a changed one was, and by how much it was missed stays.
    static async Task KeepLateness(NpgsqlConnection connection, Actor by, OfficeMoment at, Grounds grounds, IReadOnlyList<StandingPart> standing, IReadOnlyDictionary<long, LocalDate> was)
    {
        if (grounds.Kind != AdjustmentKind.Change)
            return;
        var calendar = await Calendars.Load(connection, by.RegionId);
        var now = await Dues(connection, by.RegionId, [.. standing.Select(s => s.Id)], at);
        var late = from pair in was
                   let days = calendar.WorkdaysLate(pair.Value, at.Today)
                   where days > 0 && now.TryGetValue(pair.Key, out var due) && due > pair.Value
                   select new DateMove(pair.Key, new(DateNature.Due, "", pair.Value, pair.Value), now[pair.Key], days);
        await MoveDates.Run(connection, by, at, MovingCause.Adjustment, null, [.. late]);
    }

    static async Task RefusePast(NpgsqlConnection connection, int regionId, IReadOnlyList<long> parts, IReadOnlyDictionary<long, LocalDate> was, OfficeMoment at)
    {
        foreach (var (id, due) in await Dues(connection, regionId, [.. parts], at))
            if (due < at.Today && !(was.TryGetValue(id, out var before) && before <= due))
                throw Past("时限", due);
    }

    static RuleBroken Past(string what, LocalDate on) =>
        new("date-is-past", $"{what}调整为{on.OnPaper()}，这一天已经过去，单位一改就逾期。请定今天或以后的日期，并在理由里写明。");

    /// <summary>Each field that changes, from what to what.</summary>
    static IEnumerable<string> Changes(ItemContent before, ItemContent after) => before.ChangedIn(after).Where(f => f != "roles").Select(field => field == "text"
        ? "任务内容有改动" : $"{FieldWords.Of(field)}由“{FieldWords.InWords(before, field)}”改为“{FieldWords.InWords(after, field)}”");

    static IReadOnlyList<TouchedUnit> Touched(IReadOnlyList<StandingPart> standing, PartsAfter parts, ItemContent before, ItemContent after, IReadOnlyList<Shown> was, IReadOnlyList<Shown> now)
    {
        var (old, current) = (was.ToDictionary(w => w.UnitId), now.ToDictionary(n => n.UnitId));
        var ended = standing.Where(s => s.Ended).Select(s => s.UnitId).ToHashSet();
        var common = Changes(before, after).Where(c => !c.StartsWith(FieldWords.Of("units"), StringComparison.Ordinal)).ToList();
        var own = parts.Added.ToDictionary(p => p.UnitId, p => $"新增为{p.Role.Chinese()}单位");
        foreach (var (part, becomes) in parts.Changed.Where(c => c.Was.Role != c.Now.Role))
            own[part.UnitId] = $"由{part.Role.Chinese()}改为{becomes.Role.Chinese()}单位";
        foreach (var part in parts.Released)
            own[part.UnitId] = "不再承办这项任务";
        // Whoever leads has to know with whom.
        var leads = parts.IsNothing ? [] : standing.Where(s => s.Role == AssignmentRole.Lead && !s.Ended).Select(s => s.UnitId).Where(u => !own.ContainsKey(u)).ToHashSet();
        return
        [
            .. old.Keys.Union(current.Keys).Where(u => !ended.Contains(u) && (own.ContainsKey(u) || leads.Contains(u) || common.Count > 0)).Select(u => new TouchedUnit(
                u, (current.GetValueOrDefault(u) ?? old[u]).Name, string.Join("；", OwnSentence(u).Concat(own.GetValueOrDefault(u) == "不再承办这项任务" ? [] : common)),
                old.GetValueOrDefault(u)?.Lamp, current.GetValueOrDefault(u)?.Lamp)),
        ];

        IEnumerable<string> OwnSentence(long unit) => own.TryGetValue(unit, out var said) ? [said] : leads.Contains(unit) ? ["承办单位有调整"] : [];
    }
}
