namespace Tracker.Web.Features.Mail;

/// <summary>Items in a mail: a few are named one by one, many with the same sentence are counted.</summary>
public static class LetterLines
{
    /// <summary>An item that a line may speak of.</summary>
    public interface IItem
    {
        long WorkItemId { get; }
        string Number { get; }
        string Title { get; }
    }

    /// <summary>The title of work item <c>w</c> in a query; where the notice gave none, its first words.</summary>
    public const string TitleSql = "coalesce(w.title, regexp_replace(w.text, '^(.{30}).+$', '\\1…'))";

    // More lines than this with the same sentence say less than their number.
    const int Named = 3;
    // A mail is for a phone: the rest is in the system.
    const int AtMost = 20;

    /// <param name="sentence">what is said of the item; items with the same sentence are told together</param>
    public static IEnumerable<LetterLine> Of<T>(IEnumerable<T> items, Func<T, string> sentence, MailLinks links) where T : IItem
    {
        var lines = items.GroupBy(sentence).SelectMany(same => Together([.. same], same.Key, links)).ToList();
        return lines.Count <= AtMost ? lines : [.. lines.Take(AtMost), new LetterLine($"另有 {lines.Count - AtMost} 条，请登录系统查看", "", links.Home)];
    }

    static IEnumerable<LetterLine> Together<T>(IReadOnlyList<T> items, string sentence, MailLinks links) where T : IItem =>
        items.Count > Named
            ? [new($"{sentence}：共 {items.Count} 项", $"{items[0].Number} {items[0].Title}等", links.Home)]
            : items.Select(i => new LetterLine($"{i.Number} {i.Title}", sentence, links.Item(i.WorkItemId)));
}
