using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>How much of a unit cell some words are.</summary>
enum UnitShape { None, Fragment, Whole }

/// <summary>The unit cells at the ends of a flattened table's lines, or the parts of them that stand there. It remembers what it has looked at.</summary>
sealed class UnitTail
{
    const int LongestFragment = 12;
    const int MostPieces = 8;

    readonly Dictionary<string, UnitShape> shapes = [];
    readonly Dictionary<string, (string First, string Last)> names = [];

    public UnitShape ShapeOf(string text)
    {
        if (text.Length < 2 || text.AsSpan().IndexOfAny('。', '“', '”') >= 0)
            return UnitShape.None;
        if (!shapes.TryGetValue(text, out var shape))
            shapes[text] = shape = Look(text);
        return shape;
    }

    static UnitShape Look(string text)
    {
        var list = UnitList.Read(Passage.At(0, text));
        if (list.Units.Count == 0)
            return UnitShape.None;
        var open = text[^1] is '、' or '，' or ',' || Brackets.Balance(text) > 0;
        if (list.IsWhole)
            return open ? UnitShape.Fragment : UnitShape.Whole;
        return list.Units.SkipLast(1).All(u => u.Whole) && (list.Units.Count > 1 || open) && list.Units[^1].Name.Length <= LongestFragment
            ? UnitShape.Fragment
            : UnitShape.None;
    }

    /// <summary>Takes whole cells off the end: as many pieces as together make some, behind the end of a sentence or the line's first piece.</summary>
    /// <returns>a passage for each cell; white space between two whole names parts them, other white space is the converter's</returns>
    public IReadOnlyList<Passage> TakeWhole(List<Passage> pieces)
    {
        for (var first = Math.Max(1, pieces.Count - MostPieces); first < pieces.Count; first++)
            if ((first == pieces.Count - 1 || Clause.EndsSentence(pieces[first - 1][^1])) && ShapeOf(Passage.Join(pieces[first..]).Text) is UnitShape.Whole)
            {
                var cells = Cells(pieces[first..]);
                pieces.RemoveRange(first, pieces.Count - first);
                return cells;
            }
        return [];
    }

    List<Passage> Cells(List<Passage> pieces)
    {
        var cells = new List<Passage>();
        foreach (var piece in pieces)
            if (cells.Count > 0 && (Brackets.Opens(piece[0]) || ShapeOf(piece.Text) is UnitShape.None || ShapeOf(cells[^1].Text) is not UnitShape.Whole))
                cells[^1] = Passage.Join([cells[^1], piece]);
            else
                cells.Add(piece);
        return cells;
    }

    /// <summary>Whether <paramref name="piece"/> goes on with the cell that an earlier line began.</summary>
    /// <param name="known">names that stand whole elsewhere in the table, or that the registry knows</param>
    public bool Continues(string open, string piece, IReadOnlySet<string> known) =>
        // 各地（市） and 行署（人民政府） each look whole; that other rows print them as one name tells.
        (ShapeOf(piece) is UnitShape.None || ShapeOf(open) is not UnitShape.Whole || JoinsAName(open, piece, known)) && ShapeOf(open + piece) is not UnitShape.None;

    /// <summary>Whether the last word of one piece and the first of the next are together a known name.</summary>
    public bool JoinsAName(string open, string piece, IReadOnlySet<string> known) => known.Contains(Names(open).Last + Names(piece).First);

    public bool BeginsWithAName(string piece, IReadOnlySet<string> known) => known.Contains(Names(piece).First);

    public static bool NamesAUnit(Passage words) => UnitList.Read(words).Units.Any(u => u.Whole);

    public static IEnumerable<string> NamesIn(Passage cell) => UnitList.Read(cell).Units.Select(u => u.Name.Text);

    (string First, string Last) Names(string text)
    {
        if (!names.TryGetValue(text, out var found))
        {
            var all = NamesIn(Passage.At(0, text)).ToList();
            names[text] = found = all.Count == 0 ? ("", "") : (all[0], all[^1]);
        }
        return found;
    }
}
