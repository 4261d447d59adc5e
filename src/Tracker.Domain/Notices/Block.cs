namespace Tracker.Domain.Notices;

/// <summary>A stretch of a document as its format gave it: a line, a paragraph, later a cell.</summary>
/// <param name="Text">its words, without a line break</param>
/// <param name="Offset">where it begins in the document's plain text; blocks come in rising order and never overlap</param>
/// <param name="Place">where a person finds it in the file</param>
public sealed record Block(string Text, int Offset, Place Place)
{
    /// <summary>The plain text that <paramref name="blocks"/> were cut from: what lies between two of them is line breaks.</summary>
    public static string PlainText(IReadOnlyList<Block> blocks)
    {
        var end = blocks.Count == 0 ? 0 : blocks[^1].Offset + blocks[^1].Text.Length;
        return string.Create(end, blocks, static (text, blocks) =>
        {
            text.Fill('\n');
            foreach (var block in blocks)
                block.Text.CopyTo(text[block.Offset..]);
        });
    }
}
