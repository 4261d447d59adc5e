using Dapper;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Completions;
using Tracker.Web.Features.Dispositions;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Features.Requests;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Assignments;
using static Tracker.Domain.WorkItems.AssignmentRole;
using static Tracker.Web.Tests.Features.Assignments.SmallOffice;

namespace Tracker.Web.Tests.Features.Dispositions;

/// <summary>
/// Random verbs by random people: a small model of what the rules allow is fed the same verbs, and says beforehand which are refused and
/// afterwards which state everything is in. Nothing that is refused writes anything; what is over stays over.
/// </summary>
[TestFixture]
public sealed class RandomVerbsTests
{
    const int Seeds = 8;
    const int Steps = 40;

    static readonly string[] people = ["li-a", "li-b", "li-c", "li-office", "coordinator", "coordinator", "coordinator", "leader"];
    static readonly Basis document = Basis.Of(null, null, "藏政办函〔2018〕30号");

    SmallOffice office = null!;
    readonly Dictionary<string, Actor> actors = [];
    bool officeSigned;

    // Goes on from one play to the next, since a unit signs once for all of them.
    LocalDate day = new(2018, 7, 2);
    int later;

    [OneTimeSetUp]
    public async Task Create()
    {
        office = await SmallOffice.Create();
        foreach (var code in new[] { "a", "b", "c" })
            await office.Get<Acknowledge>().Run(await office.Person("li-" + code), On(6, 12), office.DispatchId, office.Unit(code));
        foreach (var login in people.Distinct())
            actors[login] = await office.Person(login);
    }

    [OneTimeTearDown]
    public async Task Drop() => await office.DisposeAsync();

    [Test]
    public async Task Rows_model_and_events_agree_after_every_verb()
    {
        foreach (var seed in Enumerable.Range(1, Seeds))
            await Play(seed);
        await AssertEventsAgreeWithRows();
    }

    async Task Play(int seed)
    {
        var random = new Random(seed);
        var parts = await office.Item(("a", Lead), ("b", Responsible), ("office", Responsible), ("c", Support));
        var other = await office.ItemOf((await office.Item(("a", Lead)))["a"]);
        var itemId = await office.ItemOf(parts["a"]);
        var model = new Model(parts, officeSigned);
        await office.Get<Database>().InTransaction(connection => office.Get<Web.Features.Lamps.Lamps>().Refresh(connection, office.RegionId, [.. parts.Values], new OfficeClock(TimeProvider.System).On(day)));
        for (var step = 0; step < Steps; step++)
        {
            day = day.PlusDays(random.Next(3) / 2);
            var who = people[random.Next(people.Length)];
            var unit = random.Next(3) > 0 && who.StartsWith("li-", StringComparison.Ordinal) ? who[3..] : parts.Keys.ElementAt(random.Next(parts.Count));
            var (name, verb, allowed) = await Choose(random, model, who, unit, itemId, other, new OfficeClock(TimeProvider.System).On(day));
            var (before, events) = (await Everything(itemId), await Events());
            var refusal = await Refusal(verb);
            Assert.That(refusal is null, Is.EqualTo(allowed), $"seed {seed} step {step}: {who} {name} {unit} on {day}: {refusal}");
            Assert.That(await Events() > events, Is.EqualTo(allowed), $"seed {seed} step {step}: {name} and its event");
            var after = await States(parts, itemId, day);
            if (refusal is not null) Assert.That(await Everything(itemId), Is.EqualTo(before), $"seed {seed} step {step}: {name} was refused and wrote something");
            Assert.That(after, Is.EqualTo(model.States()), $"seed {seed} step {step}: after {name} {unit} on {day}");
        }
        officeSigned = model.Parts["office"].Signed;
    }

    // Each event tells what its verb wrote; and most verbs were there.
    async Task AssertEventsAgreeWithRows()
    {
        var happened = 0;
        foreach (var (verb, row) in new[]
        {
            ("SubmitCompletion", "SELECT FROM completions c WHERE c.id = (e.after->>'completionId')::bigint AND c.text = e.after->>'Text' AND e.subject = 'Assignment:' || c.assignment_id"),
            ("RequestExtension", "SELECT FROM requests r WHERE r.id = (e.after->>'requestId')::bigint AND r.new_on = (e.after->'request'->>'NewOn')::date AND e.subject = 'Assignment:' || r.assignment_id"),
            ("RequestExemption", "SELECT FROM requests r WHERE r.id = (e.after->>'requestId')::bigint AND r.reason = e.after->'request'->>'Reason' AND e.subject = 'Assignment:' || r.assignment_id"),
            ("GrantExtension", "SELECT FROM moved_dates m WHERE m.request_id = (e.after->>'RequestId')::bigint AND m.new_on = (e.after->>'NewOn')::date"),
            ("GrantExemption", "SELECT FROM request_decisions d WHERE d.request_id = (e.after->>'RequestId')::bigint AND d.decision = 'Granted' AND d.basis_document = e.after->'Basis'->>'Document'"),
            ("SuspendItem", "SELECT FROM suspensions s WHERE e.subject = 'WorkItem:' || s.work_item_id AND s.review_on = (e.after->>'ReviewOn')::date AND (s.step = 'Suspended') = (e.before->>'SuspendedOn' IS NULL)"),
            ("ResumeItem", "SELECT FROM suspensions s WHERE e.subject = 'WorkItem:' || s.work_item_id AND s.step = 'Suspended' AND s.decided_on = (e.before->>'SuspendedOn')::date"),
            ("WithdrawItem", "SELECT FROM item_closings z WHERE e.subject = 'WorkItem:' || z.work_item_id AND z.how = 'Withdrawn' AND z.reason = e.after->>'Reason'"),
            ("SupersedeItem", "SELECT FROM item_closings z WHERE e.subject = 'WorkItem:' || z.work_item_id AND z.successor_item_id = (e.after->>'IntoId')::bigint"),
            ("CloseWithout", "SELECT FROM item_closings z WHERE e.subject = 'WorkItem:' || z.work_item_id AND to_jsonb(z.without_units) = e.before->'open'"),
            ("SetCompletionRule", "SELECT FROM item_completion_rules r WHERE e.subject = 'WorkItem:' || r.work_item_id AND r.kind = e.after->>'Kind' AND coalesce(r.quorum, 0) = (e.after->>'Quorum')::int"),
            ("ReopenItem", "SELECT FROM item_reopenings o JOIN item_closings z USING (region_id, work_item_id, round) WHERE e.subject = 'WorkItem:' || o.work_item_id AND o.due_on = (e.after->>'NewOn')::date AND z.how = e.before->>'Closed'"),
        })
        {
            happened += await office.Scalar<long>($"SELECT count(*) FROM events e WHERE e.verb = '{verb}'") > 0 ? 1 : 0;
            Assert.That(await office.Scalar<long>($"SELECT count(*) FROM events e WHERE e.verb = '{verb}' AND NOT EXISTS ({row})"), Is.Zero, verb);
        }
        Assert.That(happened, Is.GreaterThan(6));
    }

    async Task<(string Name, Func<Task> Verb, bool Allowed)> Choose(Random random, Model model, string who, string unit, long item, long other, OfficeMoment at)
    {
        var (by, part, own, boss) = (actors[who], model.Parts[unit], who == "li-" + unit, who == "coordinator");
        var completion = await office.Scalar<long>("SELECT coalesce(max(id), 0) FROM completions WHERE assignment_id = @Id", new { part.Id });
        var request = await office.Scalar<long>("SELECT coalesce(max(id), 0) FROM requests WHERE assignment_id = @Id", new { part.Id });
        var paper = new Web.Features.Approvals.PaperApproval("负责人", at.Today);
        switch (random.Next(20))
        {
            case 0:
                return ("sign", () => office.Get<Acknowledge>().Run(by, at, office.DispatchId, office.Unit(unit)), model.Does(own && !part.Signed, () => part.Signed = true));
            case 1 or 2:
                return ("report", () => office.Get<ReportProgress>().Run(by, at, new(part.Id, "正在推进", null, "", "", Guid.NewGuid())), model.Does(own && model.MayAct(part), () => part.Reported = true));
            case 3 or 4 or 5:
                return ("submit", () => office.Get<SubmitCompletion>().Run(by, at, new(part.Id, "完成", true, paper)),
                    model.Does(own && model.MayAct(part) && part.Role != Support && !part.Submitted, () => part.Submitted = true));
            case 6 or 7 or 8:
                return ("confirm", () => office.Get<ConfirmCompletion>().Run(by, at, new(completion, Rating.Good)), model.Does(boss && part.Submitted, () => model.Confirm(part)));
            case 9:
                return ("return", () => office.Get<ReturnCompletion>().Run(by, at, new(completion, ReturnReason.NotFinished, "补办")), model.Does(boss && part.Submitted, () => model.SendBack(part)));
            case 10:
                var until = new LocalDate(2019, 3, 1).PlusDays(++later);
                return ("ask-extension", () => office.Get<RequestExtension>().Run(by, at, new(part.Id, null, until, "另有安排", document, paper)),
                    model.Does(own && model.MayAct(part) && part.Asking is null && !part.Submitted, () => part.Asking = RequestKind.Extension));
            case 11:
                return ("ask-exemption", () => office.Get<RequestExemption>().Run(by, at, new(part.Id, "没有这项职能", paper)),
                    model.Does(own && model.MayAct(part) && part.Asking is null && !part.Submitted && part.Role == Responsible, () => part.Asking = RequestKind.Exemption));
            case 12 when part.Asking == RequestKind.Extension:
                var asked = await office.Scalar<DateTime>("SELECT new_on FROM requests WHERE id = @request", new { request });
                return ("grant-extension", () => office.Get<GrantExtension>().Run(by, at, new(request, LocalDate.FromDateTime(asked), false)),
                    model.Does(boss && part.End is null, () => part.Asking = null));
            case 12:
                return ("grant-exemption", () => office.Get<GrantExemption>().Run(by, at, new(request, document)),
                    model.Does(boss && part is { Asking: RequestKind.Exemption, End: null }, () => model.Exempt(part)));
            case 13:
                return random.Next(2) == 0
                    ? ("refuse", () => office.Get<RefuseRequest>().Run(by, at, request, "按期办理"), model.Does(boss && part is { Asking: not null, End: null }, () => part.Asking = null))
                    : ("take-back", () => office.Get<TakeBackRequest>().Run(by, at, request), model.Does(own && part.Asking is not null, () => part.Asking = null));
            case 14:
                return ("suspend", () => office.Get<SuspendItem>().Run(by, at, new(item, at.Today.PlusDays(60), "条件变化", document)),
                    model.Does(boss && model.IsOpen, () => model.Suspended = true));
            case 15:
                return ("resume", () => office.Get<ResumeItem>().Run(by, at, new(item, null, "条件具备", Basis.None)),
                    model.Does(boss && model is { IsOpen: true, Suspended: true }, () => model.Suspended = false));
            case 16:
                // Rarely, since nothing comes after it.
                if (random.Next(6) > 0) goto case 14;
                return random.Next(2) == 0
                    ? ("withdraw", () => office.Get<WithdrawItem>().Run(by, at, new(item, "文件废止", document)), model.Does(boss && model.IsOpen, () => model.Close(Closing.Withdrawn)))
                    : ("supersede", () => office.Get<SupersedeItem>().Run(by, at, new(item, other, "重复", document)), model.Does(boss && model.IsOpen, () => model.Close(Closing.Superseded)));
            case 17:
                var missing = model.Parts.Where(p => p.Value is { Role: not Support, End: null }).Select(p => office.Unit(p.Key)).ToList();
                return ("close-without", () => office.Get<CloseWithout>().Run(by, at, new(item, missing, "不再等待")),
                    model.Does(boss && model is { IsOpen: true, Suspended: false } && model.Parts.Values.Any(p => p.Confirmed), () => model.Close(Closing.Completed)));
            case 18:
                var rule = new[] { new CompletionRule(CompletionRuleKind.All), new(CompletionRuleKind.LeadOnly), new(CompletionRuleKind.Quorum, random.Next(5)) }[random.Next(3)];
                return ("rule", () => office.Get<SetCompletionRule>().Run(by, at, new(item, rule)),
                    model.Does(boss && model is { IsOpen: true, Suspended: false } && (rule.Kind != CompletionRuleKind.Quorum || rule.Quorum is >= 1 and <= 3), () => model.Choose(rule)));
            default:
                var chosen = model.Parts.Values.Where(_ => random.Next(2) == 0).ToList();
                return ("reopen", () => office.Get<ReopenItem>().Run(by, at, new(item, at.Today.PlusDays(90), [.. chosen.Select(p => p.Id)], "没有落实", Basis.None)),
                    model.Does(boss && model.Closed == Closing.Completed && chosen.Count > 0 && chosen.All(p => p.End != AssignmentState.Exempt), () => model.Reopen(chosen)));
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
            (SELECT count(*) FROM progress_reports), (SELECT count(*) FROM mail_promises), (SELECT string_agg(l::text, ',' ORDER BY l.assignment_id) FROM lamps l WHERE l.work_item_id = @item))
        """, new { item });

    async Task<string> States(IReadOnlyDictionary<string, long> parts, long item, LocalDate day)
    {
        await using var connection = await office.Get<Database>().Open();
        var facts = (await AssignmentFactsQuery.Of(connection, office.RegionId, [.. parts.Values], day)).ToDictionary(a => a.Id);
        var ended = (await connection.QueryAsync<long>($"SELECT a.id FROM assignments a WHERE a.work_item_id = @item AND {Ended.Sql}", new { item })).ToHashSet();
        Assert.That(parts.Values.Where(id => facts[id].Facts.End is not null), Is.EquivalentTo(ended), "the judge of lamps and the lists of open work agree");
        return string.Join(' ', parts.Select(p => $"{p.Key}:{facts[p.Value].State}").Append((await connection.ExecuteScalarAsync<string>("SELECT state FROM item_lamps WHERE work_item_id = @item", new { item }))!));
    }

    sealed class Part(long id, AssignmentRole role)
    {
        public long Id => id;
        public AssignmentRole Role => role;
        public bool Signed, Reported, Submitted, Returned, Confirmed;
        public RequestKind? Asking;
        public AssignmentState? End;
    }

    sealed class Model
    {
        public Model(IReadOnlyDictionary<string, long> parts, bool officeSigned)
        {
            foreach (var (unit, id) in parts)
                Parts[unit] = new(id, unit switch { "a" => Lead, "c" => Support, _ => Responsible }) { Signed = unit != "office" || officeSigned };
        }

        public Dictionary<string, Part> Parts { get; } = [];
        public bool Suspended { get; set; }
        public Closing? Closed { get; private set; }
        bool reopened;
        CompletionRule rule = new(CompletionRuleKind.All);

        /// <summary>The office may decide about the item as a whole.</summary>
        public bool IsOpen => Closed is null && Parts.Values.All(p => !p.Submitted);

        public bool MayAct(Part part) => part is { Signed: true, End: null } && !Suspended;

        /// <summary>Does it if it is allowed; says whether.</summary>
        public bool Does(bool allowed, Action what)
        {
            if (allowed) what();
            return allowed;
        }

        public void Confirm(Part part)
        {
            (part.Submitted, part.Confirmed, part.End) = (false, true, AssignmentState.Done);
            CloseIfMet();
        }

        public void SendBack(Part part)
        {
            (part.Submitted, part.Returned) = (false, true);
            CloseIfMet();
        }

        public void Exempt(Part part)
        {
            (part.Asking, part.End) = (null, AssignmentState.Exempt);
            CloseIfMet();
        }

        public void Choose(CompletionRule chosen)
        {
            rule = chosen;
            CloseIfMet();
        }

        public void Close(Closing how)
        {
            Closed = how;
            foreach (var part in Parts.Values.Where(p => p.End is null))
                part.End = how switch
                {
                    Closing.Withdrawn => AssignmentState.Withdrawn,
                    Closing.Superseded => AssignmentState.Superseded,
                    _ when part.Role != Support => AssignmentState.ClosedUndone,
                    _ => part.Reported ? AssignmentState.Done : AssignmentState.NotReported,
                };
        }

        public void Reopen(IEnumerable<Part> parts)
        {
            (Closed, reopened) = (null, true);
            foreach (var part in parts)
                (part.End, part.Confirmed, part.Submitted, part.Returned) = (null, false, false, false);
        }

        void CloseIfMet()
        {
            if (Parts.Values.All(p => !p.Submitted) && rule.IsMetBy(Parts.Values.Select(p =>
                (p.Role, p.Confirmed ? PartProgress.Confirmed : p.End is not null ? PartProgress.Exempt : PartProgress.Open))))
                Close(Closing.Completed);
        }

        public string States() => string.Join(' ', Parts.Select(p => $"{p.Key}:{StateOf(p.Value)}").Append($"{ItemState}"));

        AssignmentState StateOf(Part part) => part switch
        {
            { End: { } end } => end,
            _ when Suspended => AssignmentState.Suspended,
            { Submitted: true } => AssignmentState.CompletionSubmitted,
            { Asking: RequestKind.Extension } => AssignmentState.ExtensionRequested,
            { Asking: RequestKind.Exemption } => AssignmentState.ExemptionRequested,
            { Returned: true } => AssignmentState.Returned,
            { Reported: true } => AssignmentState.Working,
            { Signed: true } => AssignmentState.Accepted,
            _ => AssignmentState.Pending,
        };

        WorkItemState ItemState => this switch
        {
            { Closed: Closing.Completed } => WorkItemState.Completed,
            { Closed: Closing.Withdrawn } => WorkItemState.Withdrawn,
            { Closed: Closing.Superseded } => WorkItemState.Superseded,
            { Suspended: true } => WorkItemState.Suspended,
            _ when Parts["a"] is { Submitted: true } => WorkItemState.CompletionSubmitted,
            _ when Parts["a"] is { Returned: true, End: null } => WorkItemState.Returned,
            _ when reopened => WorkItemState.Reopened,
            _ => WorkItemState.InProgress,
        };
    }
}
