using System.CommandLine;
using System.Text;
using Tracker.Domain.Notices;
using Tracker.Web.Platform;
using Tracker.Web.Platform.Documents;

namespace Tracker.Web.Features.Notices;

/// <summary><c>tracker read FILE [--json | --explain ID]</c>: what the reader finds in a notice. No database is touched.</summary>
public static class ReadCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = $"通知文件：{NoticeFile.InWords}" };
        var json = new Option<bool>("--json") { Description = "输出一个 JSON 对象，供程序使用" };
        var explain = new Option<string>("--explain") { Description = "说明一项任务的每个值为什么这样读：原文在哪里、按什么规则、哪里存疑", HelpName = "任务编号" };
        var command = new Command("read", "读一份通知，列出任务、责任单位和时限；不确定的地方标明原因") { file, json, explain };
        command.Validators.Add(result =>
        {
            if (result.GetValue(json) && result.GetValue(explain) is not null)
                result.AddError("--json 和 --explain 不能一起用。");
        });
        command.SetAction(parsed => Print(NoticeFile.Read(parsed.GetRequiredValue(file)), parsed.GetValue(json), parsed.GetValue(explain)));
        return command;
    }

    static int Print(IReadOnlyList<Block> blocks, bool asJson, string? explained)
    {
        var read = NoticeReader.Read(blocks, EmbeddedAids.Alone);
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false));
        if (explained is not null)
            new TaskExplanation(read, blocks).Write(explained, output);
        else if (asJson)
            output.WriteLine(NoticeJson.Write(read));
        else
            NoticeTable.Write(read, output);
        return ExitStatus.Done;
    }
}
