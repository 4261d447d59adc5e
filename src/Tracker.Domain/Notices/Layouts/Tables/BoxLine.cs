using System.Buffers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>A line of a table with drawn borders, cut at them. A stretch is words, or strokes that end the cell above it.</summary>
sealed class BoxLine
{
    const string Vertical = "│┃║|｜";
    const string Corners = "├┤┼┠┨╂┝┥┿┣┫╋┌┐└┘┬┴┏┓┗┛┳┻╔╗╚╝╦╩╠╣╬╟╢╫╭╮╯╰+";
    static readonly SearchValues<char> Strokes = SearchValues.Create("─━═—-=－┄┅┈┉ ");
    static readonly SearchValues<char> Marks = SearchValues.Create("│┃║├┤┼┠┨╂┝┥┿┣┫╋┌┐└┘┬┴┏┓┗┛┳┻╔╗╚╝╦╩╠╣╬╟╢╫╭╮╯╰");

    BoxLine(IReadOnlyList<(int Index, int Width)> borders, IReadOnlyList<Stretch> stretches, Place place) => (Borders, Stretches, Place) = (borders, stretches, place);

    /// <param name="IsRule">whether it is strokes</param>
    public sealed record Stretch(Line? Words, bool IsRule);

    /// <summary>Where its borders stand: how many signs before each, and how many of those take two places.</summary>
    public IReadOnlyList<(int Index, int Width)> Borders { get; }
    public IReadOnlyList<Stretch> Stretches { get; }
    public Place Place { get; }

    public bool HasRule => Stretches.Any(s => s.IsRule);

    public static bool IsDrawn(Line line) => line.Words.Text.AsSpan().IndexOfAny(Marks) >= 0 || line.Rule is { } rule && (rule.AsSpan().IndexOfAny(Marks) >= 0 || rule.Contains('+'));

    public static BoxLine From(Line line)
    {
        var text = line.Words.Length > 0 ? line.Words.Text : line.Rule ?? "";
        var (borders, stretches) = (new List<(int, int)>(), new List<Stretch>());
        var (start, wide, boxes) = (-1, 0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var isBorder = IsBorder(text, i);
            // Words before the first border: the one that opened the line was lost.
            if (isBorder && start < 0 && !text.AsSpan(0, i).Trim().IsEmpty)
            {
                borders.Add((0, 0));
                start = 0;
            }
            if (isBorder && start >= 0)
                stretches.Add(Between(text, start, i, line));
            if (isBorder)
            {
                borders.Add((i + wide, boxes));
                start = i + 1;
            }
            if (text[i] is >= '\u2500' and <= '\u257f') boxes++;
            else if (text[i] >= '\u2e80' || text[i] is '“' or '”' or '—' or '…' or '·' or '　') wide++;
        }
        if (start >= 0 && !text.AsSpan(start).Trim().IsEmpty)
            stretches.Add(Between(text, start, text.Length, line));
        return new(borders, stretches, line.Place);
    }

    // + is a corner only where strokes are beside it: C+级 is a word.
    static bool IsBorder(string text, int at) =>
        Vertical.Contains(text[at]) || Corners.Contains(text[at]) && (text[at] != '+' || at + 1 < text.Length && text[at + 1] is '-' or '=' || at > 0 && text[at - 1] is '-' or '=');

    static Stretch Between(string text, int start, int end, Line line)
    {
        var isRule = IsRule(text.AsSpan(start, end - start));
        return new(line.Words.Length > 0 && !isRule ? new(line.Words[start..end], line.Place) : null, isRule);
    }

    static bool IsRule(ReadOnlySpan<char> words) =>
        words.Trim() is ['─' or '━' or '═' or '┄' or '┅' or '┈' or '┉', ..] or ['-' or '=', '-' or '=', ..] && !words.ContainsAnyExcept(Strokes);
}
