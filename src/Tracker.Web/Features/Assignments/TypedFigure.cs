using System.Globalization;
using Tracker.Domain;

namespace Tracker.Web.Features.Assignments;

/// <summary>A figure as it was typed into a form.</summary>
public sealed record TypedFigure
{
    public string? Name { get; init; }
    public string? Amount { get; init; }
    public string? Measure { get; init; }

    /// <summary>The form proposed it, because the task asks for it; without an amount it is not meant.</summary>
    public bool Offered { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsEmpty => (Offered || string.IsNullOrWhiteSpace(Name)) && string.IsNullOrWhiteSpace(Amount);

    /// <summary>What was typed, without the rows left empty.</summary>
    /// <param name="item">the number of the task, where a form holds several; named in the sentence</param>
    /// <exception cref="RuleBroken">a figure lacks its name, or its amount is no number</exception>
    public static IReadOnlyList<ReportFigure> Read(IEnumerable<TypedFigure> figures, string? item = null) =>
        [.. figures.Where(f => !f.IsEmpty).Select(f => f.Read(item))];

    ReportFigure Read(string? item) =>
        decimal.TryParse(Amount?.Replace("，", "").Replace(",", ""), CultureInfo.InvariantCulture, out var amount) && !string.IsNullOrWhiteSpace(Name)
            ? new(Name.Trim(), amount, Measure?.Trim() ?? "")
            : throw new RuleBroken("figure-is-not-a-number",
                $"{(item is null ? "" : $"任务 {item} 的")}数据“{Name}{Amount}”要有名称和数值，例如 压减许可事项 12 项。");
}
