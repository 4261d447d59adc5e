using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Digests;

/// <summary>汇总提示 of coordinators, on the 25th and five working days after each checkpoint: unit by unit what was handed in and who has not reported.
/// The ledger and the draft of the roll-up wait in the system.</summary>
public sealed class RollUpDigests(LetterTemplates templates) : IFeature, IDigestOfRole
{
    const int AfterCheckpoint = 5;
    const int Monthly = 25;

    public Role Role => Role.Coordinator;

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<long, IReadOnlyList<DigestPart>>> Parts(
        NpgsqlConnection connection, int regionId, long[] people, IReadOnlyDictionary<long, LastTold> since, LocalDate today)
    {
        var calendar = await Calendars.Load(connection, regionId);
        var passed = await RollUpDayQueries.CheckpointsPassed(connection, regionId, today.PlusDays(-30), today);
        var due = passed.Where(c => calendar.AddWorkdays(c.DueOn, AfterCheckpoint).Date == today).ToList();
        if (due.Count == 0 && !IsMonthly(today, calendar))
            return new Dictionary<long, IReadOnlyList<DigestPart>>();
        var units = await RollUpDayQueries.Units(connection, regionId, today, calendar);
        IReadOnlyList<DigestPart> parts = units.Count == 0 ? [] : [Part(units, due.Count > 0 ? OfCheckpoints(due) : $"{today.Month}月的汇总情况", new(today, calendar))];
        return people.ToDictionary(p => p, _ => parts);
    }

    /// <summary>True on the 25th; where that is a day off, on the working day after it.</summary>
    public static bool IsMonthly(LocalDate today, WorkingCalendar calendar) =>
        calendar.IsWorkday(today) && Twentyfifth(today) is var day && day <= today && (today == day || calendar.AddWorkdays(today, -1).Date < day);

    // Days off around a month's end may carry it into the next.
    static LocalDate Twentyfifth(LocalDate today) => today.Day >= Monthly ? new(today.Year, today.Month, Monthly)
        : new LocalDate(today.Year, today.Month, 1).PlusMonths(-1) is var before ? new(before.Year, before.Month, Monthly) : default;

    static string OfCheckpoints(IEnumerable<CheckpointPassed> due) => string.Join('、', due.Select(c => $"{c.Kind.Chinese()}（{c.DueOn.OnPaper()}）").Distinct()) + "的报送情况";

    DigestPart Part(IReadOnlyList<UnitOnRollUpDay> units, string why, LetterDay day)
    {
        var missing = units.Where(u => u.Missing > 0).ToList();
        return new(MailTopic.RollUp, true, templates.DigestPart("RollUp", new
        {
            day.Today, Why = why, Units = units, Missing = missing, Complete = units.Count - missing.Count,
        }, day));
    }
}
