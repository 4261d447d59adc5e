using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>A stretch of an item's text up to the units that close it.</summary>
/// <param name="Paragraphs">its text, without the units</param>
/// <param name="Units">null for text that no units close</param>
/// <param name="Doubts">what is odd about the words that close it</param>
sealed record Stretch(IReadOnlyList<Passage> Paragraphs, UnitCell? Units, IReadOnlyList<Doubt> Doubts)
{
    public Passage Text => Passage.Join(Paragraphs);

    /// <summary>The item's own paragraphs cut behind each unit bracket or unit line; the last stretch may have no units.</summary>
    public static IReadOnlyList<Stretch> Of(IReadOnlyList<Passage> paragraphs)
    {
        var cutting = new Cutting();
        foreach (var paragraph in paragraphs)
            cutting.Add(paragraph);
        return cutting.Finish();
    }

    sealed class Cutting
    {
        readonly List<Stretch> stretches = [];
        readonly List<Passage> text = [];

        public void Add(Passage paragraph)
        {
            if (UnitLine.Is(paragraph.Text))
            {
                Close(paragraph, UnitList.Read(paragraph), false);
                return;
            }
            var start = 0;
            foreach (var bracket in UnitBracket.In(paragraph))
            {
                text.Add(paragraph[start..bracket.Start]);
                start = bracket.End;
                // …专项督查（财政厅）。: the stop behind the bracket is the sentence's.
                if (start < paragraph.Length && paragraph[start] is '。' or '；' && (bracket.Start == 0 || !Clause.EndsSentence(paragraph[bracket.Start - 1])))
                    text.Add(paragraph[start..(start + 1)]);
                if (start < paragraph.Length && paragraph[start] is '。' or '；')
                    start++;
                Close(paragraph[bracket.Start..bracket.End], UnitList.Read(Inside(paragraph, bracket)), bracket.IsBroken);
            }
            if (start > 0 && start < paragraph.Length && stretches.Count > 0)
                GoOn(paragraph[start..]);
            else if (start < paragraph.Length)
                text.Add(paragraph[start..]);
        }

        static Passage Inside(Passage paragraph, UnitBracket bracket) => paragraph[(bracket.Start + 1)..(bracket.IsBroken ? bracket.End : bracket.End - 1)];

        void Close(Passage raw, UnitList list, bool isBroken)
        {
            Doubt[] doubts = isBroken ? [new(TaskField.Units, "责任单位的括号没有闭合，读到段末", [])] : [];
            stretches.Add(new([.. text], new(raw, list, false), doubts));
            text.Clear();
        }

        /// <summary>Text behind the last bracket of a paragraph: it is kept with the task before, and doubted.</summary>
        void GoOn(Passage rest) => stretches[^1] = stretches[^1] with
        {
            Paragraphs = [.. stretches[^1].Paragraphs, rest],
            Doubts = [.. stretches[^1].Doubts, new(TaskField.Text, "责任单位的括号后面还有文字，并入本项", [])],
        };

        public List<Stretch> Finish()
        {
            if (text.Count > 0)
                stretches.Add(new([.. text], null, []));
            return stretches;
        }
    }
}
