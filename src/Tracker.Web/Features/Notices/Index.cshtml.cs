using Tracker.Web.Platform;

namespace Tracker.Web.Features.Notices;

public sealed class IndexModel(NoticeQueries queries) : TrackerPage
{
    public IReadOnlyList<NoticeQueries.Line> Lines { get; private set; } = [];

    public async Task OnGet() => Lines = await queries.List(Actor);
}
