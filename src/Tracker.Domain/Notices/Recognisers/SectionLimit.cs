using System.Text.RegularExpressions;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Recognisers;

/// <summary>Which tasks a sentence speaks of.</summary>
enum LimitScope { Section, Following, All }

/// <summary>A sentence that sets one limit for many tasks: 以上任务9月底前完成; 各项任务原则上于2023年底前完成.</summary>
/// <param name="Sentence">the sentence, with its stop</param>
/// <param name="Limit">the words that set the limit</param>
/// <param name="SparesNoted">whether tasks that state a date themselves are excepted: 除注明外</param>
sealed partial record SectionLimit(Range Sentence, Range Limit, LimitScope Scope, bool SparesNoted)
{
    /// <summary>Between the subject and the date, or the date and 完成, nothing else may stand: a report on the tasks is no limit of theirs.</summary>
    const int WidestGap = 16;

    public static IEnumerable<SectionLimit> In(string text, Years years)
    {
        if (!text.AsSpan().ContainsAnyOf(Nouns))
            yield break;
        var shown = Cited.Hide(text);
        for (var start = 0; start < text.Length;)
        {
            var stop = shown.AsSpan(start).IndexOfAny('。', '；', ';');
            var end = stop < 0 ? text.Length : start + stop + 1;
            if (InSentence(shown[start..end], years) is { } found)
                yield return found with { Sentence = start..end, Limit = (found.Limit.Start.Value + start)..(found.Limit.End.Value + start) };
            start = end;
        }
    }

    static readonly string[] Nouns = ["任务", "工作", "事项", "措施", "举措", "内容", "单位", "部门"];

    static SectionLimit? InSentence(string sentence, Years years) => SubjectFirst(sentence, years) ?? DateFirst(sentence, years) ?? AllDone(sentence, years);

    /// <summary>各责任单位要倒排工期，确保12月20日前全部完成: what everybody is to have done is what the plan holds.</summary>
    static SectionLimit? AllDone(string sentence, Years years)
    {
        if (!Everybody().IsMatch(sentence))
            return null;
        foreach (var date in SentenceDates.In(sentence, years))
            if (!date.Perhaps && Wholly().IsMatch(sentence[date.End..]))
                return new(default, date.Start..date.End, LimitScope.All, Spares(sentence));
        return null;
    }

    /// <summary>以上任务…9月底前完成; 未注明时限的任务长期坚持.</summary>
    static SectionLimit? SubjectFirst(string sentence, Years years)
    {
        if (Subject().Match(sentence) is not { Success: true } subject)
            return null;
        var start = subject.Index + subject.Length;
        return LimitIn(sentence, start, years) is var (from, to) && from - start <= WidestGap
            ? new(default, from..to, ScopeOf(subject.Groups["which"].Value), Spares(sentence))
            : null;
    }

    /// <summary>确保2023年底前完成各项任务.</summary>
    static SectionLimit? DateFirst(string sentence, Years years)
    {
        if (Object().Match(sentence) is not { Success: true } work)
            return null;
        foreach (var date in SentenceDates.In(sentence, years))
            if (!date.Perhaps && date.End <= work.Index && work.Index - date.End <= WidestGap && date.Start <= 2 * WidestGap)
                return new(default, date.Start..date.End, LimitScope.All, Spares(sentence));
        return null;
    }

    static (int, int)? LimitIn(string sentence, int start, Years years)
    {
        foreach (var date in SentenceDates.In(sentence, years))
            if (date.Start >= start)
                return !date.Perhaps && Completes().IsMatch(sentence[date.End..]) ? (date.Start, date.End) : null;
        return Standing().Match(sentence, start) is { Success: true } word ? (word.Index, word.Index + word.Length) : null;
    }

    static LimitScope ScopeOf(string which) => which switch
    {
        "以上" or "上述" or "前述" or "本部分" or "该部分" or "这部分" or "本节" or "本章" or "本条" or "本类" or "本阶段" => LimitScope.Section,
        "以下" or "下列" => LimitScope.Following,
        _ => LimitScope.All,
    };

    static bool Spares(string sentence) => Exception().IsMatch(sentence);

    [GeneratedRegex("(?:^|[，,：:、]|请|由)(?:除.{0,14}?外[，,]?|原则上|如无特殊说明[，,]?|凡)?(?<which>以上|上述|前述|本部分|该部分|这部分|本节|本章|本条|本类|本阶段|以下|下列|各项|所有|全部|本(?:工作|实施|分工|行动)?方案(?:中)?(?:所列|确定|明确|提出|部署)?的?|本?(?:分工)?表(?:中)?所列|所列|其他|其它|其余|(?:凡)?(?:未|没有)(?:注明|明确|标明|写明|规定|列明)(?:完成)?(?:时限|时间|期限)(?:要求)?的)[^，。；,;：:]{0,10}?(?:任务|工作|事项|措施|举措|内容)(?:的?(?:完成时限|时限|期限))?")]
    private static partial Regex Subject();

    [GeneratedRegex("^(?:前)?(?:务必|必须|应当|要|须|均应|均须|均要|均|应|全部|全面|基本|力争|确保)*(?:完成|落实|办结|到位|见效|结束|实施完毕|整改完毕)")]
    private static partial Regex Completes();

    [GeneratedRegex("(?:完成|落实)(?:本?方案(?:所列|确定|明确|提出|部署)?的?|所列|以上|上述)?(?:各项|所有|全部)[^，。；,;]{0,6}?(?:任务|工作|事项|措施)(?=[。；;，,]|$)")]
    private static partial Regex Object();

    [GeneratedRegex("(?<=(?:均为|均|为|应|要|需|须|作为|按|属于|，|项|务|作)?)(?:长期坚持|持续推进|常态化推进|全年推进|长期推进|全年落实|长期任务|立行立改)(?=[。；;]|$)")]
    private static partial Regex Standing();

    [GeneratedRegex("^(?:请)?各(?:责任|牵头|承办|有关|相关|项目)?(?:单位|部门)")]
    private static partial Regex Everybody();

    [GeneratedRegex("^(?:全部|全面)(?:完成|办结|建成|完工|销号)[。；;]?$")]
    private static partial Regex Wholly();

    [GeneratedRegex("除.{0,14}外|(?:未|没有)(?:注明|明确|标明|写明|规定|列明)|其他|其它|其余")]
    private static partial Regex Exception();
}
