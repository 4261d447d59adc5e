using Tracker.Web.Platform;

namespace Tracker.Web.Features.Orders;

/// <summary>督办通知单: what the system has drafted. Sending is for a person, on paper for now.</summary>
public sealed class IndexModel(OrderQueries queries) : TrackerPage
{
    public IReadOnlyList<IGrouping<long, OrderQueries.Row>> Orders { get; private set; } = [];

    public async Task OnGet() => Orders = await queries.Open(Actor.RegionId);
}
