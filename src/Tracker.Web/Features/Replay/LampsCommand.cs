using System.CommandLine;
using Tracker.Domain.WorkItems;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Replay;

/// <summary><c>tracker lamps --as-of DAY</c>: the lamps of a past day by unit, judged anew.</summary>
public static class LampsCommand
{
    public static Command Create()
    {
        var asOf = new Option<string?>("--as-of") { Description = "哪一天，例如 2018-12-31；省略时是今天" };
        var command = new Command("lamps", "某一天结束时各单位的亮灯，按当时登记的事实、日历、规则和单位名称重新判定；不写入") { asOf };
        var acting = new Acting(command);
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = CommandServices.Build();
            var (by, at) = await acting.Resolve(parsed, services);
            var on = parsed.GetValue(asOf) is { } text ? Acting.DayOf(text, "--as-of") : at.Today;
            if (on > at.Today)
                throw new Stop(ExitStatus.Usage, $"--as-of {on.Iso()} 还没有到，只能回看今天和以前的日子。");
            await using var connection = await services.GetRequiredService<Database>().Open(ct);
            var day = await ReplayedDay.Load(connection, by.RegionId, on);
            foreach (var unit in day.Units)
                Console.WriteLine($"{unit.Name}\t{Counts(unit.Parts.Select(p => (p.Verdict.Lamp, p.Verdict.Ended)))}");
            Console.WriteLine($"{on.InChinese()}：{day.Items.Count}项任务 {Counts(day.Items.Select(i => (i.Item.Lamp, i.Item.Ended)))}；规则第{day.RuleVersion}版");
            return ExitStatus.Done;
        });
        return command;
    }

    static string Counts(IEnumerable<(Lamp Lamp, bool Ended)> lamps) =>
        string.Join(' ', lamps.GroupBy(l => l).OrderBy(g => g.Key.Lamp).ThenBy(g => g.Key.Ended).Select(g => $"{g.Key.Lamp.Mark(g.Key.Ended).Word}{g.Count()}"));
}
