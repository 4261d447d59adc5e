using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>The lead sentence of an item.</summary>
static class Headline
{
    const int Longest = 48;
    const int LongestHeading = 100;

    static readonly string[] Preambles =
        ["指导思想", "基本原则", "总体要求", "总体目标", "工作目标", "主要目标", "目标任务", "工作原则", "总体思路", "工作思路", "重要意义", "适用范围", "编制依据", "工作要求"];

    public static Passage? Of(Item item) => Of(item.Own);

    /// <summary>The first sentence without its stop, if it is short enough to be a title; null otherwise.</summary>
    public static Passage? Of(IReadOnlyList<Passage> paragraphs) => FirstSentence(paragraphs, Longest);

    /// <summary>The words of a heading with items below it, which may be longer than a title.</summary>
    public static Passage OfHeading(IReadOnlyList<Passage> paragraphs) => FirstSentence(paragraphs, LongestHeading) ?? Passage.Empty;

    static Passage? FirstSentence(IReadOnlyList<Passage> paragraphs, int longest)
    {
        if (paragraphs.Count == 0)
            return null;
        var stop = paragraphs[0].Text.IndexOf('。');
        var length = stop < 0 ? paragraphs[0].Length : stop;
        return length > 0 && length <= longest ? paragraphs[0][..length] : null;
    }

    /// <summary>Whether nothing stands below the headline.</summary>
    public static bool IsAll(Item item) => Of(item) is { } title && item.Own.Sum(p => p.Length) <= title.Length + 1;

    /// <summary>Aims and principles set no task.</summary>
    public static bool OpensAPreamble(Item item) => Of(item) is { } title && Preambles.Contains(title.Text);
}
