namespace Tracker.Domain.Notices.Recognisers;

/// <summary>Names that stand for many units. 各 is not 有关: all of them, or those concerned.</summary>
public static class Collectives
{
    // Rows of (what the name must hold, kind); the order is from the particular to the general.
    static readonly (Func<string, bool> Says, CollectiveKind Kind)[] Kinds =
    [
        (n => EndsWith(n, "承办单位", "主办单位", "主管单位", "责任单位", "建设单位") && n.Length > 4, CollectiveKind.HandlingUnits),
        (n => Has(n, "有关", "相关") && EndsWith(n, "部门", "单位", "厅局"), CollectiveKind.RelevantDepartments),
        (n => n is "街道办事处" or "街道办" or "各街道" || Has(n, "各街道"), CollectiveKind.AllSubdistricts),
        (n => n is "园区管委会" or "园区管理委员会" or "开发区管委会" || Has(n, "各园区", "各开发区", "各类园区"), CollectiveKind.AllParks),
        (n => n is "乡镇政府" or "乡镇人民政府" or "乡镇" || Has(n, "各乡", "各镇") && !EndsWith(n, "院", "学校", "中小学", "所", "站", "中心"), CollectiveKind.AllTownships),
        (n => Has(n, "各直属", "各事业单位") || n is "直属机构" or "直属事业单位" or "直属单位", CollectiveKind.AllDirectInstitutions),
        (n => Has(n, "各县", "各区县", "各区", "各旗县"), CollectiveKind.AllCounties),
        (n => Has(n, "各地（", "各市（", "各地市", "各市州", "各州市", "各设区市", "各行署", "各盟市", "各市地") || Has(n, "各地", "各市") && EndsWith(n, "行署", "政府", "各地", "各市"), CollectiveKind.AllPrefectures),
        (n => EndsWith(n, "各部门", "各委办局", "各委、办、局", "各单位", "各厅局", "各工作部门", "各组成部门"), CollectiveKind.AllDepartments),
    ];

    /// <summary>The kind of a collective name, or null for the name of one unit.</summary>
    public static CollectiveKind? KindOf(string name)
    {
        var folded = name.Replace('(', '（').Replace(')', '）');
        foreach (var (says, kind) in Kinds)
            if (says(folded))
                return kind;
        return null;
    }

    static bool Has(string name, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (name.Contains(word, StringComparison.Ordinal))
                return true;
        return false;
    }

    static bool EndsWith(string name, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (name.EndsWith(word, StringComparison.Ordinal))
                return true;
        return false;
    }
}
