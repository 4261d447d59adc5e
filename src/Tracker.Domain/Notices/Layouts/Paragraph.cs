using Tracker.Domain.Notices.Heads;
using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>A paragraph without white space, joined again where a line or a page ended inside it.</summary>
/// <param name="FollowsGap">whether words are known to be lost before it</param>
sealed record Paragraph(Passage Words, Place Place, bool FollowsGap)
{
    public static IReadOnlyList<Paragraph> Of(IReadOnlyList<Line> lines)
    {
        var kept = lines.Where(l => !l.IsEmpty && !Furniture.Is(l.Compact.Text)).ToList();
        var (wrap, headers) = (WrapWidth(kept), RunningHeads.In(kept));
        var paragraphs = new List<Paragraph>();
        var growing = new Growing(wrap);
        foreach (var line in kept)
        {
            if (headers.Contains(line.Compact.Text) && growing.IsInsideSentence)
                continue;
            if (growing.IsEmpty || line.FollowsGap || !growing.GoesOnWith(line.Compact.Text))
                growing.MoveTo(paragraphs);
            growing.Add(line);
        }
        growing.MoveTo(paragraphs);
        return paragraphs;
    }

    const int ShortestWrap = 16;

    /// <summary>The width at which a converter broke all lines, or null where lines are paragraphs.</summary>
    static int? WrapWidth(List<Line> lines)
    {
        if (lines.Count < 8)
            return null;
        var broken = lines.Where(l => !EndsAThought(l.Compact.Text) && !ClosingLine.Is(l.Compact.Text)).Select(l => l.Compact.Length).Order().ToList();
        if (broken.Count * 2 < lines.Count)
            return null;
        var width = broken[broken.Count * 3 / 4];
        return width is >= ShortestWrap and <= 60 ? width : null;
    }

    static bool EndsAThought(string text) => Clause.EndsSentence(text[^1]) || text[^1] is '：' or ':' or '”' || Brackets.Closes(text[^1]);

    /// <summary>The lines of the paragraph that is being put together.</summary>
    sealed class Growing(int? wrap)
    {
        const int LongestBracket = 600;

        readonly List<Line> lines = [];
        bool hasStop;
        bool namesUnits;
        int depth;
        int inBracket;

        public bool IsEmpty => lines.Count == 0;

        /// <summary>Whether the last line broke off in the middle of a sentence that had begun.</summary>
        public bool IsInsideSentence => lines.Count > 0 && !EndsAThought(Last) && (hasStop || depth > 0 || Last[^1] is '，' or ',' or '、');

        string Last => lines[^1].Compact.Text;

        public void Add(Line line)
        {
            var text = line.Compact.Text;
            if (lines.Count == 0)
                namesUnits = ClosingLine.NamesUnits(text) || ClosingLine.IsLabelAlone(text);
            hasStop |= text.Contains('。');
            foreach (var c in text)
                depth = Math.Max(0, depth + (Brackets.Opens(c) ? 1 : Brackets.Closes(c) ? -1 : 0));
            inBracket = depth > 0 ? inBracket + text.Length : 0;
            lines.Add(line);
        }

        public void MoveTo(List<Paragraph> paragraphs)
        {
            if (lines.Count == 0)
                return;
            paragraphs.Add(new(Passage.Join(lines.ConvertAll(l => l.Compact)), lines[0].Place, lines[0].FollowsGap));
            lines.Clear();
            (hasStop, namesUnits, depth, inBracket) = (false, false, 0, 0);
        }

        public bool GoesOnWith(string next)
        {
            if (Mark.At(next, 0) is not null || ClosingLine.Is(next) || ClosingLine.IsLabelAlone(next))
                return false;
            if (ClosingLine.IsLabelAlone(Last))
                return true;
            if (namesUnits && Last[^1] is '、' or '，' or ',' or '和' or '及')
                return true;
            // A unit bracket that a line's end broke goes on until it closes.
            if (depth > 0 && inBracket < LongestBracket)
                return true;
            if (EndsAThought(Last))
                return false;
            // A whole list of units at the line's end goes on only with further names.
            if (namesUnits && UnitList.Read(Passage.At(0, Last)).IsWhole && !UnitList.Read(Passage.At(0, next)).IsWhole)
                return false;
            if (wrap is { } width)
                return Last.Length >= width - 2;
            // Without a stop so far, the line is a heading and what follows its text; a sentence that has begun goes on.
            return hasStop;
        }
    }
}
