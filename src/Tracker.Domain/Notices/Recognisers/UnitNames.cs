using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Recognisers;

/// <summary>Tells the name of a unit from other words by how it ends; no unit of a particular place is known here.</summary>
public static class UnitNames
{
    const int Longest = 30;

    static readonly Dictionary<char, string[]> Endings = ByLast(
        "厅", "局", "委", "办", "室", "府", "院", "会", "处", "署", "部", "站", "所", "队", "社", "校", "馆", "台", "司", "行", "园", "场", "科", "股",
        "中心", "部门", "单位", "机构", "公司", "集团", "企业", "机关", "组织", "地区", "街道", "新区", "专班", "小组", "工作组", "大学", "工会",
        "团委", "妇联", "残联", "文联", "科协", "社科联", "工商联", "侨联", "军区", "电网", "电信", "移动", "联通", "铁塔", "基地", "学会", "法院", "海关",
        "人大", "政协", "邮政", "镇街", "街镇", "乡街", "县区", "市区", "税务", "气象", "海事", "地震", "烟草", "石油", "石化", "报业", "日报", "银行业", "各方", "各级");

    // A territory stands for its government only where it is short (达孜区) or plural (各县区).
    static readonly Dictionary<char, string[]> Territories = ByLast("省", "市", "县", "区", "州", "盟", "旗", "乡", "镇", "村", "社区", "街", "地");

    /// <summary>Words that end like units and are none.</summary>
    static readonly Dictionary<char, string[]> NoNames = ByLast(
        "试行", "施行", "实行", "执行", "运行", "进行", "推行", "履行", "通行", "出行", "举行", "先行", "并行", "暂行", "不行", "社会", "机会", "大会", "常务会", "内部", "外部", "全部", "干部", "局部",
        "场所", "厕所", "校园", "公园", "家园", "产业园", "网站", "平台", "舞台", "之处", "教室", "报告会", "座谈会", "发布会", "推进会", "例会", "市场", "广场", "现场", "立场", "全市场", "一行", "为主", "办法会");

    /// <summary>What opens a gloss: （含公共企事业单位）, （以下简称市政府）.</summary>
    static readonly string[] GlossOpenings =
    [
        "含有", "含各", "含公", "含市", "含县", "含区", "含所", "含相", "含部", "包括", "包含", "不含", "不包", "除外", "除市", "除各", "例如", "比如", "以下", "简称", "下称", "详见", "参见", "其中",
        "涉及", "设在", "设于", "办公室设", "或者", "以及", "如：", "如各", "即各", "即市", "指各", "指市", "另有", "本着", "通过", "按照", "根据", "推动", "加强", "完善", "建立", "推进",
    ];

    /// <summary>Names that say nothing without the name before them: 市政府 办公室.</summary>
    static readonly HashSet<string> Incomplete = ["办公室", "委员会", "管委会", "人民政府", "办事处", "管理局", "中心", "分局", "政府", "管理委员会", "秘书处", "办公厅", "领导小组", "指挥部", "支队", "大队"];

    /// <summary>Whether the words can be a whole name: 发展改革委, 各地（市）行署（人民政府）, 各县区.</summary>
    public static bool IsWhole(ReadOnlySpan<char> name)
    {
        if (name.Length is < 2 or > Longest)
            return false;
        if (KnownUnits.Have(name))
            return true;
        var core = WithoutBracketAtEnd(name);
        if (core.Length < 2 || Brackets.Balance(name) != 0 || !IsOfNames(name) || Ends(core, NoNames) || Opens(core))
            return false;
        return Ends(core, Endings) || (core.Length <= 8 || core[0] == '各') && Ends(core, Territories);
    }

    /// <summary>Whether a name ends so clearly that 和 behind it joins two names: 教育局和财政局, not 发展和改革委.</summary>
    public static bool EndsClearly(ReadOnlySpan<char> name) => name.Length >= 3 && IsWhole(name) && (name[0] == '各' || name[^1] is not ('行' or '会' or '区' or '地' or '部' or '社' or '场'));

    /// <summary>Whether the words are a whole name that can stand alone behind another.</summary>
    public static bool StandsAlone(ReadOnlySpan<char> name) => IsWhole(name) && !Incomplete.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);

    static Dictionary<char, string[]> ByLast(params string[] words) => words.GroupBy(w => w[^1]).ToDictionary(g => g.Key, g => g.ToArray());

    static bool Ends(ReadOnlySpan<char> name, Dictionary<char, string[]> words)
    {
        if (words.TryGetValue(name[^1], out var candidates))
            foreach (var word in candidates)
                if (name.EndsWith(word))
                    return true;
        return false;
    }

    static bool Opens(ReadOnlySpan<char> name)
    {
        foreach (var opening in GlossOpenings)
            if (name.StartsWith(opening))
                return true;
        return false;
    }

    static ReadOnlySpan<char> WithoutBracketAtEnd(ReadOnlySpan<char> name)
    {
        if (!Brackets.Closes(name[^1]))
            return name;
        var open = Brackets.OpeningOf(name, name.Length - 1);
        return open > 0 ? name[..open] : name;
    }

    static bool IsOfNames(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
            if (!IsOfAName(c))
                return false;
        return true;
    }

    static bool IsOfAName(char c) => c is >= '\u3400' and <= '\u9fff' or '·' or '—' or '-' or '、' || char.IsAsciiLetterOrDigit(c) || Brackets.Opens(c) || Brackets.Closes(c);
}
