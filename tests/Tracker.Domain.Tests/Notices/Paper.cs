using Tracker.Domain.Notices;

namespace Tracker.Domain.Tests.Notices;

/// <summary>Makes blocks of a text, a line each, as the program does for plain text.</summary>
static class Paper
{
    public static IReadOnlyList<Block> Blocks(string text)
    {
        var blocks = new List<Block>();
        var offset = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            blocks.Add(new(line, offset, new(null, null, null, blocks.Count + 1)));
            offset += line.Length + 1;
        }
        return blocks;
    }

    public static ReadNotice Read(string text) => NoticeReader.Read(Blocks(text), ReadingAids.None);

    public static string WithoutBlanks(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
