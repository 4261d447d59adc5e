using NodaTime;
using Npgsql;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Circulars;

/// <summary>通报: names what orders did not move, with what the units replied, to all units.</summary>
public sealed class CircularLetters(MailLinks links) : IFeature, ILetterWriter
{
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
        return named.Count == 0 ? null : new($"【分工方案】通报：{named.Count}家未按期办理",
            "下列事项经催办、督办仍未办理，现予通报。请有关单位立即办理，其他单位引以为戒。",
            [.. named.Select(u => new LetterPart(u.UnitName, [
                .. open[u.UnitId].GroupBy(l => l.Sentence).Select(same => new LetterLine($"{string.Join('、', same.Select(l => l.Number).Take(10))}{(same.Count() > 10 ? $"等{same.Count()}项" : "")}：{same.Key}")),
                .. u.Reply is { } reply ? [new LetterLine($"该单位说明：{reply}")] : Array.Empty<LetterLine>()]))],
            new("进入系统办理", links.Home));
    }
}

/// <summary>拟通报: tells a unit that it will be named, for what, and until when it may reply.</summary>
public sealed class CircularAheadLetters(MailLinks links) : IFeature, ILetterWriter
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

    Letter Written(CircularHead head, IReadOnlyList<CircularLine> lines) => new(
        $"【分工方案】拟通报：{lines.Count}项，{head.ReplyBy.OnPaper()}前可以说明情况",
        $"{lines[0].UnitName}下列事项经督办仍未办理，拟列入通报。请立即办理；需要说明情况的，请在{head.ReplyBy.OnPaper()}前回复。",
        [new("拟通报的事项", [.. lines.Select(l => new LetterLine($"{l.Number} {l.Sentence}", $"{l.SentOn.OnPaper()}督办", links.Item(l.WorkItemId)))])],
        new("说明情况", links.Circular(head.Id, lines[0].UnitId)));
}
