using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Web.Features.Approvals;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Dispositions;
using Tracker.Web.Features.Requests;
using Tracker.Web.Features.Transfers;
using Tracker.Web.Features.Units;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Seeding;

/// <summary>What is decided on one day of the scenario beside the ordinary work: dates put off, units reorganised and their work handed over, the year closed;
/// each through its ordinary verb.</summary>
public sealed class ScenarioOffice(
    Database database, RequestExtension requestExtension, ApproveDraft approveDraft, GrantExtension grantExtension, RefuseRequest refuseRequest,
    ApplyReform applyReform, TransferAssignments transferAssignments, ClosePeriod closePeriod) : IFeature
{
    const string Administrator = "xitong";

    const string PartSql = """
        SELECT a.id FROM assignments a JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        WHERE a.region_id = @RegionId AND w.work_plan_id = @planId AND u.code = @unit AND w.number = @item AND a.transferred_on IS NULL
        """;

    const string RequestSql = """
        SELECT r.id FROM requests r WHERE r.region_id = @RegionId AND r.assignment_id = @part AND NOT EXISTS (SELECT FROM request_decisions d
            WHERE d.region_id = r.region_id AND d.request_id = r.id)
        """;

    // What waits for the office's decision stays until it is given.
    const string OpenSql = $"""
        SELECT a.id FROM assignments a JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        WHERE a.region_id = @RegionId AND u.code = @From AND NOT {Ended.Sql}
            AND NOT EXISTS (SELECT FROM completions c WHERE c.region_id = a.region_id AND c.assignment_id = a.id
                AND NOT EXISTS (SELECT FROM completion_decisions d WHERE d.region_id = c.region_id AND d.completion_id = c.id))
        ORDER BY a.id
        """;

    const string UnitsSql = "SELECT f.id, t.id FROM units f, units t WHERE f.region_id = @RegionId AND t.region_id = @RegionId AND f.code = @From AND t.short_name = @To";

    const string RunningSql = """
        SELECT w.id FROM work_items w WHERE w.region_id = @RegionId AND w.work_plan_id = @planId AND w.limit_kind IN ('WholeYear', 'None', 'Periodic')
            AND NOT EXISTS (SELECT FROM item_closings z WHERE z.region_id = w.region_id AND z.work_item_id = w.id)
        ORDER BY w.position
        """;

    /// <param name="office">the coordinator who decides</param>
    public async Task Run(World world, Scenario scenario, Actor office, long planId, LocalDate date)
    {
        await using var connection = await database.Open();
        if (world.ReformOn == date)
            await applyReform.Run(await Actors.ByLogin(connection, office.RegionId, Administrator), At(date, 9), SeedData.Text("units/reform-2018.csv"), dryRun: false);
        foreach (var asked in scenario.Extensions.Where(e => e.On == date))
            await Ask(connection, office.RegionId, planId, asked, At(date, 14));
        foreach (var answered in scenario.Extensions.Where(e => e.Decided == date))
            await Answer(connection, office, planId, answered, At(date, 16));
        foreach (var transfer in scenario.Transfers.Where(t => t.On == date))
            await Transfer(connection, office, transfer, At(date, 17));
        foreach (var end in scenario.YearEnds.Where(e => e.On == date))
            await closePeriod.Run(office, At(date, 17), (await connection.QueryAsync<long>(RunningSql, new { office.RegionId, planId })).AsList(), end.Text);
    }

    async Task Ask(NpgsqlConnection connection, int regionId, long planId, ScenarioExtension asked, OfficeMoment at)
    {
        var liaison = await Actors.ByLogin(connection, regionId, "lly-" + asked.Unit);
        var part = await Part(connection, regionId, planId, asked);
        var paper = new PaperApproval("分管负责人", at.Today);
        if (await requestExtension.Run(liaison, at, new(part, null, asked.NewOn, asked.Reason, new(null, null, asked.Document), paper)) is null)
        {
            var head = await Actors.ByLogin(connection, regionId, "fzr-" + asked.Unit);
            await approveDraft.Run(head, at, await ScenarioCast.DraftOf(connection, head, part));
        }
    }

    async Task Answer(NpgsqlConnection connection, Actor office, long planId, ScenarioExtension asked, OfficeMoment at)
    {
        var part = await Part(connection, office.RegionId, planId, asked);
        var request = await connection.ExecuteScalarAsync<long>(RequestSql, new { office.RegionId, part });
        if (asked.GrantedTo is { } until) await grantExtension.Run(office, at, new(request, until, WholeItem: false, asked.Remark));
        else await refuseRequest.Run(office, at, request, asked.Remark);
    }

    async Task Transfer(NpgsqlConnection connection, Actor office, ScenarioTransfer transfer, OfficeMoment at)
    {
        var (from, to) = await connection.QuerySingleAsync<(long, long)>(UnitsSql, new { office.RegionId, transfer.From, transfer.To });
        var open = (await connection.QueryAsync<long>(OpenSql, new { office.RegionId, transfer.From })).AsList();
        await transferAssignments.Run(office, at, new(from, to, open, transfer.Document));
    }

    static Task<long> Part(NpgsqlConnection connection, int regionId, long planId, ScenarioExtension asked) =>
        connection.QuerySingleAsync<long>(PartSql, new { RegionId = regionId, planId, unit = asked.Unit, item = asked.Item });

    static OfficeMoment At(LocalDate date, int hour) => new(date, date.At(new(hour, 0)).InZoneLeniently(OfficeClock.Zone).ToInstant());
}
