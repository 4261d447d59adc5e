using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Adjustments;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Completions;
using Tracker.Web.Features.Dispositions;
using Tracker.Web.Features.Requests;
using Tracker.Web.Features.Transfers;
using Tracker.Web.Features.Triggers;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;
using static Tracker.Domain.WorkItems.AssignmentRole;

namespace Tracker.Web.Tests.Features.Dispositions;

/// <summary>Each verb as a move of a play: whether the rules allow it, what it makes of the model, and the verb itself.</summary>
public sealed partial class RandomVerbsTests
{
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
}
