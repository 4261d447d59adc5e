using NodaTime;
using Tracker.Domain.WorkItems;

namespace Tracker.Web.Features.Shared;

/// <summary>依据 as it is typed into a form; shown by <c>_Basis</c>, bound as <c>Basis</c>.</summary>
public sealed class BasisInput
{
    public string? SignedBy { get; set; }
    public DateOnly? SignedOn { get; set; }
    public string? Document { get; set; }

    public Basis ToBasis() => Basis.Of(SignedBy, SignedOn is { } day ? LocalDate.FromDateOnly(day) : null, Document);

    public static BasisInput Of(Basis basis) => new() { SignedBy = basis.SignedBy, SignedOn = basis.SignedOn?.ToDateOnly(), Document = basis.Document };
}
