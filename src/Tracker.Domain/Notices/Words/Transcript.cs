namespace Tracker.Domain.Notices.Words;

/// <summary>The document as clean lines in simplified characters.</summary>
/// <param name="Guesses">places in the plain text where a character was restored or is lost, in their order</param>
/// <param name="Unsimplified">whether the text is traditional and no tables were at hand</param>
public sealed record Transcript(IReadOnlyList<Line> Lines, IReadOnlyList<TextSpan> Guesses, bool Unsimplified)
{
    /// <summary>Places in the plain text where Taiwan's word was replaced by the mainland's, in their order.</summary>
    public IReadOnlyList<TextSpan> Reworded { get; init; } = [];

    // Frequent characters that simplified text does not have; enough to notice, not to convert.
    const string FrequentTraditional = "個們這來時國說為對會過發經現於與應進機開關從動實業務區縣黨辦廳員責單負時門間題體點電網統組織級結據權標準規劃強導領頭調講證評議";

    public static Transcript From(IReadOnlyList<Block> blocks, ReadingAids aids)
    {
        var pinyin = new Pinyin();
        var words = pinyin.Strip([.. blocks.Select(b => Markdown.Strip(Passage.At(b.Offset, b.Text)))]);
        var sample = string.Concat(words.Select(w => w.Text).Take(200));
        var traditional = aids.Simplifier?.IsTraditional(sample) ?? LooksTraditional(sample);
        IReadOnlyList<TextSpan> reworded = [];
        if (traditional && aids.Simplifier is { } simplifier)
            (words, reworded) = TaiwanWords.PutBack([.. words.Select(simplifier.Simplify)]);
        return new([.. words.Zip(blocks, (w, b) => new Line(w, b.Place) { Cell = b.Cell, Rule = Markdown.RuleIn(b.Text) })], pinyin.Guesses, traditional && aids.Simplifier is null) { Reworded = reworded };
    }

    static bool LooksTraditional(string text) => text.Count(FrequentTraditional.Contains) > text.Length / 50;
}
