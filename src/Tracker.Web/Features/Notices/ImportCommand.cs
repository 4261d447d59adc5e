using System.CommandLine;
using Tracker.Domain.Notices;
using Tracker.Web.Features.Corrections;
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
        var dryRun = new Option<bool>("--dry-run") { Description = "只试读：列出会读出的内容，不保存，不通知任何人" };
        var asNew = new Option<bool>("--new") { Description = "与已导入的通知相像时，仍作为另一份通知导入" };
        command.Options.Add(dryRun);
        command.Options.Add(asNew);
        var acting = new Acting(command);
        command.SetAction(async (parsed, ct) =>
        {
            var source = parsed.GetRequiredValue(file);
            var blocks = NoticeFile.Read(source);
            await using var services = CommandServices.Build();
            var (by, at) = await acting.Resolve(parsed, services, connection => IssuingRegion.Of(connection, NoticeReader.Read(blocks, EmbeddedAids.Alone).Notice));
            var content = new ImportNotice.File(source.Name, await File.ReadAllBytesAsync(source.FullName, ct));
            var read = await Read(services, by, blocks);
            Console.WriteLine(parsed.GetValue(dryRun) ? await Try(services, by, at, content, read)
                : Sentence(await services.GetRequiredService<ReceiveNotice>().Run(by, at, content, read, parsed.GetValue(asNew)), services.GetRequiredService<Settings>()));
            return ExitStatus.Done;
        });
        return command;
    }

    static string Sentence(Received received, Settings settings)
    {
        if (received is Received.Correction correction)
            return $"{correction.Sentence}请在网页上比较并采纳：{new Uri(settings.PublicUrl, $"/corrections/{correction.Id}")}；如果是另一份通知，请加 --new。";
        var imported = ((Received.Notice)received).Imported;
        return imported.Before?.Sentence(imported.Title)
            ?? $"已导入第{imported.NoticeId}号通知《{imported.Title}》：{imported.Items}项任务，{imported.Doubts}处存疑，待校核。";
    }

    static async Task<string> Try(IServiceProvider services, Actor by, OfficeMoment at, ImportNotice.File file, ReadNotice read)
    {
        var earlier = await services.GetRequiredService<ReceiveNotice>().EarlierThan(by, file, read);
        await using var connection = await services.GetRequiredService<Database>().Open();
        var trial = await Trial.Of(connection, by, at, file.Name, read, earlier);
        NoticeTable.Write(read, Console.Out);
        return trial.CorrectsSentence is { } corrects ? $"{corrects}\n{trial.Sentence}" : trial.Sentence;
    }

    static async Task<ReadNotice> Read(IServiceProvider services, Actor by, IReadOnlyList<Block> blocks)
    {
        await using var connection = await services.GetRequiredService<Database>().Open();
        return await RegionReader.Read(connection, by.RegionId, blocks);
    }
}
