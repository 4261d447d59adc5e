using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Duties;
using Tracker.Web.Platform;
using Tracker.Web.Platform.Documents;

namespace Tracker.Web.Features.RollUps;

/// <summary>汇总稿: the roll-up in sentences, for the office to correct and issue. Each number names the lines of the ledger it is counted in.</summary>
public sealed class RollUpDraft(RollUp rollUp)
{
    static readonly string[] numerals = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

    const int NamesInText = 20;

    readonly OfficialPaper paper = new();

    public static string FileName(RollUp rollUp) => $"汇总稿-截至{rollUp.AsOf.Iso()}.docx";

    public void Write(Stream to)
    {
        paper.Title($"关于《{rollUp.Plan.Name()}》落实情况的汇总");
        paper.Subtitle($"（草稿，截至{rollUp.AsOf.OnPaper()}）");
        paper.Text("");
        Overall();
        Items();
        Units();
        Duties();
        paper.Signature(rollUp.Plan.Issuer ?? "", rollUp.AsOf.OnPaper());
        paper.Save(to);
    }

    void Overall()
    {
        paper.Heading("一、总体情况");
        var number = rollUp.Plan.DocumentNumber is { Length: > 0 } no ? $"（{no}）" : "";
        paper.Text($"《{rollUp.Plan.Name()}》{number}于{rollUp.Plan.DispatchedOn!.Value.OnPaper()}交办，共{rollUp.Items.Count}项任务"
            + $"（事项台账序号1—{rollUp.Items.Count}），涉及{rollUp.Units.Count}个单位、{rollUp.Parts.Count()}项承办（承办台账序号1—{rollUp.Parts.Count()}）。");
        paper.Text($"截至{rollUp.AsOf.OnPaper()}，已办结{rollUp.Count(Lamp.Green, ended: true)}项，待审核{rollUp.Count(Lamp.Blue)}项，"
            + $"正常推进{rollUp.Count(Lamp.Green)}项，预警{rollUp.Count(Lamp.Yellow)}项，逾期{rollUp.Count(Lamp.Red)}项，"
            + $"不计时{rollUp.Count(Lamp.Grey)}项（事项台账“灯”列）。");
        paper.Text($"各单位报送情况：按时{rollUp.Count(Punctuality.OnTime)}项，迟报{rollUp.Count(Punctuality.Late)}项，"
            + $"未报{rollUp.Count(Punctuality.Missing)}项，未到期{rollUp.Count(Punctuality.NotYetDue)}项（承办台账“报送”列）。{Unsigned()}");
        Written("");
    }

    // What the office itself wrote, where it did, with the reports that it rests on.
    void Written(string category)
    {
        if (!rollUp.Texts.TryGetValue(category, out var written)) return;
        foreach (var line in written.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            paper.Text(line);
        if (written.Sources.Length > 0) paper.Text($"（来源：{string.Join('；', written.Sources)}。）");
    }

    string Unsigned()
    {
        var units = rollUp.Units.Where(u => !u.Acknowledged).Select(u => u.Name).ToList();
        return units.Count == 0 ? "各单位均已签收。"
            : units.Count <= NamesInText ? $"尚有{units.Count}个单位未签收：{string.Join('、', units)}。"
            : $"尚有{units.Count}个单位未签收（第三部分表中“签收”列）。";
    }

    void Items()
    {
        paper.Heading("二、各项任务办理情况");
        foreach (var (i, category) in rollUp.Items.GroupBy(item => item.Category).Index())
        {
            if (category.Key != "") paper.Subheading($"（{Numeral(i + 1)}）{category.Key.Split('、', 2)[^1]}");
            if (category.Key != "") Written(category.Key);
            foreach (var item in category) Item(item);
        }
    }

    void Item(RollUpItem item)
    {
        var mark = item.Lamp.Lamp.Mark(item.Lamp.Ended, item.Reason.Reason);
        paper.Text($"{item.Line}.{item.Text}（{item.Number}，牵头：{item.Units}，时限：{Ledger.LedgerWords.Limit(item.LimitRaw, item.LimitKind)}）");
        paper.Text($"{mark.Shape}{mark.Word}：{rollUp.Situation(item)}。{Counts(item)}{Times(item)}{Work(item)}{Missing(item)}");
    }

    // With most of a hundred units silent, the few that are not say more than the list.
    static string Missing(RollUpItem item)
    {
        var missing = item.MissingUnits;
        var others = item.Parts.Select(p => p.Unit).Except(missing).ToList();
        return missing.Count == 0 ? "应报送的单位均已报送。"
            : missing.Count <= NamesInText ? $"未报送的单位{missing.Count}个：{string.Join('、', missing)}。"
            : others.Count == 0 ? $"全部{missing.Count}个承办单位均未报送。"
            : others.Count <= NamesInText ? $"除{string.Join('、', others)}外，其余{missing.Count}个承办单位未报送（事项台账“未报送单位”列）。"
            : $"未报送的单位{missing.Count}个：{string.Join('、', missing)}。";
    }

    static string Counts(RollUpItem item) => item.Lamp.CountsInWords() is { Length: > 0 } counts ? $"责任单位{counts}。" : "";

    // On paper no spaces stand beside a number.
    static string Times(RollUpItem item) => item.Times == "" ? "" : $"{item.Times.Replace(" ", "")}。";

    static string Work(RollUpItem item) => item.Lead switch
    {
        null => "",
        { Work: "" } lead => $"{lead.Unit}尚未报送进展。",
        var lead => $"{lead.Unit}{lead.WorkOn?.OnPaper()}报：{lead.Work.Trim().TrimEnd('。')}。",
    };

    void Units()
    {
        paper.Heading("三、各单位承办和报送情况");
        paper.Text("按行政序列排列。牵头、责任、协办为承办项数，按时、迟报、未报、未到期为其报送情况，台账为承办台账的序号。");
        paper.Table([20, 7, 8, 8, 8, 8, 8, 8, 9, 16], ["单位", "签收", "牵头", "责任", "协办", "按时", "迟报", "未报", "未到期", "台账"],
            rollUp.Units.Select(Row).Append(Sum()));
        paper.Text("");
    }

    // Of the covering letter, beside the items and not counted among them.
    void Duties()
    {
        if (rollUp.Duties.Count == 0)
            return;
        paper.Heading("四、通知要求落实情况");
        foreach (var (i, duty) in rollUp.Duties.Index())
        {
            var mark = duty.Lamp.Lamp.Mark(duty.Lamp.Ended);
            paper.Text($"{i + 1}.{duty.Duty.What.Trim().TrimEnd('。')}（{duty.Duty.DueOn?.OnPaper()}前）。{mark.Shape}{mark.Word}：应落实{duty.Units.Count}个单位，已落实{duty.Answered}个。{Missing(duty)}");
        }
        paper.Text("");
    }

    static string Missing(DutyLine duty) => duty.Missing.Count == 0 ? ""
        : duty.Missing.Count <= NamesInText ? $"还没有落实的：{string.Join('、', duty.Missing)}。" : $"还没有落实的{duty.Missing.Count}个单位见系统“通知要求”。";

    static IReadOnlyList<string> Row(RollUpUnit unit) =>
    [
        unit.Name, unit.Acknowledged ? "是" : "否", $"{unit.Count(AssignmentRole.Lead)}", $"{unit.Count(AssignmentRole.Responsible)}", $"{unit.Count(AssignmentRole.Support)}",
        $"{unit.Count(Punctuality.OnTime)}", $"{unit.Count(Punctuality.Late)}", $"{unit.Count(Punctuality.Missing)}", $"{unit.Count(Punctuality.NotYetDue)}",
        unit.FirstLine == unit.LastLine ? $"{unit.FirstLine}" : $"{unit.FirstLine}—{unit.LastLine}",
    ];

    IReadOnlyList<string> Sum()
    {
        int Of(AssignmentRole role) => rollUp.Units.Sum(u => u.Count(role));
        return
        [
            "合计", $"{rollUp.Units.Count(u => u.Acknowledged)}", $"{Of(AssignmentRole.Lead)}", $"{Of(AssignmentRole.Responsible)}", $"{Of(AssignmentRole.Support)}",
            $"{rollUp.Count(Punctuality.OnTime)}", $"{rollUp.Count(Punctuality.Late)}", $"{rollUp.Count(Punctuality.Missing)}",
            $"{rollUp.Count(Punctuality.NotYetDue)}", $"1—{rollUp.Parts.Count()}",
        ];
    }

    static string Numeral(int n) => n < 10 ? numerals[n] : $"{(n < 20 ? "" : numerals[n / 10])}十{numerals[n % 10]}";
}
