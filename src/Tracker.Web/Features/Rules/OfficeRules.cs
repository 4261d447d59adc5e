using System.Globalization;
using System.Text.Json;
using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Rules;

/// <summary>All numbers by which a region measures time.</summary>
/// <param name="Checkpoints">for plans that set none of their own</param>
public sealed record OfficeRules(LampRule Lamps, LadderRule Ladder, CheckpointRule Checkpoints, OfficeWays Ways)
{
    public static readonly OfficeRules Default = new(LampRule.Default, LadderRule.Default, CheckpointRule.Default, OfficeWays.Default);

    const string Sql = """
        SELECT DISTINCT ON (name) name, value FROM settings WHERE region_id = @regionId AND recorded_at <= @by ORDER BY name, recorded_at DESC
        """;

    /// <summary>As they were set by a moment.</summary>
    public static async Task<OfficeRules> Load(NpgsqlConnection connection, int regionId, Instant by) =>
        Of((await connection.QueryAsync<(string Name, string Value)>(Sql, new { regionId, by })).ToDictionary(row => row.Name, row => row.Value), Default);

    /// <summary>As they stand in the table of settings: a name and its JSON each.</summary>
    public IReadOnlyList<(string Name, string Value)> Written => [Row(Lamps), Row(Ladder), Row(Checkpoints), Row(Ways)];

    /// <summary>What the table of settings says; where it says nothing of a rule, as otherwise.</summary>
    public static OfficeRules Of(IReadOnlyDictionary<string, string> written, OfficeRules otherwise)
    {
        return new(Read(otherwise.Lamps), Read(otherwise.Ladder), Read(otherwise.Checkpoints), Read(otherwise.Ways));

        T Read<T>(T instead) where T : class => written.TryGetValue(typeof(T).Name, out var value) ? JsonSerializer.Deserialize<T>(value, RegionSettings.Json)! : instead;
    }

    static (string, string) Row<T>(T rule) => (typeof(T).Name, JsonSerializer.Serialize(rule, RegionSettings.Json));

    /// <summary>What is another number here than there: 预警 10 → 15.</summary>
    public IReadOnlyList<string> DifferencesTo(OfficeRules other) =>
        [.. RuleFields.All.Where(f => f.Of(this) != f.Of(other)).Select(f => $"{f.Label} {f.Of(this)} → {f.Of(other)}")];
}

/// <summary>One number of the rules, as people see and change it.</summary>
/// <param name="Name">of the form's field</param>
/// <param name="Label">what it is</param>
/// <param name="Says">what it does, as the end of a sentence</param>
/// <param name="Of">as it is written</param>
/// <param name="With">the rules with what somebody typed</param>
public sealed record RuleField(string Group, string Name, string Label, string Says, Func<OfficeRules, string> Of, Func<OfficeRules, string, OfficeRules> With)
{
    public bool IsNumber { get; init; } = true;

    /// <summary>What may be chosen; empty where it is typed.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
}

/// <summary>Every number there is, a row each.</summary>
public static class RuleFields
{
    public static readonly IReadOnlyList<RuleField> All =
    [
        Lamp("亮灯", "NearDays", "时限预警", "离时限剩这么多个工作日起亮黄灯", 0, 60, r => r.NearDays, (r, n) => r with { NearDays = n }),
        Lamp("亮灯", "ShortSpanUnder", "短时限", "从交办到时限不足这么多个工作日的，按下一行的比例预警", 0, 250, r => r.ShortSpanUnder, (r, n) => r with { ShortSpanUnder = n }),
        Lamp("亮灯", "ShortSpanPercent", "短时限预警比例", "短时限的最后百分之几亮黄灯", 0, 100, r => r.ShortSpanPercent, (r, n) => r with { ShortSpanPercent = n }),
        Lamp("亮灯", "ReportLateRed", "迟报转红", "报送节点过后第一天亮黄灯，超过这么多个工作日转红灯", 0, 60, r => r.ReportLateRed, (r, n) => r with { ReportLateRed = n }),
        Lamp("亮灯", "UnsignedYellow", "未签收预警", "交办后超过这么多个工作日未签收亮黄灯", 0, 60, r => r.UnsignedYellow, (r, n) => r with { UnsignedYellow = n }),
        Lamp("亮灯", "UnsignedRed", "逾期未签收", "交办后超过这么多个工作日未签收亮红灯", 0, 60, r => r.UnsignedRed, (r, n) => r with { UnsignedRed = n }),
        Lamp("亮灯", "ReturnsYellow", "退回次数", "退回这么多次起亮黄灯", 1, 10, r => r.ReturnsYellow, (r, n) => r with { ReturnsYellow = n }),
        new("亮灯", "CountsWarnOn", "次数预警日", "句子要求全年若干次的，从计划年度的这一天（月-日）起不足的亮黄灯，年度过后亮红灯",
            rules => $"{rules.Lamps.CountsWarnMonth:00}-{rules.Lamps.CountsWarnDay:00}",
            (rules, typed) => rules with { Lamps = WarningOn(rules.Lamps, DayOfYear("次数预警日", typed)) }),
        Lamp("亮灯", "ItemRedPercent", "任务转红比例", "责任单位中红灯达到百分之几，任务亮红灯", 1, 100, r => r.ItemRedPercent, (r, n) => r with { ItemRedPercent = n }),
        Lamp("办理期限", "AnswerWithin", "答复申请", "办公厅在这么多个工作日内答复单位的申请", 1, 30, r => r.AnswerWithin, (r, n) => r with { AnswerWithin = n }),
        Lamp("办理期限", "ReassignWithin", "申请调整责任单位", "交办后这么多个工作日内可以申请", 1, 60, r => r.ReassignWithin, (r, n) => r with { ReassignWithin = n }),
        Lamp("办理期限", "RemainAfterRefusal", "不同意后剩余", "申请不被同意时，至少还剩这么多个工作日", 1, 30, r => r.RemainAfterRefusal, (r, n) => r with { RemainAfterRefusal = n }),
        new("提醒和催办", "HeadsUpDays", "提前提醒", "到期前第几个工作日提醒，用顿号隔开，从多到少",
            rules => string.Join('、', rules.Ladder.HeadsUpDays), (rules, typed) => rules with { Ladder = rules.Ladder with { HeadsUpDays = Days(typed) } }),
        Ladder("NudgeAfter", "催办", "时限或报送节点过后第几个工作日催办", 1, 30, r => r.NudgeAfter, (r, n) => r with { NudgeAfter = n }),
        Ladder("NudgeUnsignedAfter", "催签收", "交办后第几个工作日未签收催办", 1, 30, r => r.NudgeUnsignedAfter, (r, n) => r with { NudgeUnsignedAfter = n }),
        Ladder("OrderAfter", "拟督办", "催办后第几个工作日拟制督办通知单", 1, 30, r => r.OrderAfter, (r, n) => r with { OrderAfter = n }),
        Ladder("AnswerPause", "回复后推迟", "单位回复催办后，拟制督办通知单推迟这么多个工作日，每个时限一次", 0, 30, r => r.AnswerPause, (r, n) => r with { AnswerPause = n }),
        Ladder("NudgesAWeek", "每周催办邮件", "每个单位每周至多单独发这么多封催办邮件，其余并入工作提示", 1, 7, r => r.NudgesAWeek, (r, n) => r with { NudgesAWeek = n }),
        Ladder("CircularAfter", "可以通报", "督办通知单发出后满这么多个工作日仍未办理的，可以列入通报", 1, 60, r => r.CircularAfter, (r, n) => r with { CircularAfter = n }),
        Ladder("ReplyWithin", "通报前说明", "告知拟通报后，单位有这么多个工作日说明情况", 1, 30, r => r.ReplyWithin, (r, n) => r with { ReplyWithin = n }),
        .. CheckpointFields.All.Select(Checkpoint),
        .. OfficeWayFields.All,
    ];

    /// <summary>The rules with what was typed into their form.</summary>
    /// <exception cref="RuleBroken">names the field, what may stand there and what does</exception>
    public static OfficeRules Typed(OfficeRules now, IReadOnlyDictionary<string, string?> typed)
    {
        var rules = All.Aggregate(now, (sofar, field) => typed.TryGetValue(field.Name, out var text) ? field.With(sofar, (text ?? "").Trim()) : sofar);
        if (rules.Lamps.UnsignedRed <= rules.Lamps.UnsignedYellow)
            throw new RuleBroken("rules-contradict", $"“逾期未签收”（{rules.Lamps.UnsignedRed}）要比“未签收预警”（{rules.Lamps.UnsignedYellow}）多，否则没有预警就红了。");
        CheckpointFields.RefuseDisorder(rules.Checkpoints);
        return rules;
    }

    static RuleField Lamp(string group, string name, string label, string says, int least, int most, Func<LampRule, int> of, Func<LampRule, int, LampRule> with) =>
        new(group, name, label, says, rules => Text(of(rules.Lamps)), (rules, typed) => rules with { Lamps = with(rules.Lamps, Number(label, typed, least, most)) });

    static RuleField Ladder(string name, string label, string says, int least, int most, Func<LadderRule, int> of, Func<LadderRule, int, LadderRule> with) =>
        new("提醒和催办", name, label, says, rules => Text(of(rules.Ladder)), (rules, typed) => rules with { Ladder = with(rules.Ladder, Number(label, typed, least, most)) });

    static RuleField Checkpoint(CheckpointField field) =>
        new("报送节点（以后交办的方案）", field.Name, field.Label, field.Says + (field.Kind is null ? "" : $"；填“{CheckpointFields.None}”就没有这个节点"),
            rules => field.Of(rules.Checkpoints), (rules, typed) => rules with { Checkpoints = field.With(rules.Checkpoints, typed) }) { IsNumber = false };

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    static int Number(string label, string typed, int least, int most) =>
        int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
            : throw new RuleBroken("number-out-of-range", $"“{label}”要填 {least} 到 {most} 的整数，现在是“{typed}”。");

    const int LeapYear = 2000;

    static LampRule WarningOn(LampRule rule, (int Month, int Day) day) => rule with { CountsWarnMonth = day.Month, CountsWarnDay = day.Day };

    static (int Month, int Day) DayOfYear(string label, string typed) =>
        typed.Replace('月', '-').TrimEnd('日').Split('-') is [var first, var second] && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var month)
            && int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var day) && month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(LeapYear, month)
            ? (month, day) : throw new RuleBroken("number-out-of-range", $"“{label}”要填月和日，例如 10-01，现在是“{typed}”。");

    const int MostHeadsUps = 6, MostDaysBefore = 60;

    static List<int> Days(string typed)
    {
        var days = typed.Split(['、', '，', ',', ' ', ';', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => Number("提前提醒", part, 1, MostDaysBefore)).ToList();
        if (days.Count is 0 or > MostHeadsUps)
            throw new RuleBroken("number-out-of-range", $"“提前提醒”要填 1 到 {MostHeadsUps} 个数，例如 10、5、1。");
        return days.SequenceEqual(days.Distinct().OrderDescending()) ? days
            : throw new RuleBroken("number-out-of-range", $"“提前提醒”要从多到少、不重复，例如 10、5、1，现在是“{typed}”。");
    }
}
