using Tracker.Web.Features.WorkPlans;

namespace Tracker.Web.Features.Corrections;

/// <summary>Two versions of one thing side by side, with the characters that differ and what may be ticked.</summary>
/// <param name="Key">null where there is nothing to take over</param>
/// <param name="Remark">what else to know: touched by a person, doubtful, there already</param>
public sealed record VersionsModel(string Now, string After, string? Key, string Label, bool Ticked, string? Remark)
{
    public TextDifference Difference { get; } = TextDifference.Of(Now, After);

    public static VersionsModel Of(WholeDifference whole, bool ticked, string? remark) =>
        new(whole.Before, whole.After, remark is null ? whole.Key : null, $"采纳{whole.Title}", ticked, remark);

    public static VersionsModel Of(ItemDifference item, FieldDifference field, bool ticked) => new(field.Now, field.After,
        field.IsThere ? null : item.Key(field.Field), $"采纳{item.Now!.Number} 的{FieldWords.Of(field.Field)}", ticked,
        field.IsThere ? "现在的内容已经和更正版一致。"
            : field.IsTouched ? $"校核时改过，原来的文件写的是：{field.Before}"
            : field.Doubts.Count > 0 ? "？ " + string.Join("；", field.Doubts) : null);
}
