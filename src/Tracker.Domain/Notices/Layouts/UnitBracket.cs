using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>A bracket that closes a task by naming its units.</summary>
/// <param name="Start">of the opening bracket</param>
/// <param name="End">behind the closing bracket</param>
/// <param name="IsBroken">whether one of its two brackets is missing</param>
readonly record struct UnitBracket(int Start, int End, bool IsBroken)
{
    const int Longest = 600;

    /// <summary>The brackets of a paragraph that hold units and stand where a task can end.</summary>
    public static IReadOnlyList<UnitBracket> In(Passage paragraph)
    {
        var text = paragraph.Text;
        var found = new List<UnitBracket>();
        var from = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!Brackets.Closes(text[i]) || !EndsATask(text, i + 1))
                continue;
            var window = Math.Max(from, i - Longest);
            var open = Brackets.OpeningOf(text.AsSpan(window, i + 1 - window), i - window);
            if (open < 0 || !HoldsUnits(paragraph[(window + open + 1)..i]))
                continue;
            found.Add(new(window + open, i + 1, false));
            from = i + 1;
        }
        if (Unclosed(text, from) is { } broken)
            found.Add(broken);
        return found;
    }

    // At the end of a paragraph, or between two sentences: …。（财政厅）2. or …（财政厅）。
    static bool EndsATask(string text, int next) =>
        next >= text.Length || Clause.EndsSentence(text[next]) || Mark.At(text, next) is not null || OpensSentence(text, next);

    static bool OpensSentence(string text, int next)
    {
        var window = Math.Max(0, next - Longest);
        var open = Brackets.OpeningOf(text.AsSpan(window, next - window), next - 1 - window);
        return open > 0 && Clause.EndsSentence(text[window + open - 1]);
    }

    static bool HoldsUnits(Passage inside) =>
        inside.Length > 1 && !Clause.EndsSentence(inside[0]) && (UnitList.HasLabel(inside.Text) || UnitList.Read(inside) is { IsWhole: true });

    /// <summary>（牵头单位：… up to the paragraph's end, where the closing bracket was lost.</summary>
    static UnitBracket? Unclosed(string text, int from)
    {
        var open = text.AsSpan(from).LastIndexOfAny('（', '(') + from;
        return open >= from && Brackets.Balance(text.AsSpan(open)) > 0 && UnitList.HasLabel(text[open..]) ? new(open, text.Length, true) : null;
    }
}
