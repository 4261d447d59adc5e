using Dapper;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.SignIn;

public sealed class SignInModel(Database database, SignIns signIns) : PageModel
{
    public sealed record Region(int Id, string Name);

    public IReadOnlyList<Region> Regions { get; private set; } = [];

    [BindProperty] public int RegionId { get; set; }
    [BindProperty] public string? Login { get; set; }
    [BindProperty] public string? Password { get; set; }

    public async Task OnGet() => await LoadRegions();

    public async Task<IActionResult> OnPost(string? to)
    {
        await LoadRegions();
        var regionId = Regions is [var only] ? only.Id : RegionId;
        var (person, refusal) = await signIns.Try(regionId, (Login ?? "").Trim(), Password ?? "");
        if (person is null)
        {
            ModelState.AddModelError("", refusal!);
            return Page();
        }
        await HttpContext.SignIn(person);
        return LocalRedirect(Url.IsLocalUrl(to) ? to : "/");
    }

    async Task LoadRegions()
    {
        await using var connection = await database.Open();
        Regions = (await connection.QueryAsync<Region>("SELECT id, name FROM regions ORDER BY id")).AsList();
    }
}
