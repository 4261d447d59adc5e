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

    /// <summary>Whether its units stand in a paragraph of their own.</summary>
    public bool StandsAlone { get; init; }

    /// <summary>Whether text follows the units in the same paragraph, or below a heading that bears them.</summary>
    public bool TextFollows { get; init; }

    /// <summary>Whether its text begins inside the paragraph in which the stretch before ended.</summary>
    public bool SharesParagraph { get; init; }

    /// <summary>Whether its text is no more than a heading.</summary>
    public bool IsHeading => IsHeadingOnly(Paragraphs);

    // Asked of a text that grows; more paragraphs than characters cannot be.
    static bool IsHeadingOnly(IReadOnlyList<Passage> paragraphs) =>
        Headline.Of(paragraphs) is { } title && paragraphs.Count <= title.Length + 1 && title.Length + 1 >= paragraphs.Sum(p => p.Length);

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
        readonly List<Closing> closings = [];
        List<Passage> text = [];
        bool sharesParagraph;

        public void Add(Passage paragraph)
        {
            var start = 0;
            foreach (var closing in Closing.In(paragraph))
            {
                AddText(paragraph[start..closing.Start], sharesParagraph: start > 0);
                closings.Add(closing);
                start = closing.End;
                if (start >= paragraph.Length)
                    continue;
                // …专项督查（财政厅）。: the stop behind the bracket is the sentence's.
                if (paragraph[start] is '。' or '；' && text.Count > 0 && closing.Start > 0 && !Clause.EndsSentence(paragraph[closing.Start - 1]))
                    text[^1] = Passage.Join([text[^1], paragraph[start..(start + 1)]]);
                while (start < paragraph.Length && paragraph[start] is '。' or '；' or '，' or ',' or ';' or '、') start++;
            }
            AddText(paragraph[start..], sharesParagraph: start > 0);
        }

        void AddText(Passage words, bool sharesParagraph)
        {
            if (words.Length == 0)
                return;
            // A limit or a person alone closes nothing yet: the units may stand behind the next sentence.
            if (closings.Exists(c => c.NamesUnits))
                Close();
            else if (text.Count > 0 && !IsHeadingOnly(text))
                KeepInText();
            if (text.Count == 0)
                this.sharesParagraph = sharesParagraph;
            text.Add(words);
        }

        /// <summary>A limit in brackets between two sentences is of the first alone: it stays in the text.</summary>
        void KeepInText()
        {
            text.AddRange(closings.Where(c => c.Start > 0).Select(c => c.Raw));
            closings.RemoveAll(c => c.Start > 0);
        }

        void Close()
        {
            var units = closings.Where(c => c.NamesUnits).ToList();
            var limit = closings.Find(c => c.List.Limit is not null);
            stretches.Add(new(text,
                units.Count == 0 ? null : new(Passage.Join(units.Select(c => c.Raw)), UnitList.Join(units.Select(c => c.List)), false) { Basis = units[0].Basis },
                limit is null ? null : new(limit.List.Limit!, false) { Basis = limit.NamesUnits ? Basis.AmongUnits : limit.Basis },
                [.. closings.Select(c => c.Oddity).OfType<string>().Distinct().Select(o => new Doubt(TaskField.Units, o, []))])
            {
                StandsAlone = units.Count > 0 && units[0].Start == 0,
                SharesParagraph = sharesParagraph,
            });
            text = [];
            closings.Clear();
        }

        public List<Stretch> Finish()
        {
            if (text.Count > 0 || closings.Count > 0)
                Close();
            if (stretches.Count > 1 && stretches[^1].Units is null)
                MergeRest();
            return stretches;
        }

        /// <summary>The rest of the paragraph in which the last units stand; a paragraph of its own is for others to judge.</summary>
        void MergeRest()
        {
            var (before, rest) = (stretches[^2], stretches[^1]);
            if (!rest.SharesParagraph && rest.Limit is null)
                return;
            stretches.RemoveAt(stretches.Count - 1);
            stretches[^1] = before with
            {
                Paragraphs = [.. before.Paragraphs, .. rest.Paragraphs], Limit = before.Limit ?? rest.Limit, TextFollows = true,
                Doubts = [.. before.Doubts, .. rest.Doubts, new(TaskField.Text, "责任单位的括号后面还有文字，并入本项", [])],
            };
        }
    }
}
