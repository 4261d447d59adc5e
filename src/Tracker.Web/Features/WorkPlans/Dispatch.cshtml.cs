using Dapper;
using Microsoft.AspNetCore.Mvc;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Duties;
using Tracker.Web.Features.Rules;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>Everything that dispatching comes to, before it is done.</summary>
public sealed class DispatchModel(Dispatch dispatch, SetCheckpoints setCheckpoints, Database database) : TrackerPage
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

    /// <summary>What was typed of the checkpoints, by the name of the field, and which of them are left out.</summary>
    [BindProperty] public Dictionary<string, string?> Values { get; set; } = [];
    [BindProperty] public List<string> Off { get; set; } = [];

    public DispatchDraft Draft { get; private set; } = null!;
    public IReadOnlyList<Obstacle> Obstacles { get; private set; } = [];
    public IReadOnlyList<Share> Shares { get; private set; } = [];
    public IReadOnlyList<Duty> OpenDuties { get; private set; } = [];
    public OfficeMoment At { get; private set; }

    /// <summary>What stands in a field: what was typed, else what holds.</summary>
    public string In(CheckpointField field) => Values.GetValueOrDefault(field.Name) ?? (IsOff(field) ? "" : field.Of(Draft.Settings.Rule));

    public bool IsOff(CheckpointField field) => Values.Count > 0 ? Off.Contains(field.Name) : field.Of(Draft.Settings.Rule) == CheckpointFields.None;

    public async Task<IActionResult> OnGet() => await Load() ? Page() : await Elsewhere();

    async Task<IActionResult> Elsewhere()
    {
        await using var connection = await database.Open();
        return await PlanHead.Find(connection, Actor.RegionId, Id) is null ? NotFound() : LocalRedirect($"/plans/{Id}/review");
    }

    async Task<bool> Load()
    {
        At = await Moment();
        await using var connection = await database.Open();
        if (await PlanHead.Find(connection, Actor.RegionId, Id) is not { DispatchedOn: null } plan)
            return false;
        Draft = await DispatchDraft.Load(connection, Actor.RegionId, plan, At.Today);
        Obstacles = Draft.Obstacles;
        OpenDuties = (await DutyQueries.OfPlan(connection, Actor.RegionId, Id)).Where(d => !d.IsConfirmed).ToList();
        var reached = (await connection.QueryAsync<Reached>(ReachedSql, new { Actor.RegionId })).ToDictionary(r => r.Code, r => r.Liaison);
        Shares = [.. SharesOf(Draft, reached)];
        return true;
    }

    public async Task<IActionResult> OnPost()
    {
        var done = await dispatch.Run(Actor, await Moment(), Id, Version);
        Say($"已交办：{done.Items}项任务交给{done.Units}个单位，共{done.Assignments}条承办；每个单位的通知邮件已登记待发。");
        return LocalRedirect($"/plans/{Id}/review");
    }

    public async Task<IActionResult> OnPostCheckpoints(bool usual)
    {
        var typed = Values.ToDictionary(v => v.Key, v => Off.Contains(v.Key) ? CheckpointFields.None : v.Value);
        var done = await setCheckpoints.Run(Actor, await Moment(), Id, usual ? null : typed, Version);
        Say($"报送节点已重排：{string.Join('；', done)}。已经审核过的，须再审核一次。");
        return RedirectToPage(null, null, new { Id }, "checkpoints");
    }

    // What was typed stays in the fields.
    protected override Task<IActionResult> Redisplay(RuleBroken broken) => Values.Count == 0 ? base.Redisplay(broken) : FormAnew(broken, Load, Elsewhere);

    static IEnumerable<Share> SharesOf(DispatchDraft draft, Dictionary<string, bool> reached) =>
        from part in draft.Parts.Select(p => p.Part)
        group part.Role by part.Unit into roles
        orderby roles.Key.Order
        select new Share(roles.Key.ShortName, Domain.Units.UnitKindWords.Chinese(roles.Key.Kind),
            roles.Count(r => r == AssignmentRole.Lead), roles.Count(r => r == AssignmentRole.Responsible), roles.Count(r => r == AssignmentRole.Support),
            reached.GetValueOrDefault(roles.Key.Code), reached.ContainsKey(roles.Key.Code));
}
