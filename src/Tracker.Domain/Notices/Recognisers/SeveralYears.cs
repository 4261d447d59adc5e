using System.Text.RegularExpressions;

namespace Tracker.Domain.Notices.Recognisers;

/// <summary>Titles of plans that run over years: 三年行动计划, （2023—2025年）, “十四五”规划.</summary>
static partial class SeveralYears
{
    public static bool NamedIn(string title) => Range().IsMatch(title);

    [GeneratedRegex(@"20\d\d年?[-—–－至~～]+20\d\d|[两二三四五]年(?:行动|攻坚|提升|倍增|滚动|规划)|十[二三四五六]五")]
    private static partial Regex Range();
}
