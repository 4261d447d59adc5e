namespace Tracker.Domain.Notices.Words;

/// <summary>
/// Words that a converter to Taiwan's wording put in the place of those of the office, 大資料局 for 大数据局; they are put back where
/// the text as a whole shows such wording.
/// </summary>
static class TaiwanWords
{
    // After simplification. Words that are common on both sides (资料, 品质, 整合) are only listed inside longer ones.
    static readonly (string Taiwan, string Mainland)[] Words =
    [
        ("网际网路", "互联网"), ("网际网络", "互联网"), ("物联网路", "物联网"), ("网路", "网络"), ("资讯", "信息"), ("大资料", "大数据"), ("资料库", "数据库"), ("资料中心", "数据中心"), ("资料共享", "数据共享"),
        ("资料共用", "数据共享"), ("资讯共用", "信息共享"), ("资料安全", "数据安全"), ("资料资源", "数据资源"), ("资料要素", "数据要素"), ("资料平台", "数据平台"), ("资料治理", "数据治理"),
        ("频宽", "带宽"), ("软体", "软件"), ("硬体", "硬件"), ("最佳化", "优化"), ("数位化", "数字化"), ("数位经济", "数字经济"), ("数位政府", "数字政府"), ("数位", "数字"), ("程式", "程序"), ("专案", "项目"), ("伺服器", "服务器"),
        ("晶片", "芯片"), ("奈米", "纳米"), ("入口网站", "门户网站"), ("计程车", "出租车"), ("捷运", "地铁"), ("简讯", "短信"), ("列印", "打印"), ("透过", "通过"), ("积体电路", "集成电路"), ("行动网路", "移动网络"),
        ("行动互联网", "移动互联网"), ("云端运算", "云计算"), ("人工智慧", "人工智能"), ("智慧财产权", "知识产权"), ("公共运输", "公共交通"), ("乡村公路网路", "乡村公路网络"), ("使用者端", "用户端"),
    ];

    /// <summary>Words that no office of the mainland prints.</summary>
    static readonly string[] Telling = ["网际网路", "网路", "大资料", "资料库", "软体", "硬体", "最佳化", "数位化", "资讯化", "积体电路", "伺服器", "入口网站", "人工智慧"];

    static readonly Simplifier Table = Simplifier.From([new StringReader(string.Join('\n', Words.Select(w => $"{w.Taiwan}\t{w.Mainland}")))]);

    /// <summary>The lines in the mainland's wording, and where words were put back, in their order; the same lines where nothing shows Taiwan's.</summary>
    /// <param name="lines">in simplified characters</param>
    public static (IReadOnlyList<Passage> Lines, IReadOnlyList<TextSpan> Reworded) PutBack(IReadOnlyList<Passage> lines)
    {
        if (!lines.Any(l => l.Text.AsSpan().ContainsAnyOf(Telling)))
            return (lines, []);
        return ([.. lines.Select(Table.Simplify)], [.. lines.SelectMany(Places).OrderBy(p => p.Start)]);
    }

    static IEnumerable<TextSpan> Places(Passage line) =>
        from word in Words
        from at in PlacesOf(word.Taiwan, line.Text)
        from span in line[at..(at + word.Taiwan.Length)].Spans
        select span;

    static IEnumerable<int> PlacesOf(string word, string text)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + word.Length, StringComparison.Ordinal))
            yield return at;
    }
}
