using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Recognisers;

/// <summary>Aims with a year at the head of a sentence: 到2020年底，…</summary>
public static class Goals
{
    static readonly string[] Openings = ["力争", "确保", "争取", "努力"];

    /// <summary>Ways towards an aim that may stand before its year: 通过三年努力，到2025年，…</summary>
    static readonly string[] Ways = ["通过", "经过", "力争通过", "力争经过", "用"];

    static readonly string[] Reporting = ["报送", "上报", "提交", "反馈", "备案", "报"];

    readonly record struct Head(int Start, int RawStart, int RawEnd, LocalDate Due);

    /// <param name="words">text that sets no task: aims, principles, an opening paragraph</param>
    public static IEnumerable<Goal> In(Passage words)
    {
        var text = words.Text;
        var heads = HeadsIn(text);
        for (var i = 0; i < heads.Count; i++)
        {
            var (start, rawStart, rawEnd, due) = heads[i];
            var end = i + 1 < heads.Count ? heads[i + 1].Start : text.Length;
            yield return new(text[rawStart..rawEnd], due, text[(rawEnd + 1)..end], words[rawStart..end].Spans);
        }
    }

    static List<Head> HeadsIn(string text)
    {
        var heads = new List<Head>();
        var clauses = Clause.Of(text);
        for (var i = 0; i < clauses.Count; i++)
        {
            var behindAWay = i > 0 && clauses[i - 1].OpensSentence && text.AsSpan(clauses[i - 1].Start, clauses[i - 1].Length).StartsWithAny(Ways);
            if ((clauses[i].OpensSentence || behindAWay) && HeadOf(text, clauses[i]) is { } head)
                heads.Add(behindAWay ? head with { Start = clauses[i - 1].Start } : head);
        }
        return heads;
    }

    static Head? HeadOf(string text, Clause clause)
    {
        if (clause.End >= text.Length || text[clause.End] is not ('，' or ','))
            return null;
        var start = clause.Start + text.AsSpan(clause.Start, clause.Length).LengthOfAny(Openings);
        var says = text[start] is '到' or '至' ? 1 : 0;
        if (start + says >= clause.End || DateWord.At(text.AsSpan(0, clause.End), start + says, null) is not { Last: { } due, Year: not null } date || start + says + date.Length != clause.End)
            return null;
        // 2023年底前，各单位将总结报市政府办公室 is a deadline, and only 到 makes a month an aim.
        return says == 1 || date is { Form: DateForm.YearEnd or DateForm.FiveYearPlan, Bounded: true } && !SentenceFrom(text, clause.End).ContainsAnyOf(Reporting)
            ? new(clause.Start, start, clause.End, due)
            : null;
    }

    static ReadOnlySpan<char> SentenceFrom(string text, int start)
    {
        var rest = text.AsSpan(start);
        var end = rest.IndexOfAny("。；;");
        return end < 0 ? rest : rest[..end];
    }
}
