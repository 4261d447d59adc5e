using System.CommandLine;
using Tracker.Domain;
using Tracker.Web.Features.Seeding;
using Tracker.Web.Platform;
using Tracker.Web.Platform.Documents;

namespace Tracker.Web.Features.Units;

/// <summary><c>tracker units export|import|reorganise</c>: the registry from the shell, each with what it would do before it does it.</summary>
public static class UnitsCommand
{
    public static Command Create() => new("units", "单位登记簿：导出、导入、登记机构改革") { Export(), Import(), Reorganise() };

    static Command Export()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "写到哪里；以 .xlsx 结尾写 Excel，否则写 CSV" };
        var command = new Command("export", "导出全部单位；改好后可以导回") { file };
        var acting = new Acting(command);
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = CommandServices.Build();
            var (by, at) = await acting.Resolve(parsed, services);
            await using var connection = await services.GetRequiredService<Database>().Open(ct);
            var path = parsed.GetRequiredValue(file).FullName;
            await using var content = new MemoryStream();
            if (path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase))
                await UnitSheets.Xlsx(content, connection, by.RegionId, at.Today);
            else
                await content.WriteAsync(await UnitSheets.Csv(connection, by.RegionId), ct);
            await File.WriteAllBytesAsync(path, content.ToArray(), ct);
            Console.WriteLine($"已导出到 {path}。");
            return ExitStatus.Done;
        });
        return command;
    }

    static Command Import()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "单位表，xlsx 或 CSV，列名同导出的表" };
        var dryRun = new Option<bool>("--dry-run") { Description = "只说会改什么，不写入" };
        var command = new Command("import", "导入单位表：全部写入，或者一行也不写") { file, dryRun };
        var acting = new Acting(command);
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = CommandServices.Build();
            var (by, at) = await acting.Resolve(parsed, services);
            var lines = TableFile.Lines(await Content(parsed.GetRequiredValue(file), ct), parsed.GetRequiredValue(file).Name);
            await using var connection = await services.GetRequiredService<Database>().Open(ct);
            UnitImport import;
            try { import = await UnitImport.Read(connection, by.RegionId, lines); }
            catch (DataUnreadable e) { throw new Stop(ExitStatus.Unreadable, e.Message + "。"); }
            foreach (var fault in import.Faults)
                Console.Error.WriteLine(fault);
            foreach (var change in import.Changes)
                Console.WriteLine($"{change.After.Code} {change.After.ShortName}：{string.Join('；', change.Differences)}");
            if (import.Faults.Count == 0 && !parsed.GetValue(dryRun))
                await services.GetRequiredService<ImportUnits>().Run(by, at, lines, import.Fingerprint);
            Console.WriteLine($"新增{import.Added}个，修改{import.Changed}个，不变{import.Same}个，表中没有提到{import.Untouched}个。"
                + (import.Faults.Count > 0 ? $"有{import.Faults.Count}处错误，没有写入。" : parsed.GetValue(dryRun) ? "这是试算，没有写入。" : ""));
            return import.Faults.Count > 0 ? ExitStatus.Refused : ExitStatus.Done;
        });
        return command;
    }

    static Command Reorganise()
    {
        var file = new Argument<FileInfo?>("FILE") { Description = "机构改革表（CSV）；省略时用随程序带的西藏2018年机构改革表，仅限练习数据库", Arity = ArgumentArity.ZeroOrOne };
        var dryRun = new Option<bool>("--dry-run") { Description = "逐行试算，不写入" };
        var command = new Command("reorganise", "登记机构改革：按日期逐行登记更名、合并、分设、职责划转；全部登记，或者一行也不登记") { file, dryRun };
        var acting = new Acting(command);
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = CommandServices.Build();
            var (by, at) = await acting.Resolve(parsed, services);
            var text = await Table(services, parsed.GetValue(file), ct);
            ReformResult result;
            try { result = await services.GetRequiredService<ApplyReform>().Run(by, at, text, parsed.GetValue(dryRun)); }
            catch (DataUnreadable e) { throw new Stop(ExitStatus.Unreadable, e.Message + "。"); }
            foreach (var line in result.Lines.Where(l => !l.Failed))
                Console.WriteLine($"第{line.Line.Line}行 {line.Sentence}");
            foreach (var fault in result.Faults)
                Console.Error.WriteLine(fault);
            Console.WriteLine(!result.IsWhole ? $"有{result.Faults.Count}处错误，一行也没有登记。"
                : parsed.GetValue(dryRun) ? $"可以登记{result.Registered}行。这是试算，没有写入。" : $"已登记{result.Registered}行。");
            return result.IsWhole ? ExitStatus.Done : ExitStatus.Refused;
        });
        return command;
    }

    static async Task<string> Table(IServiceProvider services, FileInfo? file, CancellationToken ct)
    {
        if (file is not null)
            return PlainText.Decode(await Content(file, ct)) ?? throw new Stop(ExitStatus.Unreadable, $"{file.Name} 不是 CSV：编码既不是 UTF-8 也不是 GB18030。");
        await using var connection = await services.GetRequiredService<Database>().Open(ct);
        return await OfficeClock.IsPractice(connection) ? SeedData.Text("units/reform-2018.csv")
            : throw new Stop(ExitStatus.Usage, "请写明机构改革表的文件名；随程序带的表只用于练习数据库。");
    }

    static async Task<byte[]> Content(FileInfo file, CancellationToken ct) => file.Exists ? await File.ReadAllBytesAsync(file.FullName, ct)
        : throw new Stop(ExitStatus.Unreadable, $"找不到文件 {file}，请检查名称和路径。");
}
