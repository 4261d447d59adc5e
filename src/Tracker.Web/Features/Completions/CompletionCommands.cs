using System.CommandLine;
using Dapper;
using Npgsql;
using Tracker.Web.Features.Approvals;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Completions;

/// <summary><c>tracker complete</c>, <c>confirm</c> and <c>return</c>: submitting and deciding from the shell.</summary>
public static class CompletionCommands
{
    const string WaitingSql = """
        SELECT c.id, u.code
        FROM completions c
        JOIN assignments a ON a.region_id = c.region_id AND a.id = c.assignment_id
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        WHERE c.region_id = @RegionId AND w.number = @number AND (@unit::text IS NULL OR u.code = @unit)
            AND (@plan::bigint IS NULL OR w.work_plan_id = @plan)
            AND NOT EXISTS (SELECT FROM completion_decisions d WHERE d.region_id = c.region_id AND d.completion_id = c.id)
        ORDER BY c.id
        """;

    public static Command Complete()
    {
        var item = Item();
        var text = new Argument<string>("情况") { Description = "完成情况和成效" };
        var without = new Option<bool>("--without-silent") { Description = "不等未反馈的协办单位" };
        var approvedBy = new Option<string?>("--approved-by") { Description = "线下审签的单位负责人；单位负责人有账号时不用写" };
        var approvedOn = new Option<string?>("--approved-on") { Description = "线下审签的日期，例如 2018-12-03" };
        var command = new Command("complete", "申请办结") { item, text, without, approvedBy, approvedOn };
        var (unit, plan) = AssignmentCommands.Narrowing(command);
        return Does(command, async (parsed, services, connection, by, at) =>
        {
            var assignmentId = await UnitItems.Own(connection, by, parsed.GetValue(item)!, parsed.GetValue(unit), parsed.GetValue(plan));
            var paper = parsed.GetValue(approvedBy) is { } name && parsed.GetValue(approvedOn) is { } day ? new PaperApproval(name, Acting.DayOf(day, "--approved-on")) : null;
            var id = await services.GetRequiredService<SubmitCompletion>().Run(by, at, new(assignmentId, parsed.GetValue(text)!, parsed.GetValue(without), paper));
            return id is null ? $"任务 {parsed.GetValue(item)} 的办结申请已送单位负责人审签。" : $"任务 {parsed.GetValue(item)} 已申请办结。";
        });
    }

    public static Command Confirm()
    {
        var item = Item();
        var rating = new Option<Rating>("--rating") { Description = "Excellent 优秀、Good 良好、Adequate 合格", Required = true };
        var remark = new Option<string>("--remark") { Description = "审核意见", DefaultValueFactory = _ => "" };
        var command = new Command("confirm", "确认办结并评定等次") { item, rating, remark };
        var (unit, plan) = AssignmentCommands.Narrowing(command);
        return Does(command, async (parsed, services, connection, by, at) =>
        {
            var id = await Waiting(connection, by, parsed.GetValue(item)!, parsed.GetValue(unit), parsed.GetValue(plan));
            var closed = await services.GetRequiredService<ConfirmCompletion>().Run(by, at, new(id, parsed.GetValue(rating), parsed.GetValue(remark)!));
            return $"任务 {parsed.GetValue(item)} 已确认{(closed ? "，全部办结" : "，还有单位没有办结")}。";
        });
    }

    public static Command Return()
    {
        var item = Item();
        var text = new Argument<string>("说明") { Description = "要补办什么" };
        var reason = new Option<ReturnReason>("--reason") { Description = string.Join('、', Enum.GetValues<ReturnReason>().Select(r => $"{r} {r.Chinese()}")), Required = true };
        var command = new Command("return", "退回补办") { item, text, reason };
        var (unit, plan) = AssignmentCommands.Narrowing(command);
        return Does(command, async (parsed, services, connection, by, at) =>
        {
            var id = await Waiting(connection, by, parsed.GetValue(item)!, parsed.GetValue(unit), parsed.GetValue(plan));
            var correction = await services.GetRequiredService<ReturnCompletion>().Run(by, at, new(id, parsed.GetValue(reason), parsed.GetValue(text)!));
            return $"任务 {parsed.GetValue(item)} 已退回，补办期限{correction.DueOn.OnPaper()}。";
        });
    }

    static Argument<string> Item() => new("任务") { Description = "任务编号，例如 一.1" };

    static Command Does(Command command, Func<ParseResult, IServiceProvider, NpgsqlConnection, Actor, OfficeMoment, Task<string>> act)
    {
        var acting = new Acting(command);
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = CommandServices.Build();
            var (by, at) = await acting.Resolve(parsed, services);
            await using var connection = await services.GetRequiredService<Database>().Open(ct);
            Console.WriteLine(await act(parsed, services, connection, by, at));
            return ExitStatus.Done;
        });
        return command;
    }

    static async Task<long> Waiting(NpgsqlConnection connection, Actor by, string number, string? unit, long? plan)
    {
        var waiting = (await connection.QueryAsync<(long Id, string Code)>(WaitingSql, new { by.RegionId, number, unit, plan })).AsList();
        return waiting switch
        {
            [var only] => only.Id,
            [] => throw new Stop(ExitStatus.Usage, $"任务 {number} 没有待审核的办结申请。"),
            _ => throw new Stop(ExitStatus.Usage, $"任务 {number} 有{waiting.Count}个单位待审核，请用 --unit 写明：{string.Join('、', waiting.Select(w => w.Code))}。"),
        };
    }
}
