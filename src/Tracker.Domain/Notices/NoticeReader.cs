using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices.Heads;
using Tracker.Domain.Notices.Layouts;
using Tracker.Domain.Notices.Layouts.Tables;
using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;
using Tracker.Domain.Notices.Woven;

namespace Tracker.Domain.Notices;

/// <summary>Reads a notice as a careful person would: what is sure is a value, what is not carries a doubt.</summary>
public static class NoticeReader
{
    /// <param name="blocks">the document in reading order</param>
    /// <param name="aids">tables and names that help; reading without them must work, and doubts more</param>
    public static ReadNotice Read(IReadOnlyList<Block> blocks, ReadingAids aids)
    {
        using var known = KnownUnits.From(aids.UnitNames);
        var transcript = Transcript.From(blocks, aids);
        var printed = RunOnCover.Break(OneLinePaper.Break(transcript.Lines));
        var unwoven = Unweaving.Try(printed);
        var lines = unwoven ?? printed;
        var cover = Cover.Read(lines);
        var body = PageEnd.Trim(cover.Body);
        var layout = cover.AttachesAFile ? Nothing(body)
            : TableLayout.Read(body, rest => FlatTable.Read(rest, aids.UnitNames) ?? NumberedParagraphs.Read(rest));
        if (NoTasks.Reason(lines, cover.Head.Title) is { } reason && layout.Drafts.All(d => d.Units is null))
            layout = Nothing(body) with { Doubts = [new("tasks", reason, null)] };
        layout = Repeats.Drop(layout);
        var years = YearsOf(cover.Head);
        (layout, var letter) = SectionLimits.Apply(layout, [.. lines.Take(cover.Letter).Select(l => l.Compact)], years);
        layout = RulesForMany.Apply(layout, letter);
        var tasks = Tasks.From(layout.Drafts, years);
        var deadlines = letter.Concat(layout.Elsewhere).SelectMany(p => NoticeDeadlines.In(p, years));
        var read = new ReadNotice(
            Block.PlainText(blocks), cover.Head, [.. deadlines], [.. layout.Elsewhere.SelectMany(Goals.In)],
            [.. layout.Categories.Select(c => new Category(c.No, c.Title.Text, c.Title.Spans))], tasks, layout.Doubts);
        return BlockDoubts.Over(Doubting.Over(read, transcript, cover, unwoven is not null), blocks);
    }

    /// <summary>The plan is a separate file: what the letter says is no task.</summary>
    static Layout Nothing(IReadOnlyList<Line> body) => new([], [], [.. body.Select(l => l.Compact).Where(l => l.Length > 0)], []);

    static Years YearsOf(NoticeHead head) =>
        new(head.PlanYear ?? (head.IssuedOn is null ? YearOf(head.DocumentNumber) : null), head.IssuedOn) { Several = head.PlanYear is null && head.Title is { } title && SeveralYears.NamedIn(title) };

    /// <summary>2023 of 某政办发〔2023〕12号.</summary>
    static int? YearOf(string? documentNumber) =>
        documentNumber?.IndexOfAny(['〔', '[', '［', '（', '(']) is >= 0 and var open && int.TryParse(documentNumber.AsSpan(open + 1, 4), out var year) ? year : null;
}
