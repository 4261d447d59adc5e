using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices;
using Tracker.Domain.Units;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Units;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>One item as dispatch would hand it out.</summary>
/// <param name="Confirmed">校核 in the version it has now</param>
/// <param name="HasOpenChoice">a doubt with two readings or more is not settled</param>
public sealed record DraftItem(
    long Id, string Number, string Text, bool Confirmed, bool HasOpenChoice, TimeLimit Limit, DueDate Due,
    IReadOnlyList<(string Raw, LocalDate On)> Milestones, Assignees Assignees);

/// <summary>What dispatching a plan on a day comes to: shown before, written by <see cref="Dispatch"/>.</summary>
/// <param name="Settings">by which its checkpoints are made</param>
/// <param name="NoticeDates">what the notice itself says of them</param>
/// <param name="UnitIds">unit code to row id</param>
public sealed record DispatchDraft(
    PlanHead Plan, LocalDate On, IReadOnlyList<DraftItem> Items, CheckpointPlan Checkpoints, PlanCheckpoints Settings, NoticeReturnDates NoticeDates,
    WorkingCalendar Calendar, SecondPerson Second, IReadOnlyDictionary<string, long> UnitIds)
{
    /// <summary>Working days within which a lead proposes whom 有关单位 stands for.</summary>
    public const int ProposeWithin = 10;

    public IReadOnlyList<Obstacle> Obstacles => [.. Obstacle.Of(Items, Second)];

    /// <summary>All assignments, item by item.</summary>
    public IEnumerable<(DraftItem Item, Assignee Part)> Parts => Items.SelectMany(item => item.Assignees.Units, (item, part) => (item, part));

    /// <summary>Collectives that nobody has named yet and that may wait: the lead proposes after dispatch.</summary>
    public IEnumerable<(DraftItem Item, string Spelling)> Awaiting =>
        Items.SelectMany(item => item.Assignees.Awaiting.Where(a => !a.StandsFirst), (item, awaiting) => (item, awaiting.Spelling));

    /// <summary>Dates that units will be held to, earliest first, with what they are.</summary>
    IEnumerable<(LocalDate On, string What)> Dates =>
        Checkpoints.Created.Select(c => (c.On, What: $"报送节点“{c.Kind.Chinese()}”"))
            .Concat(Items.SelectMany(i => i.Milestones, (i, m) => (m.On, What: $"{i.Number}“{m.Raw}”")))
            .Concat(Items.Where(i => i.Due is DueOn).GroupBy(i => ((DueOn)i.Due).Date).Select(g => (On: g.Key, What: $"{g.Count()}项任务的时限")))
            .OrderBy(date => date.On);

    /// <summary>A checkpoint that comes on or before one that it should follow: 实施方案 counted past 年中.</summary>
    public IEnumerable<(Checkpoint Earlier, Checkpoint Later)> OutOfOrder =>
        Checkpoints.Created.Zip(Checkpoints.Created.Skip(1)).Where(pair => pair.Second.On <= pair.First.On);

    /// <summary>Those that fall on a day off.</summary>
    public IEnumerable<(LocalDate On, string What)> OnDaysOff => Dates.Where(date => !Calendar.IsWorkday(date.On));

    /// <summary>What falls due together, by the Monday of its week; a week with one date only is none of these.</summary>
    public IEnumerable<(LocalDate Monday, IReadOnlyList<(LocalDate On, string What)> Dates)> SameWeek =>
        Dates.GroupBy(date => date.On.PlusDays(1 - (int)date.On.DayOfWeek)).Where(week => week.Count() > 1).Select(week => (week.Key, (IReadOnlyList<(LocalDate, string)>)[.. week]));

    /// <summary>Tasks by whose words nobody can tell that they are done: no figure, nothing that is made, and no date in the sentence.</summary>
    public IEnumerable<DraftItem> WithoutResult => Items.Where(i => i.Milestones.Count == 0 && MeasurableResult.In(i.Text) is null);

    public static async Task<DispatchDraft> Load(NpgsqlConnection connection, int regionId, PlanHead plan, LocalDate on)
    {
        var units = await RegionUnits.Load(connection, regionId, on);
        var calendar = await Calendars.Load(connection, regionId);
        var rows = await DraftRows.Load(connection, regionId, plan.Id);
        var dates = plan.DatesFor(on);
        var settings = await PlanCheckpoints.Load(connection, regionId, plan);
        var notice = NoticeReturnDates.Proposed(rows.Duties, dates, calendar);
        return new(plan, on, [.. rows.Items.Select(row => Item(row, rows, units.Registry, dates, calendar))],
            Checks(notice, dates, settings, calendar), settings, notice, calendar, await SecondPerson.For(connection, regionId, plan.Id), units.Ids);
    }

    /// <summary>The plan's checkpoints by another calendar than the one in force.</summary>
    public static async Task<CheckpointPlan> CheckpointsOf(NpgsqlConnection connection, int regionId, PlanHead plan, LocalDate on, WorkingCalendar calendar)
    {
        var (rows, dates) = (await DraftRows.Load(connection, regionId, plan.Id), plan.DatesFor(on));
        return Checks(NoticeReturnDates.Proposed(rows.Duties, dates, calendar), dates, await PlanCheckpoints.Load(connection, regionId, plan), calendar);
    }

    static DraftItem Item(DraftRows.Item row, DraftRows rows, UnitRegistry registry, PlanDates dates, WorkingCalendar calendar)
    {
        var limit = new TimeLimit(row.LimitRaw, Enum.Parse<TimeLimitKind>(row.LimitKind), row.DueOn);
        return new(row.Id, row.Number, row.Text, row.Confirmed, row.HasOpenChoice, limit, DueDate.Of(limit, dates, calendar),
            rows.MilestonesOf(row), Assignees.Of(row.Names, registry, spelling => rows.MembersOf(row, spelling, registry)));
    }

    // A plan that runs over several years is reported in the year in which it is dispatched.
    static CheckpointPlan Checks(NoticeReturnDates notice, PlanDates dates, PlanCheckpoints settings, WorkingCalendar calendar) =>
        CheckpointPlan.For(dates.DispatchedOn, dates.PlanYear ?? dates.DispatchedOn.Year, notice, settings.Rule, calendar);
}
