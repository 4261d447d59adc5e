using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>Applies the standing rules of a notice to the tasks that each covers.</summary>
static class RulesForMany
{
    // Each may give every task further units; no plan says as many different ones.
    const int Most = 60;
    const string TooMany = "对多项任务统一规定责任单位的句子太多，靠后的没有用到任务上";

    /// <param name="letter">the covering letter, whose rules hold for all tasks</param>
    public static Layout Apply(Layout layout, IReadOnlyList<Passage> letter)
    {
        var drafts = layout.Drafts.ToArray();
        // From which task on; what is said again there changes nothing.
        var inForce = new Dictionary<(bool, string, bool), int>();
        var tooMany = false;
        foreach (var rule in letter.Concat(layout.Elsewhere).SelectMany(StandingRules.In).DistinctBy(KeyOf))
            Put(rule, rule.OnlyFromHere ? FirstBehind(drafts, rule) : 0);
        for (var i = 0; i < drafts.Length; i++)
            // What the task above gave down is applied there.
            if (drafts[i].Units is { Inherited: false } units)
                foreach (var rule in units.List.Remarks.SelectMany(StandingRules.In).ToList())
                    if (!rule.OnlyFromHere)
                        Apply(drafts, rule, i, i + 1);
                    else if (inForce.GetValueOrDefault(KeyOf(rule), int.MaxValue) > i)
                        Put(rule, i);
        return layout with { Drafts = drafts, Doubts = tooMany ? [.. layout.Doubts, new("tasks", TooMany, null)] : layout.Doubts };

        void Put(StandingRule rule, int from)
        {
            tooMany |= inForce.Count == Most;
            if (inForce.Count < Most)
                Apply(drafts, rule, inForce[KeyOf(rule)] = from, drafts.Length);
        }
    }

    static (bool, string, bool) KeyOf(StandingRule rule) => (rule.FirstLeads, string.Join('、', rule.Units.Select(u => u.Text)), rule.OnlyFromHere);

    static int FirstBehind(Draft[] drafts, StandingRule rule)
    {
        var at = Array.FindIndex(drafts, d => d.Text.Length > 0 && d.Text.FromAt(0) > rule.Sentence.FromAt(0));
        return at < 0 ? drafts.Length : at;
    }

    static void Apply(Draft[] drafts, StandingRule rule, int from, int to)
    {
        for (var i = from; i < to; i++)
            if (drafts[i].Role is TaskRole.Task)
                drafts[i] = rule.FirstLeads ? WithFirstInLead(drafts[i], rule) : WithUnits(drafts[i], rule);
    }

    static Draft WithFirstInLead(Draft draft, StandingRule rule) =>
        draft.Units is { List: { TellsRoles: false } list } cell ? draft with { Units = cell with { List = list.FirstLeads, RolesRule = rule.Sentence } }
        // A column of 责任单位 beside one of 配合单位: all in its cell lead, unless the notice says that only the first does.
        : draft is { IsRow: true, Units: { List: { Lead.Count: > 1 } all } row } ? draft with { Units = row with { List = all.OneLead, RolesRule = rule.Sentence } } : draft;

    static Draft WithUnits(Draft draft, StandingRule rule)
    {
        var list = draft.Units?.List ?? UnitList.Empty;
        var more = rule.Units.Where(n => list.Units.All(u => u.Name.Text != n.Text)).ToList();
        if (more.Count == 0)
            return draft;
        var part = list.Sharing.Count > 0 && list.Lead.Count == 0 ? UnitPart.Responsible : list.TellsRoles ? UnitPart.Support : UnitPart.Unsaid;
        var all = list with { Units = [.. list.Units, .. more.Select(n => new NamedUnit(n, part, true))] };
        var cell = draft.Units is { } own ? own with { List = all } : new UnitCell(rule.Sentence, all, true) { Basis = Basis.StandingRule };
        var names = string.Join('、', more.Select(n => n.Text));
        return draft with
        {
            Units = cell,
            Doubts = [.. draft.Doubts, new(TaskField.Units, $"“{rule.Sentence.Text}”，所以加上了{names}", [all.AsReading, list.AsReading])],
        };
    }
}
