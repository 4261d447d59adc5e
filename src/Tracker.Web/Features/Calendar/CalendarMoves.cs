using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Calendar;

/// <summary>What a revision of the calendar moves is told to the units it touches, once: a row a unit and revision, which the next digest of its liaisons tells.</summary>
static class CalendarMoves
{
    sealed record Shift(long UnitId, long WorkItemId, string What, bool OfPlan, LocalDate Before, LocalDate After);

    // Open assignments of a plan whose checkpoint has moved, of an item of which one time has, and of limits that are counted anew.
    const string TouchedSql = """
        WITH items AS (
            SELECT w.id FROM checkpoints c JOIN work_items w ON w.region_id = c.region_id AND w.work_plan_id = c.work_plan_id
                WHERE c.region_id = @regionId AND c.id = ANY(@checkpoints)
            UNION SELECT m.work_item_id FROM milestones m WHERE m.region_id = @regionId AND m.id = ANY(@milestones)
            UNION SELECT w.id FROM work_items w WHERE w.region_id = @regionId AND w.limit_kind = 'Relative' AND w.due_on IS NULL)
        SELECT a.id FROM items i
        JOIN assignments a ON a.region_id = @regionId AND a.work_item_id = i.id
        JOIN lamps l ON l.region_id = a.region_id AND l.assignment_id = a.id AND NOT l.done
        ORDER BY a.id
        """;

    const string NumbersSql = "SELECT id, number FROM work_items WHERE region_id = @regionId AND id = ANY(@items)";

    const string InsertSql = """
        INSERT INTO calendar_moves (region_id, unit_id, revised_at, revised_on, why, sentence, last_on)
        SELECT @regionId, m.unit_id, @Now, @Today, @why, m.sentence, m.last_on FROM unnest(@units, @sentences, @days) AS m(unit_id, sentence, last_on)
        """;

    /// <param name="moved">the stored dates that follow the new calendar, by their ids</param>
    /// <param name="why">which notice, for the units</param>
    public static async Task Record(
        NpgsqlConnection connection, int regionId, OfficeMoment at, string why, ReckonedDates.Moved moved, WorkingCalendar before, WorkingCalendar after)
    {
        var ids = (await connection.QueryAsync<long>(TouchedSql, new { regionId, checkpoints = moved.Checkpoints.Keys.ToArray(), milestones = moved.Milestones.Keys.ToArray() })).AsList();
        if (ids.Count == 0)
            return;
        var was = (await AssignmentFactsQuery.Of(connection, regionId, ids, at.Today, before)).ToDictionary(a => a.Id);
        var shifts = (await AssignmentFactsQuery.Of(connection, regionId, ids, at.Today, after)).SelectMany(now => Shifts(was[now.Id], now, moved)).ToList();
        var numbers = (await connection.QueryAsync<(long, string)>(NumbersSql, new { regionId, items = shifts.Select(s => s.WorkItemId).Distinct().ToArray() })).ToDictionary(row => row.Item1, row => row.Item2);
        var units = shifts.GroupBy(s => s.UnitId).ToList();
        await connection.ExecuteAsync(InsertSql, new
        {
            regionId, at.Now, at.Today, why,
            units = units.Select(u => u.Key).ToArray(),
            sentences = units.Select(u => Sentence(u, numbers)).ToArray(),
            days = units.Select(u => u.Max(s => s.After).ToDateOnly()).ToArray(),
        });
    }

    // What a person has put off since stays where it was put.
    static IEnumerable<Shift> Shifts(AssignmentOnDay was, AssignmentOnDay now, ReckonedDates.Moved moved)
    {
        foreach (var date in now.Facts.OpenDates)
            if (date.Id is { } id && moved.Of(date.Nature).TryGetValue(id, out var move) && move.After == date.On)
                yield return new(now.UnitId, now.WorkItemId, date.What, date.Nature == DateNature.Report, move.Before, move.After);
        var due = was.Facts.OpenDates.FirstOrDefault(d => d.Nature == DateNature.Due);
        if (due is not null && now.Facts.OpenDates.FirstOrDefault(d => d.Nature == DateNature.Due) is { } then && due.On != then.On)
            yield return new(now.UnitId, now.WorkItemId, then.What, OfPlan: false, due.On, then.On);
    }

    const int NamedAtMost = 3, MovesAtMost = 8;

    // One line a unit: 实施方案由2018年7月24日改到2018年7月25日；办结（任务 二.3）由…改到….
    static string Sentence(IEnumerable<Shift> shifts, Dictionary<long, string> numbers)
    {
        var moves = shifts.GroupBy(s => (s.What, s.OfPlan, s.Before, s.After)).OrderBy(g => g.Key.After).ThenBy(g => g.Key.What, StringComparer.Ordinal).ToList();
        var said = moves.Take(MovesAtMost).Select(move =>
            $"{move.Key.What}{(move.Key.OfPlan ? "" : $"（任务 {Named([.. move.Select(s => numbers[s.WorkItemId]).Distinct()])}）")}由{move.Key.Before.OnPaper()}改到{move.Key.After.OnPaper()}");
        return string.Join('；', said) + (moves.Count > MovesAtMost ? $"；另有{moves.Count - MovesAtMost}个日期，见系统" : "");
    }

    static string Named(IReadOnlyList<string> numbers) =>
        string.Join('、', numbers.Take(NamedAtMost)) + (numbers.Count > NamedAtMost ? $"等{numbers.Count}项" : "");
}
