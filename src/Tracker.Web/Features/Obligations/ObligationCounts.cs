using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Notices;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Lamps;

namespace Tracker.Web.Features.Obligations;

/// <summary>The duties in the sentences of items, and what reports have said by the end of a day about how often they came up.</summary>
public sealed class ObligationCounts
{
    sealed record DutyRow(long Id, long WorkItemId, string Raw, ObligationRule Rule, int? Days, int? Times, string? Per, string? Event)
    {
        public Obligation Obligation => new(Raw, Rule, Days, Times, Per, Event);
    }

    sealed record CountRow(long AssignmentId, long ObligationId, int Done, int Late);

    public static readonly ObligationCounts None = new([], []);

    readonly ILookup<long, DutyRow> duties;
    readonly ILookup<long, CountRow> counts;

    ObligationCounts(IReadOnlyList<DutyRow> duties, IReadOnlyList<CountRow> counts) =>
        (this.duties, this.counts) = (duties.Where(d => ObligationCount.IsAsked(d.Obligation)).ToLookup(d => d.WorkItemId), counts.ToLookup(c => c.AssignmentId));

    // Few items have such a duty: the facts of the others are not looked up.
    const string PartsSql = """
        SELECT a.id FROM assignments a WHERE a.region_id = @regionId AND a.id = ANY(@ids)
            AND EXISTS (SELECT FROM obligations o WHERE o.region_id = a.region_id AND o.work_item_id = a.work_item_id)
        """;

    /// <summary>Of several assignments, in the order of each sentence.</summary>
    public static async Task<ILookup<long, ObligationCount>> OfParts(NpgsqlConnection connection, int regionId, LocalDate asOf, params long[] ids)
    {
        var counted = ids.Length == 0 ? [] : (await connection.QueryAsync<long>(PartsSql, new { regionId, ids })).AsList();
        var known = counted.Count == 0 ? [] : await AssignmentFactsQuery.Of(connection, regionId, counted, asOf);
        return known.SelectMany(a => a.Facts.Counts, (a, count) => (a.Id, count)).ToLookup(c => c.Id, c => c.count);
    }

    /// <summary>Two statements; they take <c>@regionId</c> and <c>@asOf</c>.</summary>
    /// <param name="ofPart">a condition on the column of an assignment's id</param>
    internal static string Sql(Func<string, string> ofPart) => $"""
        SELECT o.id, o.work_item_id, o.raw, o.rule, o.days, o.times, o.per, o.event FROM obligations o
        WHERE o.region_id = @regionId AND o.work_item_id IN (SELECT a.work_item_id FROM assignments a WHERE a.region_id = @regionId AND {ofPart("a.id")})
        ORDER BY o.id;
        SELECT r.assignment_id, c.obligation_id, sum(c.times)::int AS done, coalesce(sum(c.late), 0)::int AS late
        FROM progress_reports r JOIN report_counts c ON c.region_id = r.region_id AND c.report_id = r.id
        WHERE r.region_id = @regionId AND {ofPart("r.assignment_id")} AND r.reported_on <= @asOf
        GROUP BY r.assignment_id, c.obligation_id
        """;

    /// <param name="found">what <see cref="Sql"/> gives</param>
    internal static async Task<ObligationCounts> Read(SqlMapper.GridReader found) =>
        new((await found.ReadAsync<DutyRow>()).AsList(), (await found.ReadAsync<CountRow>()).AsList());

    /// <summary>Of one assignment, in the order of the sentence.</summary>
    /// <param name="history">the assignment and those whose reports count as its own</param>
    /// <param name="year">of the plan; null where nothing is asked of the unit's number</param>
    public IReadOnlyList<ObligationCount> Of(long workItemId, long[] history, int? year, LocalDate since) =>
        [.. duties[workItemId].Select(duty =>
        {
            var said = history.SelectMany(id => counts[id]).Where(c => c.ObligationId == duty.Id).ToList();
            return new ObligationCount(duty.Id, duty.Obligation, year, since, said.Sum(c => c.Done), said.Sum(c => c.Late));
        })];
}
