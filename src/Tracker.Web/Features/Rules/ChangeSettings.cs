using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Rules;

/// <summary>Items whose lamp becomes another one.</summary>
public sealed record ItemShift(Lamp Was, bool WasEnded, Lamp Becomes, bool Ended, int N);

/// <summary>What other numbers come to.</summary>
/// <param name="Differences">in words: 时限预警 10 → 15</param>
/// <param name="Items">lamps of whole items that change</param>
public sealed record SettingsChange(OfficeRules Rules, IReadOnlyList<string> Differences, ShownEffect Effect, IReadOnlyList<ItemShift> Items)
{
    /// <summary>The same for the same effects: so that what is applied is what was shown.</summary>
    public string Fingerprint => $"{Rules.Lamps.Version}-{string.Join(',', Items.Select(i => $"{i.Was}{i.Becomes}{i.N}"))}-{Effect.Fingerprint}";
}

/// <summary>修改设置: other numbers for lamps and reminders. What held before stays on record, so that any past day is judged by the rules of that day.</summary>
public sealed class ChangeSettings(Database database, EventLog events, RecheckRegion recheck) : IFeature
{
    /// <param name="Typed">text by the name of the field; what is left out stays as it is</param>
    public sealed record Form(IReadOnlyDictionary<string, string?> Typed, string Reason);

    sealed record ItemRow(long WorkItemId, Lamp Lamp, bool Done);

    const string TurnSql = "SELECT pg_advisory_xact_lock(20180614, @RegionId)";

    const string InsertSql = """
        INSERT INTO settings (region_id, name, recorded_at, value, set_by, reason) VALUES (@RegionId, @name, @Now, @value::jsonb, @PersonId, @reason)
        """;

    const string CoordinatorsSql = """
        SELECT count(DISTINCT p.id)::int FROM people p JOIN person_roles r ON r.region_id = p.region_id AND r.person_id = p.id
        WHERE p.region_id = @regionId AND r.role = 'Coordinator' AND p.disabled_at IS NULL
        """;

    const string ItemsSql = "SELECT work_item_id, lamp, done FROM item_lamps WHERE region_id = @regionId";

    /// <param name="shown">fingerprint of what the person was shown; null where nothing was</param>
    /// <exception cref="RuleBroken">the actor may not, a number cannot be, no reason, nothing would change, or something has changed since it was shown</exception>
    public Task<SettingsChange> Run(Actor by, OfficeMoment at, Form form, string? shown = null) => database.InTransaction(async connection =>
    {
        var change = await Change(connection, by, at, form);
        if (shown is not null && shown != change.Fingerprint)
            throw new RuleBroken("settings-effect-has-changed", "预览之后，任务或设置又有变化，还没有写入。请再看一遍预览。");
        await events.Append(connection, by, at.Now, new Event(nameof(ChangeSettings), "Settings", $"{string.Join('；', change.Differences)}。原因：{form.Reason.Trim()}"));
        return change;
    });

    /// <summary>What it would come to. Nothing is stored.</summary>
    public Task<SettingsChange> Preview(Actor by, OfficeMoment at, Form form) => database.InTransaction(connection => Change(connection, by, at, form), keep: _ => false);

    async Task<SettingsChange> Change(NpgsqlConnection connection, Actor by, OfficeMoment at, Form form)
    {
        if (by.PersonId is not null && !by.Is(Role.SystemAdministrator))
            throw new RuleBroken("only-system-administrators-set", "设置由系统管理员修改。");
        await connection.ExecuteAsync(TurnSql, new { by.RegionId });
        var now = await OfficeRules.Load(connection, by.RegionId, at.Now);
        var rules = RuleFields.Typed(now, form.Typed);
        var differences = now.DifferencesTo(rules);
        if (differences.Count == 0)
            throw new RuleBroken("nothing-changed", "没有改动任何设置。");
        await RefuseNobodyToReview(connection, by.RegionId, rules);
        if (string.IsNullOrWhiteSpace(form.Reason))
            throw new RuleBroken("change-says-nothing", "请写明修改的原因，留在设置的历史里。");
        rules = rules with { Lamps = rules.Lamps with { Version = now.Lamps.Version + 1 } };
        var calendar = await Calendars.Load(connection, by.RegionId);
        var open = await AssignmentFactsQuery.Open(connection, by.RegionId, at.Today);
        var effect = TimeEffect.Of(open, new(calendar, now.Lamps, now.Ladder), open, new(calendar, rules.Lamps, rules.Ladder), at.Today);
        var items = (await connection.QueryAsync<ItemRow>(ItemsSql, new { by.RegionId })).ToDictionary(i => i.WorkItemId);
        await Insert(connection, by, at, rules, form.Reason.Trim());
        await recheck.Run(connection, by.RegionId, at);
        var changed = (await connection.QueryAsync<ItemRow>(ItemsSql, new { by.RegionId })).Where(i => items.GetValueOrDefault(i.WorkItemId) is { } was && was != i)
            .GroupBy(i => (items[i.WorkItemId].Lamp, WasEnded: items[i.WorkItemId].Done, Becomes: i.Lamp, i.Done));
        return new(rules, differences, await ShownEffect.Of(connection, by.RegionId, effect),
            [.. changed.OrderBy(g => g.Key.Becomes).ThenBy(g => g.Key.Lamp).Select(g => new ItemShift(g.Key.Lamp, g.Key.WasEnded, g.Key.Becomes, g.Key.Done, g.Count()))]);
    }

    static async Task RefuseNobodyToReview(NpgsqlConnection connection, int regionId, OfficeRules rules)
    {
        if (rules.Ways.Second == SecondPersonWish.Always && await connection.ExecuteScalarAsync<int>(CoordinatorsSql, new { regionId }) < 2)
            throw new RuleBroken("nobody-to-review", "只有一名督办员，总要第二人审核就没有人能审核，方案交办不出去。请先开通另一名督办员的账号。");
    }

    static async Task Insert(NpgsqlConnection connection, Actor by, OfficeMoment at, OfficeRules rules, string reason)
    {
        foreach (var (name, value) in rules.Written)
            await connection.ExecuteAsync(InsertSql, new { by.RegionId, by.PersonId, at.Now, reason, name, value });
    }
}
