using System.CommandLine;
using System.CommandLine.Parsing;
using Npgsql;
using Tracker.Domain;

namespace Tracker.Web.Platform;

/// <summary>Runs one verb of the command line and turns what stops it into one sentence and an exit status.</summary>
public static class Verbs
{
    public static async Task<int> Run(RootCommand root, string[] args)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync(InChinese(error));
            await Console.Error.WriteLineAsync("用法见 tracker --help");
            return ExitStatus.Usage;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (Sentence(e) is var (status, sentence) && status != 0)
        {
            await Console.Error.WriteLineAsync(sentence);
            return status;
        }
    }

    // The library's own translation leaves these two in English.
    static string InChinese(ParseError error) => error.SymbolResult switch
    {
        OptionResult { Tokens.Count: 0 } option => $"缺少选项 {option.Option.Name}。",
        OptionResult option => $"选项 {option.Option.Name} 的值不对：{string.Join(' ', option.Tokens)}。",
        _ => error.Message,
    };

    static (int Status, string Sentence) Sentence(Exception e) => e switch
    {
        Stop stop => (stop.Status, stop.Message),
        RuleBroken broken => (ExitStatus.Refused, broken.Message),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => (ExitStatus.NotWritten, Refusals.DiskFull),
        NpgsqlException away when Database.IsAway(away) => (ExitStatus.NoDatabase, $"连不上数据库：{e.Message}。请检查 DATABASE_URL，并确认数据库已经启动。"),
        IOException or UnauthorizedAccessException => (ExitStatus.NotWritten, $"文件读写失败：{e.Message}"),
        OperationCanceledException => (130, "已停止。"),
        _ => (0, ""),
    };
}
