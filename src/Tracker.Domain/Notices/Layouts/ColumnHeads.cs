using System.Buffers;
using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>
/// What a table's column holds. Category, task, requirement and aim are words of the task, from the broad to the narrow;
/// a leader is a person; what is ignored (进展情况, 联系电话) says nothing of what is to be done by whom and when.
/// </summary>
enum Column { Number, Category, Task, Requirement, Aim, Units, Lead, Support, Limit, Leader, Remarks, Ignored }

/// <summary>Knows the heads of columns by their words, in any order.</summary>
static class ColumnHeads
{
    const int LongestPrefix = 6;
    const int Longest = 14;
    const int LongestWithRemarks = 200;

    // The first row whose ending fits decides, so 计量单位 stands before 单位 and 时间要求 before 要求.
    static readonly (Column Column, string[] Endings)[] Heads =
    [
        (Column.Number, ["序号", "编号", "项次", "条目号", "任务号"]),
        (Column.Ignored,
            ["计量单位", "监督单位", "督办单位", "督导单位", "督查单位", "考核单位", "验收单位", "数据来源", "任务来源", "来源", "依据", "电话", "手机", "联系方式", "邮箱", "职务", "姓名",
             "进展", "情况", "进展情况", "推进情况", "落实情况", "完成情况", "办理情况", "落实进展情况", "完成率", "当前进度", "目前进度", "资金", "投资", "总投资", "金额", "经费", "规模", "地点", "分值", "权重", "得分", "评分", "现状", "基数", "状态", "销号", "性质", "开始时间", "启动时间", "开工时间", "发布时间", "成文日期", "发布日期"]),
        (Column.Limit,
            ["时限", "时限要求", "期限", "期限要求", "时间", "完成时间", "时间节点", "节点", "时间要求", "进度要求", "时间安排", "进度安排", "工作安排及时限", "时间进度", "时间表", "完成日期", "截止日期", "办结日期", "起止日期", "完成年限", "工作进度", "推进进度"]),
        (Column.Lead,
            ["牵头单位", "牵头部门", "牵头责任单位", "牵头责任部门", "责任牵头单位", "牵头处室", "牵头科室", "牵头股室", "牵头机构", "主办单位", "主办部门", "主责单位", "主责部门", "主要责任单位", "第一责任单位", "首要责任单位", "责任单位牵头", "牵头"]),
        (Column.Support,
            ["配合单位", "配合部门", "配合责任单位", "配合责任部门", "责任配合单位", "配合处室", "配合科室", "协办单位", "协办部门", "协同单位", "协同部门", "协同责任单位", "协作单位", "协助单位", "协助部门", "参与单位", "参与部门", "参加单位", "参加部门", "会办单位", "其他责任单位", "相关责任单位", "相关单位", "相关部门", "配合"]),
        (Column.Leader,
            ["领导", "责任人", "责任人员", "负责人", "负责同志", "联系人", "联络员", "联络人", "领办人", "包保人", "经办人", "承办人", "县长", "市长", "区长", "省长", "州长", "书记"]),
        (Column.Units,
            ["责任单位", "责任部门", "责任主体", "责任机构", "责任处室", "责任科室", "责任股室", "责任地区", "责任区县", "责任县区", "责任乡镇", "责任镇街", "责任街镇", "责任镇办", "责任分工", "责任落实", "责任方",
             "承办单位", "承办部门", "承办处室", "承办科室", "承担单位", "落实单位", "落实部门", "实施单位", "实施部门", "实施主体", "负责单位", "负责部门", "主管单位", "主管部门", "办理单位", "完成单位", "执行单位", "整改单位", "整改主体", "任务单位", "职责分工", "部门分工", "任务分工", "单位分工"]),
        (Column.Remarks, ["备注", "说明", "附注"]),
        (Column.Requirement,
            ["要求", "具体要求", "工作要求", "任务要求", "具体任务", "分解任务", "任务分解", "细化任务", "分项任务", "二级任务", "子任务", "措施", "举措", "内容", "做法", "具体事项", "具体工作", "工作安排", "工作步骤", "实施步骤", "任务清单", "任务描述", "主要任务内容", "工作任务内容", "任务明细", "细则"]),
        (Column.Aim, ["目标", "目标值", "指标值", "成果", "成果形式", "成效", "标准"]),
        (Column.Category, ["类别", "分类", "类型", "领域", "方面", "大类", "板块", "专题", "维度", "专项", "一级指标", "一级任务", "章节"]),
        (Column.Task,
            ["工作任务", "重点任务", "主要任务", "目标任务", "任务", "任务名称", "重点工作", "工作", "工作事项", "事项", "工作项目", "项目", "名称", "指标", "问题", "问题表现", "要点", "工作重点", "重点", "实事", "课题"]),
    ];

    // Too common to be an ending: 各区人民政府各部门 ends a letter.
    static readonly (Column Column, string[] Words)[] WholeHeads =
    [
        (Column.Number, ["序", "号", "No", "NO", "No.", "NO."]), (Column.Units, ["单位", "部门", "责任", "分工", "责任单位名称"]), (Column.Lead, ["牵头", "主办"]), (Column.Support, ["配合", "协办", "参与"]),
        (Column.Limit, ["日期", "进度"]), (Column.Remarks, ["备注栏"]),
    ];

    static readonly SearchValues<char> Joints = SearchValues.Create("及和与、/／或");

    public static Column? Of(string head)
    {
        // （一）民生实事 is a heading, though 民生实事 may head a column.
        if (head.Length > LongestWithRemarks || Mark.At(head, 0) is not null)
            return null;
        var words = Bare(head);
        foreach (var (column, heads) in WholeHeads)
            if (heads.Contains(words))
                return column;
        return words.Length is 0 or > Longest ? null : Joined(words) ?? ByEnding(words);
    }

    /// <summary>Without remarks in brackets and a colon: 责任单位（列第一位的牵头）：</summary>
    public static string Bare(string head)
    {
        var words = head.TrimEnd('：', ':', '*', '＊');
        for (var open = words.IndexOfAny(['（', '(']); open >= 0; open = words.IndexOfAny(['（', '(']))
        {
            var close = words.IndexOfAny(['）', ')'], open);
            words = words[..open] + (close < 0 ? "" : words[(close + 1)..]);
        }
        return words;
    }

    /// <summary>Whether a column of units says that it names persons too: 责任单位及责任人.</summary>
    public static bool NamesPersons(string head) =>
        Of(head) is Column.Units or Column.Lead or Column.Support && (head.Contains('人') && !head.Contains("人民", StringComparison.Ordinal) || head.Contains("领导", StringComparison.Ordinal));

    /// <summary>Two heads in one: the units of 责任单位及责任人, the narrower of 工作任务及措施, nobody's part of 牵头单位和配合单位.</summary>
    static Column? Joined(string words)
    {
        var at = words.AsSpan().IndexOfAny(Joints);
        if (at <= 0 || ByEnding(words[..at]) is not { } first || ByEnding(words[(at + 1)..]) is not { } second)
            return null;
        return (first, second) switch
        {
            (Column.Lead or Column.Support or Column.Units, Column.Lead or Column.Support or Column.Units) => first == second ? first : Column.Units,
            (Column.Leader, Column.Lead or Column.Support or Column.Units) => second,
            (Column.Lead or Column.Support or Column.Units, _) => first,
            (Column.Category or Column.Task or Column.Requirement or Column.Aim, Column.Requirement) => second,
            _ => first,
        };
    }

    static Column? ByEnding(string words)
    {
        foreach (var (column, endings) in Heads)
            foreach (var ending in endings)
                if (words.Length <= ending.Length + LongestPrefix && words.EndsWith(ending, StringComparison.Ordinal))
                    return column;
        return null;
    }

    public static bool IsOfUnits(Column column) => column is Column.Units or Column.Lead or Column.Support;

    public static bool IsOfText(Column column) => column is Column.Category or Column.Task or Column.Requirement or Column.Aim;

    /// <summary>What a column's head says of its units. A 责任单位 beside a 配合单位 leads; beside a 牵头单位 it supports.</summary>
    public static UnitPart PartOf(Column? kind, IEnumerable<Column?> columns) => kind switch
    {
        Column.Lead => UnitPart.Lead,
        Column.Support => UnitPart.Support,
        _ when columns.Contains(Column.Support) && !columns.Contains(Column.Lead) => UnitPart.Lead,
        _ => UnitPart.Unsaid,
    };
}
