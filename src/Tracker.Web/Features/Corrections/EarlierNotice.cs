using System.Text.RegularExpressions;
using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Notices;
using Tracker.Domain.Units;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Corrections;

/// <summary>The notice of which a file seems to be another version: the same 文号, or the same title from the same issuer.</summary>
public sealed partial record EarlierNotice(long NoticeId, long PlanId, string Title, string? DocumentNumber, string FileName, string ImportedBy, Instant ImportedAt, string? Issuer)
{
    const string Sql = """
        SELECT n.id AS notice_id, p.id AS plan_id, n.title, n.document_number, n.file_name, coalesce(who.name, '运维') AS imported_by, n.imported_at, n.issuer
        FROM notices n JOIN work_plans p ON p.region_id = n.region_id AND p.notice_id = n.id
        LEFT JOIN people who ON who.region_id = n.region_id AND who.id = n.imported_by
        WHERE n.region_id = @regionId ORDER BY n.imported_at DESC, n.id DESC
        """;

    /// <summary>是《…》（文号，某人于某日导入）的更正版</summary>
    public string Sentence => $"《{Title}》（{DocumentNumber ?? "未写文号"}，{ImportedBy}于 {ImportedAt.Iso()} 导入）";

    /// <returns>the one imported last, where several are alike; null where none is</returns>
    public static async Task<EarlierNotice?> Of(NpgsqlConnection connection, int regionId, NoticeHead head) =>
        (await connection.QueryAsync<EarlierNotice>(Sql, new { regionId })).FirstOrDefault(n => n.IsLike(head));

    /// <summary>Two numbers that differ tell two notices apart, whatever their titles.</summary>
    bool IsLike(NoticeHead head) => (DocumentNumber, head.DocumentNumber) is ({ } mine, { } other) ? Number(mine) == Number(other)
        : head.Title is { Length: > 0 } title && UnitRegistry.Fold(title) == UnitRegistry.Fold(Title) && (Issuer is null || head.Issuer is null || UnitRegistry.Fold(head.Issuer) == UnitRegistry.Fold(Issuer));

    // 藏政办发〔2018〕53号 is typed with brackets of every kind.
    static string Number(string written) => Brackets().Replace(UnitRegistry.Fold(written), "|");

    [GeneratedRegex(@"[〔〕\[\]【】()（）［］]")]
    private static partial Regex Brackets();
}
