using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Chases;

/// <summary>已催 or 不催: the office's answer to a lead that asked; where it agrees, the unit that is missing gets a mail.</summary>
public sealed class AnswerChase(Database database, EventLog events) : IFeature
{
    /// <param name="Remark">why not; may stand beside a chase</param>
    public sealed record Form(long ChaseId, bool Chased, string Remark);

    sealed record Row
    {
        public long UnitId { get; init; }
        public required string UnitName { get; init; }
        public long AssignmentId { get; init; }
        public long? LeadAssignmentId { get; init; }
        public CheckpointKind Kind { get; init; }
    }

    sealed record Answered(string Name, Instant AnsweredAt, bool Chased);

    const string RowSql = """
        SELECT h.unit_id, u.short_name AS unit_name, h.assignment_id, h.lead_assignment_id, c.kind
        FROM chases h
        JOIN units u ON u.region_id = h.region_id AND u.id = h.unit_id
        JOIN checkpoints c ON c.region_id = h.region_id AND c.id = h.checkpoint_id
        WHERE h.region_id = @RegionId AND h.id = @ChaseId
        """;

    const string InsertSql = $"""
        INSERT INTO chase_answers (region_id, chase_id, chased, remark, answered_by, answered_on, answered_at)
        SELECT @RegionId, @ChaseId, @Chased, @remark, @PersonId, @Today, @Now WHERE {Rights.CoordinatorSql}
        ON CONFLICT ON CONSTRAINT a_chase_is_answered_once DO NOTHING
        """;

    const string AnsweredSql = """
        SELECT p.name, s.answered_at, s.chased FROM chase_answers s JOIN people p ON p.region_id = s.region_id AND p.id = s.answered_by
        WHERE s.region_id = @RegionId AND s.chase_id = @ChaseId
        """;

    /// <exception cref="RuleBroken">no coordinator, no such chase, no reason why not, or answered before</exception>
    public Task Run(Actor by, OfficeMoment at, Form form) => database.InTransaction(connection => Run(connection, by, at, form));

    internal async Task Run(NpgsqlConnection connection, Actor by, OfficeMoment at, Form form)
    {
        by.RequireCoordinator();
        var row = await connection.QuerySingleOrDefaultAsync<Row>(RowSql, new { by.RegionId, form.ChaseId })
            ?? throw new RuleBroken("no-such-chase", "没有这项催报请求。");
        if (!form.Chased && string.IsNullOrWhiteSpace(form.Remark))
            throw new RuleBroken("reason-is-missing", $"不催报{row.UnitName}的，请写明原因，牵头单位会看到。");
        var remark = form.Remark.Trim();
        if (await connection.ExecuteAsync(InsertSql, new { by.RegionId, by.PersonId, form.ChaseId, form.Chased, remark, at.Today, at.Now }) == 0)
            throw await Before(connection, by, form.ChaseId);
        var sentence = $"{(form.Chased ? "催报" : "答复不催报")}{row.UnitName}：{row.Kind.Chinese()}{(remark == "" ? "" : $"（{remark}）")}";
        // The unit's own story tells of a chase; that it was spared one is the lead's.
        await events.Append(connection, by, at.Now, [.. new[] { row.LeadAssignmentId, form.Chased ? row.AssignmentId : null }.OfType<long>()
            .Select(id => new Event(nameof(AnswerChase), $"Assignment:{id}", sentence, After: form))]);
        if (form.Chased)
            await MailPromises.Promise(connection, by.RegionId, MailKind.Nudge, [row.UnitId], form.ChaseId, at);
    }

    static async Task<RuleBroken> Before(NpgsqlConnection connection, Actor by, long chaseId)
    {
        var answered = await connection.QuerySingleAsync<Answered>(AnsweredSql, new { by.RegionId, chaseId });
        return new RuleBroken("chase-is-answered", $"这项催报请求已由{answered.Name}于 {answered.AnsweredAt.Iso()} 答复：{(answered.Chased ? "已催" : "不催")}。");
    }
}
