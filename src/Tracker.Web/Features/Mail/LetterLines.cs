namespace Tracker.Web.Features.Mail;

/// <summary>Items in a mail: a few are named one by one, many with the same sentence are counted. Printed by <c>Items.hbs</c>.</summary>
/// <param name="More">how many lines are left out</param>
public sealed record LetterLines(IReadOnlyList<LetterLines.Line> Lines, int More)
{
    /// <summary>An item that a line may speak of.</summary>
    public interface IItem
    {
        long WorkItemId { get; }
        string Number { get; }
        string Title { get; }
    }

    /// <param name="First">the item meant, or the first of those told together</param>
    /// <param name="Count">how many items the line tells of</param>
    public sealed record Line(string Sentence, IItem First, int Count)
    {
        public bool Together => Count > 1;
    }

    /// <summary>The title of work item <c>w</c> in a query; where the notice gave none, its first words.</summary>
    public const string TitleSql = "coalesce(w.title, regexp_replace(w.text, '^(.{30}).+$', '\\1…'))";

    // More lines than this with the same sentence say less than their number.
    const int Named = 3;
    // A mail is for a phone: the rest is in the system.
    const int AtMost = 20;

    /// <param name="sentence">what is said of the item; items with the same sentence are told together</param>
    public static LetterLines Of<T>(IEnumerable<T> items, Func<T, string> sentence) where T : IItem
    {
        var lines = items.GroupBy(sentence).SelectMany(same => Together([.. same], same.Key)).ToList();
        return new([.. lines.Take(AtMost)], Math.Max(0, lines.Count - AtMost));
    }

    static IEnumerable<Line> Together<T>(IReadOnlyList<T> items, string sentence) where T : IItem =>
        items.Count > Named ? [new(sentence, items[0], items.Count)] : items.Select(i => new Line(sentence, i, 1));
}
