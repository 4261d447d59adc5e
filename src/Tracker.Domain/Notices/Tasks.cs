using System.Text.RegularExpressions;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices.Layouts;
using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices;

/// <summary>Puts tasks together from drafts: the recognisers read each part, and every value keeps its place.</summary>
static partial class Tasks
{
    public static IReadOnlyList<ReadTask> From(IReadOnlyList<Draft> drafts, Years years)
    {
        var (ids, counts) = (new TakenNumbers(), new Dictionary<string, int>());
        return [.. drafts.Select(draft => From(draft, IdFor(draft, counts[draft.Category.No] = counts.GetValueOrDefault(draft.Category.No) + 1, ids), years))];
    }

    /// <summary>一.1; where several tasks share a number, 一.1(2). A task without a number takes its turn in the category.</summary>
    static string IdFor(Draft draft, int turn, TakenNumbers ids)
    {
        var number = (draft.No ?? turn).ToString();
        return ids.Take(draft.Category.No.Length == 0 ? number : $"{draft.Category.No}.{number}");
    }

    static ReadTask From(Draft draft, string id, Years years)
    {
        var text = draft.Text;
        var isTask = draft.Role is TaskRole.Task;
        var doubts = draft.Doubts.ToList();
        var units = draft.Units?.List;
        doubts.AddRange(AboutUnits(units));
        if (draft.Units is { Raw.Text: var words } && EachItsOwn().IsMatch(words))
            doubts.Add(new(TaskField.Units, "这几个单位分别负责不同的项，没有分开", []));
        (draft, var lasting) = WithLimitAtTheEnd(draft, years);
        doubts.AddRange(lasting);
        var limit = draft.Limit is { Raw.Text: var raw } ? LimitWords.Read(raw, years) : null;
        if (limit is { Trouble: { } trouble })
            doubts.Add(new(TaskField.TimeLimit, $"时限“{limit.Limit.Raw}”：{trouble}", [.. limit.Readings.Select(r => new LimitReading(r))]));
        if (limit is null && draft.Units is { Basis: not Basis.Sentence, Raw.Text: var raws } && SentenceDates.In(raws, years) is [var beside, ..])
            doubts.Add(new(TaskField.TimeLimit, $"责任单位旁边写有“{raws[beside.Start..beside.End]}”，没有读成时限", []));
        var milestones = isTask ? Milestones.Of(text, years, draft.Limit?.Raw, limit) : Milestones.None;
        doubts.AddRange(milestones.Doubts);
        return new(
            id, draft.Category.No, draft.No, draft.Title?.Text, text.Text, draft.Role,
            units?.Lead ?? [], units?.Support ?? [], units?.Sharing ?? [], draft.Units?.Raw.Text,
            new(draft.Units?.Inherited ?? false, draft.Limit?.Inherited ?? false), limit?.Limit ?? TimeLimit.NotWritten, milestones.Values,
            isTask ? SentenceObligations.In(text.Text) : [],
            CollectivesIn(units), draft.Place, doubts, OriginsOf(draft, milestones));
    }

    /// <summary>…，长期坚持。: the limit of a task that has none of its own; beside one for many tasks it may be an exception.</summary>
    static (Draft, IEnumerable<Doubt>) WithLimitAtTheEnd(Draft draft, Years years)
    {
        if (draft is not { Role: TaskRole.Task, Limit: null or { Basis: Basis.SectionSentence or Basis.PlanSentence or Basis.Heading } } || LimitAtTheEnd.In(draft.Text.Text) is not { } range)
            return (draft, []);
        var words = draft.Text[range];
        var said = LimitWords.Read(words.Text, years).Limit;
        var other = draft.Limit is { } shared ? LimitWords.Read(shared.Raw.Text, years).Limit : TimeLimit.NotWritten;
        return (draft with { Limit = draft.Limit ?? new(words, false) { Basis = Basis.Sentence } },
            [new(TaskField.TimeLimit, $"“{words.Text}”写在句末，可能是本项的时限，也可能只是要求", [.. new[] { draft.Limit is null ? said : other, draft.Limit is null ? other : said }.Select(l => new LimitReading(l))])]);
    }

    static IEnumerable<Doubt> AboutUnits(UnitList? units)
    {
        if (units is { IsOpenEnded: true })
            yield return new(TaskField.Units, "单位后面写有“等”，没有列全", []);
        if (units?.Otherwise is { } otherwise)
            yield return new(TaskField.Units, $"“{units.Units.First(u => u.Split.Count > 0).Name.Text}”可能是两个单位", [units.AsReading, otherwise.AsReading]);
        if (units is { LeadsAreAssumed: true })
            yield return new(TaskField.Roles, "有配合单位而没有写明牵头单位，责任单位按牵头读", [units.AsReading, units.FirstLeads.AsReading]);
    }

    static IReadOnlyList<Collective> CollectivesIn(UnitList? units) => units is null ? [] :
        [.. units.Units.Select(u => (u.Name.Text, Kind: Collectives.KindOf(u.Name.Text))).Where(u => u.Kind is not null).Select(u => new Collective(u.Text, u.Kind!.Value))];

    static Dictionary<TaskField, FieldOrigin> OriginsOf(Draft draft, Milestones milestones)
    {
        var origins = new Dictionary<TaskField, FieldOrigin> { [TaskField.Text] = new(draft.Text.Spans, draft.IsRow ? Basis.TableRow : Basis.NumberedItem) };
        if (draft.Units is { } units)
        {
            origins[TaskField.Units] = new(units.Raw.Spans, units.Basis);
            origins[TaskField.Roles] = units.RolesRule is { } rule ? new(rule.Spans, Basis.StandingRule) : new(units.Raw.Spans, RolesBasis(units.List));
        }
        if (draft.Limit is { } limit)
            origins[TaskField.TimeLimit] = new(limit.Raw.Spans, limit.Basis);
        if (milestones.Values.Count > 0)
            origins[TaskField.Milestones] = new(milestones.Spans, Basis.Sentence);
        if (draft.Category.Title.Length > 0)
            origins[TaskField.Category] = new(draft.Category.Title.Spans, draft.IsRow ? Basis.CategoryCell : Basis.Heading);
        return origins;
    }

    static Basis RolesBasis(UnitList units) =>
        !units.TellsRoles ? units.Units.Count == 1 ? Basis.OnlyUnit : Basis.FirstNamedLeads
        : units.LeadsAreAssumed ? Basis.UnitsBesideSupportLead
        : units.Lead.Count + units.Support.Count == 0 ? Basis.DutyShared
        : Basis.RolesSaid;

    // 责任单位：市教育局负责第一项，市体育局负责第二项
    [GeneratedRegex("第[（(]?[0-9一二三四五六七八九十]{1,3}[）)]?(?:项|条|款)")]
    private static partial Regex EachItsOwn();
}
