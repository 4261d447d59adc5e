using System.CommandLine;
using Dapper;
using NodaTime;
using NodaTime.Text;
using Npgsql;

namespace Tracker.Web.Platform;

/// <summary>The options of every verb that acts: in which region, as whom, on which day.</summary>
public sealed class Acting
{
    readonly Option<string?> region = new("--region") { Description = "行政区代码；只有一个行政区时可以省略" };
    readonly Option<string?> login = new("--as") { Description = "以哪个账号的身份办理；省略时记为 运维" };
    readonly Option<string?> today = new("--today") { Description = "办公日期，例如 2018-06-11；仅限练习数据库" };

    public Acting(Command command)
    {
        command.Options.Add(region);
        command.Options.Add(login);
        command.Options.Add(today);
    }

    /// <summary>Who acts, and when.</summary>
    /// <param name="named">finds the region's code where --region is left out</param>
    /// <exception cref="Stop">no such region, account or date; or a date on a real database</exception>
    public async Task<(Actor By, OfficeMoment At)> Resolve(
        ParseResult parsed, IServiceProvider services, Func<NpgsqlConnection, Task<string>>? named = null)
    {
        await using var connection = await services.GetRequiredService<Database>().Open();
        await Migrations.RefuseOtherVersion(connection);
        var code = parsed.GetValue(region) ?? (named is null ? null : await named(connection));
        var regionId = await RegionOf(connection, code);
        var by = parsed.GetValue(login) is { } name
            ? await Actors.ByLogin(connection, regionId, name) : Actor.Operator(regionId, Environment.UserName);
        return (by, await MomentOf(connection, services.GetRequiredService<OfficeClock>(), parsed.GetValue(today)));
    }

    /// <exception cref="Stop">no such region, or several and none named</exception>
    public static async Task<int> RegionOf(NpgsqlConnection connection, string? code)
    {
        var regions = (await connection.QueryAsync<(int Id, string Code)>("SELECT id, code FROM regions ORDER BY id")).AsList();
        if (code is not null)
            return regions.Where(r => r.Code == code).Select(r => (int?)r.Id).FirstOrDefault()
                ?? throw new Stop(ExitStatus.Usage, $"没有行政区 {code}。现有：{string.Join('、', regions.Select(r => r.Code))}。");
        return regions is [var only] ? only.Id
            : throw new Stop(ExitStatus.Usage, regions.Count == 0 ? "数据库里还没有行政区。请先运行 tracker seed。"
                : $"有多个行政区，请用 --region 写明：{string.Join('、', regions.Select(r => r.Code))}。");
    }

    /// <exception cref="Stop">not a date, or the database is a real one</exception>
    public static async Task<OfficeMoment> MomentOf(NpgsqlConnection connection, OfficeClock clock, string? today)
    {
        if (today is null)
            return await clock.Now(connection);
        var day = DayOf(today, "--today");
        return await OfficeClock.IsPractice(connection) ? clock.On(day)
            : throw new Stop(ExitStatus.Usage, "--today 只能用于练习数据库；在正式数据库上请用 --as-of、--print 或 --dry-run。");
    }

    /// <exception cref="Stop">not a date</exception>
    public static LocalDate DayOf(string text, string option) => LocalDatePattern.Iso.Parse(text) is { Success: true } parsed
        ? parsed.Value : throw new Stop(ExitStatus.Usage, $"{option} 不是有效的日期：{text}。应写成 2018-06-11 这样的形式。");
}
