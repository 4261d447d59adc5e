using Dapper;
using Microsoft.AspNetCore.Mvc;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Duties;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>Everything that dispatching comes to, before it is done.</summary>
public sealed class DispatchModel(Dispatch dispatch, Database database) : TrackerPage
{
    /// <summary>What one unit will receive.</summary>
    public sealed record Share(string Name, string Kind, int Lead, int Responsible, int Support, bool HasLiaison, bool HasContact)
    {
        public int All => Lead + Responsible + Support;
    }

    sealed record Reached(string Code, bool Liaison);

    const string ReachedSql = """
        SELECT u.code, bool_or(c.duty = 'Liaison') AS liaison FROM unit_contacts c
        JOIN units u ON u.region_id = c.region_id AND u.id = c.unit_id
        WHERE c.region_id = @RegionId AND c.email IS NOT NULL GROUP BY u.code
        """;

    [BindProperty(SupportsGet = true)] public long Id { get; set; }
    [BindProperty] public int Version { get; set; }

    public DispatchDraft Draft { get; private set; } = null!;
    public IReadOnlyList<Obstacle> Obstacles { get; private set; } = [];
    public IReadOnlyList<Share> Shares { get; private set; } = [];
    public IReadOnlyList<Duty> OpenDuties { get; private set; } = [];
    public OfficeMoment At { get; private set; }

    public async Task<IActionResult> OnGet()
    {
        At = await Moment();
        await using var connection = await database.Open();
        if (await PlanHead.Find(connection, Actor.RegionId, Id) is not { } plan)
            return NotFound();
        if (plan.DispatchedOn is not null)
            return LocalRedirect($"/plans/{Id}/review");
        Draft = await DispatchDraft.Load(connection, Actor.RegionId, plan, At.Today);
        Obstacles = Draft.Obstacles;
        OpenDuties = (await DutyQueries.OfPlan(connection, Actor.RegionId, Id)).Where(d => !d.IsConfirmed).ToList();
        var reached = (await connection.QueryAsync<Reached>(ReachedSql, new { Actor.RegionId })).ToDictionary(r => r.Code, r => r.Liaison);
        Shares = [.. SharesOf(Draft, reached)];
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        var done = await dispatch.Run(Actor, await Moment(), Id, Version);
        Say($"已交办：{done.Items}项任务交给{done.Units}个单位，共{done.Assignments}条承办；每个单位的通知邮件已登记待发。");
        return LocalRedirect($"/plans/{Id}/review");
    }

    static IEnumerable<Share> SharesOf(DispatchDraft draft, Dictionary<string, bool> reached) =>
        from part in draft.Parts.Select(p => p.Part)
        group part.Role by part.Unit into roles
        orderby roles.Key.Order
        select new Share(roles.Key.ShortName, Domain.Units.UnitKindWords.Chinese(roles.Key.Kind),
            roles.Count(r => r == AssignmentRole.Lead), roles.Count(r => r == AssignmentRole.Responsible), roles.Count(r => r == AssignmentRole.Support),
            reached.GetValueOrDefault(roles.Key.Code), reached.ContainsKey(roles.Key.Code));
}
