using System.Buffers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Recognisers;

/// <summary>The part that a list gives a unit.</summary>
public enum UnitPart { Unsaid, Lead, Support, Responsible }

/// <param name="Name">as written</param>
/// <param name="Whole">whether it looks like the whole name of a unit</param>
public sealed record NamedUnit(Passage Name, UnitPart Part, bool Whole);

/// <summary>The words of a unit cell or bracket, taken apart.</summary>
/// <param name="Limit">the time limit that stands among the units (完成时限：…), or null</param>
/// <param name="IsOpenEnded">whether 等部门 says that more units are meant</param>
public sealed record UnitList(IReadOnlyList<NamedUnit> Units, Passage? Limit, bool IsOpenEnded)
{
    /// <summary>Labels before names. 责任单位 tells a role only beside a 牵头单位.</summary>
    static readonly (string Word, UnitPart Part)[] Labels =
    [
        ("牵头", UnitPart.Lead), ("主办", UnitPart.Lead), ("主责", UnitPart.Lead),
        ("配合", UnitPart.Support), ("协办", UnitPart.Support), ("协助", UnitPart.Support), ("协同", UnitPart.Support), ("参与", UnitPart.Support), ("参加", UnitPart.Support),
        ("责任", UnitPart.Unsaid), ("落实", UnitPart.Unsaid), ("实施", UnitPart.Unsaid), ("承办", UnitPart.Unsaid), ("负责", UnitPart.Unsaid),
    ];

    static readonly string[] LabelNouns = ["责任单位", "单位", "部门", "处室", "科室", "地区", ""];
    static readonly string[] LimitLabels = ["完成时限", "时限要求", "办理时限", "完成时间", "完成期限", "时限", "期限"];

    /// <summary>Verbs behind names, the longest first.</summary>
    static readonly (string Word, UnitPart Part)[] Verbs =
    [
        ("按照职责分工负责", UnitPart.Responsible), ("按职责分工负责", UnitPart.Responsible), ("按职责分工落实", UnitPart.Responsible), ("分别负责", UnitPart.Responsible), ("按职责负责", UnitPart.Responsible),
        ("牵头负责", UnitPart.Lead), ("牵头落实", UnitPart.Lead), ("牵头", UnitPart.Lead),
        ("配合落实", UnitPart.Support), ("协助配合", UnitPart.Support), ("配合", UnitPart.Support), ("参与", UnitPart.Support), ("协助", UnitPart.Support), ("协办", UnitPart.Support),
        ("负责落实", UnitPart.Unsaid), ("负责", UnitPart.Unsaid), ("落实", UnitPart.Unsaid),
    ];

    static readonly SearchValues<char> NameEnds = SearchValues.Create("、，,；;和及与");
    static readonly string[] OpenEnds = ["等有关部门", "等相关部门", "等部门", "等有关单位", "等相关单位", "等单位", "等"];

    public bool IsWhole => Units.Count > 0 && Units.All(u => u.Whole);

    /// <summary>Whether the list itself says who leads, who supports or that all share.</summary>
    public bool TellsRoles => Units.Any(u => u.Part is UnitPart.Lead or UnitPart.Support or UnitPart.Responsible);

    /// <summary>牵头 units; where no role is told, the first unit.</summary>
    public IReadOnlyList<string> Lead => TellsRoles ? Names(UnitPart.Lead) : [.. Units.Take(1).Select(u => u.Name.Text)];

    /// <summary>Supporting units; beside a 牵头单位 those called 责任单位 too.</summary>
    public IReadOnlyList<string> Support => !TellsRoles ? [.. Units.Skip(1).Select(u => u.Name.Text)]
        : [.. Units.Where(u => u.Part is UnitPart.Support or UnitPart.Unsaid).Select(u => u.Name.Text)];

    /// <summary>Units that share the duty by their fields, with no role told apart.</summary>
    public IReadOnlyList<string> Sharing => Names(UnitPart.Responsible);

    IReadOnlyList<string> Names(UnitPart part) => [.. Units.Where(u => u.Part == part).Select(u => u.Name.Text)];

    /// <summary>The same units, all in the part that their column names.</summary>
    public UnitList As(UnitPart part) => this with { Units = [.. Units.Select(u => u with { Part = part })] };

    public static UnitList Join(IEnumerable<UnitList> lists)
    {
        var all = lists.ToList();
        return all.Count == 1 ? all[0] : new([.. all.SelectMany(l => l.Units)], all.FirstOrDefault(l => l.Limit is not null)?.Limit, all.Exists(l => l.IsOpenEnded));
    }

    /// <param name="words">a cell, or a bracket without its brackets, free of white space</param>
    public static UnitList Read(Passage words)
    {
        var reading = new Reading();
        var labels = LabelsIn(words.Text);
        if (labels.Count == 0 || labels[0].Start > 0)
            reading.Add(words[..(labels.Count == 0 ? words.Length : labels[0].Start)], UnitPart.Unsaid);
        for (var i = 0; i < labels.Count; i++)
        {
            var segment = words[labels[i].End..(i + 1 < labels.Count ? labels[i + 1].Start : words.Length)];
            if (labels[i].Part is { } part) reading.Add(segment, part);
            else reading.Limit = TrimMarks(segment);
        }
        return new(reading.Units, reading.Limit, reading.IsOpenEnded);
    }

    /// <summary>Whether a bracket says by a label that it holds units, so that odd names in it are still units.</summary>
    public static bool HasLabel(string text) => LabelsIn(text).Any(l => l.Part is not null);

    /// <summary>Labels with their colons; a part of null is a time limit's label.</summary>
    static List<(int Start, int End, UnitPart? Part)> LabelsIn(string text)
    {
        var labels = new List<(int, int, UnitPart?)>();
        for (var colon = text.AsSpan().IndexOfAny('：', ':'); colon >= 0; colon = IndexOfColon(text, colon + 1))
            if (LabelBefore(text.AsSpan(0, colon)) is var (length, part) && length > 0)
                labels.Add((colon - length, colon + 1, part));
        return labels;
    }

    static int IndexOfColon(string text, int start)
    {
        var next = text.AsSpan(start).IndexOfAny('：', ':');
        return next < 0 ? -1 : start + next;
    }

    static (int Length, UnitPart? Part) LabelBefore(ReadOnlySpan<char> before)
    {
        foreach (var label in LimitLabels)
            if (before.EndsWith(label))
                return (label.Length, null);
        foreach (var noun in LabelNouns)
            if (before.EndsWith(noun))
                foreach (var (word, part) in Labels)
                    if (before[..^noun.Length].EndsWith(word))
                        return (word.Length + noun.Length, part);
        return (0, null);
    }

    static Passage TrimMarks(Passage words)
    {
        var (start, end) = (0, words.Length);
        while (start < end && IsMark(words[start])) start++;
        while (end > start && IsMark(words[end - 1])) end--;
        return words[start..end];
    }

    static bool IsMark(char c) => c is '、' or '，' or ',' or '；' or ';' or '。' or '：' or ':';

    /// <summary>Collects names segment by segment.</summary>
    sealed class Reading
    {
        readonly List<NamedUnit> units = [];
        int groupStart;

        public IReadOnlyList<NamedUnit> Units => units;
        public Passage? Limit { get; set; }
        public bool IsOpenEnded { get; private set; }

        public void Add(Passage segment, UnitPart part)
        {
            groupStart = units.Count;
            foreach (var words in Split(segment))
                AddName(words, part);
        }

        void AddName(Passage words, UnitPart part)
        {
            var (name, told) = SplitVerb(WithoutOpenEnd(words));
            if (name.Text.StartsWith('由'))
                name = name[1..];
            if (name.Length > 0)
                units.Add(new(name, part, UnitNames.IsWhole(name.Text)));
            if (told is { } verb)
                GiveGroup(verb);
        }

        (Passage Name, UnitPart? Told) SplitVerb(Passage words)
        {
            if (!UnitNames.IsWhole(words.Text))
                foreach (var (verb, part) in Verbs)
                    if (words.Text.EndsWith(verb, StringComparison.Ordinal))
                        return (WithoutOpenEnd(words[..^verb.Length]), part);
            return (words, null);
        }

        /// <summary>A verb behind a name speaks of all names since the verb before: 财政厅、教育厅配合.</summary>
        void GiveGroup(UnitPart part)
        {
            for (var i = groupStart; i < units.Count; i++)
                units[i] = units[i] with { Part = part };
            groupStart = units.Count;
        }

        Passage WithoutOpenEnd(Passage name)
        {
            foreach (var end in OpenEnds)
                if (name.Length > end.Length && name.Text.EndsWith(end, StringComparison.Ordinal))
                {
                    IsOpenEnded = true;
                    return name[..^end.Length];
                }
            return name;
        }

        static IEnumerable<Passage> Split(Passage segment)
        {
            var (start, depth) = (0, 0);
            for (var i = 0; i <= segment.Length; i++)
            {
                var c = i < segment.Length ? segment[i] : '、';
                depth = Math.Max(0, depth + (Brackets.Opens(c) ? 1 : Brackets.Closes(c) ? -1 : 0));
                var joins = i < segment.Length && c is '和' or '及' or '与' && JoinsNames(segment.Text, start, i);
                if (i < segment.Length && !joins && !(IsMark(c) && depth == 0))
                    continue;
                if (i > start)
                    yield return segment[start..i];
                start = i + 1;
            }
        }

        static bool JoinsNames(string text, int start, int at)
        {
            var next = text.AsSpan(at + 1).IndexOfAny(NameEnds);
            var right = next < 0 ? text[(at + 1)..] : text.Substring(at + 1, next);
            return UnitNames.EndsClearly(text[start..at].TrimEnd('以')) && UnitNames.IsWhole(right);
        }
    }
}
