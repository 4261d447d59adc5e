using System.Text;
using System.Xml.Linq;

namespace Tracker.Web.Platform.Documents.Reading.Word;

/// <summary>
/// The numbers that Word writes in front of paragraphs and that stand nowhere in the text. Counts while the document is read:
/// paragraphs are to be asked for in reading order, each once.
/// </summary>
sealed class WordNumbering(XElement? part, WordStyles styles)
{
    const int Levels = 9;

    sealed record Level(int Start, string? Format, string Text, int? RestartsAfter, bool IsLegal, bool TakesSpace, string? Style);

    /// <param name="Abstract">whose counters it uses: several lists may go on counting each other</param>
    sealed record NumberedList(string Abstract, Level?[] Levels, int?[] StartsAgain);

    readonly Dictionary<int, NumberedList?> lists = [];
    readonly Dictionary<string, int?[]> counters = [];
    readonly HashSet<(int List, int Level)> started = [];

    /// <summary>What is printed in front of a paragraph: 一、 （二） 3. ④; null for none.</summary>
    /// <param name="properties">its <c>w:pPr</c></param>
    public string? Before(XElement? properties)
    {
        var style = properties.Child("pStyle").Value();
        var own = properties.Child("numPr");
        var inherited = styles.Numbering(style);
        var id = own.Child("numId").Number() ?? inherited?.List;
        // 0 takes away what the style gives.
        if (id is null or 0 || List(id.Value) is not { } list)
            return null;
        var level = own.Child("ilvl").Number() ?? (own.Child("numId") is null ? inherited?.Level ?? LevelOf(list, inherited!.Value.Style) : null) ?? 0;
        return level is >= 0 and < Levels && list.Levels[level] is not null ? Count(id.Value, list, level) : null;
    }

    static int? LevelOf(NumberedList list, string style) => Array.FindIndex(list.Levels, l => l?.Style == style) is var level and >= 0 ? level : null;

    string? Count(int id, NumberedList list, int level)
    {
        if (!counters.TryGetValue(list.Abstract, out var counts))
            counters[list.Abstract] = counts = new int?[Levels];
        var firstOfItsList = started.Add((id, level));
        counts[level] = firstOfItsList && list.StartsAgain[level] is { } again ? again
            : counts[level] is { } before ? before + 1
            : list.Levels[level]!.Start;
        for (var deeper = level + 1; deeper < Levels; deeper++)
            if (list.Levels[deeper]?.RestartsAfter is not { } after || after > level)
                counts[deeper] = null;
        return Printed(list, level, counts);
    }

    static string? Printed(NumberedList list, int level, int?[] counts)
    {
        var own = list.Levels[level]!;
        if (own.Format is "bullet")
            return null;
        var printed = new StringBuilder();
        for (var i = 0; i < own.Text.Length; i++)
            if (own.Text[i] is '%' && i + 1 < own.Text.Length && own.Text[i + 1] is >= '1' and <= '9')
                printed.Append(Number(list, own.Text[++i] - '1', own, counts));
            else
                printed.Append(own.Text[i]);
        if (printed.Length > 0 && own.TakesSpace)
            printed.Append(' ');
        return printed.Length == 0 ? null : printed.ToString();
    }

    static string Number(NumberedList list, int level, Level printing, int?[] counts)
    {
        var format = printing.IsLegal && list.Levels[level] != printing ? "decimal" : list.Levels[level]?.Format;
        return NumberStyle.Write(counts[level] ?? list.Levels[level]?.Start ?? 1, format);
    }

    NumberedList? List(int id)
    {
        if (!lists.TryGetValue(id, out var list))
            lists[id] = list = Find(id, []);
        return list;
    }

    NumberedList? Find(int id, HashSet<int> passed)
    {
        if (!passed.Add(id) || Numbered("num", "numId", id) is not { } number || number.Child("abstractNumId").Value() is not { } abstractId
            || part!.Elements(WordXml.W("abstractNum")).FirstOrDefault(a => a.Value("abstractNumId") == abstractId) is not { } definition)
            return null;
        // A list style: its levels stand in the list that the style names.
        if (definition.Child("numStyleLink").Value() is { } linked && styles.Numbering(linked) is { } style && Find(style.List, passed) is { } target)
            return target;
        var levels = new Level?[Levels];
        foreach (var level in definition.Elements(WordXml.W("lvl")))
            Put(levels, level);
        var again = new int?[Levels];
        foreach (var over in number.Elements(WordXml.W("lvlOverride")))
        {
            if (over.Child("lvl") is { } level)
                Put(levels, level);
            if (over.Number("ilvl") is { } at and >= 0 and < Levels && over.Child("startOverride").Number() is { } start)
                again[at] = start;
        }
        return new(abstractId, levels, again);
    }

    XElement? Numbered(string element, string attribute, int id) => part?.Elements(WordXml.W(element)).FirstOrDefault(e => e.Number(attribute) == id);

    static void Put(Level?[] levels, XElement level)
    {
        if (level.Number("ilvl") is not { } at || at is < 0 or >= Levels)
            return;
        levels[at] = new(level.Child("start").Number() ?? 0, FormatOf(level), level.Child("lvlText").Value() ?? "", level.Child("lvlRestart").Number(),
            level.Child("isLgl").IsOn(), level.Child("suff").Value() is not "nothing", level.Child("pStyle").Value());
    }

    // Word 2010 and later wrap formats that older ones do not know: AlternateContent with a plain one behind.
    static string? FormatOf(XElement level) => (level.Child("numFmt") ?? level.Descendants(WordXml.W("numFmt")).FirstOrDefault()) is { } format
        ? format.Value() is "custom" ? format.Value("format") is "01, 02, 03, ..." ? "decimalZero" : "decimal" : format.Value()
        : null;
}
