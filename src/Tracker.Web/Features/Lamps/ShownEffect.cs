using System.Security.Cryptography;
using System.Text;
using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.WorkItems;

namespace Tracker.Web.Features.Lamps;

/// <summary>What a change of the calendar or of a rule does, in the words of a page.</summary>
public sealed class ShownEffect
{
    /// <summary>How many of a kind are named one by one; the rest is counted.</summary>
    public const int NamedAtMost = 20;

    sealed record NameRow(long Id, long WorkItemId, string Number, string Unit);

    /// <summary>Where a date, a lamp or a reminder belongs.</summary>
    public sealed record Place(long WorkItemId, string Number, string Unit);

    /// <summary>Dates that move alike: the same thing, from one day to another.</summary>
    public sealed record DateLine(string What, LocalDate Before, LocalDate After, int N, IReadOnlyList<Place> Named);

    /// <summary>Lamps that change alike.</summary>
    public sealed record LampLine(Lamp Was, bool WasEnded, Lamp Becomes, bool Ended, int N, IReadOnlyList<(Place Place, string Reason)> Named);

    /// <summary>Reminders that move alike.</summary>
    public sealed record ReminderLine(ReminderLevel Level, string What, LocalDate? Before, LocalDate? After, int N, IReadOnlyList<Place> Named);

    const string NamesSql = """
        SELECT a.id, a.work_item_id, w.number, u.short_name AS unit FROM assignments a
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        WHERE a.region_id = @regionId AND a.id = ANY(@ids)
        """;

    public required IReadOnlyList<DateLine> Dates { get; init; }
    public required IReadOnlyList<LampLine> Lamps { get; init; }
    public required IReadOnlyList<ReminderLine> Reminders { get; init; }

    public int DatesMoved => Dates.Sum(d => d.N);
    public int LampsChanged => Lamps.Sum(l => l.N);
    public int RemindersMoved => Reminders.Sum(r => r.N);
    public bool IsNone => DatesMoved + LampsChanged + RemindersMoved == 0;

    /// <summary>The same for the same effect: so that what is applied is what was shown.</summary>
    public string Fingerprint { get; private init; } = "";

    public static async Task<ShownEffect> Of(NpgsqlConnection connection, int regionId, TimeEffect effect)
    {
        var dates = effect.Dates.GroupBy(d => (d.What, d.Before, d.After)).OrderBy(g => g.Key.After).ToList();
        var lamps = effect.Lamps.GroupBy(l => (l.Was, l.WasEnded, l.Becomes, l.Ended)).OrderBy(g => g.Key.Becomes).ThenBy(g => g.Key.Was).ToList();
        var reminders = effect.Reminders.GroupBy(r => (r.Level, r.What, r.Before, r.After)).OrderBy(g => g.Key.After ?? g.Key.Before).ToList();
        var named = dates.SelectMany(g => g.Take(NamedAtMost)).Select(d => d.AssignmentId)
            .Concat(lamps.SelectMany(g => g.Take(NamedAtMost)).Select(l => l.AssignmentId))
            .Concat(reminders.SelectMany(g => g.Take(NamedAtMost)).Select(r => r.AssignmentId)).Distinct().ToArray();
        var places = (await connection.QueryAsync<NameRow>(NamesSql, new { regionId, ids = named })).ToDictionary(n => n.Id, n => new Place(n.WorkItemId, n.Number, n.Unit));
        return new()
        {
            Dates = [.. dates.Select(g => new DateLine(g.Key.What, g.Key.Before, g.Key.After, g.Count(), [.. g.Take(NamedAtMost).Select(d => places[d.AssignmentId])]))],
            Lamps = [.. lamps.Select(g => new LampLine(g.Key.Was, g.Key.WasEnded, g.Key.Becomes, g.Key.Ended, g.Count(), [.. g.Take(NamedAtMost).Select(l => (places[l.AssignmentId], l.Reason))]))],
            Reminders = [.. reminders.Select(g => new ReminderLine(g.Key.Level, g.Key.What, g.Key.Before, g.Key.After, g.Count(), [.. g.Take(NamedAtMost).Select(r => places[r.AssignmentId])]))],
            Fingerprint = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [.. effect.Dates.Select(d => $"{d}"), .. effect.Lamps.Select(l => $"{l}"), .. effect.Reminders.Select(r => $"{r}")]))))[..16],
        };
    }
}
