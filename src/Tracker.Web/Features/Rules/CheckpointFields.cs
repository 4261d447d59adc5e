using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using Tracker.Domain;
using Tracker.Domain.Deadlines;

namespace Tracker.Web.Features.Rules;

/// <summary>One setting of the checkpoints, as people see and change it, for a region and for a plan.</summary>
/// <param name="Kind">the checkpoint it sets; null for the least distance, which cannot be left out</param>
/// <param name="Of">as it is written</param>
/// <param name="With">the rule with what somebody typed</param>
public sealed record CheckpointField(
    string Name, string Label, string Says, CheckpointKind? Kind, Func<CheckpointRule, string> Of, Func<CheckpointRule, string, CheckpointRule> With);

/// <summary>Everything that can be set of checkpoints, a row each.</summary>
public static partial class CheckpointFields
{
    /// <summary>What stands in the field of a checkpoint that the office leaves out.</summary>
    public const string None = "不设";

    public static readonly IReadOnlyList<CheckpointField> All =
    [
        new("CheckpointPlan", CheckpointKind.Plan.Chinese(), "交办后第几个工作日报送", CheckpointKind.Plan,
            r => r.PlanWorkdays is { } days ? Text(days) : None,
            (r, typed) => r with { PlanWorkdays = typed == None ? null : Workdays(CheckpointKind.Plan.Chinese(), typed, $"，或者{None}") }),
        OnDay(CheckpointKind.MidYear, r => r.MidYear, (r, day) => r with { MidYear = day }),
        OnDay(CheckpointKind.ThirdQuarter, r => r.ThirdQuarter, (r, day) => r with { ThirdQuarter = day }),
        OnDay(CheckpointKind.YearEnd, r => r.YearEnd, (r, day) => r with { YearEnd = day }),
        new("LeastWorkdays", "最短间隔", "月日定下的节点和通知写明的节点，距交办不足这么多个工作日的不设", null,
            r => Text(r.LeastWorkdays), (r, typed) => r with { LeastWorkdays = Workdays("最短间隔", typed, "") }),
    ];

    /// <summary>The rule with what was typed into its form; what is left out stays as it is.</summary>
    /// <exception cref="RuleBroken">names the field, what may stand there and what does; or two days that are in the wrong order</exception>
    public static CheckpointRule Typed(CheckpointRule now, IReadOnlyDictionary<string, string?> typed)
    {
        var rule = All.Aggregate(now, (sofar, field) => typed.TryGetValue(field.Name, out var text) ? field.With(sofar, (text ?? "").Trim()) : sofar);
        RefuseDisorder(rule);
        return rule;
    }

    /// <exception cref="RuleBroken">a day of the year does not follow the one before it</exception>
    public static void RefuseDisorder(CheckpointRule rule)
    {
        var days = new[] { (Kind: CheckpointKind.MidYear, On: rule.MidYear), (Kind: CheckpointKind.ThirdQuarter, On: rule.ThirdQuarter), (Kind: CheckpointKind.YearEnd, On: rule.YearEnd) }
            .Where(day => day.On is not null).ToList();
        foreach (var (earlier, later) in days.Zip(days.Skip(1)))
            if (later.On!.Value.CompareTo(earlier.On!.Value) <= 0)
                throw new RuleBroken("checkpoints-in-order",
                    $"报送节点要依次排列：“{later.Kind.Chinese()}”（{Text(later.On.Value)}）要晚于“{earlier.Kind.Chinese()}”（{Text(earlier.On.Value)}）。");
    }

    /// <summary>What is set otherwise here than there: 年中进展 06-30 → 不设.</summary>
    public static IReadOnlyList<string> DifferencesTo(this CheckpointRule rule, CheckpointRule other) =>
        [.. All.Where(f => f.Of(rule) != f.Of(other)).Select(f => $"{f.Label} {f.Of(rule)} → {f.Of(other)}")];

    /// <summary>实施方案为交办后第30个工作日，年中进展06-30，…，距交办不足30个工作日的不设</summary>
    public static string InWords(this CheckpointRule rule) =>
        $"实施方案{(rule.PlanWorkdays is { } days ? $"为交办后第{days}个工作日" : None)}，"
        + string.Join('，', All.Where(f => f.Kind is not (null or CheckpointKind.Plan)).Select(f => f.Label + f.Of(rule)))
        + $"，距交办不足{rule.LeastWorkdays}个工作日的不设";

    static CheckpointField OnDay(CheckpointKind kind, Func<CheckpointRule, AnnualDate?> of, Func<CheckpointRule, AnnualDate?, CheckpointRule> with) =>
        new($"Checkpoint{kind}", kind.Chinese(), "方案年度的这一天（月-日）报送", kind,
            r => of(r) is { } day ? Text(day) : None, (r, typed) => with(r, typed == None ? null : Day(kind.Chinese(), typed)));

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    static string Text(AnnualDate day) => AnnualDatePattern.Iso.Format(day);

    const int MostWorkdays = 250;

    static int Workdays(string label, string typed, string or) =>
        int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= MostWorkdays ? days
            : throw new RuleBroken("number-out-of-range", $"“{label}”要填 1 到 {MostWorkdays} 的整数{or}，现在是“{typed}”。");

    // 06-30, 6-30 or 6月30日
    [GeneratedRegex("^([0-9]{1,2})(?:-|/|月)([0-9]{1,2})日?$")]
    private static partial Regex MonthAndDay();

    static AnnualDate Day(string label, string typed)
    {
        if (MonthAndDay().Match(typed) is not { Success: true } read)
            throw new RuleBroken("day-unreadable", $"“{label}”要填月和日，例如 06-30，或者{None}，现在是“{typed}”。");
        var (month, day) = (int.Parse(read.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(read.Groups[2].Value, CultureInfo.InvariantCulture));
        // A leap year has every day that there is.
        const int leapYear = 2000;
        return month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(leapYear, month) ? new(month, day)
            : throw new RuleBroken("no-such-day", $"“{label}”填的“{typed}”没有这一天，请填月和日，例如 06-30。");
    }
}
