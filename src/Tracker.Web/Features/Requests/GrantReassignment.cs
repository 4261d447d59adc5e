using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Dispositions;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Requests;

/// <summary>
/// 同意调整责任单位, on a basis: the part of the unit that asked ends as 已移交, and the other unit is given it by a dispatch of its own,
/// so that its clock begins today and it signs for itself. What the first unit did stays with the first.
/// </summary>
public sealed class GrantReassignment(Database database, EventLog events, Lamps.Lamps lamps) : IFeature
{
    public sealed record Form(long RequestId, Basis Basis, string Remark = "");

    const string EndSql = "UPDATE assignments SET transferred_on = @Today WHERE region_id = @RegionId AND id = ANY(@ended)";

    const string DispatchSql = """
        WITH supplement AS (
            INSERT INTO dispatches (region_id, work_plan_id, supplements, dispatched_by, dispatched_on, dispatched_at, self_reviewed)
            SELECT d.region_id, d.work_plan_id, coalesce(d.supplements, d.id), @PersonId, @Today, @Now, @Own
            FROM assignments a JOIN dispatches d ON d.region_id = a.region_id AND d.id = a.dispatch_id
            WHERE a.region_id = @RegionId AND a.id = @AssignmentId RETURNING region_id, id)
        INSERT INTO dispatch_units (region_id, dispatch_id, unit_id, unit_name)
        SELECT s.region_id, s.id, u.id, u.full_name FROM supplement s JOIN units u ON u.region_id = s.region_id AND u.id = @ToUnitId
        RETURNING dispatch_id
        """;

    const string AssignSql = """
        INSERT INTO assignments (region_id, work_item_id, unit_id, dispatch_id, role, position, sources, reports_from)
        SELECT a.region_id, a.work_item_id, @ToUnitId, @dispatchId, @role, CASE WHEN a.role = @role THEN a.position
                ELSE (SELECT coalesce(max(o.position), 0) + 1 FROM assignments o
                    WHERE o.region_id = a.region_id AND o.work_item_id = a.work_item_id AND o.role = @role AND o.transferred_on IS NULL) END,
            a.sources, @Today
        FROM assignments a WHERE a.region_id = @RegionId AND a.id = @AssignmentId
        RETURNING id
        """;

    const string LinesSql = """
        WITH passed AS (
            INSERT INTO transfers (region_id, from_unit_id, to_unit_id, basis, transferred_by, transferred_on, transferred_at)
            VALUES (@RegionId, @UnitId, @ToUnitId, @basis, @PersonId, @Today, @Now) RETURNING id)
        INSERT INTO assignment_transfers (region_id, from_assignment_id, transfer_id, to_assignment_id)
        SELECT @RegionId, ended.id, passed.id, @given FROM passed, unnest(@ended) AS ended(id)
        """;

    /// <returns>the assignment that the other unit has now</returns>
    /// <exception cref="RuleBroken">not a coordinator, one's own request, answered before, no basis, the other unit has that part already
    /// or something of its own waits, or the item would be left without a first lead</exception>
    public Task<long> Run(Actor by, OfficeMoment at, Form form) => database.InTransaction(async connection =>
    {
        var waiting = await WaitingRequest.Lock(connection, by, form.RequestId, RequestKind.Reassignment);
        form.Basis.Require("调整责任单位", at.Today);
        var receiver = await Receiver.Of(connection, by.RegionId, waiting);
        receiver.RefuseUnlessFree(waiting);
        var (rule, calendar) = (await RegionSettings.Load(connection, by.RegionId, at.Now, LampRule.Default), await Calendars.Load(connection, by.RegionId));
        await waiting.Decide(connection, by, at, "Granted", form.Remark, form.Basis, rule, calendar);
        var before = (await AssignmentFactsQuery.Of(connection, by.RegionId, [waiting.AssignmentId], at.Today)).Single().Facts;
        long[] ended = receiver.OwnId is { } own ? [waiting.AssignmentId, own] : [waiting.AssignmentId];
        var (given, dispatchId) = await Give(connection, by, at, waiting, ended, form.Basis);
        await MoveDates.Run(connection, by, at, MovingCause.Reassignment, waiting.Id,
            await Least(connection, by.RegionId, at.Today, given, before, calendar.AddWorkdays(at.Today, rule.RemainAfterRefusal).Date));
        await MailPromises.Promise(connection, by.RegionId, MailKind.Answered, [waiting.UnitId], waiting.Id, at);
        await MailPromises.Promise(connection, by.RegionId, MailKind.Dispatch, [waiting.ToUnitId!.Value], dispatchId, at);
        var sentence = $"同意调整责任单位：由{waiting.UnitName}改由{receiver.Name}{waiting.ToRole?.Chinese()}，依据：{form.Basis.InWords()}"
            + $"{(form.Remark.Trim() is { Length: > 0 } remark ? $"：{remark}" : "")}{waiting.Marked}";
        await events.Append(connection, by, at.Now, [.. ended.Append(given).Select(id => new Event(nameof(GrantReassignment), $"Assignment:{id}", sentence, After: new { form, given }))]);
        await lamps.Refresh(connection, by.RegionId, [.. ended, given], at);
        return given;
    });

    static async Task<(long Assignment, long Dispatch)> Give(
        NpgsqlConnection connection, Actor by, OfficeMoment at, WaitingRequest waiting, long[] ended, Basis basis)
    {
        var key = new
        {
            by.RegionId, by.PersonId, waiting.AssignmentId, waiting.UnitId, waiting.ToUnitId, waiting.Own, role = waiting.ToRole.ToString(), ended,
            basis = basis.InWords(), at.Today, at.Now,
        };
        var dispatchId = await connection.ExecuteScalarAsync<long>(DispatchSql, key);
        await connection.ExecuteAsync(EndSql, key);
        var given = await connection.ExecuteScalarAsync<long>(AssignSql, new { key.RegionId, key.AssignmentId, key.ToUnitId, key.role, key.Today, dispatchId });
        await OpenAgain.With(connection, by.RegionId, [given]);
        await connection.ExecuteAsync(LinesSql, new { key.RegionId, key.PersonId, key.UnitId, key.ToUnitId, key.basis, key.ended, key.Today, key.Now, given });
        return (given, dispatchId);
    }

    // What had been put off stays put off; and nobody is given a date that lies behind him or only just before.
    static async Task<IReadOnlyList<DateMove>> Least(
        NpgsqlConnection connection, int regionId, LocalDate today, long given, AssignmentFacts before, LocalDate least)
    {
        var facts = (await AssignmentFactsQuery.Of(connection, regionId, [given], today)).Single().Facts;
        var earlier = before.OpenDates.ToDictionary(d => (d.Nature, d.Id), d => d.On);
        return
        [
            .. facts.OpenDates.Select(d => new DateMove(given, d, LocalDate.Max(least, earlier.GetValueOrDefault((d.Nature, d.Id), d.On))))
                .Where(m => m.NewOn > m.Date.On),
        ];
    }
}

/// <summary>The unit that is to take a part over, and what it has in the item already.</summary>
sealed record Receiver
{
    public required string Name { get; init; }
    public long? OwnId { get; init; }
    public AssignmentRole? OwnRole { get; init; }
    public bool Waiting { get; init; }
    public bool FirstLead { get; init; }
    public bool OthersAnswer { get; init; }

    // Whoever acts on a part of the item meanwhile waits, or is waited for.
    const string LockSql = "SELECT id FROM assignments WHERE region_id = @regionId AND work_item_id = @WorkItemId ORDER BY id FOR NO KEY UPDATE";

    const string Sql = """
        SELECT u.short_name AS name, own.id AS own_id, own.role AS own_role,
            EXISTS (SELECT FROM completions c WHERE c.region_id = own.region_id AND c.assignment_id = own.id
                AND NOT EXISTS (SELECT FROM completion_decisions d WHERE d.region_id = c.region_id AND d.completion_id = c.id))
            OR EXISTS (SELECT FROM requests q WHERE q.region_id = own.region_id AND q.assignment_id = own.id
                AND NOT EXISTS (SELECT FROM request_decisions d WHERE d.region_id = q.region_id AND d.request_id = q.id)) AS waiting,
            a.role = 'Lead' AND a.position = 1 AS first_lead,
            EXISTS (SELECT FROM assignments o WHERE o.region_id = a.region_id AND o.work_item_id = a.work_item_id AND o.id <> a.id
                AND o.role <> 'Support' AND o.transferred_on IS NULL) AS others_answer
        FROM assignments a
        JOIN units u ON u.region_id = a.region_id AND u.id = @ToUnitId
        LEFT JOIN assignments own ON own.region_id = a.region_id AND own.work_item_id = a.work_item_id AND own.unit_id = u.id AND own.transferred_on IS NULL
        WHERE a.region_id = @regionId AND a.id = @AssignmentId
        """;

    public static async Task<Receiver> Of(NpgsqlConnection connection, int regionId, WaitingRequest waiting)
    {
        var key = new { regionId, waiting.WorkItemId, waiting.AssignmentId, waiting.ToUnitId };
        await connection.ExecuteAsync(LockSql, key);
        return await connection.QuerySingleAsync<Receiver>(Sql, key);
    }

    /// <exception cref="RuleBroken">it has that part already, something of its own waits, or nobody would answer for the item</exception>
    public void RefuseUnlessFree(WaitingRequest waiting)
    {
        if (OwnRole <= waiting.ToRole)
            throw new RuleBroken("takes-part-already", $"{Name}本来就是任务 {waiting.Number} 的{OwnRole.Value.Chinese()}单位，不能再调整给它。请选“不同意”。");
        if (Waiting)
            throw new RuleBroken("decide-first", $"{Name}在任务 {waiting.Number} 中有申请正在等待办公厅审核或答复。请先审核、答复，再同意调整。");
        if (waiting.ToRole == AssignmentRole.Support && (FirstLead || !OthersAnswer) || FirstLead && waiting.ToRole != AssignmentRole.Lead)
            throw new RuleBroken("nobody-answers", $"{waiting.UnitName}是任务 {waiting.Number} 的{waiting.Role.Chinese()}单位，改由{Name}{waiting.ToRole?.Chinese()}以后就没有单位牵头负责了。请选“不同意”，写明应建议的角色。");
    }
}
