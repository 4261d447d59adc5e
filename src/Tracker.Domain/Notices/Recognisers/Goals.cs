using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Recognisers;

/// <summary>Aims with a year at the head of a sentence: 到2020年底，…</summary>
public static class Goals
{
    /// <param name="words">text that sets no task: aims, principles, an opening paragraph</param>
    public static IEnumerable<Goal> In(Passage words)
    {
        var text = words.Text;
        var heads = Clause.Of(text).Where(c => c.OpensSentence).Select(c => (c.Start, Due: DueOf(text, c))).Where(h => h.Due is not null).ToList();
        for (var i = 0; i < heads.Count; i++)
        {
            var (start, due) = heads[i];
            var rawEnd = text.AsSpan(start).IndexOfAny('，', ',') + start;
            var end = i + 1 < heads.Count ? heads[i + 1].Start : text.Length;
            yield return new(text[start..rawEnd], due!.Value, text[(rawEnd + 1)..end], words[start..end].Spans);
        }
    }

    static LocalDate? DueOf(string text, Clause clause)
    {
        var head = text.AsSpan(clause.Start, clause.Length);
        return head.StartsWith("到") && clause.End < text.Length && text[clause.End] is '，' or ','
            && DateWord.At(head, 1, null) is { Last: { } due } date && date.Length + 1 == head.Length
            ? due
            : null;
    }
}
