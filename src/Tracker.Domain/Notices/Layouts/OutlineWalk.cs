using System.Text.RegularExpressions;
using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>Goes through the items of an outline from top to bottom and tells categories, tasks and other text apart.</summary>
sealed partial class OutlineWalk(PlanFacts facts)
{
    const string NoUnits = "同级事项写有责任单位，本项没有";
    static readonly CategoryDraft None = new("", Passage.Empty);

    readonly TakenNumbers numbers = new();

    public List<CategoryDraft> Categories { get; } = [];
    public List<Draft> Drafts { get; } = [];
    public List<Passage> Elsewhere { get; } = [];
    public List<NoticeDoubt> Doubts { get; } = [];

    public void Visit(Outline outline)
    {
        new LooseParagraphs(this, outline).Visit();
        VisitSiblings(outline.Roots, None);
    }

    void VisitSiblings(IReadOnlyList<Item> items, CategoryDraft above)
    {
        var covered = Coverage.Among(items, facts);
        // Among headings of categories a section without units is none of the tasks.
        var nameUnits = items.Any(i => i.NamesUnits && (i.Children.Count == 0 || i.Closed.Any()));
        var behindGap = false;
        foreach (var item in items)
        {
            behindGap |= item.FollowsGap;
            Visit(item, above, covered.GetValueOrDefault(item), nameUnits, behindGap);
        }
    }

    void Visit(Item item, CategoryDraft above, Coverage? covered, bool siblingsNameUnits, bool behindGap)
    {
        if (item.Children.Count > 0 && item.Closed.Any() && !item.Children.Exists(c => c.NamesUnits))
            AddTask(item, above, item.Stretches[0] with { Paragraphs = [.. item.Stretches.SelectMany(s => s.Paragraphs), .. item.Parts] }, 1, behindGap);
        else if (item.Children.Count > 0)
            VisitCategory(item, above, behindGap);
        else if (covered is { IsSure: true })
            AddTask(item, above, covered.Over(item), 1, behindGap);
        else
            VisitLeaf(item, above, covered, siblingsNameUnits, behindGap);
    }

    void VisitCategory(Item item, CategoryDraft above, bool behindGap)
    {
        var closed = item.Closed.ToList();
        for (var i = 0; i < closed.Count; i++)
            AddTask(item, above, closed[i], i + 1, behindGap);
        var open = item.Stretches.FirstOrDefault(s => s.Units is null);
        // 动员部署阶段（3月底前） is printed with its limit; units at a heading are a task's and no part of the title.
        var heading = closed.Count > 0 ? closed[0].Paragraphs : open is { Limit.Basis: not Basis.Bracket } ? open.Paragraphs : item.Own;
        var category = AddCategory(NumberUnder(above, item), Headline.OfHeading(heading), open?.Limit?.Raw);
        if (!Headline.IsAll(item))
            Elsewhere.AddRange(item.Stretches.Where(s => s.Units is null).SelectMany(s => s.Paragraphs));
        VisitSiblings(item.Children, category);
    }

    void VisitLeaf(Item item, CategoryDraft above, Coverage? covered, bool siblingsNameUnits, bool behindGap)
    {
        var stretches = WithTextBelowHeading(item);
        var closed = stretches.Where(s => s.IsClosed).ToList();
        if (facts.HeadsUnnumbered(item, closed))
            AddUnnumbered(item, above, closed);
        else
            for (var i = 0; i < closed.Count; i++)
                AddTask(item, above, closed[i], i + 1, behindGap);
        if (closed.Count > 0)
            AddRest(item, stretches);
        else if (IsTaskWithoutUnits(item, siblingsNameUnits))
            AddWhole(item, above, covered, behindGap);
        else
            AddSection(item, above);
    }

    /// <summary>（一）加强公开（市教育局）, and its text in the next paragraph; behind the last item it may be the end of the notice instead.</summary>
    IReadOnlyList<Stretch> WithTextBelowHeading(Item item) =>
        item.Stretches is [{ Units: not null, IsHeading: true } heading, { Units: null } text] && (facts.HeadingsBearUnits || item != facts.Last && !Clause.EndsSentence(heading.Paragraphs[^1][^1]))
            ? [heading with { Paragraphs = [.. heading.Paragraphs, .. text.Paragraphs], Limit = heading.Limit ?? text.Limit }]
            : item.Stretches;

    void AddUnnumbered(Item item, CategoryDraft above, List<Stretch> closed)
    {
        var category = AddCategory(NumberUnder(above, item), Headline.OfHeading(closed[0].Paragraphs));
        AddUnnumbered(category, WithoutHeading(closed[0]), item.Place);
        foreach (var stretch in closed.Skip(1))
            AddUnnumbered(category, stretch, item.Place);
    }

    /// <summary>The paragraph right above the units; one between it and the heading may introduce the section or belong to the task.</summary>
    Stretch WithoutHeading(Stretch first)
    {
        var (task, opening) = (first.Paragraphs[^1], first.Paragraphs.Skip(1).SkipLast(1).ToList());
        Elsewhere.AddRange(opening);
        return opening.Count == 0 ? first with { Paragraphs = [task] } : first with
        {
            Paragraphs = [task],
            Doubts = [.. first.Doubts, new(TaskField.Text, "标题与本项之间还有一段文字，没有并入本项", [new WordsReading(task.Text), new WordsReading(Passage.Join([.. opening, task]).Text)])],
        };
    }

    public void AddUnnumbered(CategoryDraft category, Stretch stretch, Place place) =>
        Drafts.Add(new(category, null, stretch.Text, place) { Title = Headline.Of(stretch.Paragraphs), Units = stretch.Units, Limit = stretch.Limit, Doubts = DoubtsOf(stretch) });

    /// <summary>Text behind the last units of an item.</summary>
    void AddRest(Item item, IReadOnlyList<Stretch> stretches)
    {
        if (stretches[^1] is not { IsClosed: false } rest)
            return;
        Elsewhere.Add(rest.Text);
        if (item == facts.Last || Drafts.Count == 0 || SpeaksOfAll().IsMatch(rest.Text.Text) || StandingRules.IsOne(rest.Text.Text))
            return;
        var task = Drafts[^1];
        Drafts[^1] = task with
        {
            Doubts = [.. task.Doubts, new(TaskField.Text, "责任单位之后还有一段文字，没有并入本项", [new WordsReading(task.Text.Text), new WordsReading(task.Text.Text + rest.Text.Text)])],
        };
    }

    // 本部分任务9月底前完成 below the last item of a section is none of its text.
    [GeneratedRegex("^(?:以上|上述|前述|本部分|本节|本章|各项|其余|所有)[^。]{0,8}(?:任务|工作|事项|措施|举措)")]
    private static partial Regex SpeaksOfAll();

    /// <summary>
    /// Where units are named, an item without any is a task only among tasks; where none are, every item with a text or of the
    /// smallest numbering is.
    /// </summary>
    bool IsTaskWithoutUnits(Item item, bool siblingsNameUnits) => facts.NamesUnits
        ? siblingsNameUnits || facts.IsNumberedAmongTasks(item) || SentenceUnits.GivenIn(Passage.Join(item.Own.ToArray()), true) is { Doubt: null }
        : item.Mark.Style == facts.Smallest || !Headline.IsAll(item) && !Headline.OpensAPreamble(item);

    void AddWhole(Item item, CategoryDraft category, Coverage? covered, bool behindGap)
    {
        var (own, rest) = item == facts.Last && facts.OneParagraphEach && item.Own.Count > 1 && Clause.EndsSentence(item.Own[0][^1]) ? (item.Own[..1], item.Own[1..]) : (item.Own, []);
        Elsewhere.AddRange(rest);
        var role = Headline.OpensAPreamble(item) ? TaskRole.Preamble : TaskRole.Task;
        var text = Passage.Join(own.ToArray());
        var units = role is TaskRole.Task ? SentenceUnits.In(text, facts.NamesUnits) : null;
        Doubt[] doubts = item == facts.Last && own.Count > 1 && !item.PrecedesGap
            ? [new(TaskField.Text, "最后一项之后的段落可能是全文的结尾，不属于本项", [])] : [];
        if (role is TaskRole.Preamble)
            Elsewhere.Add(text);
        else if (units?.Doubt is { } doubt)
            doubts = [.. doubts, doubt];
        else if (units is null && facts.NamesUnits)
            doubts = [.. doubts, covered is null ? new(TaskField.Units, NoUnits, [])
                : new(TaskField.Units, "本项没有责任单位，后面一项的责任单位可能也是本项的", [new UnitsReading([], [], []), covered.Stretch.Units!.List.AsReading])];
        Drafts.Add(new(category, item.Mark.Number, text, item.Place)
        {
            Title = Headline.Of(item), Role = role, Units = units?.Cell, Doubts = [.. doubts, .. Gaps(item, behindGap)],
        });
    }

    void AddTask(Item item, CategoryDraft category, Stretch stretch, int ordinal, bool behindGap)
    {
        var text = stretch.Text;
        var inSentence = stretch.Units is null ? SentenceUnits.In(text, facts.NamesUnits) : null;
        Drafts.Add(new(category, item.Mark.Number, text, item.Place)
        {
            Title = ordinal == 1 ? Headline.Of(stretch.Paragraphs) : null, Units = stretch.Units ?? inSentence?.Cell, Limit = stretch.Limit,
            Doubts = [.. DoubtsOf(stretch), .. inSentence?.Doubt is { } doubt ? [doubt] : LacksUnits(stretch.Units ?? inSentence?.Cell), .. Gaps(item, behindGap)],
        });
    }

    Doubt[] LacksUnits(UnitCell? units) => facts.NamesUnits && units is null ? [new(TaskField.Units, NoUnits, [])] : [];

    IReadOnlyList<Doubt> DoubtsOf(Stretch stretch) =>
        stretch.TextFollows && facts.TextFollowsUnits ? [.. stretch.Doubts.Where(d => d.Field is not TaskField.Text)] : stretch.Doubts;

    /// <summary>What a gap in the text may have swallowed: the end of the item before it, a heading above the item behind it.</summary>
    IEnumerable<Doubt> Gaps(Item item, bool behindGap)
    {
        if (item.PrecedesGap)
            yield return new(TaskField.Text, "后面的原文有缺失，本项可能不完整", []);
        else if (facts.HasGap && Headline.IsAll(item))
            yield return new(TaskField.Text, "只有标题，正文可能缺失", []);
        if (item.HasRepeat)
            yield return new(TaskField.Text, "原文把一段文字印了两次，只读一次", []);
        if (behindGap && !HeadingIsProved(item.Parent))
            yield return new(TaskField.Category, "前面的原文有缺失，其中可能有别的类别标题", []);
    }

    /// <summary>The heading that follows bears the next number, so none was lost between.</summary>
    static bool HeadingIsProved(Item? heading) =>
        heading?.Parent?.Children.Exists(c => c.Mark.Number == heading.Mark.Number + 1) ?? false;

    void AddSection(Item item, CategoryDraft above)
    {
        if (Headline.Of(item) is { } title)
            AddCategory(NumberUnder(above, item), title);
        Elsewhere.AddRange(item.Own);
    }

    /// <summary>A category whose number is its own in the notice: attachments count from 一 again.</summary>
    public CategoryDraft AddCategory(string number, Passage title, Passage? limit = null)
    {
        var category = new CategoryDraft(numbers.Take(number), title) { Limit = limit };
        Categories.Add(category);
        return category;
    }

    static string NumberUnder(CategoryDraft above, Item item)
    {
        var number = item.Mark.Style switch
        {
            MarkStyle.Han or MarkStyle.Part => HanNumber.Say(item.Mark.Number),
            MarkStyle.HanInBrackets => $"({HanNumber.Say(item.Mark.Number)})",
            MarkStyle.Article or MarkStyle.Box or MarkStyle.Digit or MarkStyle.Decimal or MarkStyle.DecimalInDecimal or MarkStyle.DigitInBrackets or MarkStyle.Circled => item.Mark.Number.ToString(),
        };
        return above.No.Length > 0 ? $"{above.No}.{number}" : item.LostItsParent ? $"?.{number}" : number;
    }
}
