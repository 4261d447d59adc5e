using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Duties;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Features.Ledger;
using Tracker.Web.Features.Units;
using Tracker.Web.Features.WorkPlans;

namespace Tracker.Web.Features.RollUps;

/// <summary>One unit's part, with the line of the ledger of assignments that it stands in.</summary>
/// <param name="Line">序号 in 承办台账, from 1</param>
/// <param name="Position">place among those of the same role; the first lead merges and submits</param>
/// <param name="Work">what was done, in the unit's own words, as told last; empty where it said nothing</param>
public sealed record RollUpPart(
    int Line, AssignmentOnDay Assignment, string Unit, int Position, LampVerdict Lamp, Punctuality Punctuality, string Work, LocalDate? WorkOn);

/// <summary>One item, with the line of the ledger of items that it stands in.</summary>
/// <param name="Line">序号 in 事项台账, from 1</param>
/// <param name="Parts">its parts in the order of units</param>
public sealed record RollUpItem(
    int Line, long Id, string Number, string Category, string Text, string Units, string? LimitRaw, TimeLimitKind LimitKind, ItemLamp Lamp, IReadOnlyList<RollUpPart> Parts)
{
    /// <summary>The part that speaks for the item: the first lead's, or where there is none, nobody's.</summary>
    public RollUpPart? Lead => Parts.Where(p => p.Assignment.Role == AssignmentRole.Lead).MinBy(p => p.Position);

    /// <summary>Why the item shows its lamp, and the date that the reason counts to.</summary>
    public (string Reason, LocalDate? NearestOn) Reason => ItemLamps.ReasonFor(Lamp,
        Parts.Select(p => new LampGroup(p.Assignment.Role, p.Lamp.Lamp, p.Lamp.Ended, 1, p.Lamp.Reason, p.Lamp.CountsTo)));

    /// <summary>How often the duties in the sentence have come up, as the part that speaks for the item says: 已开展 1/2 次; empty where there are none.</summary>
    public string Times => LedgerCounts.InWords((Lead ?? (Parts is [var first, ..] ? first : null))?.Assignment.Facts.Counts ?? []);

    /// <summary>Units that owe something that has fallen due.</summary>
    public IReadOnlyList<string> MissingUnits => [.. Parts.Where(p => p.Punctuality == Punctuality.Missing).Select(p => p.Unit)];
}

/// <summary>One unit, with its lines in the ledger of assignments, which stand together.</summary>
public sealed record RollUpUnit(string Name, bool Acknowledged, IReadOnlyList<RollUpPart> Parts)
{
    public int FirstLine => Parts[0].Line;
    public int LastLine => Parts[^1].Line;
    public int Count(AssignmentRole role) => Parts.Count(p => p.Assignment.Role == role);
    public int Count(Punctuality punctuality) => Parts.Count(p => p.Punctuality == punctuality);
}

/// <summary>What the office wrote about a category, with the reports it took over in words.</summary>
public sealed record OfficeText(string Category, string Text, string[] Sources);

/// <summary>汇总: a dispatched plan as it stood by the end of a day; every number can be counted again in its ledger.</summary>
/// <param name="Units">in administrative order</param>
public sealed record RollUp(
    PlanHead Plan, LocalDate AsOf, WorkingCalendar Calendar, IReadOnlyList<RollUpItem> Items, IReadOnlyList<RollUpUnit> Units)
{
    /// <summary>By category, empty for the plan as a whole: of the latest checkpoint for which the office wrote any.</summary>
    public IReadOnlyDictionary<string, OfficeText> Texts { get; init; } = new Dictionary<string, OfficeText>();

    /// <summary>Which of its dates no notice had settled by that day.</summary>
    public ProvisionalDates Provisional { get; init; } = ProvisionalDates.None;

    public IEnumerable<RollUpPart> Parts => Units.SelectMany(u => u.Parts);

    /// <summary>Items that show this lamp; green counts 完成 and 正常 apart.</summary>
    public int Count(Lamp lamp, bool ended = false) => Items.Count(i => i.Lamp.Lamp == lamp && (lamp != Lamp.Green || i.Lamp.Ended == ended));

    /// <summary>通知要求: each with the units it binds, as of the same day.</summary>
    public IReadOnlyList<DutyLine> Duties { get; init; } = [];

    public int Count(Punctuality punctuality) => Parts.Count(p => p.Punctuality == punctuality);

    /// <summary>Days and reason of an item's lamp on that day.</summary>
    public string Situation(RollUpItem item) => LampWords.InWords(item.Reason.Reason, item.Reason.NearestOn, AsOf, Calendar);

    internal static RollUp Of(PlanHead plan, LocalDate asOf, IReadOnlyList<RollUpQueries.ItemRow> items, IReadOnlyList<RollUpQueries.PartRow> parts,
        Dictionary<long, AssignmentOnDay> facts, ILookup<long, Answer> answers, IReadOnlyDictionary<long, Heir> heirs, LampRule rule, WorkingCalendar calendar)
    {
        var judged = parts.Select((part, i) => Judged(i + 1, part, facts[part.Id])).ToList();
        var byItem = judged.ToLookup(p => p.Assignment.WorkItemId);
        return new(plan, asOf, calendar,
            [.. items.Where(i => byItem.Contains(i.Id)).Select((item, i) => Shown(i + 1, item, [.. byItem[item.Id]], rule))],
            [.. judged.GroupBy(p => heirs[p.Assignment.UnitId].NowId).Select(u => new RollUpUnit(heirs[u.Key].Name, u.First().Assignment.Facts.AcknowledgedOn is not null, [.. u]))]);

        RollUpPart Judged(int line, RollUpQueries.PartRow part, AssignmentOnDay assignment)
        {
            var done = answers[part.Id].Concat(CompletionAnswer(part, assignment)).ToList();
            var (work, workOn) = part.Completion is { } text ? (text, part.CompletedOn) : (part.Report ?? "", part.ReportedOn);
            return new(line, assignment, part.Unit, part.Position, assignment.LampOn(asOf, rule, calendar),
                Punctualities.On(assignment.Facts, done, calendar, asOf), work, workOn);
        }
    }

    static IEnumerable<Answer> CompletionAnswer(RollUpQueries.PartRow part, AssignmentOnDay assignment)
    {
        // What was returned has not been handed in.
        if (part.CompletedOn is not { } on || assignment.Facts is { SubmittedOn: null, End: null }) yield break;
        yield return new(assignment.Due is DueOn due ? due.Date : on, on);
    }

    static RollUpItem Shown(int line, RollUpQueries.ItemRow item, IReadOnlyList<RollUpPart> parts, LampRule rule)
    {
        var leads = parts.Where(p => p.Assignment.Role == AssignmentRole.Lead).OrderBy(p => p.Position).Select(p => p.Unit).ToList();
        return new(line, item.Id, item.Number, item.Category, item.Title is { Length: > 0 } title ? $"{title}　{item.Text}" : item.Text,
            leads.Count > 0 ? string.Join('、', leads) : item.UnitsRaw ?? "", item.LimitRaw, item.LimitKind,
            ItemLamp.Of(parts.Select(p => new RoleLamp(p.Assignment.Role, p.Lamp.Lamp, p.Lamp.Ended)), rule), parts);
    }
}
