using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Mail;

namespace Tracker.Web.Features.Digests;

/// <summary>A region's queues on a working day, as every coordinator is told of them.</summary>
/// <param name="Undelivered">since the last digest, as are <paramref name="Changed"/>, <paramref name="NewRed"/> and <paramref name="Failed"/></param>
/// <param name="Full">the week's first working day</param>
public sealed record CoordinatorDay(
    LocalDate Today, WorkingCalendar Calendar, bool Full, CoordinatorQueries.Totals Totals,
    IReadOnlyList<CoordinatorQueries.Draft> Drafts, IReadOnlyList<CoordinatorQueries.Unsigned> Unsigned,
    IReadOnlyList<CoordinatorQueries.Undelivered> Undelivered, IReadOnlyList<CoordinatorQueries.Waiting> Waiting, IReadOnlyList<CoordinatorQueries.Request> Requests,
    IReadOnlyList<CoordinatorQueries.Changed> Changed, IReadOnlyList<CoordinatorQueries.NewRed> NewRed,
    IReadOnlyList<CoordinatorQueries.Order> Orders, IReadOnlyList<CoordinatorQueries.Failed> Failed,
    IReadOnlyList<CoordinatorQueries.Untransferred> Untransferred, IReadOnlyList<CoordinatorQueries.Suspended> Suspended,
    IReadOnlyList<CoordinatorQueries.Triggered> Triggered, IReadOnlyList<CoordinatorQueries.Instructed> Instructions,
    IReadOnlyList<CoordinatorQueries.Chase> Chases, IReadOnlyList<CoordinatorQueries.Naming> Namings)
{
    /// <summary>Nothing new, no mail; on the week's first working day everything that waits counts as new.</summary>
    public bool IsWorthAMail =>
        Undelivered.Count > 0 || Changed.Count > 0 || Failed.Count > 0 || Drafts.Any(d => d.IsNew) || Waiting.Any(w => w.IsNew) || Requests.Any(r => r.IsNew)
        || Unsigned.Any(u => u.IsNew) || Orders.Any(o => o.IsNew) || Untransferred.Any(u => u.IsNew) || Suspended.Any(s => s.IsNew) || Triggered.Any(t => t.IsNew) || Instructions.Any(i => i.IsNew)
        || Chases.Any(c => c.IsNew) || Namings.Any(n => n.IsNew)
        || (Full && Drafts.Count + Waiting.Count + Requests.Count + Unsigned.Count + Orders.Count + Untransferred.Count + Suspended.Count + Triggered.Count + Instructions.Count + Chases.Count + Namings.Count > 0);

    /// <summary>As <c>Coordinator.digest.hbs</c> names it.</summary>
    public int ToAnswer => Requests.Count + Chases.Count + Namings.Count;

    /// <inheritdoc cref="ToAnswer"/>
    public int UntransferredItems => Untransferred.Sum(u => u.N);

    /// <inheritdoc cref="ToAnswer"/>
    public IReadOnlyList<DispatchUnsigned> UnsignedByDispatch => [.. Unsigned.GroupBy(u => u.DispatchedOn).Select(d => new DispatchUnsigned(d.Key, [.. d.Select(u => u.UnitName)]))];

    /// <inheritdoc cref="ToAnswer"/>
    public LetterLines NewRedItems => LetterLines.Of(NewRed, r => $"{r.UnitName}，{LampWords.InWords(r.Reason, r.NearestOn, Today, Calendar)}");

    public sealed record DispatchUnsigned(LocalDate DispatchedOn, IReadOnlyList<string> Units);

    public DigestPart ToPart(LetterTemplates templates) => new(MailTopic.Coordinator, IsWorthAMail, templates.DigestPart("Coordinator", this, new(Today, Calendar)));
}
