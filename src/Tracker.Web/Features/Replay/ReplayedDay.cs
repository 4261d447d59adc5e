using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Features.Rules;
using Tracker.Web.Features.Units;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Replay;

/// <summary>One assignment as its lamp was.</summary>
public sealed record ReplayedPart(AssignmentOnDay Assignment, LampVerdict Verdict);

/// <summary>One item as its lamp was.</summary>
/// <param name="Reason">in words, with the days as they were counted on that day</param>
public sealed record ReplayedItem(long WorkItemId, string Number, string Text, string Units, ItemLamp Item, string Reason);

/// <summary>A unit under the name that it bore.</summary>
public sealed record ReplayedUnit(long UnitId, string Name, IReadOnlyList<ReplayedPart> Parts);

/// <summary>
/// The lamps of a past day, judged anew from the facts, the calendar, the rules and the names that were recorded by its end.
/// Nothing that was kept is read.
/// </summary>
/// <param name="RuleVersion">of the rules of that day</param>
public sealed record ReplayedDay(LocalDate On, int RuleVersion, IReadOnlyList<ReplayedUnit> Units, IReadOnlyList<ReplayedItem> Items)
{
    sealed record ItemRow(long Id, string Number, string Text, int Position);
    sealed record UnitRow(long Id, string Name);

    const string ItemsSql = """
        SELECT w.id, w.number, w.text, w.position FROM work_items w WHERE w.region_id = @regionId AND w.id = ANY(@ids) ORDER BY w.work_plan_id DESC, w.position
        """;

    static readonly string UnitsSql = $"""
        SELECT u.id, {UnitNames.ShortKnownOn("@on", "@end")} AS name FROM units u WHERE u.region_id = @regionId AND u.id = ANY(@ids) ORDER BY u.position, u.id
        """;

    public static async Task<ReplayedDay> Load(NpgsqlConnection connection, int regionId, LocalDate on)
    {
        var end = OfficeClock.EndOf(on);
        var rule = (await OfficeRules.Load(connection, regionId, end.Minus(Duration.Epsilon))).Lamps;
        var calendar = await Calendars.Load(connection, regionId, on);
        var parts = (await AssignmentFactsQuery.All(connection, regionId, on)).Select(a => new ReplayedPart(a, a.LampOn(on, rule, calendar))).ToList();
        var names = await connection.QueryAsync<UnitRow>(UnitsSql, new { regionId, on, end, ids = parts.Select(p => p.Assignment.UnitId).Distinct().ToArray() });
        var called = names.ToDictionary(u => u.Id, u => u.Name);
        var items = await connection.QueryAsync<ItemRow>(ItemsSql, new { regionId, ids = parts.Select(p => p.Assignment.WorkItemId).Distinct().ToArray() });
        var byItem = parts.Where(IsHeld).ToLookup(p => p.Assignment.WorkItemId);
        var byUnit = parts.Where(IsHeld).ToLookup(p => p.Assignment.UnitId);
        return new(on, rule.Version,
            [.. called.Where(u => byUnit.Contains(u.Key)).Select(u => new ReplayedUnit(u.Key, u.Value, [.. byUnit[u.Key]]))],
            [.. items.Where(i => byItem.Contains(i.Id)).Select(i => Item(i, [.. byItem[i.Id]]))]);

        ReplayedItem Item(ItemRow row, IReadOnlyList<ReplayedPart> held)
        {
            var lamp = ItemLamp.Of(held.Select(p => new RoleLamp(p.Assignment.Role, p.Verdict.Lamp, p.Verdict.Ended)), rule);
            var (reason, countsTo) = ItemLamps.ReasonFor(lamp, held.GroupBy(p => (p.Assignment.Role, p.Verdict.Lamp, p.Verdict.Ended)).Select(g =>
                new LampGroup(g.Key.Role, g.Key.Lamp, g.Key.Ended, g.Count(), g.OrderBy(p => p.Verdict.CountsTo is null).ThenBy(p => p.Verdict.CountsTo).ThenBy(p => p.Assignment.Id).First().Verdict.Reason, g.Min(p => p.Verdict.CountsTo))));
            var leads = held.Where(p => p.Assignment.Role == AssignmentRole.Lead).OrderBy(p => p.Assignment.Id).Select(p => called[p.Assignment.UnitId]).ToList();
            return new(row.Id, row.Number, row.Text, leads.Count > 0 ? string.Join('、', leads) : $"{held.Count}个责任单位", lamp, LampWords.InWords(reason, countsTo, on, calendar));
        }
    }

    // What was transferred is shown and counted at its successor, what the office took out of the item nowhere.
    static bool IsHeld(ReplayedPart part) => part.Assignment.Facts.End?.How is not (Ending.Transferred or Ending.Released);
}
