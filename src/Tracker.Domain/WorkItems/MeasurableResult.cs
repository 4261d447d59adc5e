namespace Tracker.Domain.WorkItems;

/// <summary>Whether a task's sentence names something by which a person can tell that it is done: a figure, or a thing that is made and handed over.
/// Where it names none, the office is told before it hands the task out; nothing is refused.</summary>
public static class MeasurableResult
{
    // 制定…办法: the verb comes before what it makes, in the same clause.
    static readonly string[] verbs =
        ["制定", "制订", "出台", "印发", "编制", "修订", "起草", "建立", "建成", "建设", "形成", "完成", "提交", "报送", "发布", "公布", "梳理", "开通", "上线", "组建", "设立", "召开", "举办", "签订"];

    static readonly string[] things =
    [
        "方案", "办法", "意见", "目录", "清单", "细则", "规定", "规划", "计划", "报告", "平台", "系统", "网站", "标准", "指南", "台账", "名单", "制度", "机制", "预案", "数据库", "项目",
        "协议", "会议", "发布会", "培训班", "中心", "条例", "图", "年报", "手册", "信息库", "任务",
    ];

    const string Measures = "个项家次户人名件篇期场套座处所亩顷吨米里%％‰倍万亿元批类条张份种台辆天小";
    const string Dates = "年月日号时世届";

    /// <returns>the words that name it; null where there are none</returns>
    public static string? In(string text) => Figure(text) ?? text.Split('。', '；', '，', ',', ';', '：').Select(Made).FirstOrDefault(made => made is not null);

    static string? Made(string clause)
    {
        foreach (var verb in verbs)
            if (clause.IndexOf(verb, StringComparison.Ordinal) is >= 0 and var at && things.FirstOrDefault(t => clause.IndexOf(t, at + verb.Length, StringComparison.Ordinal) >= 0) is { } thing)
                return clause[at..(clause.IndexOf(thing, at + verb.Length, StringComparison.Ordinal) + thing.Length)];
        return null;
    }

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
