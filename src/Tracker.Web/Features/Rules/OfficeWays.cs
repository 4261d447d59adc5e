using System.Text.Json.Serialization;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Rules;

/// <summary>审核: whether a second person must look at a plan before it goes out.</summary>
public enum SecondPersonWish { ByNumber, Always, Never }

/// <summary>How a region's office works, beside its numbers.</summary>
/// <param name="OpensHour">with <paramref name="OpensMinute"/>: from then on a working day's mails go out</param>
public sealed record OfficeWays(int OpensHour, int OpensMinute, SecondPersonWish Second)
{
    public static readonly OfficeWays Default = new(8, 30, SecondPersonWish.ByNumber);

    [JsonIgnore]
    public LocalTime Opens => new(OpensHour, OpensMinute);

    /// <summary>Those in force: what was set last.</summary>
    public static Task<OfficeWays> Load(NpgsqlConnection connection, int regionId) =>
        RegionSettings.Load(connection, regionId, Instant.FromUtc(9000, 1, 1, 0, 0), Default);

    /// <summary>The moment at which the region's office opens on a day.</summary>
    public OfficeMoment OpeningOf(LocalDate day) => new(day, day.At(Opens).InZoneLeniently(OfficeClock.Zone).ToInstant());
}

/// <summary>The same as people see and change it.</summary>
public static class OfficeWayFields
{
    const string Group = "发信和审核";
    static readonly LocalTime earliest = new(6, 0), latest = new(17, 0);

    public static readonly IReadOnlyList<RuleField> All =
    [
        new(Group, "Opens", "每天发信", "工作日从这一刻（时:分）起发提醒、催办和工作提示，夜里和节假日积下的通知也从这时发出；写入后几分钟内生效，不用重启",
            rules => Text(rules.Ways.Opens), (rules, typed) => rules with { Ways = OpeningAt(rules.Ways, Time(typed)) }) { IsNumber = false },
        new(Group, "SecondPerson", "第二人审核", "交办前要不要另一名没有参与校核的督办员审核。“按人数”：有两名以上督办员时要；“不要”：交办标明自审",
            rules => rules.Ways.Second.Chinese(), (rules, typed) => rules with { Ways = rules.Ways with { Second = Wish(typed) } })
            { IsNumber = false, Choices = [.. Enum.GetValues<SecondPersonWish>().Select(Chinese)] },
    ];

    public static string Chinese(this SecondPersonWish wish) => wish switch
    {
        SecondPersonWish.ByNumber => "按人数",
        SecondPersonWish.Always => "总要",
        SecondPersonWish.Never => "不要",
    };

    static string Text(LocalTime time) => time.ToString("HH:mm", null);

    static OfficeWays OpeningAt(OfficeWays ways, LocalTime time) => ways with { OpensHour = time.Hour, OpensMinute = time.Minute };

    static LocalTime Time(string typed) =>
        NodaTime.Text.LocalTimePattern.CreateWithInvariantCulture("H:mm").Parse(typed.Replace('：', ':')).TryGetValue(default, out var time) && time >= earliest && time <= latest ? time
            : throw new RuleBroken("no-such-time", $"“每天发信”要填 {Text(earliest)} 到 {Text(latest)} 之间的时刻，例如 08:30，现在是“{typed}”。");

    static SecondPersonWish Wish(string typed) => Enum.GetValues<SecondPersonWish>().Where(w => w.Chinese() == typed).Select(w => (SecondPersonWish?)w).FirstOrDefault()
        ?? throw new RuleBroken("no-such-choice", $"“第二人审核”要在 {string.Join('、', Enum.GetValues<SecondPersonWish>().Select(Chinese))} 里选，现在是“{typed}”。");
}
