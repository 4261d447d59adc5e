using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;

namespace Tracker.Web.Features.Items;

/// <summary>What was said on an item, with the sentences pointed out that stand elsewhere too: for whoever reviews it.</summary>
public static class Compared
{
    /// <param name="task">the item's own text</param>
    /// <param name="reports">latest first, as are <paramref name="completions"/></param>
    public static (IReadOnlyList<ItemReport> Reports, IReadOnlyList<ItemCompletion> Completions) Of(
        string task, IReadOnlyList<ItemReport> reports, IReadOnlyList<ItemCompletion> completions)
    {
        // Reports and completions count their ids apart; a completion says last what its unit has to say.
        var equal = EqualSentences.Among(task,
        [
            .. reports.Reverse().Where(r => r.Text != ReportLines.NothingNew).Select(r => new SaidText(r.Id, r.AssignmentId, r.UnitName, r.Text, r.Sources)),
            .. completions.Reverse().Select(c => new SaidText(-c.Id, c.AssignmentId, c.UnitName, c.Text, [])),
        ]);
        return ([.. reports.Select(r => r with { Equal = [.. equal[r.Id]] })], [.. completions.Select(c => c with { Equal = [.. equal[-c.Id]] })]);
    }
}
