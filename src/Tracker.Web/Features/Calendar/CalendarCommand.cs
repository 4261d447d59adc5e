using System.CommandLine;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Calendar;

/// <summary><c>tracker calendar import FILE --year YEAR</c>: a year's arrangement from the shell, with the dates it moves.</summary>
public static class CalendarCommand
{
    public static Command Create() => new("calendar", "工作日历") { Import() };

    static Command Import()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "放假安排表，CSV 或 xlsx：日期、类别、名称、文号" };
        var year = new Option<int>("--year") { Description = "哪一年的安排", Required = true };
        var dryRun = new Option<bool>("--dry-run") { Description = "只说会改动哪些日期，不写入" };
        var command = new Command("import", "导入一年的放假安排：全部写入，或者一天也不写") { file, year, dryRun };
        var acting = new Acting(command);
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = CommandServices.Build();
            var (by, at) = await acting.Resolve(parsed, services);
            var source = parsed.GetRequiredValue(file);
            if (!source.Exists)
                throw new Stop(ExitStatus.Unreadable, $"找不到文件 {source}，请检查名称和路径。");
            var table = await CalendarFile.Read(services.GetRequiredService<Database>(), by.RegionId, await File.ReadAllBytesAsync(source.FullName, ct), source.Name, parsed.GetRequiredValue(year));
            foreach (var fault in table.Faults)
                Console.Error.WriteLine(fault);
            var form = CalendarFile.Form(table, parsed.GetRequiredValue(year));
            var revise = services.GetRequiredService<ReviseCalendar>();
            Print(parsed.GetValue(dryRun) ? await revise.Preview(by, at, form) : await revise.Run(by, at, form));
            if (parsed.GetValue(dryRun))
                Console.WriteLine("这是试算，没有写入。");
            return ExitStatus.Done;
        });
        return command;
    }

    static void Print(CalendarRevision revision)
    {
        foreach (var line in revision.Effect.Dates)
            Console.WriteLine($"{line.What} {line.Before.Iso()} → {line.After.Iso()}：{line.N}条，{string.Join('、', line.Named.Take(5).Select(p => p.Number + p.Unit))}");
        Console.WriteLine($"{revision.Days.Count}天改动，{revision.Same}天不变；日期改动{revision.Effect.DatesMoved}个，亮灯改变{revision.Effect.LampsChanged}个，提醒改期{revision.Effect.RemindersMoved}条。");
    }
}
