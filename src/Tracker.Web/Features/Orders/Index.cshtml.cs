using Microsoft.AspNetCore.Mvc;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Orders;

/// <summary>督办通知单: what the system has drafted. Sending is for a person, on paper for now.</summary>
public sealed class IndexModel(OrderQueries queries) : TrackerPage
{
    /// <summary>The page, from 1.</summary>
    [BindProperty(SupportsGet = true)] public int P { get; set; } = 1;

    public int Total { get; private set; }
    public int Pages => Math.Max(1, (Total + OrderQueries.PageSize - 1) / OrderQueries.PageSize);
    public IReadOnlyList<IGrouping<long, OrderQueries.Row>> Orders { get; private set; } = [];

    public async Task OnGet() => (Total, Orders) = (await queries.Count(Actor.RegionId), await queries.Open(Actor.RegionId, P));
}
