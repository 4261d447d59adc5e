using System.Buffers;
using System.Text.RegularExpressions;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Recognisers;

/// <summary>
/// The last words of a paragraph where they give units or a limit to several items above: 以上两项由市教育局牵头，市财政局配合，
/// 12月底前完成; （第一至第三项，市民政局负责）.
/// </summary>
/// <param name="Start">where they begin; what stands before them is the last item's own</param>
/// <param name="Raw">the words that name units and limit, without those that say which items are meant</param>
/// <param name="Count">how many items; null where no number is said (上述任务)</param>
/// <param name="Numbers">the numbers of the first and the last item, where these are said</param>
/// <param name="Respectively">whether each unit may have one of the items: 分别由</param>
sealed partial record ClosingOfSeveral(int Start, Passage Raw, int? Count, (int First, int Last)? Numbers, UnitList List, Passage? Limit, bool Respectively)
{
    const int Longest = 300;
    static readonly SearchValues<string> Openings = SearchValues.Create(["以上", "上述", "前述", "上列", "本条", "本项", "本节", "本部分", "本章", "本类", "第", "至"], StringComparison.Ordinal);

    public static ClosingOfSeveral? Of(Passage paragraph)
    {
        if (paragraph.Text.AsSpan().IndexOfAny(Openings) < 0)
            return null;
        foreach (Match scope in Scope().Matches(paragraph.Text))
            if (paragraph.Length - scope.Index <= Longest && Read(paragraph, scope) is { } closing)
                return closing;
        return null;
    }

    static ClosingOfSeveral? Read(Passage paragraph, Match scope)
    {
        var raw = Inside(paragraph, scope);
        if (raw.Length < 3)
            return null;
        var reading = UnitList.Empty;
        var limit = (Passage?)null;
        foreach (var sentence in Sentences(raw))
            if (TimeLimitReader.Knows(sentence.Text))
                limit ??= sentence;
            else if (UnitList.Read(sentence) is { IsWhole: true } list)
                (reading, limit) = (UnitList.Join([reading, list]), limit ?? list.Limit);
            else
                return null;
        var count = NumberIn(scope, "count");
        var numbers = NumberIn(scope, "first") is { } first && NumberIn(scope, "last") is { } last && last > first ? (first, last) : ((int, int)?)null;
        // 上述任务9月底前完成 is a limit of the section, which is looked for elsewhere.
        return reading.Units.Count == 0 && (limit is null || count is null && numbers is null) ? null
            : new(scope.Index, raw, count, numbers, reading, limit, raw.Text.Contains("分别", StringComparison.Ordinal));
    }

    /// <summary>The words up to the closing bracket or the last stop.</summary>
    static Passage Inside(Passage paragraph, Match scope)
    {
        var end = paragraph.Length;
        while (end > scope.Index + scope.Length && (paragraph[end - 1] is '。' or '；' || scope.Groups["open"].Length > 0 && Brackets.Closes(paragraph[end - 1]) && Brackets.Balance(paragraph.Text.AsSpan(scope.Index, end - scope.Index)) == 0)) end--;
        return paragraph[(scope.Index + scope.Length)..end];
    }

    static IEnumerable<Passage> Sentences(Passage words)
    {
        var start = 0;
        for (var i = 0; i <= words.Length; i++)
        {
            if (i < words.Length && words[i] is not '。')
                continue;
            if (i > start)
                yield return words[start..i];
            start = i + 1;
        }
    }

    static int? NumberIn(Match scope, string group) => scope.Groups[group] is { Success: true, Value: var said } ? HanNumber.At(said, 0)?.Value : null;

    [GeneratedRegex("""
        (?:^|(?<=[。；！）)]))(?<open>[（(【\[〔])?
        (?:
            (?:以上|上述|前述|上列)(?:(?<count>[0-9０-９]{1,2}|[一二两三四五六七八九十]{1,3})个?(?:项|条|款|点|件|类)|(?:各|所有|全部)?(?:项|条)?(?=任务|工作|措施|事项|内容|举措|各|项|条|由|责任|牵头))
            |本(?:条|项|节|部分|章|类)(?:各项|所列|所有)
            |第?[（(]?(?<first>[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})[）)]?(?:项|条)?(?:至|到|—|－|-|–|~|～)第?[（(]?(?<last>[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})[）)]?(?:项|条)
        )
        (?:重点)?(?:任务|工作|措施|事项|内容|举措)?(?:[，,：:]|(?:应|须|要|请)?[于在]|(?=由|牵头|责任|主办|应|须|均|都|请|统一|分别|市|省|县|区|州|自治|各|20|[0-9一二三四六七八九十]{1,2}月))(?:均|都|统一)?
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Scope();
}
