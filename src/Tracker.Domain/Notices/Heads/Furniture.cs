using System.Text.RegularExpressions;

namespace Tracker.Domain.Notices.Heads;

/// <summary>Lines that a page, a printer or a web site puts around the words of a notice.</summary>
public static partial class Furniture
{
    static readonly string[] Labels =
        ["抄送", "抄报", "主送", "信息公开选项", "公开方式", "公开属性", "主题词", "索引号", "责任编辑", "编辑", "来源", "信息来源", "稿件来源", "网站标识码", "本文链接", "本文关键词", "相关链接", "相关附件", "当前位置", "浏览次数", "点击数", "字体", "字号", "分享到", "分享", "签发人", "签发", "校对", "打字", "责编", "阅读次数", "浏览量", "点击量", "访问量", "信息公开形式", "联系电话", "电子邮箱", "传真", "邮编"];

    static readonly string[] Openings = ["首页>", "首页＞", "首页»", "您的位置", "您当前", "您现在的位置", "所在位置", "当前位置", "无障碍", "【字体", "[字体", "字体大小", "保护视力", "返回顶部", "收藏本页", "打印本页", "关闭窗口", "【打印", "上一篇", "下一篇", "扫一扫", "版权所有", "网站地图"];

    /// <summary>Buttons of a page, each a line of its own.</summary>
    static readonly HashSet<string> Buttons = ["打印", "关闭", "收藏", "分享", "返回", "大", "中", "小", "大中小", "此件公开发布", "此件主动公开", "此页无正文", "附件下载", "点击下载"];

    /// <param name="text">a line without white space</param>
    public static bool Is(string text) =>
        Buttons.Contains(text) || IsLabelled(text) || Openings.Any(o => text.StartsWith(o, StringComparison.Ordinal)) || IsImprint(text) || PageNumber().IsMatch(text) || Remark().IsMatch(text);

    // 公开方式的研判 begins a sentence; only a colon makes a label of it.
    static bool IsLabelled(string text) =>
        text.AsSpan().IndexOfAny('：', ':') is > 0 and <= 8 and var colon && Labels.Contains(text[..colon]);

    /// <summary>The line of the 版记: 某某办公厅秘书处 2018年6月6日印发.</summary>
    public static bool IsImprint(string text) => text.Length < 60 && Imprint().IsMatch(text);

    [GeneratedRegex(@"\d日印发[。]?$")]
    private static partial Regex Imprint();

    [GeneratedRegex(@"^(?:[-—–－一]{1,2}\d{1,4}[-—–－一]{1,2}|第\d{1,4}页(?:[,，]?共\d{1,4}页)?|\d{1,3}/\d{1,3}|\d{1,3})$")]
    private static partial Regex PageNumber();

    [GeneratedRegex(@"^[（(](?:此件|此页|本文|联系人|联系电话|不公开|主动公开|依申请公开|信息公开|共印)[^）)]*[）)]$")]
    private static partial Regex Remark();
}
