using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;

namespace Tracker.Web.Features.Obligations;

/// <summary>How often a duty in the sentence came up, as it was typed into a form. Left empty, nothing is said.</summary>
public sealed partial record TypedCount
{
    // A number of times that is larger was typed into the wrong field.
    const int Most = 99999;

    public long ObligationId { get; init; }
    public string? Times { get; init; }
    public string? Late { get; init; }

    [JsonIgnore]
    public bool IsEmpty => string.IsNullOrWhiteSpace(Times) && string.IsNullOrWhiteSpace(Late);

    /// <summary>It says that something was done.</summary>
    [JsonIgnore]
    public bool SaysMore => !IsEmpty && Times?.Trim() != "0";

    [JsonIgnore]
    public string InWords => $"{Times}次{(string.IsNullOrWhiteSpace(Late) ? "" : $"，超时{Late}次")}";

    /// <summary>What was typed, without what was left empty.</summary>
    /// <param name="item">the number of the task, where a form holds several; named in the sentence</param>
    /// <exception cref="RuleBroken">something is no whole number</exception>
    public static IReadOnlyList<ReportCount> Read(IEnumerable<TypedCount> counts, string? item = null) =>
        [.. counts.Where(c => !c.IsEmpty).Select(c => new ReportCount(c.ObligationId, Number(c.Times, "本期次数", item), string.IsNullOrWhiteSpace(c.Late) ? null : Number(c.Late, "超时次数", item)))];

    /// <summary>The same where they are written in one line, in the order of the sentence: 2次；12次超时1次.</summary>
    /// <param name="asked">what the task asks for</param>
    /// <returns>what was written, or why it cannot be</returns>
    public static (IReadOnlyList<ReportCount> Counts, string? Fault) InOneLine(string written, IReadOnlyList<ObligationCount> asked, string item)
    {
        var parts = written.Split(['；', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length == 0)
            return ([], null);
        if (asked.Count == 0)
            return ([], $"任务 {item} 的句子没有要计次数的要求，请不要填“{Excerpt.Of(written)}”。");
        if (parts.Length != asked.Count)
            return ([], $"任务 {item} 要填{asked.Count}个次数（{string.Join("；", asked.Select(a => a.Name))}），用分号隔开，现在是“{Excerpt.Of(written)}”。");
        var counts = new List<ReportCount>();
        foreach (var (part, duty) in parts.Zip(asked))
        {
            if (Written().Match(part) is not { Success: true } said)
                return ([], $"任务 {item} 的次数“{Excerpt.Of(part)}”没有读懂，请写成 2次；会超时的写成 12次超时1次。");
            var count = new ReportCount(duty.Id, Whole(said.Groups["times"].Value), said.Groups["late"] is { Success: true } late ? Whole(late.Value) : null);
            if (count.Fault(item, duty.Name, duty.CanBeLate) is { } fault)
                return ([], fault);
            counts.Add(count);
        }
        return (counts, null);
    }

    static int Whole(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    static int Number(string? typed, string what, string? item) =>
        int.TryParse(typed?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Most ? number
            : throw new RuleBroken("count-is-no-number", $"{(item is null ? "" : $"任务 {item} 的")}{what}要填整数，例如 0、1、12，现在是“{Excerpt.Of(typed ?? "")}”。");

    [GeneratedRegex(@"^(?<times>[0-9]{1,5})\s*次?(?:[\s，,、]*(?:其中)?超时\s*(?<late>[0-9]{1,5})\s*次?)?$")]
    private static partial Regex Written();
}

/// <summary>A duty in the sentence as a form asks for it.</summary>
/// <param name="SoFar">what was reported up to now</param>
public sealed record AskedCount(ObligationCount SoFar, TypedCount Typed)
{
    public static IReadOnlyList<AskedCount> Of(IEnumerable<ObligationCount> soFar, IReadOnlyList<TypedCount> typed) =>
        [.. soFar.Select(duty => new AskedCount(duty, typed.FirstOrDefault(t => t.ObligationId == duty.Id) ?? new() { ObligationId = duty.Id }))];
}
