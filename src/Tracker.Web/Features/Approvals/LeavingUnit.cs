using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Approvals;

/// <summary>线下审签 as the liaison records it: who approved it on paper, and when.</summary>
public sealed record PaperApproval(string Name, LocalDate On);

/// <summary>What leaves a unit only with its head's approval; stored by name.</summary>
public enum DraftKind
{
    /// <summary>申请办结</summary>
    Completion,
    /// <summary>申请延期</summary>
    Extension,
    /// <summary>申请调整责任单位</summary>
    Reassignment,
    /// <summary>申请不涉及</summary>
    Exemption,
}

/// <summary>How something leaves a unit.</summary>
public enum ApprovalWay
{
    /// <summary>The person who acts is the unit's head.</summary>
    OwnHand,
    /// <summary>It is put before the head, who has an account.</summary>
    ByHead,
    /// <summary>线下审签: the liaison records who approved it and when.</summary>
    OnPaper,
}

/// <summary>Something that may leave its unit: who approved it, and who wrote it.</summary>
/// <param name="ApproverId">null where it was approved on paper</param>
public sealed record LetOut(string Approver, LocalDate On, long? ApproverId, long WrittenBy)
{
    /// <summary>审签 in words, to stand behind the sentence of an event; 自审 where the head let out what he wrote himself.</summary>
    public string InWords => $"（{Approver}于{On.OnPaper()}{(ApproverId is null ? "线下" : "")}审签{(ApproverId == WrittenBy ? "，自审" : "")}）";
}

/// <summary>
/// 审签: what a unit submits or asks for leaves it with the approval of its head. With an account the head gives it in the
/// system; without, or where the unit is set to 线下审签, the liaison records it.
/// </summary>
public sealed class LeavingUnit(EventLog events) : IFeature
{
    sealed record Mode
    {
        public bool OnPaper { get; init; }
        public bool HasHead { get; init; }
        public bool IsHead { get; init; }
    }

    sealed record Lying(string Name, Instant DraftedAt);

    const string ModeSql = """
        SELECT coalesce((SELECT m.on_paper FROM approval_modes m
                WHERE m.region_id = @RegionId AND m.unit_id = @unitId ORDER BY m.set_at DESC LIMIT 1), false) AS on_paper,
            count(*) > 0 AS has_head, coalesce(bool_or(p.id = @PersonId), false) AS is_head
        FROM person_roles r JOIN people p ON p.region_id = r.region_id AND p.id = r.person_id AND p.disabled_at IS NULL
        WHERE r.region_id = @RegionId AND r.unit_id = @unitId AND r.role = 'UnitHead'
        """;

    const string LyingSql = """
        SELECT p.name, d.drafted_at FROM approval_drafts d JOIN people p ON p.region_id = d.region_id AND p.id = d.drafted_by
        WHERE d.region_id = @RegionId AND d.assignment_id = @Id AND d.kind = @kind
            AND NOT EXISTS (SELECT FROM approval_decisions x WHERE x.region_id = d.region_id AND x.draft_id = d.id)
        """;

    const string DraftSql = """
        INSERT INTO approval_drafts (region_id, assignment_id, round, kind, form, sentence, drafted_by, drafted_on, drafted_at)
        SELECT @RegionId, @Id, count(*) + 1, @kind, @form::jsonb, @sentence, @PersonId, @Today, @Now
        FROM approval_drafts WHERE region_id = @RegionId AND assignment_id = @Id AND kind = @kind
        RETURNING id
        """;

    const string HeadsSql = "SELECT person_id FROM person_roles WHERE region_id = @RegionId AND unit_id = @UnitId AND role = 'UnitHead'";

    const string RecordSql = """
        INSERT INTO unit_approvals (region_id, completion_id, request_id, approver, approved_on, person_id, recorded_by, recorded_at)
        VALUES (@RegionId, @completionId, @requestId, @Approver, @On, @ApproverId, @PersonId, @Now)
        """;

    internal static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), Converters = { new IsoDateJson() } };

    /// <summary>How something would leave this unit at the hand of this person.</summary>
    public static async Task<ApprovalWay> WayFor(NpgsqlConnection connection, Actor by, long unitId)
    {
        var mode = await connection.QuerySingleAsync<Mode>(ModeSql, new { by.RegionId, by.PersonId, unitId });
        return mode.IsHead ? ApprovalWay.OwnHand : mode.OnPaper || !mode.HasHead ? ApprovalWay.OnPaper : ApprovalWay.ByHead;
    }

    /// <summary>Asks for the head's approval, unless it is there.</summary>
    /// <param name="form">what the verb was asked to do; the head's approval does it as it stands</param>
    /// <param name="sentence">what the head is asked to let out, in words</param>
    /// <param name="paper">for a unit that signs on paper</param>
    /// <returns>null where it lies before the head now, and nothing has left the unit yet</returns>
    /// <exception cref="RuleBroken">the approval on paper is missing or cannot be, or the same lies before the head already</exception>
    public async Task<LetOut?> Pass(
        NpgsqlConnection connection, Actor by, OfficeMoment at, OwnAssignment assignment, DraftKind kind, object form, string sentence, PaperApproval? paper)
    {
        switch (await WayFor(connection, by, assignment.UnitId))
        {
            case ApprovalWay.OwnHand:
                return new(by.Name, at.Today, by.PersonId, by.PersonId!.Value);
            case ApprovalWay.OnPaper:
                return OnPaper(paper, by, at.Today);
            default:
                await PutBeforeHead(connection, by, at, assignment, kind, form, sentence);
                return null;
        }
    }

    /// <summary>Keeps who approved what has just left the unit.</summary>
    public static Task Record(NpgsqlConnection connection, Actor by, OfficeMoment at, LetOut letOut, long? completionId = null, long? requestId = null) =>
        connection.ExecuteAsync(RecordSql, new { by.RegionId, completionId, requestId, letOut.Approver, letOut.On, letOut.ApproverId, by.PersonId, at.Now });

    static LetOut OnPaper(PaperApproval? paper, Actor by, LocalDate today) =>
        paper is null || string.IsNullOrWhiteSpace(paper.Name)
            ? throw new RuleBroken("approval-missing", "报出前须经单位负责人审签：请填写审签人姓名和审签日期。")
        : paper.On > today
            ? throw new RuleBroken("approval-of-the-future", $"审签日期{paper.On.Iso()}还没有到，请核对。")
        : new(paper.Name.Trim(), paper.On, null, by.PersonId!.Value);

    async Task PutBeforeHead(
        NpgsqlConnection connection, Actor by, OfficeMoment at, OwnAssignment assignment, DraftKind kind, object form, string sentence)
    {
        var key = new
        {
            by.RegionId, by.PersonId, assignment.Id, assignment.UnitId, kind = kind.ToString(), form = JsonSerializer.Serialize(form, Json), sentence, at.Today, at.Now,
        };
        if (await connection.QuerySingleOrDefaultAsync<Lying>(LyingSql, key) is { } lying)
            throw new RuleBroken("lies-before-the-head", $"{lying.Name}已于 {lying.DraftedAt.Iso()} 送单位负责人审签，还没有审签结果。需要修改的，请先撤回。");
        var draftId = await connection.ExecuteScalarAsync<long>(DraftSql, key);
        var heads = await connection.QueryAsync<long>(HeadsSql, key);
        await MailPromises.PromiseToPeople(connection, by.RegionId, MailKind.ForApproval, [.. heads], draftId, at);
        await events.Append(connection, by, at.Now, new Event("PutBeforeHead", $"Assignment:{assignment.Id}", $"送单位负责人审签：{sentence}", After: form));
    }
}
