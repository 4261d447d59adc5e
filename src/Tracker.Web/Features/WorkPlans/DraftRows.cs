using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Notices;
using Tracker.Domain.Units;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>The rows of a draft plan that decide what dispatching it comes to.</summary>
public sealed class DraftRows
{
    public sealed record Item(
        long Id, string Number, string Text, string? LimitRaw, string LimitKind, LocalDate? DueOn,
        bool Confirmed, bool HasOpenChoice, string[] Lead, string[] Support, string[] Responsible)
    {
        public NamedUnits Names => new(Lead, Support, Responsible);
    }

    sealed record Member(long? WorkItemId, string Spelling, string Code);
    sealed record Milestone(long WorkItemId, string Raw, LocalDate DueOn);
    sealed record Duty(string What, string Raw, LocalDate? DueOn, string? Rule);

    const string ItemsSql = """
        SELECT w.id, w.number, w.text, w.limit_raw, w.limit_kind, w.due_on,
            EXISTS (SELECT FROM item_confirmations c
                WHERE c.region_id = w.region_id AND c.work_item_id = w.id AND c.version = w.version) AS confirmed,
            EXISTS (SELECT FROM doubts d
                LEFT JOIN doubt_settlements s ON s.region_id = d.region_id AND s.doubt_id = d.id
                WHERE d.region_id = w.region_id AND d.work_item_id = w.id
                    AND jsonb_array_length(d.readings) > 1 AND s.doubt_id IS NULL) AS has_open_choice,
            coalesce(array_agg(u.name ORDER BY u.position) FILTER (WHERE u.role = 'Lead'), '{}') AS lead,
            coalesce(array_agg(u.name ORDER BY u.position) FILTER (WHERE u.role = 'Support'), '{}') AS support,
            coalesce(array_agg(u.name ORDER BY u.position) FILTER (WHERE u.role = 'Responsible'), '{}') AS responsible
        FROM work_items w LEFT JOIN item_units u ON u.region_id = w.region_id AND u.work_item_id = w.id
        WHERE w.region_id = @regionId AND w.work_plan_id = @planId
        GROUP BY w.region_id, w.id ORDER BY w.position
        """;

    const string MembersSql = """
        SELECT m.work_item_id, m.spelling, u.code FROM named_members m
        JOIN units u ON u.region_id = m.region_id AND u.id = m.unit_id
        WHERE m.region_id = @regionId AND m.work_plan_id = @planId ORDER BY u.position, u.id
        """;

    const string MilestonesSql = """
        SELECT m.work_item_id, m.raw, m.due_on FROM milestones m
        JOIN work_items w ON w.region_id = m.region_id AND w.id = m.work_item_id
        WHERE w.region_id = @regionId AND w.work_plan_id = @planId AND m.due_on IS NOT NULL AND m.dropped_on IS NULL AND m.instance IS NULL ORDER BY m.due_on, m.id
        """;

    // The clause that sets the date often leaves its subject to the clause before (…落实情况，请于12月15日前报…).
    const string DutiesSql = """
        SELECT substring(substr(n.text, greatest(1, s.start - 200), least(s.start, 200)) FROM '[^。\n]*$') || d.what AS what, d.raw, d.due_on, d.rule
        FROM notice_duties d
        JOIN work_plans p ON p.region_id = d.region_id AND p.id = d.work_plan_id
        JOIN notices n ON n.region_id = p.region_id AND n.id = p.notice_id
        CROSS JOIN LATERAL (SELECT coalesce((d.spans -> 0 ->> 0)::int, 0) AS start) s
        WHERE d.region_id = @regionId AND d.work_plan_id = @planId ORDER BY d.position
        """;

    readonly ILookup<(long?, string), string> members;
    readonly ILookup<long, Milestone> milestones;

    DraftRows(IReadOnlyList<Item> items, IEnumerable<Member> members, IEnumerable<Milestone> milestones, IEnumerable<Duty> duties)
    {
        Items = items;
        this.members = members.ToLookup(m => (m.WorkItemId, m.Spelling), m => m.Code);
        this.milestones = milestones.ToLookup(m => m.WorkItemId);
        Duties = [.. duties.Select(d => new NoticeDeadline(d.What, d.Raw, d.DueOn, d.Rule, []))];
    }

    public IReadOnlyList<Item> Items { get; }
    public IReadOnlyList<NoticeDeadline> Duties { get; }

    public static async Task<DraftRows> Load(NpgsqlConnection connection, int regionId, long planId)
    {
        var plan = new { regionId, planId };
        return new((await connection.QueryAsync<Item>(ItemsSql, plan)).AsList(), await connection.QueryAsync<Member>(MembersSql, plan),
            await connection.QueryAsync<Milestone>(MilestonesSql, plan), await connection.QueryAsync<Duty>(DutiesSql, plan));
    }

    public IReadOnlyList<(string Raw, LocalDate On)> MilestonesOf(Item item) => [.. milestones[item.Id].Select(m => (m.Raw, m.DueOn))];

    /// <summary>Units named for a collective: for this item, else for the whole notice.</summary>
    public IReadOnlyList<Unit> MembersOf(Item item, string spelling, UnitRegistry registry)
    {
        var named = members[(item.Id, spelling)].ToList();
        var codes = (named.Count > 0 ? named : members[(null, spelling)]).ToHashSet();
        return [.. registry.Units.Where(u => codes.Contains(u.Code))];
    }
}
