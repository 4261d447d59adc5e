using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;

namespace Tracker.Web.Features.Ledger;

/// <summary>What a line of the ledger says, whatever it stands for.</summary>
public abstract record LedgerLine
{
    /// <summary>The line's number under the filter and order that were asked for.</summary>
    public int N { get; init; }
    public long WorkItemId { get; init; }
    public string Number { get; init; } = "";
    public string Category { get; init; } = "";
    public string Text { get; init; } = "";
    public string? LimitRaw { get; init; }
    public TimeLimitKind LimitKind { get; init; }
    public WorkItemState State { get; init; }
    public Lamp Lamp { get; init; }
    public bool Done { get; init; }
    public string Reason { get; init; } = "";
    public LocalDate? NearestOn { get; init; }
    /// <summary>How often the duties in the sentence have come up: 已开展 1/2 次; empty where there are none.</summary>
    public string Times { get; init; } = "";
    /// <summary>Since when the lamp shows this; not known of a past day.</summary>
    public LocalDate? Since { get; init; }
}

/// <summary>A line of the ledger that stands for a work item.</summary>
public sealed record ItemLine : LedgerLine
{
    /// <summary>The leads, in the order of the notice; without one, the units as written.</summary>
    public string Units { get; init; } = "";
    public int Red { get; init; }
    public int Yellow { get; init; }
    public int Blue { get; init; }
    public int Green { get; init; }
    public int Grey { get; init; }
    public int Supports { get; init; }
    /// <summary>Supports that have reported at all.</summary>
    public int SupportsReported { get; init; }

    /// <summary>The lamps of the responsible units: 3红5黄44绿.</summary>
    public string Counts => new ItemLamp(Lamp, Done, new Dictionary<Lamp, int>
    {
        [Lamp.Red] = Red, [Lamp.Yellow] = Yellow, [Lamp.Blue] = Blue, [Lamp.Green] = Green, [Lamp.Grey] = Grey,
    }.Where(c => c.Value > 0).ToDictionary()).CountsInWords();
}

/// <summary>A line of the ledger that stands for one unit's part.</summary>
public sealed record AssignmentLine : LedgerLine
{
    public long AssignmentId { get; init; }
    public string Unit { get; init; } = "";
    public AssignmentRole Role { get; init; }
    public LocalDate? AcknowledgedOn { get; init; }
    public LocalDate? ReportedOn { get; init; }
}

/// <summary>How the ledger words what stands in it.</summary>
public static class LedgerWords
{
    /// <summary>The limit as the notice writes it; 未写时限 where it writes none.</summary>
    public static string Limit(string? raw, TimeLimitKind kind) => raw ?? kind.Chinese();

    public static string Chinese(this LampChoice choice)
    {
        var mark = choice switch
        {
            LampChoice.Red => Lamp.Red.Mark(),
            LampChoice.Yellow => Lamp.Yellow.Mark(),
            LampChoice.Blue => Lamp.Blue.Mark(),
            LampChoice.Green => Lamp.Green.Mark(),
            LampChoice.Done => Lamp.Green.Mark(ended: true),
            LampChoice.Grey => Lamp.Grey.Mark(),
        };
        return $"{mark.Shape} {mark.Word}";
    }
}
