namespace Tracker.Web.Platform.Documents.Reading;

/// <summary>The table in which a government portal registers a paper (索引号, 发文机关, 文号, 发布日期): pairs of a label and its value.</summary>
static class PortalRecord
{
    static readonly HashSet<string> Labels =
    [
        "索引号", "索引", "主题分类", "体裁分类", "公文种类", "文种", "发文机关", "发布机构", "发布机关", "发文单位", "发布单位", "制发机关", "成文日期", "发文日期", "发布日期", "发布时间",
        "生成日期", "公开日期", "印发日期", "标题", "名称", "信息名称", "文件名称", "发文字号", "文号", "文件编号", "有效性", "是否有效", "时效性", "效力状态", "公开方式", "公开形式", "公开范围",
        "公开类别", "主题词", "关键词", "内容概述", "废止日期", "生效日期", "统一编号", "统一登记号", "信息来源", "来源", "服务对象", "所属主题",
    ];

    /// <summary>A line for each pair, <c>label：value</c>; null for any other table.</summary>
    public static IReadOnlyList<Paragraph>? Read(Table table)
    {
        var cells = table.Cells.Where(c => !c.IsEmpty).Select(c => (Cell: c, Label: LabelIn(c))).ToList();
        var labels = cells.FindAll(c => c.Label is not null);
        if (labels.Count(c => Labels.Contains(c.Label!)) < 3 || labels.Count * 2 < cells.Count)
            return null;
        var lines = new List<Paragraph>();
        foreach (var (cell, label) in cells)
            if (label is not null)
                lines.Add(new(label + "：", table.Page));
            else if (lines.Count > 0 && lines[^1].Text.EndsWith('：'))
                lines[^1] = new(lines[^1].Text + TextOf(cell), table.Page);
            else
                lines.Add(new(TextOf(cell), table.Page));
        return [.. lines.Where(l => !l.Text.EndsWith('：'))];
    }

    /// <summary>A label that portals use, or any short words with a colon.</summary>
    static string? LabelIn(TableCell cell)
    {
        var text = string.Concat(TextOf(cell).Where(c => !char.IsWhiteSpace(c)));
        var label = text.Trim('：', ':', '[', ']', '【', '】');
        return Labels.Contains(label) || text is [.., '：' or ':'] && label.Length is > 1 and < 8 ? label : null;
    }

    static string TextOf(TableCell cell) => string.Join(" ", cell.Paragraphs.Select(p => p.Text.Trim()).Where(t => t.Length > 0));
}
