using System.Text.RegularExpressions;

namespace Tracker.Domain.Notices.Recognisers;

/// <summary>The verb behind names that says their part: 牵头, 配合落实, 按职责分工负责.</summary>
static partial class UnitVerbs
{
    // 按照各自职责分工统筹协调抓好落实 and more of the kind; what stands before it is not looked at.
    const int Longest = 120;

    /// <summary>The part that the verb at the end of <paramref name="words"/> tells and how long it is; null where they end with none.</summary>
    public static (UnitPart Part, int Length)? AtEnd(string words)
    {
        var verb = Phrase().Match(words, Math.Max(0, words.Length - Longest));
        return verb.Success && verb.Index > 0 ? (PartOf(verb.ValueSpan), verb.Length) : null;
    }

    /// <summary>The part that a bracket behind a name tells, 市教育局（牵头）; null where it tells none.</summary>
    public static UnitPart? InBracket(string words) => Phrase().Match(words) is { Success: true, Index: 0 } ? PartOf(words) : null;

    // The lead decides: 牵头配合 is nobody's wording. 共同 and 分别 tell that all answer alike.
    static UnitPart PartOf(ReadOnlySpan<char> verb) =>
        verb.IndexOf("牵头") >= 0 || verb.IndexOf("主办") >= 0 || verb.IndexOf("总责") >= 0 || verb.IndexOf("主责") >= 0 ? UnitPart.Lead
        : verb.IndexOf("配合") >= 0 || verb.IndexOf("参与") >= 0 || verb.IndexOf("参加") >= 0 || verb.IndexOf("协") >= 0 || verb.IndexOf("支持") >= 0 || verb.IndexOf("指导") >= 0 ? UnitPart.Support
        : verb.IndexOf("职") >= 0 || verb.IndexOf("分工") >= 0 || verb.IndexOf("分别") >= 0 || verb.IndexOf("共同") >= 0 || verb.IndexOf("各自") >= 0 || verb.IndexOf("联合") >= 0 ? UnitPart.Responsible
        : UnitPart.Unsaid;

    [GeneratedRegex("""
        (?:[按依]照?|依据|根据|结合)(?:各自|相关|有关|部门|工作)?(?:职责|职能|权限|分工|实际)(?:和?分工|范围|任务|权限|职责)?(?:要求)?$
        |(?:
            (?:[按依]照?|依据|根据|结合)(?:各自|相关|有关|部门|工作)?(?:职责|职能|权限|分工|实际)(?:和?分工|范围|任务|权限|职责)?(?:要求)?
            |(?:分别|共同|各自|具体|联合|统筹|积极|认真|抓好|做好|统一|一并|同时|主要|切实|全力|分工|协同)
        )*
        (?:牵头|主办|主责|负总责|负责|落实|贯彻落实|贯彻|抓落实|配合|参与|参加|协助|协办|协同|协调|支持|指导|承办|承担|组织|实施|推进|推动|执行|办理|完成|抓总|跟进)+
        (?:工作|任务)?$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Phrase();
}
