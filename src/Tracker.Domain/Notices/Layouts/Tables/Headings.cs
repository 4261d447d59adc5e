using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>The categories of tables as they come: rows that span all columns, and cells of the broader columns below them.</summary>
sealed class Headings
{
    readonly List<(MarkStyle Style, CategoryDraft Category)> sections = [];
    readonly List<(Passage Words, CategoryDraft Category)> cells = [];
    readonly Dictionary<string, int> counts = [];
    readonly TakenNumbers numbers = new();

    public List<CategoryDraft> Categories { get; } = [];

    /// <summary>The innermost category in force; one without number and title where there is none.</summary>
    public CategoryDraft Current => cells.Count > 0 ? cells[^1].Category : Section;

    CategoryDraft Section => sections.Count > 0 ? sections[^1].Category : new("", Passage.Empty);

    /// <summary>A row that spans all columns opens a category.</summary>
    /// <param name="number">the cell of its number, where it stands beside the words</param>
    public void Open(Passage words, Passage? number = null)
    {
        var (mark, title) = Numbers.Split(words);
        var style = mark?.Style ?? (number is null ? MarkStyle.Han : Numbers.StyleOf(number.Text));
        while (sections.Count > 0 && sections[^1].Style >= style)
            sections.RemoveAt(sections.Count - 1);
        cells.Clear();
        var said = mark is { } printed ? Numbers.Say(printed.Style, printed.Number) : number is null ? null : Numbers.Say(number.Text);
        sections.Add((style, Add(Section, said, title)));
    }

    /// <summary>The cells of the broader columns beside a row; a blank one goes on with the cell above.</summary>
    /// <param name="number">the number column's cell, where it counts the categories</param>
    public void Stand(IReadOnlyList<Passage?> words, Passage? number)
    {
        for (var level = 0; level < words.Count; level++)
        {
            if (words[level] is not { } cell || level < cells.Count && cells[level].Words.Text == cell.Text)
                continue;
            cells.RemoveRange(Math.Min(level, cells.Count), cells.Count - Math.Min(level, cells.Count));
            var (mark, title) = Numbers.Split(cell);
            var said = mark is { } printed ? Numbers.Say(printed.Style, printed.Number)
                : number is not null && level == words.Count - 1 ? Numbers.Say(number.Text) : null;
            cells.Add((cell, Add(Current, said, title)));
        }
    }

    /// <summary>A row whose words span the broader columns too belongs to none of their categories.</summary>
    public void LeaveCells() => cells.Clear();

    CategoryDraft Add(CategoryDraft parent, string? number, Passage title)
    {
        var ordinal = counts[parent.No] = counts.GetValueOrDefault(parent.No) + 1;
        var no = number ?? Numbers.Say(MarkStyle.Han, ordinal);
        var category = new CategoryDraft(numbers.Take(parent.No.Length == 0 ? no : $"{parent.No}.{no}"), title);
        Categories.Add(category);
        return category;
    }
}
