using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Digests;

/// <summary>A region's queues on a working day, as every coordinator is told of them.</summary>
/// <param name="Undelivered">since the last digest, as are <paramref name="Changed"/>, <paramref name="NewRed"/> and <paramref name="Failed"/></param>
/// <param name="Full">the week's first working day</param>
public sealed record CoordinatorDay(
    LocalDate Today, bool Full, CoordinatorQueries.Totals Totals,
    IReadOnlyList<CoordinatorQueries.Draft> Drafts, IReadOnlyList<CoordinatorQueries.Unsigned> Unsigned,
    IReadOnlyList<CoordinatorQueries.Undelivered> Undelivered, IReadOnlyList<CoordinatorQueries.Waiting> Waiting, IReadOnlyList<CoordinatorQueries.Request> Requests,
    IReadOnlyList<CoordinatorQueries.Changed> Changed, IReadOnlyList<CoordinatorQueries.NewRed> NewRed,
    IReadOnlyList<CoordinatorQueries.Order> Orders, IReadOnlyList<CoordinatorQueries.Failed> Failed,
    IReadOnlyList<CoordinatorQueries.Untransferred> Untransferred, IReadOnlyList<CoordinatorQueries.Suspended> Suspended,
    IReadOnlyList<CoordinatorQueries.Triggered> Triggered, IReadOnlyList<CoordinatorQueries.Instructed> Instructions,
    IReadOnlyList<CoordinatorQueries.Chase> Chases, IReadOnlyList<CoordinatorQueries.Naming> Namings)
{
    // Names beyond this are for the system to show.
    const int NamesAtMost = 12;

    /// <summary>Nothing new, no mail; on the week's first working day everything that waits counts as new.</summary>
    public bool IsWorthAMail =>
        Undelivered.Count > 0 || Changed.Count > 0 || Failed.Count > 0 || Drafts.Any(d => d.IsNew) || Waiting.Any(w => w.IsNew) || Requests.Any(r => r.IsNew)
        || Unsigned.Any(u => u.IsNew) || Orders.Any(o => o.IsNew) || Untransferred.Any(u => u.IsNew) || Suspended.Any(s => s.IsNew) || Triggered.Any(t => t.IsNew) || Instructions.Any(i => i.IsNew)
        || Chases.Any(c => c.IsNew) || Namings.Any(n => n.IsNew)
        || (Full && Drafts.Count + Waiting.Count + Requests.Count + Unsigned.Count + Orders.Count + Untransferred.Count + Suspended.Count + Triggered.Count + Instructions.Count + Chases.Count + Namings.Count > 0);

    public DigestPart ToPart(MailLinks links, WorkingCalendar calendar) => new(MailTopic.Coordinator, IsWorthAMail,
        [
            (Totals.Red, "红"), (Totals.Yellow, "黄"), (Waiting.Count, "待审核"), (Requests.Count + Chases.Count + Namings.Count, "待答复"), (Unsigned.Count, "家待签收"),
            (Orders.Count, "督办待发"), (Instructions.Count, "条批示"), (Drafts.Count, "待校核"), (Untransferred.Sum(u => u.N), "未移交"), (Failed.Count, "发送失败"),
        ],
        $"{Today.OnPaper()}的督办工作提示{(Full ? "（本周全部事项）" : "")}：", [.. Sections(links, calendar)]);

    IEnumerable<LetterPart> Sections(MailLinks links, WorkingCalendar calendar)
    {
        if (Drafts.Count > 0)
            yield return new("待校核", [.. Drafts.Select(d => new LetterLine($"{d.Title}：{d.Items} 项，{d.Unconfirmed} 项未校核", $"{d.ImportedOn.OnPaper()}导入", links.Home))]);
        if (Waiting.Count > 0)
            yield return new($"待审核办结 {Waiting.Count} 项（先到在前）", [.. Waiting.Take(NamesAtMost).Select(w =>
                new LetterLine($"{w.Number} {w.Title}", $"{w.UnitName}，{Waited(w.SubmittedOn, calendar)}", links.Item(w.WorkItemId))).Concat(Rest(Waiting.Count, links.Home))]);
        if (Requests.Count > 0)
            yield return new($"待答复申请 {Requests.Count} 项（先到在前）", [.. Requests.Take(NamesAtMost).Select(r =>
                new LetterLine($"{r.Number} {r.Title}", $"{r.UnitName}{r.Kind.Chinese()}，{Waited(r.AskedOn, calendar)}", links.Item(r.WorkItemId))).Concat(Rest(Requests.Count, links.Requests))]);
        if (Chases.Count > 0)
            yield return new($"牵头单位请催报 {Chases.Count} 项（先到在前）", [.. Chases.Take(NamesAtMost).Select(c =>
                new LetterLine($"{c.Number} {c.Title}", $"{c.ForUnit}请催报{c.UnitName}，{Waited(c.AskedOn, calendar)}", links.Item(c.WorkItemId))).Concat(Rest(Chases.Count, links.Requests))]);
        if (Namings.Count > 0)
            yield return new($"点名建议待确认 {Namings.Count} 项（先到在前）", [.. Namings.Take(NamesAtMost).Select(n =>
                new LetterLine($"{n.Number} {n.Title}", $"{n.Lead}建议“{n.Spelling}”所指单位，{Waited(n.ProposedOn, calendar)}", links.Item(n.WorkItemId))).Concat(Rest(Namings.Count, links.Namings))]);
        if (Unsigned.Count > 0)
            yield return new($"未签收 {Unsigned.Count} 家", [.. Unsigned.GroupBy(u => u.DispatchedOn).Select(d =>
                new LetterLine(Named(d.Select(u => u.UnitName)), $"{d.Key.OnPaper()}交办，{Waited(d.Key, calendar)}", links.Home))]);
        if (Instructions.Count > 0)
            yield return new($"批示待转办、待报领导 {Instructions.Count} 条", [.. Instructions.Take(NamesAtMost).Select(i =>
                new LetterLine($"{i.Leader}：{Excerpt.Of(i.Text)}", $"任务 {i.Number}，{i.GivenOn.OnPaper()}批示，{(i.PassedOn ? "待报领导" : "待转办")}", links.Instruction(i.Id))).Concat(Rest(Instructions.Count, links.Instructions))]);
        if (Changed.Count > 0)
            yield return new("亮灯变化（承办）", [new(string.Join('，', Changed.Select(c => $"转为 {c.Lamp.Mark(c.Done).Shape} {c.Lamp.Mark(c.Done).Word} {c.N}")), "", links.Home)]);
        if (NewRed.Count > 0)
            yield return new("新转红", [.. LetterLines.Of(NewRed, r => $"{r.UnitName}，{LampWords.InWords(r.Reason, r.NearestOn, Today, calendar)}", links)]);
        if (Orders.Count > 0)
            yield return new("督办通知单已拟好，待人工发出", [.. Orders.Take(NamesAtMost).Select(o => new LetterLine($"{o.UnitName}：{o.Lines} 项", $"{o.DraftedOn.OnPaper()}拟制", links.Orders)).Concat(Rest(Orders.Count, links.Orders))]);
        if (Untransferred.Count > 0)
            yield return new($"未移交 {Untransferred.Sum(u => u.N)} 项", [.. Untransferred.Take(NamesAtMost).Select(u =>
                new LetterLine($"原{u.UnitName}：{u.N} 项", $"{u.EndedOn.OnPaper()}撤销，{Waited(u.EndedOn, calendar)}", links.Transfers)).Concat(Rest(Untransferred.Count, links.Transfers))]);
        if (Suspended.Count > 0)
            yield return new($"暂缓到期 {Suspended.Count} 项，请决定恢复、继续暂缓或撤销", [.. Suspended.Take(NamesAtMost).Select(s =>
                new LetterLine($"{s.Number} {s.Title}", $"{s.ReviewOn.OnPaper()}复核，暂缓理由：{s.Reason}", links.Item(s.WorkItemId))).Concat(Rest(Suspended.Count, links.Home))]);
        if (Triggered.Count > 0)
            yield return new($"条件具备待定时限 {Triggered.Count} 项", [.. Triggered.Take(NamesAtMost).Select(t =>
                new LetterLine($"{t.Number} {t.Title}", $"{t.AnsweredOn.OnPaper()}答复，建议{t.ProposedOn.OnPaper()}前办结", links.Item(t.WorkItemId))).Concat(Rest(Triggered.Count, links.Home))]);
        if (Undelivered.Count > 0)
            yield return new("无人接收", [.. Undelivered.Take(NamesAtMost).Select(u => new LetterLine($"{u.UnitName}：{u.Reason}", u.ForOn.OnPaper())).Concat(Rest(Undelivered.Count, links.Home))]);
        if (Failed.Count > 0)
            yield return new("邮件发送失败", [.. Failed.Take(NamesAtMost).Select(f => new LetterLine($"{f.Recipient}（{f.Address}）：{f.Subject}", f.Error ?? "")).Concat(Rest(Failed.Count, links.Home))]);
    }

    string Waited(LocalDate since, WorkingCalendar calendar) =>
        calendar.WorkdaysLate(since, Today) is var days and > 0 ? $"已等{days}个工作日" : "今日";

    static string Named(IEnumerable<string> names) => names.ToList() is var all && all.Count > NamesAtMost
        ? $"{string.Join('、', all.Take(NamesAtMost))}等 {all.Count} 家" : string.Join('、', all);

    static IEnumerable<LetterLine> Rest(int n, string address) =>
        n > NamesAtMost ? [new($"另有 {n - NamesAtMost} 条，请登录系统查看", "", address)] : [];
}
