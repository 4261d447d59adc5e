namespace Tracker.Domain.Deadlines;

/// <summary>Limits that are words and no dates: 全年, 长期坚持, 适时, 立行立改.</summary>
static class LimitNames
{
    /// <summary>The words without the verb behind them: 长期坚持 and 长期推进 are 长期.</summary>
    static readonly Dictionary<TimeLimitKind, string[]> Words = new()
    {
        [TimeLimitKind.WholeYear] =
        [
            "全年", "年内", "本年内", "年度内", "本年度内", "本年度", "当年内", "今年内", "贯穿全年", "全年持续", "年内持续", "本年持续", "全年任务", "年度任务", "全年性工作",
        ],
        [TimeLimitKind.LongTerm] =
        [
            "长期", "长期任务", "长期性工作", "长期持续", "长期有效", "持续", "持续性工作", "持续深入", "持续深化", "持续加强", "持续优化", "持续巩固", "持续完善", "持续提升", "持续用力", "持续抓好",
            "常态", "常态化", "常态长效", "常态化长效化", "常态化工作", "日常", "日常工作", "日常性工作", "经常", "经常性", "经常性工作", "常年", "常抓不懈", "常抓长抓", "抓常抓长", "动态", "动态管理", "动态调整", "动态更新", "滚动",
        ],
        [TimeLimitKind.WhenAppropriate] =
        [
            "适时", "视情", "视情况", "视情况而定", "视工作情况", "视工作需要", "根据工作需要", "根据实际", "根据实际情况", "根据工作实际", "根据需要", "根据工作需要适时", "条件成熟时", "条件成熟后", "条件具备时", "条件具备后", "按需",
        ],
        [TimeLimitKind.Immediate] =
        [
            "立行立改", "即知即改", "立查立改", "立说立行", "边查边改", "立即", "立即整改", "即时", "即刻", "马上", "尽快", "尽早", "即日起",
        ],
    };

    /// <summary>Words that stand for a limit and leave its date to others.</summary>
    static readonly string[] Open =
    [
        "按要求", "按照要求", "按有关要求", "按上级要求", "按国家要求", "按省要求", "按市要求", "按规定", "按规定时限", "按规定时间", "按要求时限", "按时限要求", "按期", "按时", "如期", "按时按要求",
        "按时间节点", "按照时间节点", "按节点", "按时序进度", "按序时进度", "按时序", "按进度", "按计划", "按工作计划", "按年度计划", "按计划进度", "按工程进度", "按既定计划", "按方案",
        "分阶段", "分步", "分批", "分批次", "分年度", "分期", "分期分批", "待定", "另行通知", "另行确定", "未定",
    ];

    static readonly Dictionary<string, TimeLimitKind> Kinds =
        Words.SelectMany(kind => kind.Value, (kind, word) => (word, kind.Key))
            .Concat(Open.Select(word => (word, TimeLimitKind.Ambiguous))).ToDictionary(x => x.word, x => x.Item2);

    /// <summary>Verbs that may stand behind; the longer ones first.</summary>
    static readonly string[] Verbs =
    [
        "并取得明显成效", "取得明显成效", "取得阶段性成效", "取得阶段性成果", "取得实质性进展", "完成年度任务", "完成年度目标任务", "完成阶段性任务", "完成目标任务", "完成整改", "完成任务",
        "建成投用", "建成投入使用", "投入使用", "投入运行", "投入运营", "主体完工", "主体封顶", "建成", "竣工", "完工", "动工", "开工", "开工建设", "投用", "投产", "上线", "出台", "交付", "通车", "启用", "验收", "全面完成", "基本完成", "全部完成", "总体完成", "初步完成", "实施完毕", "完成", "落实", "办结", "到位", "达标", "见效", "推进", "坚持", "开展", "实施", "进行", "执行", "启动", "推动", "抓好", "运行", "整改", "更新", "组织", "报送",
    ];

    /// <summary>Words before a limit that leave it what it is.</summary>
    static readonly string[] Openings = ["即日起", "力争在", "力争", "确保在", "确保", "争取在", "争取", "原则上", "计划于", "计划", "预计", "拟于", "不晚于", "不迟于", "最迟于", "最迟", "截止到", "截至", "截止", "应于", "须于", "于", "在", "到", "至"];

    /// <summary>The kind of the words; <see cref="TimeLimitKind.Ambiguous"/> where they leave the date to others.</summary>
    public static TimeLimitKind? KindOf(string words) =>
        Kinds.TryGetValue(words, out var kind) ? kind : WithoutVerb(words) is var core && core.Length < words.Length && Kinds.TryGetValue(core, out kind) ? kind : null;

    /// <summary>12月底前完成 is 12月底前.</summary>
    public static string WithoutVerb(string words)
    {
        foreach (var verb in Verbs)
            if (words.Length > verb.Length && words.EndsWith(verb, StringComparison.Ordinal))
                return WithoutVerb(words[..^verb.Length]);
        return words;
    }

    public static string WithoutOpening(string words)
    {
        foreach (var opening in Openings)
            if (words.Length > opening.Length && words.StartsWith(opening, StringComparison.Ordinal))
                return words[opening.Length..];
        return words;
    }
}
