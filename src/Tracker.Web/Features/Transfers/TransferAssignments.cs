using Dapper;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Dispositions;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Transfers;

/// <summary>
/// 移交: one unit's open parts pass to another, with all that was reported, signed and returned. The old assignment ends as
/// 已移交. Where the successor has a part of its own in the item the two become one: the stronger role, the earlier 签收.
/// </summary>
public sealed class TransferAssignments(Database database, EventLog events, Lamps.Lamps lamps) : IFeature
{
    /// <param name="Basis">文号, or who signed it and when</param>
    public sealed record Form(long FromUnitId, long ToUnitId, IReadOnlyCollection<long> AssignmentIds, string Basis);

    sealed record Names(string From, string To);

    // Two who decide on one item take turns, as with completions.
    const string LockSql = """
        SELECT w.id FROM work_items w WHERE w.region_id = @RegionId AND w.id IN (
            SELECT a.work_item_id FROM assignments a WHERE a.region_id = @RegionId AND a.id = ANY(@assignments))
        ORDER BY w.id FOR NO KEY UPDATE
        """;

    // And whoever asks or submits something for a part meanwhile: what is written by then is seen below.
    const string LockPartsSql = """
        SELECT a.id FROM assignments a WHERE a.region_id = @RegionId AND (a.id = ANY(@assignments) OR a.unit_id = @ToUnitId AND a.work_item_id IN (
            SELECT o.work_item_id FROM assignments o WHERE o.region_id = @RegionId AND o.id = ANY(@assignments)))
        ORDER BY a.id FOR NO KEY UPDATE
        """;

    const string NamesSql = $"""
        SELECT f.short_name AS "from", t.short_name AS "to" FROM units f JOIN units t ON t.region_id = f.region_id AND t.id = @ToUnitId
        WHERE f.region_id = @RegionId AND f.id = @FromUnitId AND f.id <> t.id AND {Rights.CoordinatorSql}
            AND coalesce(t.founded_on <= @Today, true) AND coalesce(t.ended_on > @Today, true)
        """;

    const string TransferSql = """
        INSERT INTO transfers (region_id, from_unit_id, to_unit_id, basis, transferred_by, transferred_on, transferred_at)
        VALUES (@RegionId, @FromUnitId, @ToUnitId, @basis, @PersonId, @Today, @Now) RETURNING id
        """;

    // A successor that the dispatch did not know signs it as its predecessor did, or not yet.
    const string JoinDispatchSql = """
        WITH joined AS (
            INSERT INTO dispatch_units (region_id, dispatch_id, unit_id, unit_name)
            SELECT DISTINCT a.region_id, a.dispatch_id, t.id, t.full_name
            FROM assignments a JOIN units t ON t.region_id = a.region_id AND t.id = @ToUnitId
            WHERE a.region_id = @RegionId AND a.id = ANY(@assignments)
            ON CONFLICT DO NOTHING RETURNING region_id, dispatch_id, unit_id)
        INSERT INTO acknowledgements (region_id, dispatch_id, unit_id, person_id, acknowledged_on, acknowledged_at)
        SELECT k.region_id, k.dispatch_id, j.unit_id, k.person_id, k.acknowledged_on, k.acknowledged_at
        FROM joined j JOIN acknowledgements k ON k.region_id = j.region_id AND k.dispatch_id = j.dispatch_id AND k.unit_id = @FromUnitId
        """;

    const string EndSql = "UPDATE assignments SET transferred_on = @Today WHERE region_id = @RegionId AND id = ANY(@ended)";

    const string JoinSql = """
        UPDATE assignments own SET role = j.role, position = j.position, took_over = own.took_over || a.id || a.took_over,
            sources = array(SELECT DISTINCT s FROM unnest(own.sources || a.sources) AS s)
        FROM unnest(@ids, @owns, @roles, @positions) AS j(id, own, role, position)
        JOIN assignments a ON a.region_id = @RegionId AND a.id = j.id
        WHERE own.region_id = @RegionId AND own.id = j.own
        """;

    // The successor's own part may have ended before: then its history goes into the new one too.
    const string PassOnSql = """
        INSERT INTO assignments (region_id, work_item_id, unit_id, dispatch_id, role, position, sources, assigned_on, took_over)
        SELECT a.region_id, a.work_item_id, @ToUnitId, a.dispatch_id, j.role, j.position, a.sources, @Today,
            a.id || a.took_over || coalesce(own.id || own.took_over, '{}')
        FROM unnest(@ids, @owns, @roles, @positions) AS j(id, own, role, position)
        JOIN assignments a ON a.region_id = @RegionId AND a.id = j.id
        LEFT JOIN assignments own ON own.region_id = @RegionId AND own.id = j.own
        RETURNING took_over[1] AS "from", id AS "to"
        """;

    const string LinesSql = """
        INSERT INTO assignment_transfers (region_id, from_assignment_id, transfer_id, to_assignment_id, role_before, position_before)
        SELECT @RegionId, l.from_id, @transferId, l.to_id, l.role_before, l.position_before
        FROM unnest(@froms, @tos, @rolesBefore, @positionsBefore) AS l(from_id, to_id, role_before, position_before)
        """;

    /// <returns>the transfer's id</returns>
    /// <exception cref="RuleBroken">not a coordinator, no basis, nothing chosen, a part that is not open, or one that waits for the office's decision</exception>
    public Task<long> Run(Actor by, OfficeMoment at, Form form) => database.InTransaction(connection => Run(connection, by, at, form));

    /// <summary>The same inside a transaction that is already open.</summary>
    public async Task<long> Run(NpgsqlConnection connection, Actor by, OfficeMoment at, Form form)
    {
        by.RequireCoordinator();
        if (string.IsNullOrWhiteSpace(form.Basis))
            throw new RuleBroken("transfer-needs-a-basis", "请写明移交的依据：文号，或签批人和日期。");
        var key = new
        {
            by.RegionId, by.PersonId, form.FromUnitId, form.ToUnitId, at.Today, at.Now, basis = form.Basis.Trim(), assignments = form.AssignmentIds.ToArray(),
        };
        await connection.ExecuteAsync(LockSql, key);
        await connection.ExecuteAsync(LockPartsSql, key);
        var names = await connection.QuerySingleOrDefaultAsync<Names>(NamesSql, key)
            ?? throw new RuleBroken("no-such-unit", "没有这个单位，它今天不存在，或者就是原单位。请重新选择承接单位。");
        var parts = await TransferPart.Load(connection, by.RegionId, form);
        var transferId = await connection.ExecuteScalarAsync<long>(TransferSql, key);
        await connection.ExecuteAsync(JoinDispatchSql, key);
        var passed = await Pass(connection, by.RegionId, at, form.ToUnitId, transferId, parts);
        await events.Append(connection, by, at.Now, [.. parts.Select(p => new Event(nameof(TransferAssignments), $"Assignment:{p.Id}",
            $"任务 {p.Number} 由{names.From}移交{names.To}，依据：{key.basis}", new { p.Role, p.Position }, new { transferId, to = passed[p.Id], p.Joined.Role, p.Joined.Position }))]);
        await lamps.Refresh(connection, by.RegionId, [.. parts.Select(p => p.Id).Concat(parts.Where(p => p.OwnId is not null).Select(p => p.OwnId!.Value)).Concat(passed.Values).Distinct()], at);
        await MailPromises.Promise(connection, by.RegionId, MailKind.Transfer, [form.ToUnitId], transferId, at);
        return transferId;
    }

    /// <returns>the successor's assignment of each part</returns>
    static async Task<Dictionary<long, long>> Pass(
        NpgsqlConnection connection, int regionId, OfficeMoment at, long toUnitId, long transferId, IReadOnlyList<TransferPart> parts)
    {
        var (joining, passing) = (parts.Where(p => p.Joins).ToList(), parts.Where(p => !p.Joins).ToList());
        var retired = passing.Where(p => p.OwnId is not null).ToList();
        await connection.ExecuteAsync(EndSql, new
        {
            RegionId = regionId, at.Today, ended = parts.Select(p => p.Id).Concat(retired.Select(p => p.OwnId!.Value)).ToArray(),
        });
        await connection.ExecuteAsync(JoinSql, Arrays(joining));
        var to = (await connection.QueryAsync<(long From, long To)>(PassOnSql, Arrays(passing))).ToDictionary(p => p.From, p => p.To);
        await OpenAgain.With(connection, regionId, to.Values);
        foreach (var part in joining)
            to.Add(part.Id, part.OwnId!.Value);
        await connection.ExecuteAsync(LinesSql, new
        {
            RegionId = regionId, transferId,
            froms = parts.Select(p => p.Id).Concat(retired.Select(p => p.OwnId!.Value)).ToArray(),
            tos = parts.Concat(retired).Select(p => to[p.Id]).ToArray(),
            rolesBefore = parts.Concat(retired).Select(p => p.Joins ? p.OwnRole?.ToString() : null).ToArray(),
            positionsBefore = parts.Concat(retired).Select(p => p.Joins ? p.OwnPosition : null).ToArray(),
        });
        return to;

        object Arrays(List<TransferPart> some) => new
        {
            RegionId = regionId, ToUnitId = toUnitId, at.Today,
            ids = some.Select(p => p.Id).ToArray(),
            owns = some.Select(p => p.OwnId).ToArray(),
            roles = some.Select(p => p.Joined.Role.ToString()).ToArray(),
            positions = some.Select(p => p.Joined.Position).ToArray(),
        };
    }
}
