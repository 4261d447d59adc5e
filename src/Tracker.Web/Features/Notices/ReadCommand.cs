using System.CommandLine;
using System.Text;
using Tracker.Domain.Notices;
using Tracker.Web.Platform;
using Tracker.Web.Platform.Documents;

namespace Tracker.Web.Features.Notices;

/// <summary><c>tracker read FILE [--json]</c>: what the reader finds in a notice. No database is touched.</summary>
public static class ReadCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = $"通知文件：{NoticeFile.InWords}" };
        var json = new Option<bool>("--json") { Description = "输出一个 JSON 对象，供程序使用" };
        var command = new Command("read", "读一份通知，列出任务、责任单位和时限；不确定的地方标明原因") { file, json };
        command.SetAction(parsed => Print(NoticeReader.Read(NoticeFile.Read(parsed.GetRequiredValue(file)), EmbeddedAids.Alone), parsed.GetValue(json)));
        return command;
    }

    static int Print(ReadNotice read, bool asJson)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false));
        if (asJson)
            output.WriteLine(NoticeJson.Write(read));
        else
            NoticeTable.Write(read, output);
        return ExitStatus.Done;
    }
}
