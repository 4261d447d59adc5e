using System.CommandLine;
using Tracker.Domain.Notices;
using Tracker.Web.Features.Units;
using Tracker.Web.Platform;
using Tracker.Web.Platform.Documents;

namespace Tracker.Web.Features.Notices;

/// <summary><c>tracker import FILE</c>: stores a notice and its draft plan.</summary>
public static class ImportCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = $"通知文件：{NoticeFile.InWords}，须为非涉密文件" };
        var command = new Command("import", "导入一份通知，生成待校核的分工方案；重复导入不会改变任何东西") { file };
        var acting = new Acting(command);
        command.SetAction(async (parsed, ct) =>
        {
            var source = parsed.GetRequiredValue(file);
            var blocks = NoticeFile.Read(source);
            await using var services = CommandServices.Build();
            var (by, at) = await acting.Resolve(parsed, services, connection => IssuingRegion.Of(connection, NoticeReader.Read(blocks, EmbeddedAids.Alone).Notice));
            var imported = await services.GetRequiredService<ImportNotice>().Run(by, at,
                new(source.Name, await File.ReadAllBytesAsync(source.FullName, ct)), await Read(services, by, blocks));
            Console.WriteLine(imported.Before?.Sentence(imported.Title)
                ?? $"已导入第{imported.NoticeId}号通知《{imported.Title}》：{imported.Items}项任务，{imported.Doubts}处存疑，待校核。");
            return ExitStatus.Done;
        });
        return command;
    }

    static async Task<ReadNotice> Read(IServiceProvider services, Actor by, IReadOnlyList<Block> blocks)
    {
        await using var connection = await services.GetRequiredService<Database>().Open();
        return await RegionReader.Read(connection, by.RegionId, blocks);
    }
}
