using System.Text.RegularExpressions;

namespace Tracker.Domain.WorkItems;

/// <summary>Whether a task's sentence names something by which a person can tell that it is done: a figure, a thing that is made and handed over,
/// something that can be looked up once it is public, an act that leaves a record, or a state that is reached. Where it names none, the office
/// is told before it hands the task out; nothing is refused.</summary>
public static partial class MeasurableResult
{
    // 制定…办法: the verb comes before what it makes, in the same clause.
    static readonly string[] verbs =
    [
        "制定", "制订", "出台", "印发", "编制", "修订", "修改", "修编", "起草", "拟定", "拟订", "制作", "汇编", "建立", "建成", "建设", "构建", "搭建", "打造", "健全", "形成", "完成", "提交", "报送",
        "发布", "公布", "梳理", "开发", "开设", "开通", "组建", "设立", "设置", "召开", "举办", "签订", "统一", "拿出",
    ];

    static readonly string[] things =
    [
        "方案", "办法", "意见", "目录", "清单", "细则", "规定", "规划", "计划", "报告", "平台", "系统", "网站", "标准", "指南", "台账", "名单", "名录", "制度", "机制", "流程", "规章", "规程", "章程", "预案",
        "数据库", "知识库", "资源库", "信息库", "共享库", "项目", "协议", "会议", "发布会", "培训班", "中心", "条例", "流程图", "年报", "手册", "栏目", "专栏", "公示栏", "窗口", "文本", "名称", "标识", "编码",
    ];

    const string Measures = "个项家次户人名件篇期场套座处所亩顷吨米里%％‰倍万亿元批类条张份种台辆天小";
    const string Dates = "年月日号时世届";

    static readonly Func<string, string?>[] recognisers = [Made, Published, MadeOfWhatStandsFirst, Done, Reached];

    /// <returns>the words that name it; null where there are none</returns>
    public static string? In(string text) =>
        Figure(text) ?? text.Split('。', '；', '，', ',', ';', '：').SelectMany(clause => recognisers.Select(recognise => recognise(clause))).FirstOrDefault(words => words is not null);

    static string? Made(string clause) => verbs.Select(verb => MadeBy(verb, clause)).FirstOrDefault(made => made is not null);

    // 新出台的条例 and 健全、机制 make nothing; 重大建设项目 is what it is called.
    static string? MadeBy(string verb, string clause)
    {
        var (at, from) = (clause.IndexOf(verb, StringComparison.Ordinal), 0);
        if (at < 0 || (from = at + verb.Length) < clause.Length && clause[from] is '的' or '后' or '、')
            return null;
        var found = things.Select(thing => (Thing: thing, At: Thing(clause, thing, from))).Where(t => t.At >= 0 && !(verb == "建设" && t.Thing == "项目")).ToList();
        if (found.Count == 0)
            return null;
        var first = found.MinBy(t => t.At);
        return clause[at..(first.At + first.Thing.Length)];
    }

    // 标准化 is no standard.
    static int Thing(string clause, string thing, int from)
    {
        for (var at = clause.IndexOf(thing, from, StringComparison.Ordinal); at >= 0; at = clause.IndexOf(thing, at + 1, StringComparison.Ordinal))
            if (at + thing.Length == clause.Length || clause[at + thing.Length] != '化')
                return at;
        return -1;
    }

    static string? Published(string clause) => First(Publishing(), clause);
    static string? MadeOfWhatStandsFirst(string clause) => First(Making(), clause);
    static string? Done(string clause) => First(Acting(), clause);
    static string? Reached(string clause) => First(Reaching(), clause);

    static string? First(Regex words, string clause) => words.Match(clause) is { Success: true } match ? match.Value : null;

    // 公开答复全文, 纳入主动公开基本目录: anybody can look it up.
    [GeneratedRegex("(公开|公布|发布|公示|纳入)(?!的|、)[^、]{0,16}?(答复全文|清单|预决算|公告|年报|目录(?!化)|证明材料|指南|名单|年度报告)")]
    private static partial Regex Publishing();

    // 目录编制, 数据库建设: what is made stands before the verb.
    [GeneratedRegex("(目录|清单|方案|规划|预案|数据库|知识库|资源库|平台|系统|标准|指南)的?(编制|建设|调整|梳理|修订|制定|制订)")]
    private static partial Regex Making();

    // 开展专项检查: it has a record.
    [GeneratedRegex("(开展|组织|实施|委托)[^、]{0,24}?(检查|评估|抽查|督查|评议|测评|考评|排查|清查|普查|演练|培训|听证|验收|审计|征集)|抽查通报")]
    private static partial Regex Acting();

    // 一律取消, 互联互通, 整合到…平台: afterwards it is so, or it is not.
    [GeneratedRegex("一律取消|一律公开|全覆盖|全面覆盖|互联互通|新建|竣工|投入使用|投入运行|挂牌|清零|销号|全面清理|清理并|全面梳理|整合到[^、]{0,16}平台|合并为"
        + "|实现.{2,24}?(目录化|标准化|电子化|一体化|全覆盖|联网|互通)|达到.{0,8}?(标准|比例|以上)|((?<!线)上线|开通|建成|完成)(?!情况|时限|时间|质量|的|后)")]
    private static partial Regex Reaching();

    // 80%, 3个, 百分之九十; a year, a day and a document's number are none.
    static string? Figure(string text)
    {
        if (text.IndexOf("百分之", StringComparison.Ordinal) is >= 0 and var share)
            return text[share..Math.Min(text.Length, share + 5)];
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsDigit(text[i])) continue;
            var end = i;
            while (end < text.Length && (char.IsDigit(text[end]) || text[end] is '.' or ',' or '．')) end++;
            var isDate = end < text.Length && Dates.Contains(text[end]) || i > 0 && text[i - 1] is '〔' or '[' or '第';
            if (!isDate && end < text.Length && Measures.Contains(text[end])) return text[i..(end + 1)];
            i = end;
        }
        return null;
    }
}
