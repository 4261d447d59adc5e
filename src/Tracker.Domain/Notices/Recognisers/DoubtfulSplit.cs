using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Recognisers;

/// <summary>Words that look like one name and may be two, because a mark between them was lost or 和 joins them.</summary>
static class DoubtfulSplit
{
    const string Territories = "省市县区州盟旗";
    const string ClearEnds = "局厅委办府院署";

    /// <summary>The two names that the words may be; empty where they are one.</summary>
    public static IReadOnlyList<Passage> Of(Passage name)
    {
        if (KnownUnits.Have(name.Text))
            return [];
        for (var i = 2; i < name.Length - 2; i++)
            if (IsLostMark(name.Text, i))
                return [name[..i], name[i..]];
            else if (name[i] is '和' or '及' or '与' && MayJoin(name.Text, i))
                return [name[..i], name[(i + 1)..]];
        return [];
    }

    /// <summary>市教育局市财政局: a new territory begins behind a whole name. 市委市政府督查室 and 市政府市长热线办 are one.</summary>
    static bool IsLostMark(string name, int at) =>
        Territories.Contains(name[at]) && ClearEnds.Contains(name[at - 1]) && at >= 3 && name[0] == name[at]
        && UnitNames.IsWhole(name.AsSpan(0, at)) && UnitNames.StandsAlone(name.AsSpan(at)) && !name.AsSpan(at).StartsWith("市长");

    // 高新区和经开区 are two or one office of both; 发展和改革委 is one, because 发展 is no name.
    static bool MayJoin(string name, int at) => at >= 3 && UnitNames.IsWhole(name.AsSpan(0, at)) && UnitNames.StandsAlone(name.AsSpan(at + 1)) && name.Length - at > 3;
}
