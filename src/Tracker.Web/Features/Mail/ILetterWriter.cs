using NodaTime;
using Npgsql;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Mail;

/// <summary>A promise whose day has come.</summary>
public sealed record DuePromise
{
    public long Id { get; init; }
    public MailKind Kind { get; init; }
    public long? UnitId { get; init; }
    public long? PersonId { get; init; }
    public long? SubjectId { get; init; }
    public LocalDate ForOn { get; init; }
}

/// <summary>Writes the letters of one kind, from what is true when they go out.</summary>
public interface ILetterWriter
{
    MailKind Kind { get; }

    /// <param name="promises">of this kind, none of them resolved</param>
    /// <returns>a letter for each promise that still has something to say</returns>
    Task<IReadOnlyDictionary<long, Letter>> Write(
        NpgsqlConnection connection, int regionId, IReadOnlyList<DuePromise> promises, OfficeMoment at);
}
