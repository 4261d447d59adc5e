using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>A stretch of an item's text up to the units or the limit that close it.</summary>
/// <param name="Paragraphs">its text, without the units and the limit</param>
/// <param name="Units">null for text that no units close</param>
/// <param name="Limit">null for text that no limit closes</param>
/// <param name="Doubts">what is odd about the words that close it</param>
sealed record Stretch(IReadOnlyList<Passage> Paragraphs, UnitCell? Units, LimitCell? Limit, IReadOnlyList<Doubt> Doubts)
{
    /// <summary>Whether it is a task of its own.</summary>
    public bool IsClosed => Units is not null || Limit is not null;

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
        LimitCell? limit;

        public void Add(Passage paragraph)
        {
            if (LimitLine.ValueOf(paragraph.Text) is { } value)
                TakeLimit(new(paragraph[value], false) { Basis = Basis.OwnLine });
            else if (UnitLine.Is(paragraph.Text))
                Close(paragraph, UnitList.Read(paragraph), Basis.OwnLine);
            else if (LabelledEnd(paragraph.Text) is { } end)
            {
                Add(paragraph[..end]);
                Add(paragraph[end..]);
            }
            else
                AddText(paragraph);
        }

        /// <summary>…做好甲事。完成时限：6月底前。: the sentence from which on there are only labels with their values.</summary>
        static int? LabelledEnd(string text)
        {
            for (var stop = text.IndexOf('。'); stop >= 0 && stop + 1 < text.Length; stop = text.IndexOf('。', stop + 1))
                if (LimitLine.Is(text[(stop + 1)..]))
                    return stop + 1;
            return null;
        }

        /// <summary>A limit line behind the units belongs to them, else to the text above, which units may close later.</summary>
        void TakeLimit(LimitCell found)
        {
            if (text.Count == 0 && stretches.Count > 0 && stretches[^1].Limit is null)
                stretches[^1] = stretches[^1] with { Limit = found };
            else
                limit ??= found;
        }

        void AddText(Passage paragraph)
        {
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
                Close(paragraph[bracket.Start..bracket.End], UnitList.Read(Inside(paragraph, bracket)), Basis.Bracket, bracket.IsBroken);
            }
            if (start > 0 && start < paragraph.Length && stretches.Count > 0)
                GoOn(paragraph[start..]);
            else if (start < paragraph.Length)
                text.Add(paragraph[start..]);
        }

        static Passage Inside(Passage paragraph, UnitBracket bracket) => paragraph[(bracket.Start + 1)..(bracket.IsBroken ? bracket.End : bracket.End - 1)];

        void Close(Passage raw, UnitList list, Basis basis, bool isBroken = false)
        {
            Doubt[] doubts = isBroken ? [new(TaskField.Units, "责任单位的括号没有闭合，读到段末", [])] : [];
            EndStretch(new(raw, list, false) { Basis = basis }, list.Limit is { } among ? new(among, false) { Basis = Basis.AmongUnits } : null, doubts);
        }

        /// <summary>The limit stands among the units, on a line of its own or in a bracket at the end of the text.</summary>
        void EndStretch(UnitCell? units, LimitCell? among, Doubt[] doubts)
        {
            if (text.Count > 0 && LimitBracket.Split(text[^1]) is var (rest, inBracket))
            {
                text[^1] = rest;
                among ??= new(inBracket, false) { Basis = Basis.Bracket };
            }
            stretches.Add(new([.. text], units, among ?? limit, doubts));
            text.Clear();
            limit = null;
        }

        /// <summary>Text behind the last bracket of a paragraph: it is kept with the task before, and doubted.</summary>
        void GoOn(Passage rest)
        {
            if (LimitBracket.Split(rest) is ({ Length: <= 1 }, var inBracket))
                TakeLimit(new(inBracket, false) { Basis = Basis.Bracket });
            else
                stretches[^1] = stretches[^1] with
                {
                    Paragraphs = [.. stretches[^1].Paragraphs, rest],
                    Doubts = [.. stretches[^1].Doubts, new(TaskField.Text, "责任单位的括号后面还有文字，并入本项", [])],
                };
        }

        public List<Stretch> Finish()
        {
            if (text.Count > 0)
                EndStretch(null, null, []);
            return stretches;
        }
    }
}
