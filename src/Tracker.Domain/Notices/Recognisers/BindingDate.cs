using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Recognisers;

/// <summary>Step: a limit if the same sentence names a sure one.</summary>
enum Binding { No, Step, Perhaps, Yes }

/// <summary>Whether a date in a sentence is one by which something must be done: told by the words around it.</summary>
static class BindingDate
{
    /// <summary>A clause that opens so names what the duty rests on, and its dates are those of others.</summary>
    static readonly string[] Grounds = ["根据", "按照", "依据", "依照", "对照", "参照", "贯彻", "落实", "结合", "自从"];

    /// <summary>Before a date: it looks back, compares, or says how long something is valid.</summary>
    static readonly string[] Backward =
    [
        "截至", "截止", "截止到", "截至到", "自", "从", "有效期至", "有效期到", "有效期", "比", "较", "同", "超过", "由", "不溯及",
        "执行至", "延续至", "延长至", "延期至", "延至", "实施至", "施行至", "保留至", "维持至", "顺延至", "推迟至", "持续至", "暂停至", "执行到", "延续到", "延长到", "延期到", "实施到", "持续到", "期限至", "暂定至", "免征至", "征收至",
    ];

    /// <summary>Before a date: it is a limit although nothing behind it says so.</summary>
    static readonly string[] NoLaterThan = ["不迟于", "不晚于", "最迟于", "最迟", "最晚于", "最晚", "时间为", "日期为", "时限为", "期限为"];

    static readonly string[] AimOpenings = ["", "力争", "确保", "争取", "努力"];

    /// <summary>Close behind 年底 these make a yearly event of it and no limit: 年底目标考核, 年末严考核.</summary>
    static readonly string[] YearEndEvents = ["考核", "绩效", "总结", "决算", "评议", "评先", "述职"];
    const int CloseBehind = 5;

    /// <summary>Behind a date without 底 or 前: by then it is to be done.</summary>
    static readonly string[] Completions =
    [
        "完成", "全面完成", "基本完成", "全部完成", "建成", "全面建成", "竣工", "投产", "投用", "投入使用", "投入运行", "建成投用", "通车", "交付", "验收", "开工", "动工", "上线", "出台", "印发实施", "落地", "达产", "开通", "试运行",
        "全部", "全面", "基本", "实现", "达到", "主体完工", "完工", "封顶", "主体封顶", "贯通", "并网", "通水", "通气", "开馆", "开园", "开街", "开业", "运营", "启用", "取得", "见效", "报送", "上报", "提交", "报", "送审", "形成", "制定", "建立", "力争", "确保",
    ];

    /// <summary>Behind such a date: something happens then, which may or may not be a limit.</summary>
    static readonly string[] Events = ["开展", "举办", "召开", "组织", "启动", "实施", "印发", "发布", "公布", "部署", "集中", "对", "进行"];

    /// <summary>Behind a whole year these set its end; a year beside other words only says when.</summary>
    static readonly string[] WholeYearCompletions = ["完成", "全面完成", "基本完成", "全部完成", "建成", "全面建成", "基本建成", "全部建成", "竣工", "投产", "投用", "通车", "建成通车", "建成投用", "全部完工", "完工"];

    static readonly string[] Done = ["完成", "建成", "到位", "投用", "竣工", "贯通", "通车", "投产", "交付", "投入使用", "封顶", "上线", "开工"];

    /// <summary>自3月至6月开展整治: what goes on from then to then; 施行 or 免征 says how long a rule holds.</summary>
    static readonly string[] Campaigns = ["开展", "集中", "组织", "进行", "在全", "对全", "分阶段", "完成", "推进"];

    static readonly string[] Prepositions = ["于", "在", "计划", "力争", "确保", "争取", "预计", "拟", "将", "并", "分别", "、"];

    static readonly string[] Descriptions =
    [
        "出台", "印发", "发布", "公布", "建成", "取得", "受理", "注册", "登记", "成立", "发生", "形成", "签订", "签约", "到期", "颁布", "批准", "批复", "立项", "开工", "竣工", "入库", "投产", "制定", "完成", "实施", "召开", "参加", "毕业", "购买", "办理",
    ];

    /// <param name="isSpan">whether the date is the end of a span: 3月至6月</param>
    public static Binding Of(string text, Clause clause, int start, int length, DateWord date, bool isSpan, Years years)
    {
        var before = text.AsSpan(clause.Start, start - clause.Start);
        var after = text.AsSpan(start + length, clause.End - start - length);
        if (IsPast(date, years) || Describes(after))
            return Binding.No;
        if (isSpan && before.EndsWithAny(["自", "从"]))
            return Following(text, clause, start + length).StartsWithAny(Campaigns) ? Binding.Perhaps : Binding.No;
        if (LooksElsewhere(before, text.AsSpan(start, clause.End - start)))
            return Binding.No;
        if (date.Bounded || before.EndsWithAny(NoLaterThan) || IsAim(before, date) || LeadsToLimit(text, clause, start + length, date))
            return IsYearlyEvent(text.AsSpan(start, clause.End - start), after, date) ? Binding.No : Binding.Yes;
        return years.IssuedOn is { } issued && date.Last < issued ? Binding.No : ByVerb(before, Following(text, clause, start + length), date, years);
    }

    /// <summary>Years before the plan's are history, unless the notice was issued earlier still.</summary>
    static bool IsPast(DateWord date, Years years) =>
        date.Last is { } last && years.Assumed is { } year && last.Year < year && !(last >= years.IssuedOn);

    static bool LooksElsewhere(ReadOnlySpan<char> before, ReadOnlySpan<char> rest) =>
        before.EndsWithAny(Backward)
        || (before.EndsWith("至") || before.EndsWith("到")) && before.IndexOfAny('自', '起', '从') >= 0
        // 根据…主管部门年底前分别制定的…制度: the date belongs to what is cited, up to its 的.
        || before.StartsWithAny(Grounds) && rest.Contains('的');

    /// <summary>6月底前出台的, 年底前未完成的, 2023年底前的: the date tells which ones are meant.</summary>
    static bool Describes(ReadOnlySpan<char> after)
    {
        if (after.StartsWithAny(["的", "已", "未", "尚未", "仍未", "没有", "起"]))
            return true;
        for (var verbs = 0; verbs < 2; verbs++)
        {
            var length = after.LengthOfAny(Descriptions);
            if (length == 0)
                return false;
            after = after[length..];
            if (after.StartsWith("的") || after.StartsWith("了"))
                return true;
        }
        return false;
    }

    /// <summary>到2025年, at the head of a clause.</summary>
    static bool IsAim(ReadOnlySpan<char> before, DateWord date)
    {
        if (date.Form is not (DateForm.Year or DateForm.FiveYearPlan) || !before.EndsWith("到"))
            return false;
        foreach (var opening in AimOpenings)
            if (before[..^1].SequenceEqual(opening))
                return true;
        return false;
    }

    /// <summary>6月、9月和12月底前: what stands behind the last month is meant of all.</summary>
    static bool LeadsToLimit(string text, Clause clause, int end, DateWord date)
    {
        for (var listed = 1; listed < LongestList; listed++)
        {
            if (date.Form is not (DateForm.Month or DateForm.Day or DateForm.Quarter) || end >= clause.End || text[end] is not ('、' or '和' or '及')
                || DateWord.At(text.AsSpan(0, clause.End), end + 1, date.Year ?? 2000) is not { } next)
                return false;
            if (next.Bounded)
                return true;
            (date, end) = (next, end + 1 + next.Length);
        }
        return false;
    }

    // Days of a month, or months of some years; each date of a list looks on to its end.
    const int LongestList = 40;

    static bool IsYearlyEvent(ReadOnlySpan<char> rest, ReadOnlySpan<char> after, DateWord date) =>
        date.Form is DateForm.YearEnd && after[..Math.Min(CloseBehind, after.Length)].ContainsAnyOf(YearEndEvents)
        || date.Form is DateForm.WithinYear && Frequencies.CountsTimes(rest);

    static Binding ByVerb(ReadOnlySpan<char> before, ReadOnlySpan<char> following, DateWord date, Years years)
    {
        if (date.Form is DateForm.Year && (years.Several || date.Year > years.Plan))
            return Completes(following) ? Binding.Yes : Binding.No;
        if (date.Form is not (DateForm.Day or DateForm.Month or DateForm.MonthPart or DateForm.Quarter or DateForm.Half) || date.Last is null)
            return Binding.No;
        if (following.StartsWithAny(Completions))
            return Binding.Yes;
        if (!before.IsEmpty && !before.EndsWithAny(Prepositions) || following.Contains('的'))
            return Binding.No;
        return SaysDone(following) ? Binding.Yes : following.StartsWithAny(Events) ? Binding.Perhaps : Binding.Step;
    }

    /// <summary>Whether a whole year before these words ends with them done.</summary>
    public static bool Completes(ReadOnlySpan<char> following) => following.StartsWithAny(WholeYearCompletions);

    /// <summary>6月，分三批完成改造; not 6月，对已完成改造的项目验收.</summary>
    static bool SaysDone(ReadOnlySpan<char> following)
    {
        foreach (var word in Done)
            if (following.IndexOf(word) is var at and >= 0 && !following[..at].EndsWithAny(["已", "未", "尚未", "对", "将"]))
                return true;
        return false;
    }

    /// <summary>What stands behind the date; behind a comma where the date is a clause by itself.</summary>
    static ReadOnlySpan<char> Following(string text, Clause clause, int end)
    {
        if (end < clause.End || end >= text.Length || text[end] is not ('，' or ',' or '：' or ':'))
            return text.AsSpan(end, clause.End - end);
        var rest = text.AsSpan(end + 1);
        var stop = rest.IndexOfAny("，,。；;");
        return stop < 0 ? rest : rest[..stop];
    }
}
