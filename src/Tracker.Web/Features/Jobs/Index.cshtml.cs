using Tracker.Web.Platform;

namespace Tracker.Web.Features.Jobs;

/// <summary>后台任务: what runs when, and whether it went well.</summary>
public sealed class IndexModel(JobQueries queries) : TrackerPage
{
    public IReadOnlyList<JobQueries.Row> Rows { get; private set; } = [];

    public async Task OnGet() => Rows = await queries.All();
}
