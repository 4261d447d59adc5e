using System.CommandLine;
using System.Globalization;
using Dapper;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Files;
using Tracker.Web.Features.Obligations;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Assignments;

/// <summary><c>tracker acknowledge</c> and <c>tracker report</c>: a liaison's work from the shell, with the rights of that account.</summary>
public static class AssignmentCommands
{
    const string UnsignedSql = $"""
        SELECT u.dispatch_id, u.unit_id, u.unit_name FROM dispatch_units u JOIN units n ON n.region_id = u.region_id AND n.id = u.unit_id
        WHERE u.region_id = @RegionId AND u.unit_id = ANY(@OwnUnits) AND (@unit::text IS NULL OR n.code = @unit) AND {Unsigned.Sql}
        ORDER BY u.dispatch_id, n.position
        """;

    /// <summary>Which unit and which plan are meant, where the account has several.</summary>
    public static (Option<string?> Unit, Option<long?> Plan) Narrowing(Command command)
    {
        var unit = new Option<string?>("--unit") { Description = "单位代码；账号只属于一个单位时可以省略" };
        var plan = new Option<long?>("--plan") { Description = "分工方案编号；任务编号不重复时可以省略" };
        command.Options.Add(unit);
        command.Options.Add(plan);
        return (unit, plan);
    }

    public static Command Acknowledge()
    {
        var unit = new Option<string?>("--unit") { Description = "单位代码；省略时签收账号所属各单位的全部交办" };
        var command = new Command("acknowledge", "签收：一次签收一个单位在一次交办中的全部任务") { unit };
        var acting = new Acting(command);
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = CommandServices.Build();
            var (by, at) = await acting.Resolve(parsed, services);
            await using var connection = await services.GetRequiredService<Database>().Open(ct);
            var unsigned = (await connection.QueryAsync<(long DispatchId, long UnitId, string UnitName)>(
                UnsignedSql, new { by.RegionId, by.OwnUnits, unit = parsed.GetValue(unit) })).AsList();
            foreach (var (dispatchId, unitId, unitName) in unsigned)
            {
                await services.GetRequiredService<Acknowledge>().Run(by, at, dispatchId, unitId);
                Console.WriteLine($"{unitName}已签收。");
            }
            if (unsigned.Count == 0)
                Console.WriteLine("没有待签收的交办。");
            return ExitStatus.Done;
        });
        return command;
    }

    public static Command Report()
    {
        var item = new Argument<string>("任务") { Description = "任务编号，例如 一.1" };
        var text = new Argument<string>("进展") { Description = "进展情况" };
        var next = new Option<string>("--next") { Description = "下一步打算", DefaultValueFactory = _ => "" };
        var blocked = new Option<string>("--blocked") { Description = "存在问题", DefaultValueFactory = _ => "" };
        var figures = new Option<string[]>("--figure") { Description = "数据，写成 名称=数值单位，例如 压减事项=12项；可写多个" };
        var counts = new Option<string>("--count") { Description = "句中要求本期开展或发生的次数，写成 2次 或 12次超时1次；几个要求按句中先后用分号隔开", DefaultValueFactory = _ => "" };
        var files = new Option<FileInfo[]>("--file") { Description = "附件；可写多个，每个不超过25 MB" };
        var command = new Command("report", "报送一项任务的进展") { item, text, next, blocked, figures, counts, files };
        var (unit, plan) = Narrowing(command);
        var acting = new Acting(command);
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = CommandServices.Build();
            var (by, at) = await acting.Resolve(parsed, services);
            await using var connection = await services.GetRequiredService<Database>().Open(ct);
            var assignmentId = await UnitItems.Own(connection, by, parsed.GetValue(item)!, parsed.GetValue(unit), parsed.GetValue(plan));
            var asked = await ObligationCounts.OfParts(connection, by.RegionId, at.Today, assignmentId);
            await services.GetRequiredService<ReportProgress>().Run(by, at,
                new(assignmentId, parsed.GetValue(text)!, null, parsed.GetValue(next)!, parsed.GetValue(blocked)!, Guid.NewGuid())
                {
                    Counts = Counts(parsed.GetValue(counts)!, [.. asked[assignmentId]], parsed.GetValue(item)!),
                    Figures = [.. (parsed.GetValue(figures) ?? []).Select(Figure)],
                    Files = [.. (parsed.GetValue(files) ?? []).Select(f => new UploadedFile(f.Name, File.ReadAllBytes(f.FullName)))],
                });
            Console.WriteLine($"已报送任务 {parsed.GetValue(item)} 的进展。");
            return ExitStatus.Done;
        });
        return command;
    }

    /// <exception cref="Stop">they cannot be; the sentence says why</exception>
    public static IReadOnlyList<ReportCount> Counts(string written, IReadOnlyList<ObligationCount> asked, string item)
    {
        var (counts, fault) = TypedCount.InOneLine(written, asked, item);
        return fault is null ? counts : throw new Stop(ExitStatus.Usage, fault);
    }

    static ReportFigure Figure(string written)
    {
        var parts = written.Split('=', 2);
        var amount = string.Concat(parts[^1].TakeWhile(c => char.IsAsciiDigit(c) || c is '.' or '-'));
        return parts.Length == 2 && decimal.TryParse(amount, CultureInfo.InvariantCulture, out var value)
            ? new(parts[0].Trim(), value, parts[1][amount.Length..].Trim())
            : throw new Stop(ExitStatus.Usage, $"--figure 应写成 名称=数值单位，例如 压减事项=12项，而不是 {written}。");
    }
}
