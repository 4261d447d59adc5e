using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>Reads the units of a table's cells, which may stand on lines of their own without any mark between them.</summary>
static class UnitCells
{
    // 某市 and 人民政府办公室 on two lines are one name.
    static readonly string[] Continuations = ["行署", "人民政府", "政府", "办公室", "办公厅", "管委会", "管理委员会", "办事处", "领导小组", "委员会"];

    /// <param name="part">the part that the column's head gives to units which the cell itself gives none</param>
    /// <param name="namesPersons">whether the head says that persons stand among the units</param>
    public static UnitList Read(GridCell cell, UnitPart part, bool namesPersons) => Read(cell.Lines.SelectMany(l => Pieces.Of(l)), part, namesPersons);

    public static UnitList Read(IEnumerable<Passage> pieces, UnitPart part, bool namesPersons)
    {
        var list = UnitList.Join(Names(pieces, namesPersons).Select(UnitList.Read));
        list = list with { Units = [.. list.Units.Where(u => !namesPersons || !Persons.IsOne(u.Name.Text)).Select(WithoutPerson)] };
        return list.TellsRoles || part is UnitPart.Unsaid ? list : list.As(part);
    }

    /// <summary>Two pieces are two names where each is a whole one; else white space and line breaks are the paper's.</summary>
    static List<Passage> Names(IEnumerable<Passage> pieces, bool namesPersons)
    {
        var names = new List<Passage>();
        foreach (var piece in pieces)
            if (names.Count > 0 && !(Parts(names[^1].Text, piece.Text) || namesPersons && Persons.Are(piece.Text)))
                names[^1] = Passage.Join([names[^1], piece]);
            else
                names.Add(piece);
        return names;
    }

    static bool Parts(string before, string piece) =>
        before[^1] is not ('、' or '，' or ',' or '：' or ':') && Brackets.Balance(before) == 0 && !Brackets.Opens(piece[0])
        && !Continuations.Any(c => piece.StartsWith(c, StringComparison.Ordinal))
        && (before[^1] is '；' or ';' or '。' || EndsClearly(before) && CellWords.AreUnits(piece) && piece.Length > 2);

    static bool EndsClearly(string before) =>
        UnitList.Read(Passage.At(0, before)) is { IsWhole: true, Units: [.., { Name.Text: var last }] } && UnitNames.EndsClearly(last);

    /// <summary>县财政局（张三）: the bracket is no part of the name.</summary>
    static NamedUnit WithoutPerson(NamedUnit unit)
    {
        var name = unit.Name;
        if (name.Length < 5 || !Brackets.Closes(name[^1]))
            return unit;
        var open = Brackets.OpeningOf(name.Text, name.Length - 1);
        return open > 1 && Persons.Are(name.Text[(open + 1)..^1]) ? unit with { Name = name[..open], Whole = UnitNames.IsWhole(name.Text.AsSpan(0, open)) } : unit;
    }
}
