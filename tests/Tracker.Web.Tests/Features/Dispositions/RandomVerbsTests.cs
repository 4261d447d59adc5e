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
public sealed class RandomVerbsTests
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

    static readonly (string Name, Func<RandomVerbsTests, Play, string, ModelPart, Move> Move)[] verbs =
    [
        ("sign", (t, p, who, part) => t.Sign(p, who, part)), ("report", (t, p, who, part) => t.Report(p, who, part)),
        ("report", (t, p, who, part) => t.Report(p, who, part)), ("submit", (t, p, who, part) => t.Submit(p, who, part)), ("submit", (t, p, who, part) => t.Submit(p, who, part)),
        ("confirm", (t, p, who, part) => t.Confirm(p, who, part)), ("return", (t, p, who, part) => t.SendBack(p, who, part)),
        ("ask-extension", (t, p, who, part) => t.AskExtension(p, who, part)), ("grant-extension", (t, p, who, part) => t.GrantExtension(p, who, part)),
        ("ask-exemption", (t, p, who, part) => t.AskExemption(p, who, part)), ("grant-exemption", (t, p, who, part) => t.GrantExemption(p, who, part)),
        ("ask-reassignment", (t, p, who, part) => t.AskReassignment(p, who, part)), ("grant-reassignment", (t, p, who, part) => t.GrantReassignment(p, who, part)),
        ("refuse", (t, p, who, part) => t.Refuse(p, who, part)), ("take-back", (t, p, who, part) => t.TakeBack(p, who, part)),
        ("suspend", (t, p, who, part) => t.Suspend(p, who)), ("resume", (t, p, who, part) => t.Resume(p, who)),
        ("withdraw", (t, p, who, part) => t.Withdraw(p, who)), ("supersede", (t, p, who, part) => t.Supersede(p, who)),
        ("close-without", (t, p, who, part) => t.CloseWithout(p, who)), ("close-period", (t, p, who, part) => t.ClosePeriod(p, who)),
        ("rule", (t, p, who, part) => t.Rule(p, who)), ("reopen", (t, p, who, part) => t.Reopen(p, who)),
        ("correct", (t, p, who, part) => t.Correct(p, who)), ("change", (t, p, who, part) => t.Change(p, who)), ("move-checkpoint", (t, p, who, part) => t.MoveCheckpoint(p, who)),
        ("transfer", (t, p, who, part) => t.Transfer(p, who, part)), ("answer-trigger", (t, p, who, part) => t.AnswerTrigger(p, who, part)), ("set-date", (t, p, who, part) => t.SetDate(p, who)),
    ];

    static bool Own(string who, ModelPart part) => who == "li-" + part.Unit;
    static bool Boss(string who) => who == "coordinator";
    static OfficeMoment At(LocalDate day) => new OfficeClock(TimeProvider.System).On(day);
    static Web.Features.Approvals.PaperApproval Paper(Play play) => new("负责人", play.Day);

    Task<long> Newest(string table, ModelPart part) => office.Scalar<long>($"SELECT coalesce(max(id), 0) FROM {table} WHERE assignment_id = @Id", new { part.Id });

    static Move Make(string name, bool allowed, Action effect, Func<Task> verb) => new(name, allowed, (_, _) => effect(), verb);

    Move Sign(Play play, string who, ModelPart part) => Make("sign", Own(who, part) && play.Model.MaySign(part.Dispatch, part.Unit), () => play.Model.Sign(part.Dispatch, part.Unit),
        () => office.Get<Acknowledge>().Run(actors[who], At(play.Day), part.Dispatch, office.Unit(part.Unit)));

    Move Report(Play play, string who, ModelPart part) => Make("report", Own(who, part) && play.Model.MayAct(part), () => part.Reported = true,
        () => office.Get<ReportProgress>().Run(actors[who], At(play.Day), new(part.Id, "正在推进", null, "", "", Guid.NewGuid())));

    Move Submit(Play play, string who, ModelPart part) => Make("submit", Own(who, part) && play.Model.MayAct(part) && part is { Role: not Support, Submitted: false }, () => part.Submitted = true,
        () => office.Get<SubmitCompletion>().Run(actors[who], At(play.Day), new(part.Id, "完成", true, Paper(play))));

    Move Confirm(Play play, string who, ModelPart part) => Make("confirm", Boss(who) && part.Submitted, () => play.Model.Confirm(part),
        async () => await office.Get<ConfirmCompletion>().Run(actors[who], At(play.Day), new(await Newest("completions", part), Rating.Good)));

    // While a part waits for its occasion there is no date by which to put it right.
    Move SendBack(Play play, string who, ModelPart part) => play.Model.AwaitsFor(part) ? Report(play, who, part) : Make("return", Boss(who) && part.Submitted, () => play.Model.SendBack(part),
        async () => await office.Get<ReturnCompletion>().Run(actors[who], At(play.Day), new(await Newest("completions", part), ReturnReason.NotFinished, "补办")));

    bool MayAsk(Play play, string who, ModelPart part) => Own(who, part) && play.Model.MayAct(part) && !part.Waits;

    Move AskExtension(Play play, string who, ModelPart part)
    {
        var until = new LocalDate(2020, 3, 1).PlusDays(++later);
        return Make("ask-extension", MayAsk(play, who, part) && !play.Model.AwaitsFor(part), () => part.Asking = RequestKind.Extension,
            () => office.Get<RequestExtension>().Run(actors[who], At(play.Day), new(part.Id, null, until, "另有安排", document, Paper(play))));
    }

    Move GrantExtension(Play play, string who, ModelPart part) => Make("grant-extension", Boss(who) && part is { Asking: RequestKind.Extension, End: null }, () => (part.Asking, part.Dated) = (null, true), async () =>
    {
        var request = await Newest("requests", part);
        var asked = await office.Scalar<DateTime?>("SELECT new_on::timestamp FROM requests WHERE id = @request", new { request });
        await office.Get<GrantExtension>().Run(actors[who], At(play.Day), new(request, asked is { } on ? LocalDate.FromDateTime(on) : new(2021, 1, 1), false));
    });

    Move AskExemption(Play play, string who, ModelPart part) => Make("ask-exemption", MayAsk(play, who, part) && part.Role == Responsible, () => part.Asking = RequestKind.Exemption,
        () => office.Get<RequestExemption>().Run(actors[who], At(play.Day), new(part.Id, "没有这项职能", Paper(play))));

    Move GrantExemption(Play play, string who, ModelPart part) => Make("grant-exemption", Boss(who) && part is { Asking: RequestKind.Exemption, End: null }, () => play.Model.Exempt(part),
        async () => await office.Get<GrantExemption>().Run(actors[who], At(play.Day), new(await Newest("requests", part), document)));

    Move AskReassignment(Play play, string who, ModelPart part)
    {
        var (unit, role) = (units[play.Random.Next(units.Length)], (AssignmentRole)play.Random.Next(3));
        var inTime = play.Day <= calendar.AddWorkdays(part.GivenOn, LampRule.Default.ReassignWithin).Date;
        // What waits for its occasion goes to nobody else here: its date is not the question.
        if (play.Model.WhenAppropriate) return Report(play, who, part);
        return Make("ask-reassignment", MayAsk(play, who, part) && inTime && unit != part.Unit && !(play.Model.Of(unit) is { } own && own.Role <= role),
            () => (part.Asking, part.AskedUnit, part.AskedRole) = (RequestKind.Reassignment, unit, role),
            () => office.Get<RequestReassignment>().Run(actors[who], At(play.Day), new(part.Id, office.Unit(unit), role, "职责在另一单位", Paper(play))));
    }

    Move GrantReassignment(Play play, string who, ModelPart part) => new("grant-reassignment", Boss(who) && play.Model.MayReassign(part),
        (assignment, dispatch) => play.Model.Reassign(part, assignment, dispatch, play.Day),
        async () => await office.Get<GrantReassignment>().Run(actors[who], At(play.Day), new(await Newest("requests", part), document)));

    Move Refuse(Play play, string who, ModelPart part) => Make("refuse", Boss(who) && part is { Asking: not null, End: null }, () => part.Asking = null,
        async () => await office.Get<RefuseRequest>().Run(actors[who], At(play.Day), await Newest("requests", part), "按期办理"));

    Move TakeBack(Play play, string who, ModelPart part) => Make("take-back", Own(who, part) && part.Asking is not null, () => part.Asking = null,
        async () => await office.Get<TakeBackRequest>().Run(actors[who], At(play.Day), await Newest("requests", part)));

    Move Suspend(Play play, string who) => Make("suspend", Boss(who) && play.Model.IsOpen, () => play.Model.Suspended = true,
        () => office.Get<SuspendItem>().Run(actors[who], At(play.Day), new(play.Item, play.Day.PlusDays(60), "条件变化", document)));

    Move Resume(Play play, string who) => Make("resume", Boss(who) && play.Model is { IsOpen: true, Suspended: true }, () => play.Model.Suspended = false,
        () => office.Get<ResumeItem>().Run(actors[who], At(play.Day), new(play.Item, null, "条件具备", Basis.None)));

    Move Withdraw(Play play, string who) => Make("withdraw", Boss(who) && play.Model.IsOpen, () => play.Model.Close(Closing.Withdrawn),
        () => office.Get<WithdrawItem>().Run(actors[who], At(play.Day), new(play.Item, "文件废止", document)));

    Move Supersede(Play play, string who) => Make("supersede", Boss(who) && play.Model.IsOpen, () => play.Model.Close(Closing.Superseded),
        () => office.Get<SupersedeItem>().Run(actors[who], At(play.Day), new(play.Item, play.Other, "重复", document)));

    Move CloseWithout(Play play, string who)
    {
        var missing = play.Model.Live.Where(p => p is { Role: not Support, End: null }).Select(p => office.Unit(p.Unit)).ToList();
        return Make("close-without", Boss(who) && play.Model.IsRunning && play.Model.Live.Any(p => p.Confirmed), () => play.Model.Close(Closing.Completed),
            () => office.Get<CloseWithout>().Run(actors[who], At(play.Day), new(play.Item, missing, "不再等待")));
    }

    Move ClosePeriod(Play play, string who) => Make("close-period", Boss(who) && play.Model is { IsRunning: true, EndsWithTheYear: true } && play.Day >= new LocalDate(2018, 12, 15),
        () => play.Model.Close(Closing.PeriodClosed), () => office.Get<ClosePeriod>().Run(actors[who], At(play.Day), [play.Item], "年度任务完成"));

    Move Rule(Play play, string who)
    {
        var rule = new[] { new CompletionRule(CompletionRuleKind.All), new(CompletionRuleKind.LeadOnly), new(CompletionRuleKind.Quorum, play.Random.Next(5)) }[play.Random.Next(3)];
        return Make("rule", Boss(who) && play.Model.IsRunning && (rule.Kind != CompletionRuleKind.Quorum || rule.Quorum >= 1 && rule.Quorum <= play.Model.Answering), () => play.Model.Choose(rule),
            () => office.Get<SetCompletionRule>().Run(actors[who], At(play.Day), new(play.Item, rule)));
    }

    Move Reopen(Play play, string who)
    {
        var chosen = play.Model.Live.Where(_ => play.Random.Next(2) == 0).ToList();
        return Make("reopen", Boss(who) && play.Model.Closed is (Closing.Completed or Closing.PeriodClosed) && chosen.Count > 0 && chosen.All(p => p.End != AssignmentState.Exempt),
            () => play.Model.Reopen(chosen),
            () => office.Get<ReopenItem>().Run(actors[who], At(play.Day), new(play.Item, play.Day.PlusDays(90), [.. chosen.Select(p => p.Id)], "没有落实", Basis.None)));
    }

    // Now and then from a form that another has overtaken.
    Move Correct(Play play, string who)
    {
        var stale = play.Random.Next(4) == 0;
        return Make("correct", Boss(who) && !stale && play.Model.Closed is null, () => { },
            () => Adjust(play, who, AdjustmentKind.Correction, Basis.None, stale, content => content with { Text = content.Text + "（勘误）" }));
    }

    Move Change(Play play, string who)
    {
        var basis = play.Random.Next(4) > 0;
        if (play.EndsWithTheYear || !play.Model.EndsWithTheYear && !play.Model.ByDate) return Correct(play, who);
        var due = play.Day.PlusDays(30 + ++later % 20);
        return Make("change", Boss(who) && basis && play.Model.Closed is null, () => play.Model.ByDate = true,
            () => Adjust(play, who, AdjustmentKind.Change, basis ? document : Basis.None, stale: false, content => content with { LimitRaw = $"{due.OnPaper()}前（{later}）", LimitKind = TimeLimitKind.ByDate, DueOn = due }));
    }

    async Task Adjust(Play play, string who, AdjustmentKind kind, Basis basis, bool stale, Func<ItemContent, ItemContent> change)
    {
        await using var connection = await office.Get<Database>().Open();
        var now = (await ItemContents.Of(connection, office.RegionId, office.PlanId, play.Item))!;
        await office.Get<AdjustItem>().Run(actors[who], At(play.Day), new(play.Item, stale ? now.Version - 1 : now.Version, change(now.Content), new(kind, "原文如此", basis)));
    }

    Move MoveCheckpoint(Play play, string who)
    {
        var on = play.Day.PlusDays(play.Random.Next(60) - 10);
        return Make("move-checkpoint", Boss(who) && on != thirdQuarter && on >= play.Day, () => thirdQuarter = on,
            () => office.Get<MoveCheckpoint>().Run(actors[who], At(play.Day), new(office.PlanId, CheckpointKind.ThirdQuarter, on, "会期有变", Basis.None)));
    }

    Move Transfer(Play play, string who, ModelPart part)
    {
        if (play.Model.WhenAppropriate) return Report(play, who, part);
        var unit = units[play.Random.Next(units.Length)];
        return new("transfer", Boss(who) && part is { End: null, Waits: false } && unit != part.Unit && play.Model.Of(unit) is not { Waits: true },
            (assignment, _) => play.Model.Transfer(part, unit, assignment, play.Day),
            () => office.Get<TransferAssignments>().Run(actors[who], At(play.Day), new(office.Unit(part.Unit), office.Unit(unit), [part.Id], "藏政办函〔2018〕30号")));
    }

    Move AnswerTrigger(Play play, string who, ModelPart part)
    {
        var (met, quarter) = (play.Random.Next(3) == 0, TriggerQuestion.QuarterOf(play.Day));
        return Make("answer-trigger", Own(who, part) && play.Model.MayAct(part) && part.IsFirstLead && play.Model.AwaitsFor(part) && !play.Model.Met && (met || play.Model.Answered != quarter),
            () => (play.Model.Met, play.Model.Answered) = (met, quarter),
            () => office.Get<AnswerTrigger>().Run(actors[who], At(play.Day), new(part.Id, met ? play.Day.PlusDays(40) : null, "配套文件")));
    }

    Move SetDate(Play play, string who)
    {
        var waiting = play.Model.Live.Where(p => p.End is null && play.Model.AwaitsFor(p)).ToList();
        return Make("set-date", Boss(who) && play.Model.IsRunning && waiting.Count > 0,
            () => waiting.ForEach(p => p.Dated = true), () => office.Get<SetTriggerDate>().Run(actors[who], At(play.Day), new(play.Item, play.Day.PlusDays(40))));
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
