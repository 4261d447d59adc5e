namespace Tracker.Domain;

/// <summary>A table of reference data (calendar, units) does not say what it must; nothing of it was taken over.</summary>
/// <param name="line">line in the file, counted from 1</param>
/// <param name="sentence">what is wrong there, in Chinese</param>
public sealed class DataUnreadable(int line, string sentence) : Exception($"第{line}行：{sentence}")
{
    public int Line { get; } = line;
}
