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
            walk.Visit(root, root.LostItsParent ? "?" : "");
        return new(walk.Categories, walk.Drafts, [.. outline.Loose, .. walk.Elsewhere], walk.Doubts);
    }

    /// <summary>(1) and ① inside an item are its text, unless units are named for each.</summary>
    static void FoldSmallParts(Item item)
    {
        foreach (var child in item.Children)
            FoldSmallParts(child);
        if (item.Children.Count == 0 || item.Children[0].Mark.Style < MarkStyle.DigitInBrackets || item.Children.Any(HasUnits))
            return;
        item.Own.AddRange(item.Parts);
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
                VisitLeaf(item, stretches, above);
            else if (stretches.Any(s => s.Units is not null) && !item.Children.Any(HasUnits))
                AddTask(item, CategoryFor(above), stretches[0] with { Paragraphs = [.. stretches.SelectMany(s => s.Paragraphs), .. item.Parts] }, 1);
            else
                VisitCategory(item, stretches, above);
        }

        void VisitLeaf(Item item, IReadOnlyList<Stretch> stretches, string above)
        {
            var category = CategoryFor(above);
            var closed = stretches.Where(s => s.IsClosed).ToList();
            for (var i = 0; i < closed.Count; i++)
                AddTask(item, category, closed[i], i + 1);
            if (closed.Count > 0)
                Elsewhere.AddRange(stretches.Where(s => !s.IsClosed).Select(s => s.Text));
            else if (IsTaskWithoutUnits(item))
                AddWhole(item, category);
            else
                AddSection(item, above);
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
            Doubt[] doubts = item == last && own.Count > 1 && !item.PrecedesGap
                ? [new(TaskField.Text, "最后一项之后的段落可能是全文的结尾，不属于本项", [])] : [];
            if (role is TaskRole.Preamble)
                Elsewhere.Add(text);
            else if (namesUnits)
                doubts = [.. doubts, new(TaskField.Units, UnitsElsewhereOnly, [])];
            Drafts.Add(new(category, item.Mark.Number, text, item.Place) { Title = Headline.Of(item), Role = role, Doubts = [.. doubts, .. Gaps(item)] });
        }

        void AddTask(Item item, CategoryDraft category, Stretch stretch, int ordinal) =>
            Drafts.Add(new(category, item.Mark.Number, stretch.Text, item.Place)
            {
                Title = ordinal == 1 ? Headline.Of(stretch.Paragraphs) : null, Units = stretch.Units, Limit = stretch.Limit, Doubts = [.. stretch.Doubts, .. LacksUnits(stretch), .. Gaps(item)],
            });

        IEnumerable<Doubt> LacksUnits(Stretch stretch)
        {
            if (namesUnits && stretch.Units is null)
                yield return new(TaskField.Units, UnitsElsewhereOnly, []);
        }

        const string UnitsElsewhereOnly = "同级事项写有责任单位，本项没有";

        /// <summary>What a gap in the text may have swallowed: the end of the item before it, a heading above the item behind it.</summary>
        IEnumerable<Doubt> Gaps(Item item)
        {
            if (item.PrecedesGap)
                yield return new(TaskField.Text, "后面的原文有缺失，本项可能不完整", []);
            else if (Headline.IsAll(item) && outline.Roots.SelectMany(r => r.Leaves).Any(l => l.FollowsGap))
                yield return new(TaskField.Text, "只有标题，正文可能缺失", []);
            if (ComesBehindGap(item) && !HeadingIsProved(item.Parent))
                yield return new(TaskField.Category, "前面的原文有缺失，其中可能有别的类别标题", []);
        }

        static bool ComesBehindGap(Item item) => item.FollowsGap || item.Parent is { } parent && parent.Children.TakeWhile(c => c != item).Any(c => c.FollowsGap);

        /// <summary>The heading that follows bears the next number, so none was lost between.</summary>
        static bool HeadingIsProved(Item? heading) =>
            heading?.Parent?.Children.Any(c => c.Mark.Number == heading.Mark.Number + 1) ?? false;

        void AddSection(Item item, string above)
        {
            if (Headline.Of(item) is { } title)
                Categories.Add(new(NumberUnder(above, item), title));
            Elsewhere.AddRange(item.Own);
        }

        void VisitCategory(Item item, IReadOnlyList<Stretch> stretches, string above)
        {
            var closed = stretches.Where(s => s.Units is not null).ToList();
            var category = new CategoryDraft(NumberUnder(above, item), Headline.Of(closed.Count > 0 ? closed[0].Paragraphs : item.Own) ?? Passage.Empty)
            {
                Limit = stretches.FirstOrDefault(s => s.Units is null)?.Limit?.Raw,
            };
            for (var i = 0; i < closed.Count; i++)
                AddTask(item, CategoryFor(above), closed[i], i + 1);
            Categories.Add(category);
            if (!Headline.IsAll(item))
                Elsewhere.AddRange(stretches.Where(s => s.Units is null).SelectMany(s => s.Paragraphs));
            if (SharedUnits(item.Children) is { } shared)
                AddSharing(item.Children, category, shared);
            else
                foreach (var child in item.Children)
                    Visit(child, category.No);
        }

        /// <summary>Units in a paragraph of their own behind the last of several items that name none: they are those of all.</summary>
        static UnitCell? SharedUnits(List<Item> items)
        {
            var others = items.SkipLast(1);
            return items.Count > 1 && items.All(i => i.Children.Count == 0) && !others.Any(HasUnits)
                && items[^1].Own is [_, .., var closing] && Stretch.Of(items[^1].Own) is [{ Units: { } units }] && units.Raw.Length == closing.Length
                ? units
                : null;
        }

        void AddSharing(List<Item> items, CategoryDraft category, UnitCell units)
        {
            foreach (var item in items)
                AddTask(item, category, Stretch.Of(item.Own)[0] with { Units = units with { Inherited = item != items[^1], Basis = Basis.SharedClosing } }, 1);
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
