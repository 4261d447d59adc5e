using Microsoft.AspNetCore.Mvc;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Accounts;

/// <summary>All accounts of the region, for the security administrator.</summary>
public sealed class IndexModel(AccountQueries queries) : TrackerPage
{
    [BindProperty(SupportsGet = true, Name = "q")] public string? Words { get; set; }
    [BindProperty(SupportsGet = true)] public Role? Role { get; set; }

    public IReadOnlyList<AccountQueries.Account> Accounts { get; private set; } = [];

    public async Task OnGet() => Accounts = await queries.List(Actor.RegionId, (Words ?? "").Trim(), Role);
}
