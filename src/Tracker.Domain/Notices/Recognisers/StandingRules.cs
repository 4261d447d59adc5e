using System.Text.RegularExpressions;

namespace Tracker.Domain.Notices.Recognisers;

/// <summary>Sentences that settle who does what for many tasks at once: 列第一位者为牵头单位，下同.</summary>
static partial class StandingRules
{
    public static bool IsOne(string sentence) => FirstLeads().IsMatch(sentence) || NotRepeated().IsMatch(sentence);

    [GeneratedRegex("(?:第一|首|最前)(?:位|个|名|家|的)?[^，,。；;]{0,14}(?:为|是|作为|即)[^，,。；;]{0,4}(?:牵头|主办|主责|汇总)")]
    private static partial Regex FirstLeads();

    [GeneratedRegex("不(?:再|另|一一|逐一|再一一|再逐一|再另行|另行)(?:列出|列示|列举|列明|列|标注|标明|注明|做分工|作分工|分工|重复|说明|单列)|下同")]
    private static partial Regex NotRepeated();
}
