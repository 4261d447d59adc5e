using NodaTime;
using NodaTime.Text;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>The content of an item as a person types it; shown by <c>_ItemFields</c>.</summary>
public sealed class ItemForm
{
    /// <summary>One milestone row of the form; an empty row is none.</summary>
    public sealed class MilestoneRow
    {
        public string? Raw { get; set; }
        public string? DueOn { get; set; }
    }

    public string? Text { get; set; }
    /// <summary>One name a line.</summary>
    public string? Lead { get; set; }
    public string? Responsible { get; set; }
    public string? Support { get; set; }
    public string? LimitRaw { get; set; }
    public TimeLimitKind LimitKind { get; set; }
    public string? DueOn { get; set; }
    public List<MilestoneRow> Milestones { get; set; } = [];

    public static ItemForm Of(ItemContent content) => new()
    {
        Text = content.Text, LimitRaw = content.LimitRaw, LimitKind = content.LimitKind, DueOn = content.DueOn?.Iso(),
        Lead = Lines(content, AssignmentRole.Lead), Responsible = Lines(content, AssignmentRole.Responsible), Support = Lines(content, AssignmentRole.Support),
        Milestones = [.. content.Milestones.Select(m => new MilestoneRow { Raw = m.Raw, DueOn = m.DueOn?.Iso() })],
    };

    /// <exception cref="RuleBroken">a date is none</exception>
    public ItemContent ToContent() => new((Text ?? "").Trim().ReplaceLineEndings("\n"),
        [.. Named(AssignmentRole.Lead, Lead), .. Named(AssignmentRole.Responsible, Responsible), .. Named(AssignmentRole.Support, Support)],
        string.IsNullOrWhiteSpace(LimitRaw) ? null : LimitRaw.Trim(), LimitKind, Day(DueOn, "截止日期"),
        [.. Milestones.Where(m => !string.IsNullOrWhiteSpace(m.Raw)).Select(m => new ItemMilestone(m.Raw!.Trim(), Day(m.DueOn, "节点日期")))]);

    static string Lines(ItemContent content, AssignmentRole role) => string.Join('\n', content.Units.Where(u => u.Role == role).Select(u => u.Name));

    static IEnumerable<NamedUnit> Named(AssignmentRole role, string? lines) =>
        (lines ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(name => new NamedUnit(role, name));

    static LocalDate? Day(string? text, string field) => string.IsNullOrWhiteSpace(text) ? null
        : LocalDatePattern.Iso.Parse(text.Trim()) is { Success: true } day ? day.Value
        : throw new RuleBroken("not-a-date", $"{field}“{text}”不是日期，应写成 2018-12-15 这样的形式。");
}
