using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Duties;
using Tracker.Web.Features.Units;
using Tracker.Web.Platform;
using Tracker.Web.Platform.Documents;

namespace Tracker.Web.Features.Ledger;

/// <summary>台账: everything that was dispatched, filtered, sorted and paged by its address; also as xlsx.</summary>
public sealed class LedgerModel(LedgerQueries queries, Database database) : TrackerPage
{
    const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [BindProperty(SupportsGet = true)] public LedgerFilter Filter { get; set; } = new();

    public LedgerQueries.Choices Choices { get; private set; } = null!;
    public IReadOnlyList<ItemLine> Items { get; private set; } = [];
    public IReadOnlyList<AssignmentLine> Assignments { get; private set; } = [];
    public int Total { get; private set; }

    /// <summary>通知要求, each with its own line; not counted among the lines of the ledger.</summary>
    public IReadOnlyList<DutyLine> Duties { get; private set; } = [];

    public int Pages => Math.Max(1, (Total + LedgerQueries.PageSize - 1) / LedgerQueries.PageSize);
    public LedgerSheets Words { get; private set; } = null!;

    /// <summary>True where a part of the address could not be understood and was left out.</summary>
    public bool PartlyUnread => !ModelState.IsValid;

    public async Task OnGet()
    {
        await FollowLine();
        Choices = await queries.ChoicesFor(Actor, Filter);
        Total = await queries.Count(Actor, Filter);
        if (Filter.ShowsDuties)
            Duties = await LoadDuties();
        await using var connection = await database.Open();
        if (Filter.View == LedgerView.Items) Items = await LedgerCounts.Beside(await queries.Items(Actor, Filter), connection, Actor.RegionId, await Today());
        else Assignments = await LedgerCounts.Beside(await queries.Assignments(Actor, Filter), connection, Actor.RegionId, await Today());
        var calendar = await Calendar();
        Words = new(await Today(), calendar, await ProvisionalDates.Of(connection, Actor.RegionId, calendar, Items.Concat<LedgerLine>(Assignments).Select(l => (l.WorkItemId, l.NearestOn))));
    }

    public async Task<IActionResult> OnGetXlsx(CancellationToken ct)
    {
        await FollowLine();
        var today = await Today();
        var calendar = await Calendar();
        var heading = $"{(Filter.View == LedgerView.Items ? "事项" : "承办")}台账　截至{today.OnPaper()}　共{await queries.Count(Actor, Filter)}行";
        await using var connection = await database.Open(ct);
        var sheets = new LedgerSheets(today, calendar, await ProvisionalDates.Load(connection, Actor.RegionId, calendar));
        // A file of its own, because a client that reads slowly must not hold a connection to the database.
        var file = new FileStream(Path.GetTempFileName(), new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose });
        await Workbook.Write(file, Filter.View == LedgerView.Items
            ? sheets.Items(heading, LedgerCounts.Beside(LedgerQueries.All<ItemLine>(connection, Actor, Filter), database, Actor.RegionId, today))
            : sheets.Assignments(heading, LedgerCounts.Beside(LedgerQueries.All<AssignmentLine>(connection, Actor, Filter), database, Actor.RegionId, today)));
        file.Position = 0;
        return File(file, Xlsx, $"台账-{today.Iso()}.xlsx");
    }

    // Of a successor all lines are shown that led to it.
    async Task FollowLine()
    {
        if (Filter.Unit is not { } unit)
            return;
        await using var connection = await database.Open();
        var line = await Lineage.Of(connection, Actor.RegionId, unit, await Today());
        if (line.Length > 1)
            Filter = Filter with { Line = line };
    }

    /// <summary>The address of the same ledger in another order, from its first page.</summary>
    public string SortedBy(LedgerSort sort) => (Filter with { Sort = sort, P = 1 }).Address();

    async Task<IReadOnlyList<DutyLine>> LoadDuties()
    {
        await using var connection = await database.Open();
        return [.. (await DutyQueries.Running(connection, Actor, Filter.Plan, await Moment())).Where(Filter.Fits)];
    }

    async Task<LocalDate> Today() => (await Moment()).Today;

    async Task<Tracker.Domain.Deadlines.WorkingCalendar> Calendar()
    {
        await using var connection = await database.Open();
        return await Calendars.Load(connection, Actor.RegionId);
    }
}
