using NodaTime;
using Npgsql;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Circulars;

/// <summary>通报: names what orders did not move, with what the units replied, to all units.</summary>
public sealed class CircularLetters(LetterTemplates templates) : IFeature, ILetterWriter
{
    const int NumbersAtMost = 10;

    public MailKind Kind => MailKind.Circular;

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<long, Letter>> Write(
        NpgsqlConnection connection, int regionId, IReadOnlyList<DuePromise> promises, OfficeMoment at)
    {
        var letters = new Dictionary<long, Letter?>();
        foreach (var circular in promises.Select(p => p.SubjectId!.Value).Distinct())
            letters[circular] = Written(await CircularQueries.Units(connection, regionId, circular), await CircularQueries.Lines(connection, regionId, circular));
        return promises.Where(p => letters[p.SubjectId!.Value] is not null).ToDictionary(p => p.Id, p => letters[p.SubjectId!.Value]!);
    }

    Letter? Written(IReadOnlyList<CircularUnit> units, IReadOnlyList<CircularLine> lines)
    {
        var open = lines.Where(l => !l.Answered).ToLookup(l => l.UnitId);
        var named = units.Where(u => u.DroppedFor is null && open.Contains(u.UnitId)).ToList();
        return named.Count == 0 ? null : templates.Letter("Circular", new
        {
            Units = named.Select(u => new
            {
                Name = u.UnitName, u.Reply,
                Lines = open[u.UnitId].GroupBy(l => l.Sentence).Select(same => new { Numbers = Numbers([.. same.Select(l => l.Number)]), Sentence = same.Key }).ToList(),
            }).ToList(),
        });
    }

    static string Numbers(IReadOnlyList<string> all) => string.Join('、', all.Take(NumbersAtMost)) + (all.Count > NumbersAtMost ? $"等{all.Count}项" : "");
}

/// <summary>拟通报: tells a unit that it will be named, for what, and until when it may reply.</summary>
public sealed class CircularAheadLetters(LetterTemplates templates) : IFeature, ILetterWriter
{
    public MailKind Kind => MailKind.CircularAhead;

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<long, Letter>> Write(
        NpgsqlConnection connection, int regionId, IReadOnlyList<DuePromise> promises, OfficeMoment at)
    {
        var letters = new Dictionary<long, Letter>();
        foreach (var same in promises.GroupBy(p => p.SubjectId!.Value))
        {
            var head = await CircularQueries.Head(connection, regionId, same.Key);
            var open = (await CircularQueries.Lines(connection, regionId, same.Key)).Where(l => !l.Answered).ToLookup(l => l.UnitId);
            // What was handed in meanwhile needs no reply.
            foreach (var promise in same.Where(p => head is { IssuedOn: null } && open.Contains(p.UnitId!.Value)))
                letters[promise.Id] = Written(head!, [.. open[promise.UnitId!.Value]]);
        }
        return letters;
    }

    Letter Written(CircularHead head, IReadOnlyList<CircularLine> lines) => templates.Letter("CircularAhead", new
    {
        CircularId = head.Id, head.ReplyBy, lines[0].UnitId, lines[0].UnitName, Lines = lines,
    });
}
