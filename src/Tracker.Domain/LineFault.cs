namespace Tracker.Domain;

/// <summary>What is wrong in one line of a table that a person hands in; other lines are still read.</summary>
/// <param name="Line">counted from 1, as a text editor or a spreadsheet shows it</param>
public readonly record struct LineFault(int Line, string Sentence)
{
    public override string ToString() => $"第{Line}行：{Sentence}";
}
