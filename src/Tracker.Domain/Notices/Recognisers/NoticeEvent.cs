namespace Tracker.Domain.Notices.Recognisers;

/// <summary>The events of the notice itself from which days are counted: 印发后, 本通知公布之日起, 下发后.</summary>
public static class NoticeEvent
{
    static readonly string[] Acts = ["印发", "公布", "发布", "下发", "发文", "收到本通知", "接到本通知", "收到通知", "接到通知", "收到本方案", "收文"];
    static readonly string[] Ends = ["之日起", "之日后", "后", "之后", "以后", "起"];
    static readonly string[] Subjects = ["本通知", "本方案", "本工作方案", "本实施方案", "本意见", "本分工方案", "本要点", "通知", "方案", "自", "文件"];

    /// <summary>Where the event begins, if <paramref name="before"/>, the words before the duration, end with one; else null.</summary>
    public static int? StartIn(ReadOnlySpan<char> before)
    {
        foreach (var end in Ends)
            foreach (var act in Acts)
                if (before.EndsWith(end) && before[..^end.Length].EndsWith(act))
                    return Subject(before[..^(end.Length + act.Length)]);
        return null;
    }

    // 信息公布后3日内 counts from the publishing of something else: the act must open the clause or have the notice as its subject.
    static int? Subject(ReadOnlySpan<char> before)
    {
        foreach (var subject in Subjects)
            if (before.EndsWith(subject))
                return before.Length - subject.Length;
        return before.IsEmpty || before.EndsWith("在") || before.EndsWith("于") ? before.Length : null;
    }
}
