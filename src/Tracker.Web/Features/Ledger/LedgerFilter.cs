using Microsoft.AspNetCore.Mvc.ModelBinding;
using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Duties;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Ledger;

/// <summary>What a line of the ledger stands for.</summary>
public enum LedgerView { Items, Assignments }

/// <summary>The lamps as they are filtered: green is two, 正常 and 完成.</summary>
public enum LampChoice { Red, Yellow, Blue, Green, Done, Grey }

/// <summary>The order of the ledger; number or line breaks a tie, so that pages do not overlap.</summary>
public enum LedgerSort { Lamp, Number, Date, Since, Unit }

/// <summary>What to show of the ledger; stands in the address as a whole, so that it can be sent to somebody.</summary>
public sealed record LedgerFilter
{
    public LedgerView View { get; init; }
    public long? Plan { get; init; }
    public LampChoice? Lamp { get; init; }
    public AssignmentRole? Role { get; init; }
    public long? Unit { get; init; }
    /// <summary>The unit with all that led to it; set where it is more than one, and never by the address.</summary>
    [BindNever] public long[]? Line { get; init; }
    public long? Category { get; init; }
    public TimeLimitKind? Kind { get; init; }
    /// <summary>Of the item; lines of assignments are not filtered by it.</summary>
    public WorkItemState? State { get; init; }
    /// <summary>First and last day of the date that the lamp speaks of.</summary>
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    /// <summary>Part of the text, number, or names of units.</summary>
    public string? Text { get; init; }
    public LedgerSort Sort { get; init; }
    /// <summary>The page, from 1.</summary>
    public int P { get; init; } = 1;

    /// <summary>The address of the ledger under this filter.</summary>
    /// <param name="handler">what else to do with the same filter, such as the download</param>
    public string Address(string? handler = null) =>
        "/ledger" + QueryString.Create(Set().Append(new("handler", handler)).Where(v => v.Value is not null));

    IEnumerable<KeyValuePair<string, string?>> Set()
    {
        yield return new("view", View == LedgerView.Items ? null : View.ToString());
        yield return new("plan", Plan?.ToString());
        yield return new("lamp", Lamp?.ToString());
        yield return new("role", Role?.ToString());
        yield return new("unit", Unit?.ToString());
        yield return new("category", Category?.ToString());
        yield return new("kind", Kind?.ToString());
        yield return new("state", State?.ToString());
        yield return new("from", From?.ToString("yyyy-MM-dd"));
        yield return new("to", To?.ToString("yyyy-MM-dd"));
        yield return new("text", Text);
        yield return new("sort", Sort == LedgerSort.Lamp ? null : Sort.ToString());
        yield return new("p", P == 1 ? null : P.ToString());
    }

    /// <summary>Duties of the covering letter have no role, category, kind of limit or part of the text of an item.</summary>
    public bool ShowsDuties => this is { View: LedgerView.Items, Role: null, Category: null, Kind: null, State: null, P: 1 };

    /// <summary>Whether a duty is asked for by this filter.</summary>
    public bool Fits(DutyLine line) =>
        (Lamp is null || LampIs(line.Lamp)) && (Unit is null || line.Units.Any(u => u.UnitId == Unit || Line?.Contains(u.UnitId) == true))
        && (From is null || line.Duty.DueOn >= LocalDate.FromDateOnly(From.Value)) && (To is null || line.Duty.DueOn <= LocalDate.FromDateOnly(To.Value))
        && (string.IsNullOrWhiteSpace(Text) || (line.Duty.What + line.Duty.Raw).Contains(Text.Trim(), StringComparison.Ordinal));

    bool LampIs(ItemLamp lamp) => Lamp == LampChoice.Done ? lamp is { Lamp: Domain.WorkItems.Lamp.Green, Ended: true }
        : Lamp.ToString() == lamp.Lamp.ToString() && (Lamp != LampChoice.Green || !lamp.Ended);

    /// <summary>The conditions of a query over <c>l</c> (a lamp), <c>w</c> (its item), and for assignments <c>u</c> (the unit).</summary>
    /// <param name="by">who asks: a unit sees its own part, and as lead what its supports do</param>
    public string Where(Actor by) => string.Join(" AND ", Conditions(by));

    IEnumerable<string> Conditions(Actor by)
    {
        yield return "l.region_id = @RegionId";
        if (!by.SeesRegion) yield return View == LedgerView.Items ? OwnItems : OwnAssignments;
        if (Plan is not null) yield return "w.work_plan_id = @Plan";
        if (Lamp is not null) yield return "l.lamp = @lamp";
        // Grey may have ended too (未完成); only with green does it make another word.
        if (Lamp is LampChoice.Green or LampChoice.Done) yield return "l.done = @done";
        if (View == LedgerView.Assignments && Unit is not null) yield return Line is null ? "l.unit_id = @Unit" : OfLine;
        if (View == LedgerView.Assignments && Role is not null) yield return "l.role = @role";
        if (View == LedgerView.Items && (Unit ?? (object?)Role) is not null) yield return Line is null ? TakesPart : LineTakesPart;
        if (Category is not null) yield return "w.category_id = @Category";
        if (Kind is not null) yield return "w.limit_kind = @kind";
        if (State is not null && View == LedgerView.Items) yield return "l.state = @state";
        if (From is not null) yield return "l.nearest_on >= @From";
        if (To is not null) yield return "l.nearest_on <= @To";
        if (!string.IsNullOrWhiteSpace(Text)) yield return View == LedgerView.Items ? ItemSays : AssignmentSays;
    }

    /// <summary>The values that <see cref="Where"/> names.</summary>
    public object Parameters(Actor by, int skip, int take) => new
    {
        by.RegionId, own = by.OwnUnits, Plan, Unit, line = Line, Category, skip, take,
        From = From is { } from ? LocalDate.FromDateOnly(from) : (LocalDate?)null,
        To = To is { } to ? LocalDate.FromDateOnly(to) : (LocalDate?)null,
        lamp = Lamp == LampChoice.Done ? nameof(LampChoice.Green) : Lamp?.ToString(),
        done = Lamp == LampChoice.Done,
        role = Role?.ToString(),
        kind = Kind?.ToString(),
        state = State?.ToString(),
        text = Text?.Trim(),
    };

    const string OwnItems = """
        EXISTS (SELECT FROM assignments o WHERE o.region_id = l.region_id AND o.work_item_id = l.work_item_id AND o.unit_id = ANY(@own))
        """;

    const string OwnAssignments = """
        (l.unit_id = ANY(@own) OR l.role = 'Support' AND EXISTS (SELECT FROM assignments o
            WHERE o.region_id = l.region_id AND o.work_item_id = l.work_item_id AND o.role = 'Lead' AND o.unit_id = ANY(@own)))
        """;

    const string TakesPart = """
        EXISTS (SELECT FROM assignments t WHERE t.region_id = l.region_id AND t.work_item_id = l.work_item_id
            AND (@Unit::bigint IS NULL OR t.unit_id = @Unit) AND (@role::text IS NULL OR t.role = @role))
        """;

    // A part that passed on within the line stands where it is now.
    const string OfLine = """
        (l.unit_id = ANY(@line) AND NOT EXISTS (SELECT FROM assignment_transfers x
            JOIN assignments later ON later.region_id = x.region_id AND later.id = x.to_assignment_id AND later.unit_id = ANY(@line)
            WHERE x.region_id = l.region_id AND x.from_assignment_id = l.assignment_id))
        """;

    const string LineTakesPart = """
        EXISTS (SELECT FROM assignments t WHERE t.region_id = l.region_id AND t.work_item_id = l.work_item_id
            AND t.unit_id = ANY(@line) AND (@role::text IS NULL OR t.role = @role))
        """;

    const string ItemSays = """
        (strpos(w.text, @text) > 0 OR strpos(coalesce(w.title, ''), @text) > 0 OR strpos(coalesce(w.units_raw, ''), @text) > 0 OR w.number = @text)
        """;

    const string AssignmentSays = """
        (strpos(w.text, @text) > 0 OR strpos(coalesce(w.title, ''), @text) > 0
            OR strpos(u.short_name, @text) > 0 OR strpos(u.full_name, @text) > 0 OR w.number = @text)
        """;
}
