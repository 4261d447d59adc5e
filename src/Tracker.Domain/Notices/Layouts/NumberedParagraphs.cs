using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>
/// Numbered paragraphs under headings. A task is the smallest item that names units of its own; where the notice names
/// none, its numbered items are the tasks.
/// </summary>
static class NumberedParagraphs
{
    public static Layout Read(IReadOnlyList<Line> lines)
    {
        var outline = Outline.Of(Paragraph.Of(lines));
        foreach (var root in outline.Roots)
            FoldSmallParts(root);
        var walk = new Walk(outline);
        foreach (var root in outline.Roots)
            walk.Visit(root, "");
        return new(walk.Categories, walk.Drafts, [.. outline.Opening, .. walk.Elsewhere], walk.Doubts);
    }

    /// <summary>(1) and ① inside an item are its text, unless units are named for each.</summary>
    static void FoldSmallParts(Item item)
    {
        foreach (var child in item.Children)
            FoldSmallParts(child);
        if (item.Children.Count == 0 || item.Children[0].Mark.Style < MarkStyle.DigitInBrackets || item.Children.Any(HasUnits))
            return;
        item.Own.AddRange(item.Children.SelectMany(c => c.Whole.Prepend(c.Label)));
        item.Children.Clear();
    }

    static bool HasUnits(Item item) => Stretch.Of(item.Own).Any(s => s.Units is not null) || item.Children.Any(HasUnits);

    sealed class Walk(Outline outline)
    {
        readonly bool namesUnits = outline.Roots.Any(HasUnits);
        readonly MarkStyle smallest = outline.Roots.SelectMany(r => r.Leaves).Select(l => l.Mark.Style).DefaultIfEmpty().Max();
        readonly bool oneParagraphEach = outline.Roots.SelectMany(r => r.Leaves).SkipLast(1).All(l => l.Own.Count <= 1);
        readonly Item? last = outline.Roots.SelectMany(r => r.Leaves).LastOrDefault();

        public List<CategoryDraft> Categories { get; } = [];
        public List<Draft> Drafts { get; } = [];
        public List<Passage> Elsewhere { get; } = [];
        public List<NoticeDoubt> Doubts { get; } = [];

        public void Visit(Item item, string above)
        {
            var stretches = Stretch.Of(item.Own);
            if (item.Children.Count == 0)
                VisitLeaf(item, stretches, CategoryFor(above));
            else if (stretches.Any(s => s.Units is not null) && !item.Children.Any(HasUnits))
                AddTask(item, CategoryFor(above), new(Passage.Join(item.Whole), stretches[0].Units, stretches[0].Doubts), 1);
            else
                VisitCategory(item, above);
        }

        void VisitLeaf(Item item, IReadOnlyList<Stretch> stretches, CategoryDraft category)
        {
            var closed = stretches.Where(s => s.Units is not null).ToList();
            for (var i = 0; i < closed.Count; i++)
                AddTask(item, category, closed[i], i + 1);
            if (closed.Count > 0)
                Elsewhere.AddRange(stretches.Where(s => s.Units is null).Select(s => s.Text));
            else if (IsTaskWithoutUnits(item))
                AddWhole(item, category);
            else
                AddSection(item, category);
        }

        /// <summary>Where units are named, an item without any is a task only among tasks; where none are, every item with a text or of the smallest numbering is.</summary>
        bool IsTaskWithoutUnits(Item item) => namesUnits
            ? (item.Parent?.Children ?? outline.Roots).Any(i => i != item && HasUnits(i))
            : item.Mark.Style == smallest || !Headline.IsAll(item) && !Headline.OpensAPreamble(item);

        void AddWhole(Item item, CategoryDraft category)
        {
            var (own, rest) = item == last && oneParagraphEach && item.Own.Count > 1 ? (item.Own[..1], item.Own[1..]) : (item.Own, []);
            Elsewhere.AddRange(rest);
            var role = Headline.OpensAPreamble(item) ? TaskRole.Preamble : TaskRole.Task;
            var text = Passage.Join(own.ToArray());
            Doubt[] doubts = item == last && own.Count > 1
                ? [new(TaskField.Text, "最后一项之后的段落可能是全文的结尾，不属于本项", [])] : [];
            if (role is TaskRole.Preamble)
                Elsewhere.Add(text);
            else if (namesUnits)
                doubts = [.. doubts, new(TaskField.Units, "同级事项写有责任单位，本项没有", [])];
            Drafts.Add(new(category, item.Mark.Number, text, item.Place) { Title = Headline.Of(item), Role = role, Doubts = doubts });
        }

        void AddTask(Item item, CategoryDraft category, Stretch stretch, int ordinal) =>
            Drafts.Add(new(category, item.Mark.Number, stretch.Text, item.Place)
            {
                Title = ordinal == 1 ? Headline.Of(item) : null, Units = stretch.Units, Doubts = stretch.Doubts,
                Limit = stretch.Units?.List.Limit is { } limit ? new(limit, false) : null,
            });

        void AddSection(Item item, CategoryDraft above)
        {
            if (Headline.Of(item) is { } title)
                Categories.Add(new(NumberUnder(above.No, item), title));
            Elsewhere.AddRange(item.Own);
        }

        void VisitCategory(Item item, string above)
        {
            var category = new CategoryDraft(NumberUnder(above, item), Headline.Of(item) ?? Passage.Empty);
            Categories.Add(category);
            if (!Headline.IsAll(item))
                Elsewhere.AddRange(item.Own);
            foreach (var child in item.Children)
                Visit(child, category.No);
        }

        CategoryDraft CategoryFor(string no) => Categories.LastOrDefault(c => c.No == no) ?? new("", Passage.Empty);

        static string NumberUnder(string above, Item item)
        {
            var number = item.Mark.Style switch
            {
                MarkStyle.Han or MarkStyle.Part => HanNumber.Say(item.Mark.Number),
                MarkStyle.HanInBrackets => $"({HanNumber.Say(item.Mark.Number)})",
                MarkStyle.Article or MarkStyle.Digit or MarkStyle.DigitInBrackets or MarkStyle.Circled => item.Mark.Number.ToString(),
            };
            return above.Length == 0 ? number : $"{above}.{number}";
        }
    }
}
