using NodaTime;
using Tracker.Domain.WorkItems;
using static Tracker.Domain.WorkItems.AssignmentRole;

namespace Tracker.Web.Tests.Features.Dispositions;

/// <summary>One unit's part in the item, as the rules have it.</summary>
sealed class ModelPart(string unit, long id, AssignmentRole role, int position, long dispatch, LocalDate givenOn)
{
    public string Unit => unit;
    public long Id => id;
    public long Dispatch => dispatch;
    public LocalDate GivenOn => givenOn;
    public AssignmentRole Role = role;
    public int Position = position;

    /// <summary>Signed by a unit that had the part before.</summary>
    public bool SignedBefore;
    public bool Reported, Submitted, Returned, Confirmed;

    /// <summary>适时: it has a last day by now.</summary>
    public bool Dated;
    public RequestKind? Asking;
    public AssignmentRole AskedRole;
    public string AskedUnit = "";
    public AssignmentState? End;

    /// <summary>Its unit has another part in its place, or another unit has it.</summary>
    public bool Retired;

    public bool IsFirstLead => this is { Role: Lead, Position: 1 };
    public bool Waits => Submitted || Asking is not null;
}

/// <summary>
/// What the rules of section 5 make of one item and its parts: a small model beside the program, that is fed the same verbs.
/// It knows no dates but those that decide what is allowed.
/// </summary>
sealed class ItemModel(bool whenAppropriate)
{
    readonly HashSet<(long Dispatch, string Unit)> signed = [];
    readonly HashSet<(long Dispatch, string Unit)> told = [];
    readonly List<ModelPart> all = [];
    CompletionRule? rule;
    bool reopened;

    /// <summary>Parts that no other unit has taken over, in the order of their units.</summary>
    public IEnumerable<ModelPart> Live => all.Where(p => !p.Retired);
    public IReadOnlyList<ModelPart> All => all;
    public bool Suspended { get; set; }
    public Closing? Closed { get; private set; }

    /// <summary>A date has been set in place of 全年 or 适时 by an adjustment.</summary>
    public bool ByDate { get; set; }
    public LocalDate? Answered { get; set; }
    public bool Met { get; set; }

    public ModelPart? Of(string unit) => Live.FirstOrDefault(p => p.Unit == unit);

    public bool WhenAppropriate => whenAppropriate;

    public bool Awaits => whenAppropriate && !Live.Any(p => p.Dated);

    /// <summary>A part that has no last day yet, because its occasion has not come.</summary>
    public bool AwaitsFor(ModelPart part) => whenAppropriate && !part.Dated;

    /// <summary>The office may decide about the item as a whole.</summary>
    public bool IsOpen => Closed is null && Live.All(p => !p.Submitted);
    public bool IsRunning => IsOpen && !Suspended;
    public bool EndsWithTheYear => !whenAppropriate && !ByDate;

    public ModelPart Add(string unit, long id, AssignmentRole role, int position, long dispatch, LocalDate givenOn)
    {
        var part = new ModelPart(unit, id, role, position, dispatch, givenOn);
        told.Add((dispatch, unit));
        all.Add(part);
        return part;
    }

    public bool HasSigned(ModelPart part) => signed.Contains((part.Dispatch, part.Unit));
    // Who has handed over all that it was given has nothing to sign.
    public bool MaySign(long dispatch, string unit) => !signed.Contains((dispatch, unit)) && Live.Any(p => (p.Dispatch, p.Unit) == (dispatch, unit));
    public void Sign(long dispatch, string unit) => signed.Add((dispatch, unit));

    public bool MayAct(ModelPart part) => HasSigned(part) && part.End is null && !Suspended;

    public void Confirm(ModelPart part)
    {
        (part.Submitted, part.Confirmed, part.End) = (false, true, AssignmentState.Done);
        CloseIfMet();
    }

    public void SendBack(ModelPart part)
    {
        (part.Submitted, part.Returned) = (false, true);
        CloseIfMet();
    }

    public void Exempt(ModelPart part)
    {
        (part.Asking, part.End) = (null, AssignmentState.Exempt);
        CloseIfMet();
    }

    public int Answering => Live.Count(p => p.Role != Support);

    public void Choose(CompletionRule chosen)
    {
        rule = chosen;
        CloseIfMet();
    }

    public void Close(Closing how)
    {
        Closed = how;
        foreach (var part in Live.Where(p => p.End is null))
            part.End = how switch
            {
                Closing.Withdrawn => AssignmentState.Withdrawn,
                Closing.Superseded => AssignmentState.Superseded,
                _ when part.Role == Support && !part.Reported => AssignmentState.NotReported,
                Closing.PeriodClosed => AssignmentState.PeriodClosed,
                _ => part.Role == Support ? AssignmentState.Done : AssignmentState.ClosedUndone,
            };
    }

    public void Reopen(IEnumerable<ModelPart> parts)
    {
        (Closed, reopened) = (null, true);
        foreach (var part in parts)
            (part.End, part.Confirmed, part.Submitted, part.Returned, part.Dated) = (null, false, false, false, true);
    }

    /// <summary>移交: history and all; with a part of the other unit that has not ended it becomes one.</summary>
    /// <param name="newId">of the part that is made where it does not</param>
    public void Transfer(ModelPart from, string unit, long newId, LocalDate today)
    {
        var own = Of(unit);
        var (role, position) = own is not null && (own.Role, own.Position).CompareTo((from.Role, from.Position)) < 0 ? (own.Role, own.Position) : (from.Role, from.Position);
        var joins = own is { End: null };
        Retire(from);
        if (own is not null && !joins) Retire(own);
        var to = joins ? own! : PassOn(from, unit, newId, today);
        (to.Role, to.Position) = (role, position);
        to.SignedBefore |= HasSigned(from) || from.SignedBefore || !joins && own is not null && HasSigned(own);
        to.Reported |= from.Reported || own is { Reported: true };
        to.Returned |= from.Returned;
        to.Dated |= from.Dated;
    }

    // What the office had confirmed or found not to concern the unit stays so on record.
    static void Retire(ModelPart part)
    {
        part.Retired = true;
        if (part is { Confirmed: false, End: not AssignmentState.Exempt }) part.End = AssignmentState.Transferred;
    }

    ModelPart PassOn(ModelPart from, string unit, long newId, LocalDate today)
    {
        // Whom the dispatch did not know signs as its predecessor did.
        if (told.Add((from.Dispatch, unit)) && HasSigned(from)) Sign(from.Dispatch, unit);
        return Add(unit, newId, from.Role, from.Position, from.Dispatch, today);
    }

    /// <summary>调整责任单位: the other unit begins anew, by a dispatch of its own.</summary>
    public void Reassign(ModelPart from, long newId, long dispatch, LocalDate today)
    {
        var own = Of(from.AskedUnit);
        var position = from.Role == from.AskedRole ? from.Position : Live.Where(p => p.Role == from.AskedRole && p != own).Select(p => p.Position).DefaultIfEmpty(0).Max() + 1;
        from.Asking = null;
        Retire(from);
        if (own is not null) Retire(own);
        Add(from.AskedUnit, newId, from.AskedRole, position, dispatch, today);
    }

    /// <summary>Whether the office may agree that this part goes to the unit proposed.</summary>
    public bool MayReassign(ModelPart from)
    {
        var own = Of(from.AskedUnit);
        var others = Live.Any(p => p != from && p.Role != Support);
        return from is { Asking: RequestKind.Reassignment, End: null } && !(own is not null && own.Role <= from.AskedRole) && own is not { Waits: true }
            && !(from.AskedRole == Support && (from.IsFirstLead || !others)) && !(from.IsFirstLead && from.AskedRole != Lead);
    }

    void CloseIfMet()
    {
        var asked = rule ?? CompletionRules.For(Live.Select(p => p.Role));
        if (Live.All(p => !p.Submitted) && asked.IsMetBy(Live.Select(p =>
            (p.Role, p.Confirmed ? PartProgress.Confirmed : p.End is not null ? PartProgress.Exempt : PartProgress.Open))))
            Close(Closing.Completed);
    }

    public string States() => string.Join(' ', all.Select(p => $"{p.Unit}:{StateOf(p)}").Append($"{ItemState}"));

    AssignmentState StateOf(ModelPart part) => part switch
    {
        { End: { } end } => end,
        _ when Suspended => AssignmentState.Suspended,
        { Submitted: true } => AssignmentState.CompletionSubmitted,
        { Asking: RequestKind.Extension } => AssignmentState.ExtensionRequested,
        { Asking: RequestKind.Reassignment } => AssignmentState.ReassignmentRequested,
        { Asking: RequestKind.Exemption } => AssignmentState.ExemptionRequested,
        { Returned: true } => AssignmentState.Returned,
        { Reported: true } => AssignmentState.Working,
        _ when HasSigned(part) || part.SignedBefore => AssignmentState.Accepted,
        _ => AssignmentState.Pending,
    };

    WorkItemState ItemState => this switch
    {
        { Closed: Closing.Completed } => WorkItemState.Completed,
        { Closed: Closing.PeriodClosed } => WorkItemState.PeriodClosed,
        { Closed: Closing.Withdrawn } => WorkItemState.Withdrawn,
        { Closed: Closing.Superseded } => WorkItemState.Superseded,
        { Suspended: true } => WorkItemState.Suspended,
        _ when Live.Any(p => p is { Role: Lead, Submitted: true }) => WorkItemState.CompletionSubmitted,
        _ when Live.Any(p => p is { Role: Lead, Returned: true, End: null }) => WorkItemState.Returned,
        _ when reopened => WorkItemState.Reopened,
        _ when Awaits => WorkItemState.AwaitingTrigger,
        _ when Live.Any(p => HasSigned(p) || p.Reported) => WorkItemState.InProgress,
        _ => WorkItemState.Dispatched,
    };
}
