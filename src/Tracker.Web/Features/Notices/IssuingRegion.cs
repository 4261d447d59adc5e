using Dapper;
using Npgsql;
using Tracker.Domain.Notices;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Notices;

/// <summary>Which region a notice comes from, where nobody said so: the one that its issuer names unmistakably.</summary>
public static class IssuingRegion
{
    sealed record Row(string Code, string Name, string[] Prefixes);

    const string Sql = "SELECT code, name, prefixes FROM regions ORDER BY id";

    /// <returns>a region's code</returns>
    /// <exception cref="Stop">none or several fit</exception>
    public static async Task<string> Of(NpgsqlConnection connection, NoticeHead head)
    {
        var regions = (await connection.QueryAsync<Row>(Sql)).AsList();
        var named = regions.Where(r => IsNamedIn(r, $"{head.Issuer} {head.Title}")).ToList();
        return named is [var only] ? only.Code : regions is [var single] ? single.Code
            : throw new Stop(ExitStatus.Usage, $"从发文机关“{head.Issuer ?? "（未写）"}”看不出是哪个行政区的通知，请用 --region 写明：{string.Join('、', regions.Select(r => r.Code))}。");
    }

    // These stand before the units of many regions; only what names the place itself tells them apart.
    static readonly string[] common = ["自治区", "自治州", "区", "州", "省", "市", "县"];

    static bool IsNamedIn(Row region, string words) =>
        words.Contains(region.Name, StringComparison.Ordinal)
        || region.Prefixes.Any(p => !common.Contains(p) && words.Contains(p, StringComparison.Ordinal));
}
