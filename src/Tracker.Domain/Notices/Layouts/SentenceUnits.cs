using System.Text.RegularExpressions;
using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>The units that a task names inside its sentences, for tasks that no bracket, line or cell gives any.</summary>
/// <param name="Cell">the clauses that name them, which stay in the text</param>
/// <param name="Doubt">why they may not be the units of the whole task; null where they plainly are</param>
sealed partial record SentenceUnits(UnitCell Cell, Doubt? Doubt)
{
    const int ShortestName = 3;
    const int LongestNames = 60;

    /// <summary>How plainly a clause gives a unit its part.</summary>
    enum Wording { Given, Acts, Must }

    /// <param name="namesUnits">whether the notice gives units elsewhere; where it gives none it tells everybody to do something, and only what names one unit counts</param>
    /// <returns>the units with a doubt where they may be those of a part only; null where no sentence names any</returns>
    public static SentenceUnits? In(Passage text, bool namesUnits)
    {
        if (!Hint().IsMatch(text.Text))
            return null;
        var given = GivenIn(text, namesUnits);
        if (In(text, Wording.Must) is not { } told || !namesUnits && !told.OpensWith(text) && !told.StartsWithOneUnit && !told.IsAllOfAKind)
            return given;
        if (given is null)
            return told with { Doubt = told.Doubt ?? (namesUnits || !told.OpensWith(text) && !told.StartsWithOneUnit ? Partly(told.Cell.List) : null) };
        return given.Doubt is not null || told.Cell.List.Units.Count == given.Cell.List.Units.Count ? given
            : given with { Doubt = new(TaskField.Units, "句子里另外写有要做这件事的单位，可能也是本项的责任单位", [given.Cell.List.AsReading, told.Cell.List.AsReading]) };
    }

    bool StartsWithOneUnit => IsParticular(Cell.List.Units[0]);

    /// <summary>各乡镇要修订预案, in the only sentence of the task.</summary>
    bool IsAllOfAKind => Doubt is null && Cell.List.Units[0].Name[0] == '各';

    bool OpensWith(Passage text) => Cell.Raw.FromAt(0) == text.FromAt(0);

    /// <summary>The same, without those who are only told that they must do something: 各单位要加强配合.</summary>
    public static SentenceUnits? GivenIn(Passage text, bool namesUnits)
    {
        var found = In(text, Wording.Acts);
        return namesUnits || found is null or { Doubt: null } || found.StartsWithOneUnit ? found : In(text, Wording.Given);
    }

    static SentenceUnits? In(Passage text, Wording wording)
    {
        var found = new List<Named>();
        var (sentences, named, lastNamed) = (0, 0, 0);
        var goesOn = false;
        foreach (var clause in Clause.Of(text.Text))
        {
            if (clause.OpensSentence)
                (sentences, goesOn) = (sentences + 1, false);
            if (Read(text, clause, goesOn, wording) is not { } units)
                continue;
            if (lastNamed != sentences)
                (named, lastNamed) = (named + 1, sentences);
            goesOn = true;
            found.Add(units);
        }
        if (found.Count == 0)
            return null;
        var list = UnitList.Join(found.Select(f => f.List));
        // In a title and one sentence, or in the only sentence, who acts acts for the whole task.
        var plain = named == 1 && (sentences <= 2 || found.TrueForAll(f => f.IsPlain) && lastNamed == sentences);
        return new(new(named == 1 ? text[found[0].Clause.Start..found[^1].Clause.End] : Passage.Join(found.Select(f => text[f.Clause.Start..f.Clause.End])), list, false) { Basis = Basis.Sentence }, plain ? null : Partly(list));
    }

    static Doubt Partly(UnitList list) => new(TaskField.Units, "责任单位写在句子里，可能只负责其中一部分", [list.AsReading, new UnitsReading([], [], [])]);

    /// <param name="IsPlain">whether the clause says nothing but who has what part</param>
    readonly record struct Named(Clause Clause, UnitList List, bool IsPlain);

    static Named? Read(Passage text, Clause at, bool goesOn, Wording wording)
    {
        var clause = text[at.Start..at.End];
        if (Said().IsMatch(clause.Text) && UnitList.Read(clause) is { IsWhole: true } said && AreNames(said))
            return new(at, clause.Text.StartsWith("牵头", StringComparison.Ordinal) ? said.As(UnitPart.Lead) : clause.Text.StartsWith("配合", StringComparison.Ordinal) ? said.As(UnitPart.Support) : said, true);
        if (UnitVerbs.AtEnd(clause.Text) is not null && AfterBy(clause) is var whole && UnitList.Read(whole) is { IsWhole: true } list && (goesOn || whole.Length < clause.Length || list.TellsRoles) && AreNames(list))
            return new(at, list, true);
        if (By().Match(clause.Text) is { Success: true } by && Names(clause, by) is { } named)
            return new(at, named, false);
        return wording is not Wording.Given && Actor().Match(clause.Text) is { Success: true } actor && (wording is Wording.Must || !actor.Groups["must"].Success) && Names(clause, actor) is { } acting
            ? new(at, acting, false) : null;
    }

    /// <summary>2021年底前由市教育局牵头: what stands before 由 is no name.</summary>
    static Passage AfterBy(Passage clause) => clause.Text.LastIndexOf('由') is >= 0 and var by ? clause[(by + 1)..] : clause;

    static UnitList? Names(Passage clause, Match match)
    {
        var names = match.Groups["names"];
        var list = UnitList.Read(clause[names.Index..(names.Index + names.Length)]);
        if (!list.IsWhole || !AreNames(list) || match.Groups["verb"].Value is "负责" && clause.Text.EndsWith("解释", StringComparison.Ordinal))
            return null;
        if (match.Groups["verb"].Value is "会同")
            return Beside(clause, match.Index + match.Length) is { } others ? UnitList.Join([list.As(UnitPart.Lead), others.As(UnitPart.Support)]) : null;
        var isLead = match.Groups["verb"].Value is "牵头" or "主办" or "统筹";
        return isLead && !list.TellsRoles ? list.As(UnitPart.Lead) : list;
    }

    /// <summary>市林业局会同市应急局、市公安局开展排查: the names behind 会同 up to what they do.</summary>
    static UnitList? Beside(Passage clause, int start)
    {
        for (var end = Math.Min(clause.Length, start + LongestNames); end > start + 1; end--)
            if (UnitList.Read(clause[start..end]) is { IsWhole: true } list && AreNames(list))
                return list;
        return null;
    }

    // 由政府负责 says who pays, not which unit acts.
    static bool AreNames(UnitList list) => list.Units.All(u => u.Name.Length >= ShortestName || u.Name.Text[0] == '各');

    /// <summary>市教育局, not 各部门 or 行业主管部门.</summary>
    static bool IsParticular(NamedUnit unit) =>
        unit.Name.Text is var name && name[0] != '各' && Collectives.KindOf(name) is null && !Kinds.Any(k => name.EndsWith(k, StringComparison.Ordinal));

    static readonly string[] Kinds = ["部门", "单位", "机构", "企业", "政府", "机关", "各级"];

    [GeneratedRegex("牵头|负责|会同|主办|承办|组织实施|配合|落实|责任单位|[要应须需]|务必")]
    private static partial Regex Hint();

    [GeneratedRegex("^(?:牵头|责任|配合)(?:单位|部门)(?:为|是)")]
    private static partial Regex Said();

    [GeneratedRegex("由(?<names>[^由]{2,80}?)(?<verb>牵头|负责|会同|主办|承办|组织实施|统筹)")]
    private static partial Regex By();

    [GeneratedRegex("""
        ^(?<names>[^由]{3,80}?)
        (?:(?<must>(?:均|都|也|还)?(?:要(?![求素闻点件害领])|应当|应该|应(?![急用对届收诉邀聘变])|需要|需(?!求)|必须|须|务必|[于在](?=20[0-9]{2}年|[0-9]{1,2}月|每[年月季]|年内|年底|上半年)))(?!高度重视|充分认识|提高认识|提高站位|提高政治站位|统一思想)(?:抓紧|积极|主动|切实|共同)?(?<verb>牵头|负责|会同)?|(?<verb>牵头|负责|会同))
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Actor();
}
