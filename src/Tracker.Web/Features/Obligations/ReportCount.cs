namespace Tracker.Web.Features.Obligations;

/// <summary>What a report says of one duty in the sentence: how often it came up since the report before.</summary>
/// <param name="Late">how often too late; null where the duty names no time after an event</param>
public sealed record ReportCount(long ObligationId, int Times, int? Late)
{
    /// <summary>Why it cannot be, in a sentence that says what to do; null where it can.</summary>
    /// <param name="name">the duty in the words of its sentence</param>
    public string? Fault(string item, string name, bool canBeLate) =>
        canBeLate && Late is null ? $"任务 {item} 的“{name}”还要写其中超时几次，没有超时填 0。"
        : !canBeLate && Late is not null ? $"任务 {item} 的“{name}”不计超时，请只填次数。"
        : Late > Times ? $"任务 {item} 的“{name}”：超时{Late}次，多于发生的{Times}次，请核对。" : null;

    /// <summary>As pages show it of a report, see <c>ReportLines.FiguresAndFilesSql</c>.</summary>
    public string InWords(string name) => $"“{name}”{Times}次{(Late is { } late ? $"，超时{late}次" : "")}";
}
