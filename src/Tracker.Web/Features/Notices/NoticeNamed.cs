using Dapper;
using Npgsql;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Notices;

/// <summary>A notice as the shell names it: by its number in the list of notices, or by part of its title.</summary>
public sealed record NoticeNamed(long NoticeId, long PlanId, string Title, string Region)
{
    const string Sql = """
        SELECT n.id AS notice_id, p.id AS plan_id, n.title, r.code AS region
        FROM notices n JOIN work_plans p ON p.region_id = n.region_id AND p.notice_id = n.id JOIN regions r ON r.id = n.region_id
        WHERE (@regionId::int IS NULL OR n.region_id = @regionId) AND (n.id::text = @name OR strpos(n.title, @name) > 0)
        ORDER BY n.id
        """;

    /// <exception cref="Stop">no notice of the region answers to the name, or several do</exception>
    public static Task<NoticeNamed> Find(NpgsqlConnection connection, int regionId, string name) => TheOne(connection, regionId, name);

    /// <summary>The code of the region whose notice answers to the name, where --region is left out.</summary>
    /// <exception cref="Stop">no notice does, or several do</exception>
    public static async Task<string> RegionOf(NpgsqlConnection connection, string name) => (await TheOne(connection, null, name)).Region;

    static async Task<NoticeNamed> TheOne(NpgsqlConnection connection, int? regionId, string name)
    {
        var found = (await connection.QueryAsync<NoticeNamed>(Sql, new { regionId, name })).AsList();
        var exact = found.Where(n => n.NoticeId.ToString() == name).ToList();
        return (exact.Count > 0 ? exact : found) switch
        {
            [var only] => only,
            [] => throw new Stop(ExitStatus.Usage, $"没有编号或标题为“{name}”的通知。编号见网页“通知”或 tracker import 的输出。"),
            [var first, var second, ..] => throw new Stop(ExitStatus.Usage,
                $"“{name}”不止指一份通知（如 {first.NoticeId}《{first.Title}》、{second.NoticeId}《{second.Title}》），请写编号或更长的标题。"),
        };
    }
}
