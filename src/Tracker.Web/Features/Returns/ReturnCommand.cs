using System.CommandLine;
using Dapper;
using Tracker.Domain.Deadlines;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Obligations;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Returns;

/// <summary><c>tracker report-all</c>: a unit's 报送表 for one checkpoint from the shell.</summary>
public static class ReturnCommand
{
    const string LinesSql = $"""
        SELECT c.id AS checkpoint_id, a.unit_id, a.id AS assignment_id, w.number
        FROM checkpoints c
        JOIN work_items w ON w.region_id = c.region_id AND w.work_plan_id = c.work_plan_id
        JOIN assignments a ON a.region_id = w.region_id AND a.work_item_id = w.id
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        WHERE c.region_id = @RegionId AND c.kind = @kind AND a.unit_id = ANY(@OwnUnits)
            AND (@unit::text IS NULL OR u.code = @unit) AND (@plan::bigint IS NULL OR c.work_plan_id = @plan)
            AND NOT {Ended.Sql}
        ORDER BY c.id, a.unit_id, w.position
        """;

    public static Command Create()
    {
        var kind = new Argument<CheckpointKind>("节点") { Description = "Plan 实施方案、MidYear 年中、ThirdQuarter 三季度、YearEnd 年度" };
        var lines = new Option<string[]>("--line") { Description = "一行，写成 任务编号=进展情况；可写多个" };
        var noNews = new Option<string>("--no-news") { Description = "其余任务无新进展的原因", DefaultValueFactory = _ => "" };
        var counts = new Option<string[]>("--count") { Description = "一行的次数，写成 任务编号=2次 或 任务编号=12次超时1次；可写多个" };
        var command = new Command("report-all", "提交一个单位在一个报送节点的报送表") { kind, lines, noNews, counts };
        var (unit, plan) = AssignmentCommands.Narrowing(command);
        var acting = new Acting(command);
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = CommandServices.Build();
            var (by, at) = await acting.Resolve(parsed, services);
            await using var connection = await services.GetRequiredService<Database>().Open(ct);
            var rows = (await connection.QueryAsync<(long CheckpointId, long UnitId, long AssignmentId, string Number)>(LinesSql, new
            {
                by.RegionId, by.OwnUnits, kind = parsed.GetValue(kind).ToString(), unit = parsed.GetValue(unit), plan = parsed.GetValue(plan),
            })).AsList();
            if (rows.Select(r => (r.CheckpointId, r.UnitId)).Distinct().Count() != 1)
                throw new Stop(ExitStatus.Usage, rows.Count == 0 ? "没有要报送的任务。" : "不止一份报送表，请用 --unit 或 --plan 写明。");
            var (texts, typed) = (ByNumber(parsed.GetValue(lines)), ByNumber(parsed.GetValue(counts)));
            if (typed.Keys.FirstOrDefault(number => rows.All(r => r.Number != number)) is { } unknown)
                throw new Stop(ExitStatus.Usage, $"--count 写了任务 {unknown}，这次报送没有这项任务。");
            var asked = await ObligationCounts.OfParts(connection, by.RegionId, at.Today, [.. rows.Select(r => r.AssignmentId)]);
            var said = rows.Select(r => (texts.TryGetValue(r.Number, out var text)
                ? new ReportLine(r.AssignmentId, text, null, "", "", Guid.NewGuid())
                : new ReportLine(r.AssignmentId, "", parsed.GetValue(noNews), "", "", Guid.NewGuid())) with
                { Counts = AssignmentCommands.Counts(typed.GetValueOrDefault(r.Number, ""), [.. asked[r.AssignmentId]], r.Number) });
            await services.GetRequiredService<SubmitReturn>().Run(by, at, rows[0].CheckpointId, rows[0].UnitId, [.. said]);
            Console.WriteLine($"已提交{parsed.GetValue(kind).Chinese()}，共{rows.Count}项。");
            return ExitStatus.Done;
        });
        return command;
    }

    // 一.1=已出台: by the number of the task.
    static Dictionary<string, string> ByNumber(string[]? written) => (written ?? []).Select(l => l.Split('=', 2)).ToDictionary(l => l[0], l => l[^1]);
}
