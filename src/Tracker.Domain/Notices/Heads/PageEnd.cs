using Tracker.Domain.Notices.Layouts;
using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Heads;

/// <summary>What stands below the last word of a notice: the imprint with its 抄送, and what a web site prints under every page.</summary>
static class PageEnd
{
    /// <summary>Lines that begin what is no longer the notice, if nothing of a notice follows.</summary>
    static readonly string[] Openings =
    [
        "抄送", "抄报", "分送", "主题词", "信息公开选项", "信息公开形式", "公开方式", "公开属性", "打印本页", "关闭窗口", "关闭本页", "【打印", "[打印", "【关闭", "上一篇", "上一条", "下一篇", "下一条",
        "相关链接", "相关文档", "相关信息", "相关解读", "相关文件", "相关附件", "相关阅读", "相关政策", "附件下载", "文件下载", "关联文档", "扫一扫", "用微信扫", "分享到", "分享：", "版权所有", "主办单位", "主办：", "承办单位", "承办：",
        "网站地图", "站点地图", "网站标识码", "政府网站标识码", "联系我们", "返回顶部", "技术支持", "责任编辑", "责编", "编辑：", "信息来源", "您是第", "网站声明", "地址：", "邮编", "电话：", "传真：", "Copyright", "一图读懂", "图解", "政策解读", "政策问答", "解读材料", "网站支持",
    ];

    /// <summary>Only a web site's foot has these.</summary>
    static readonly string[] Footers = ["版权所有", "备案", "ICP", "标识码", "技术支持", "Copyright", "网安备", "网站地图", "站点地图", "承办单位", "承办：", "网站声明"];

    /// <summary>The lines without those below the notice.</summary>
    public static IReadOnlyList<Line> Trim(IReadOnlyList<Line> lines)
    {
        var (end, isFoot) = (lines.Count, false);
        for (var i = lines.Count - 1; i >= 0 && !IsContent(lines[i], isFoot); i--)
        {
            var text = lines[i].Compact.Text;
            isFoot |= Has(text, Footers);
            if (text.Length > 0 && (Furniture.IsImprint(text) || Opens(text, isFoot)))
                end = i;
        }
        return end == lines.Count ? lines : [.. lines.Take(end)];
    }

    // 主办单位：市教育局 closes a task, unless it stands among the lines of a foot.
    static bool Opens(string text, bool isFoot) => (isFoot || !text.StartsWith("主办", StringComparison.Ordinal) && !text.StartsWith("承办", StringComparison.Ordinal)) && Starts(text, Openings);

    static bool IsContent(Line line, bool isFoot) => line.Cell is not null
        || line.Compact.Text is { Length: > 0 } text && !Opens(text, isFoot) && !Furniture.Is(text)
            && (Mark.At(text, 0) is not null || text.Contains('。') && !NamesOffices(line.Compact) || Closing.In(line.Compact).Any(c => c.NamesUnits));

    /// <summary>A further line of 抄送 holds names and nothing else.</summary>
    static bool NamesOffices(Passage words) => UnitList.Read(words) is { Units.Count: > 1 } list && list.Units.Count(u => u.Whole) * 3 >= list.Units.Count * 2;

    static bool Starts(string text, string[] words) => Array.Exists(words, w => text.StartsWith(w, StringComparison.Ordinal));

    static bool Has(string text, string[] words) => Array.Exists(words, w => text.Contains(w, StringComparison.Ordinal));
}
