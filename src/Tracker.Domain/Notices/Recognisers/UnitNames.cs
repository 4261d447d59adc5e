using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Recognisers;

/// <summary>Tells the name of a unit from other words by how it ends; no unit of a particular place is known here.</summary>
public static class UnitNames
{
    const int Longest = 30;

    static readonly string[] Endings =
    [
        "厅", "局", "委", "办", "室", "府", "院", "会", "处", "署", "部", "站", "所", "队", "社", "校", "馆", "台", "司", "行", "园",
        "中心", "部门", "单位", "机构", "公司", "集团", "企业", "机关", "组织", "地区", "街道", "新区", "专班", "小组", "工作组", "大学", "工会",
        "团委", "妇联", "残联", "文联", "科协", "社科联", "工商联", "军区", "电网", "电信", "移动", "联通", "铁塔", "基地", "学会", "法院", "股", "科",
    ];

    // A territory stands for its government only where it is short (达孜区) or plural (各县区).
    static readonly string[] Territories = ["省", "市", "县", "区", "州", "盟", "旗", "乡", "镇", "村", "社区", "街", "地"];

    /// <summary>Whether the words can be a whole name: 发展改革委, 各地（市）行署（人民政府）, 各县区.</summary>
    public static bool IsWhole(string name)
    {
        var core = WithoutBracketAtEnd(name);
        if (core.Length < 2 || name.Length > Longest || Brackets.Balance(name) != 0 || !name.All(IsOfAName))
            return false;
        return Endings.Any(e => core.EndsWith(e, StringComparison.Ordinal))
            || (Territories.Any(t => core.EndsWith(t, StringComparison.Ordinal)) && (core.Length <= 8 || core[0] == '各'));
    }

    /// <summary>Whether a name ends so clearly that 和 behind it joins two names: 教育局和财政局, not 发展和改革委.</summary>
    public static bool EndsClearly(string name) => name.Length >= 3 && IsWhole(name) && name[^1] is not ('行' or '会' or '区' or '地' or '部' or '社');

    static string WithoutBracketAtEnd(string name)
    {
        if (name.Length == 0 || !Brackets.Closes(name[^1]))
            return name;
        var open = Brackets.OpeningOf(name, name.Length - 1);
        return open > 0 ? name[..open] : name;
    }

    static bool IsOfAName(char c) => c is >= '\u3400' and <= '\u9fff' or '·' or '—' or '-' or '、' || char.IsAsciiLetterOrDigit(c) || Brackets.Opens(c) || Brackets.Closes(c);
}
