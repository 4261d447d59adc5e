using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;

namespace Tracker.Web.Features.Lamps;

/// <summary>What time is measured by.</summary>
public sealed record Yardstick(WorkingCalendar Calendar, LampRule Lamps, LadderRule Ladder);

/// <summary>A date of an assignment that comes to lie elsewhere.</summary>
public sealed record DateShift(long AssignmentId, string What, LocalDate Before, LocalDate After);

/// <summary>A lamp that becomes another one.</summary>
/// <param name="Reason">of the new one</param>
public sealed record LampShift(long AssignmentId, Lamp Was, bool WasEnded, Lamp Becomes, bool Ended, string Reason);

/// <summary>A reminder to come that moves, is dropped (<paramref name="After"/> null) or added (<paramref name="Before"/> null).</summary>
public sealed record ReminderShift(long AssignmentId, ReminderLevel Level, string What, LocalDate? Before, LocalDate? After);

/// <summary>What a change of the calendar or of a rule does to open assignments: shown before it is done.</summary>
public sealed record TimeEffect(IReadOnlyList<DateShift> Dates, IReadOnlyList<LampShift> Lamps, IReadOnlyList<ReminderShift> Reminders)
{
    public bool IsNone => Dates.Count + Lamps.Count + Reminders.Count == 0;

    /// <param name="before">assignments as they are by the old measure</param>
    /// <param name="after">the same assignments as they are by the new one</param>
    public static TimeEffect Of(IReadOnlyList<AssignmentOnDay> before, Yardstick old, IReadOnlyList<AssignmentOnDay> after, Yardstick fresh, LocalDate today)
    {
        var (dates, lamps, reminders) = (new List<DateShift>(), new List<LampShift>(), new List<ReminderShift>());
        var then = after.ToDictionary(a => a.Id);
        // By id: the same effect is told the same way each time, in whatever order the rows came.
        foreach (var was in before.OrderBy(a => a.Id))
            if (then.GetValueOrDefault(was.Id) is { } becomes)
            {
                dates.AddRange(MovedDates(was, becomes));
                if (LampOf(was, old, becomes, fresh, today) is { } lamp) lamps.Add(lamp);
                reminders.AddRange(Steps(was, old, becomes, fresh, today));
            }
        return new([.. dates.OrderBy(d => d.After).ThenBy(d => d.AssignmentId)], lamps, [.. reminders.OrderBy(r => r.After ?? r.Before)]);
    }

    // Whatever stays the same of a date while its day moves.
    static IEnumerable<DateShift> MovedDates(AssignmentOnDay was, AssignmentOnDay becomes)
    {
        var fresh = becomes.Facts.OpenDates.ToLookup(Key);
        foreach (var same in was.Facts.OpenDates.GroupBy(Key))
            foreach (var (old, now) in same.OrderBy(d => d.On).Zip(fresh[same.Key].OrderBy(d => d.On)))
                if (old.On != now.On)
                    yield return new(was.Id, old.What, old.On, now.On);
    }

    static (DateNature, long?, string) Key(OpenDate date) => (date.Nature, date.Id, date.What);

    static LampShift? LampOf(AssignmentOnDay was, Yardstick old, AssignmentOnDay becomes, Yardstick fresh, LocalDate today)
    {
        var (one, other) = (was.LampOn(today, old.Lamps, old.Calendar), becomes.LampOn(today, fresh.Lamps, fresh.Calendar));
        return (one.Lamp, one.Ended) == (other.Lamp, other.Ended) ? null
            : new(was.Id, one.Lamp, one.Ended, other.Lamp, other.Ended, other.InWords(today, fresh.Calendar));
    }

    static IEnumerable<ReminderShift> Steps(AssignmentOnDay was, Yardstick old, AssignmentOnDay becomes, Yardstick fresh, LocalDate today)
    {
        var before = ToCome(was.Facts, old, today);
        var after = ToCome(becomes.Facts, fresh, today);
        foreach (var key in before.Select(s => s.Key).Union(after.Select(s => s.Key)))
        {
            var (ones, others) = (before[key].ToList(), after[key].ToList());
            for (var i = 0; i < Math.Max(ones.Count, others.Count); i++)
                if ((ones.ElementAtOrDefault(i)?.On, others.ElementAtOrDefault(i)?.On) is var (from, to) && from != to)
                    yield return new(was.Id, key.Item1, key.Item2, from, to);
        }
    }

    static ILookup<(ReminderLevel, string, int), ReminderStep> ToCome(AssignmentFacts facts, Yardstick by, LocalDate today) =>
        Ladder.For(facts, by.Ladder, by.Calendar).Where(s => s.On > today).OrderBy(s => s.On).ToLookup(s => (s.Level, s.What, s.DaysBefore));
}
