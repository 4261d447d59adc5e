using Dapper;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Adjustments;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Completions;
using Tracker.Web.Features.Dispositions;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Features.Requests;
using Tracker.Web.Features.Transfers;
using Tracker.Web.Features.Triggers;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Assignments;
using static Tracker.Domain.WorkItems.AssignmentRole;

namespace Tracker.Web.Tests.Features.Dispositions;

/// <summary>
/// Random verbs by random people: a small model of what the rules allow is fed the same verbs, and says beforehand which are refused and
/// afterwards which state everything is in. Nothing that is refused writes anything; what is over stays over.
/// </summary>
[TestFixture]
public sealed partial class RandomVerbsTests
{
    const int Plays = 15, Steps = 45;

    /// <summary>So often at least each verb has to have happened over all plays.</summary>
    const int Least = 2;

    static readonly string[] units = ["a", "b", "office", "c"];
    static readonly string[] people = ["li-a", "li-b", "li-c", "li-office", "coordinator", "coordinator", "coordinator", "leader"];
    static readonly Basis document = Basis.Of(null, null, "藏政办函〔2018〕30号");

    SmallOffice office = null!;
    WorkingCalendar calendar = null!;
    readonly Dictionary<string, Actor> actors = [];
    readonly Dictionary<string, int> happened = [];

    LocalDate thirdQuarter = new(2018, 9, 30);
    int later;

    /// <summary>One play: an item with its parts and what the model says of it.</summary>
    /// <param name="EndsWithTheYear">its limit stays 全年, so that its year can be closed</param>
    sealed record Play(long Item, long Other, ItemModel Model, Random Random, LocalDate StartsOn, bool EndsWithTheYear)
    {
        public int Step { get; set; }
        public LocalDate Day { get; set; } = StartsOn;
    }

    /// <param name="Effect">what it does to the model, once it has been done; given the newest assignment and the dispatch that it came by</param>
    sealed record Move(string Name, bool Allowed, Action<long, long> Effect, Func<Task> Verb);

    [OneTimeSetUp]
    public async Task Create()
    {
        office = await SmallOffice.Create();
        foreach (var login in people.Distinct())
            actors[login] = await office.Person(login);
        await using var connection = await office.Get<Database>().Open();
        calendar = await Calendars.Load(connection, office.RegionId);
    }

    [OneTimeTearDown]
    public async Task Drop() => await office.DisposeAsync();

    [Test]
    public async Task Rows_model_and_events_agree_after_every_verb()
    {
        for (var seed = 1; seed <= Plays; seed++)
            await Run(seed, await Begin(seed));
        TestContext.Out.WriteLine(string.Join(' ', happened.OrderBy(h => h.Key).Select(h => $"{h.Key}:{h.Value}")));
        await AssertEventsAgreeWithRows();
        Assert.That(verbs.Select(v => v.Name).Where(name => happened.GetValueOrDefault(name) < Least), Is.Empty, "verbs that hardly happened");
    }

    // Each play has a dispatch of its own: two of the year's kinds from summer on, one that begins when the year may be closed.
    async Task<Play> Begin(int seed)
    {
        var (startsOn, whenAppropriate) = (seed % 3 == 1 ? new LocalDate(2018, 12, 12) : new LocalDate(2018, 7, 2), seed % 3 == 2);
        var parts = await office.Item(("a", Lead), ("b", Responsible), ("office", Responsible), ("c", Support));
        var item = await office.ItemOf(parts["a"]);
        var other = await office.ItemOf((await office.Item(("a", Lead)))["a"]);
        var at = At(startsOn);
        var dispatch = await office.Scalar<long>("""
            WITH handed AS (
                INSERT INTO dispatches (region_id, work_plan_id, supplements, dispatched_by, dispatched_on, dispatched_at, self_reviewed)
                SELECT region_id, work_plan_id, id, dispatched_by, @day, @Now, false FROM dispatches WHERE id = @DispatchId RETURNING region_id, id),
            told AS (INSERT INTO dispatch_units (region_id, dispatch_id, unit_id, unit_name) SELECT h.region_id, h.id, u.id, u.short_name FROM handed h, units u),
            named AS (INSERT INTO item_units (region_id, work_item_id, position, role, name)
                SELECT a.region_id, a.work_item_id, row_number() OVER (ORDER BY a.id), a.role, u.short_name FROM assignments a JOIN units u ON u.id = a.unit_id WHERE a.work_item_id = @item),
            limited AS (UPDATE work_items SET limit_raw = '适时', limit_kind = 'WhenAppropriate' WHERE id = @item AND @whenAppropriate)
            UPDATE assignments a SET dispatch_id = h.id FROM handed h WHERE a.work_item_id = @item;
            SELECT max(id) FROM dispatches
            """, new { day = startsOn.ToDateOnly(), at.Now, office.DispatchId, item, whenAppropriate });
        var model = new ItemModel(whenAppropriate);
        foreach (var unit in units)
            model.Add(unit, parts[unit], unit switch { "a" => Lead, "c" => Support, _ => Responsible }, unit == "office" ? 2 : 1, dispatch, startsOn);
        foreach (var unit in new[] { "a", "b", "c" })
        {
            await office.Get<Acknowledge>().Run(actors["li-" + unit], at, dispatch, office.Unit(unit));
            model.Sign(dispatch, unit);
        }
        await office.Get<Database>().InTransaction(connection => office.Get<Web.Features.Lamps.Lamps>().Refresh(connection, office.RegionId, [.. parts.Values], at));
        return new(item, other, model, new(seed), startsOn, EndsWithTheYear: seed % 3 == 1);
    }

    async Task Run(int seed, Play play)
    {
        for (; play.Step < Steps; play.Step++)
        {
            play.Day = play.Day.PlusDays(play.Random.Next(3) / 2);
            var (who, unit, move) = Choose(play);
            var told = $"play {seed} step {play.Step}: {who} {move.Name} {unit} on {play.Day}";
            var (before, events) = (await Everything(play.Item), await Events());
            var refusal = await Refusal(move.Verb);
            Assert.That(refusal is null, Is.EqualTo(move.Allowed), $"{told}: {refusal}; {play.Model.States()}");
            Assert.That(await Events() > events, Is.EqualTo(move.Allowed), $"{told} and its event");
            if (refusal is null)
            {
                move.Effect(await office.Scalar<long>("SELECT max(id) FROM assignments"), await office.Scalar<long>("SELECT max(id) FROM dispatches"));
                happened[move.Name] = happened.GetValueOrDefault(move.Name) + 1;
            }
            else
                Assert.That(await Everything(play.Item), Is.EqualTo(before), $"{told} was refused and wrote something");
            Assert.That(await States(play), Is.EqualTo(play.Model.States()), $"after {told}");
        }
    }

    // One in three at a venture, whoever it is; else of many the allowed one that has happened least, so that each gets its turn.
    (string Who, string Unit, Move Move) Choose(Play play)
    {
        var first = Draw(play);
        if (play.Random.Next(3) == 0)
            return first;
        return Enumerable.Range(0, 150).Select(_ => Draw(play)).Append(first).Where(d => d.Move.Allowed)
            .OrderBy(d => happened.GetValueOrDefault(d.Move.Name) + play.Random.Next(4)).FirstOrDefault(first);
    }

    (string Who, string Unit, Move Move) Draw(Play play)
    {
        var who = people[play.Random.Next(people.Length)];
        var unit = play.Random.Next(4) > 0 && who.StartsWith("li-", StringComparison.Ordinal) ? who[3..] : units[play.Random.Next(units.Length)];
        var verb = verbs[play.Random.Next(verbs.Length)];
        // What ends the item for good comes last, and an occasion some time after it was asked for.
        while (verb.Name is "withdraw" or "supersede" && play.Step < Steps - 5 || verb.Name == "set-date" && play.Step < Steps / 4)
            verb = verbs[play.Random.Next(verbs.Length)];
        var part = play.Model.Of(unit) ?? play.Model.All.Last(p => p.Unit == unit);
        return (who, unit, verb.Move(this, play, who, part));
    }

    // Each event tells what its verb wrote.
    async Task AssertEventsAgreeWithRows()
    {
        foreach (var (verb, row) in new[]
        {
            ("Acknowledge", "SELECT FROM acknowledgements k WHERE k.dispatch_id = (e.after->>'dispatchId')::bigint AND k.unit_id = (e.after->>'unitId')::bigint AND k.person_id = e.person_id"),
            ("ReportProgress", "SELECT FROM progress_reports r WHERE r.id = (e.after->>'reportId')::bigint AND r.text = e.after->'line'->>'Text' AND e.subject = 'Assignment:' || r.assignment_id"),
            ("SubmitCompletion", "SELECT FROM completions c WHERE c.id = (e.after->>'completionId')::bigint AND c.text = e.after->>'Text' AND e.subject = 'Assignment:' || c.assignment_id"),
            ("RequestExtension", "SELECT FROM requests r WHERE r.id = (e.after->>'requestId')::bigint AND r.new_on = (e.after->'request'->>'NewOn')::date AND e.subject = 'Assignment:' || r.assignment_id"),
            ("RequestExemption", "SELECT FROM requests r WHERE r.id = (e.after->>'requestId')::bigint AND r.reason = e.after->'request'->>'Reason' AND e.subject = 'Assignment:' || r.assignment_id"),
            ("RequestReassignment", "SELECT FROM requests r WHERE r.id = (e.after->>'requestId')::bigint AND r.to_unit_id = (e.after->'request'->>'ToUnitId')::bigint AND e.subject = 'Assignment:' || r.assignment_id"),
            ("GrantExtension", "SELECT FROM moved_dates m WHERE m.request_id = (e.after->>'RequestId')::bigint AND m.new_on = (e.after->>'NewOn')::date"),
            ("GrantExemption", "SELECT FROM request_decisions d WHERE d.request_id = (e.after->>'RequestId')::bigint AND d.decision = 'Granted' AND d.basis_document = e.after->'Basis'->>'Document'"),
            ("GrantReassignment", "SELECT FROM request_decisions d JOIN assignments g ON g.id = (e.after->>'given')::bigint WHERE d.request_id = (e.after->'form'->>'RequestId')::bigint AND d.decision = 'Granted'"),
            ("RefuseRequest", "SELECT FROM request_decisions d WHERE d.request_id = (e.after->>'requestId')::bigint AND d.decision = 'Refused' AND d.reason = e.after->>'reason'"),
            ("SuspendItem", "SELECT FROM suspensions s WHERE e.subject = 'WorkItem:' || s.work_item_id AND s.review_on = (e.after->>'ReviewOn')::date AND (s.step = 'Suspended') = (e.before->>'SuspendedOn' IS NULL)"),
            ("ResumeItem", "SELECT FROM suspensions s WHERE e.subject = 'WorkItem:' || s.work_item_id AND s.step = 'Suspended' AND s.decided_on = (e.before->>'SuspendedOn')::date"),
            ("WithdrawItem", "SELECT FROM item_closings z WHERE e.subject = 'WorkItem:' || z.work_item_id AND z.how = 'Withdrawn' AND z.reason = e.after->>'Reason'"),
            ("SupersedeItem", "SELECT FROM item_closings z WHERE e.subject = 'WorkItem:' || z.work_item_id AND z.successor_item_id = (e.after->>'IntoId')::bigint"),
            ("CloseWithout", "SELECT FROM item_closings z WHERE e.subject = 'WorkItem:' || z.work_item_id AND to_jsonb(z.without_units) = e.before->'open'"),
            ("ClosePeriod", "SELECT FROM item_closings z WHERE e.subject = 'WorkItem:' || z.work_item_id AND z.how = 'PeriodClosed' AND z.reason = e.after->>'text'"),
            ("SetCompletionRule", "SELECT FROM item_completion_rules r WHERE e.subject = 'WorkItem:' || r.work_item_id AND r.kind = e.after->>'Kind' AND coalesce(r.quorum, 0) = (e.after->>'Quorum')::int"),
            ("ReopenItem", "SELECT FROM item_reopenings o JOIN item_closings z USING (region_id, work_item_id, round) WHERE e.subject = 'WorkItem:' || o.work_item_id AND o.due_on = (e.after->>'NewOn')::date AND z.how = e.before->>'Closed'"),
            ("AdjustItem", "SELECT FROM adjustments a WHERE e.subject = 'WorkItem:' || a.work_item_id AND a.before = e.before AND a.after = e.after"),
            ("MoveCheckpoint", "SELECT FROM adjusted_dates d JOIN checkpoints c ON c.id = d.checkpoint_id AND c.kind = e.after->>'Kind' WHERE d.old_on = (e.before->>'On')::date AND d.new_on = (e.after->>'On')::date"),
            ("TransferAssignments", "SELECT FROM assignment_transfers x JOIN assignments a ON a.id = x.from_assignment_id AND a.role = e.before->>'Role' WHERE e.subject = 'Assignment:' || a.id AND x.transfer_id = (e.after->>'transferId')::bigint AND x.to_assignment_id = (e.after->>'to')::bigint"),
            ("AnswerTrigger", "SELECT FROM trigger_answers t WHERE e.subject = 'Assignment:' || t.assignment_id AND t.met = (e.after->>'ProposedOn' IS NOT NULL) AND t.reason = e.after->>'Reason'"),
            ("SetTriggerDate", "SELECT FROM moved_dates m JOIN assignments a ON a.id = m.assignment_id WHERE e.subject = 'WorkItem:' || a.work_item_id AND m.cause = 'Trigger' AND m.new_on = (e.after->>'On')::date"),
        })
        {
            Assert.That(await office.Scalar<long>($"SELECT count(*) FROM events e WHERE e.verb = '{verb}'"), Is.GreaterThan(0), verb);
            Assert.That(await office.Scalar<long>($"SELECT count(*) FROM events e WHERE e.verb = '{verb}' AND NOT EXISTS ({row})"), Is.Zero, verb);
        }
    }

    static async Task<string?> Refusal(Func<Task> verb)
    {
        try
        {
            await verb();
            return null;
        }
        catch (RuleBroken broken)
        {
            return broken.Rule;
        }
    }

    Task<long> Events() => office.Scalar<long>("SELECT count(*) FROM events");

    // Every row that speaks of the item, in one line.
    Task<string> Everything(long item) => office.Scalar<string>("""
        SELECT concat_ws('|', (SELECT count(*) FROM completions c JOIN assignments a ON a.id = c.assignment_id WHERE a.work_item_id = @item),
            (SELECT count(*) FROM completion_decisions), (SELECT count(*) FROM requests), (SELECT count(*) FROM request_decisions), (SELECT count(*) FROM moved_dates),
            (SELECT count(*) FROM item_closings), (SELECT count(*) FROM item_reopenings), (SELECT count(*) FROM suspensions), (SELECT count(*) FROM item_completion_rules),
            (SELECT count(*) FROM progress_reports), (SELECT count(*) FROM mail_promises), (SELECT count(*) FROM adjustments), (SELECT count(*) FROM transfers),
            (SELECT count(*) FROM trigger_answers), (SELECT count(*) FROM acknowledgements), (SELECT count(*) FROM dispatches), (SELECT string_agg(c::text, ',') FROM checkpoints c),
            (SELECT string_agg(a::text, ',' ORDER BY a.id) FROM assignments a WHERE a.work_item_id = @item), (SELECT w::text FROM work_items w WHERE w.id = @item),
            (SELECT string_agg(l::text, ',' ORDER BY l.assignment_id) FROM lamps l WHERE l.work_item_id = @item))
        """, new { item });

    async Task<string> States(Play play)
    {
        await using var connection = await office.Get<Database>().Open();
        var ids = play.Model.All.Select(p => p.Id).ToList();
        var facts = (await AssignmentFactsQuery.Of(connection, office.RegionId, ids, play.Day)).ToDictionary(a => a.Id);
        var ended = (await connection.QueryAsync<long>($"SELECT a.id FROM assignments a WHERE a.work_item_id = @Item AND {Ended.Sql}", new { play.Item })).ToHashSet();
        Assert.That(ids.Where(id => facts[id].Facts.End is not null), Is.EquivalentTo(ended), "the judge of lamps and the lists of open work agree");
        return string.Join(' ', play.Model.All.Select(p => $"{p.Unit}:{facts[p.Id].State}")
            .Append((await connection.ExecuteScalarAsync<string>("SELECT state FROM item_lamps WHERE work_item_id = @Item", new { play.Item }))!));
    }
}
