using NodaTime;
using Tracker.Domain;
using Tracker.Domain.WorkItems;

namespace Tracker.Web.Features.Adjustments;

/// <summary>Why something is adjusted after dispatch, and on what it rests.</summary>
/// <param name="Why">in the coordinator's words; the units read it</param>
/// <param name="DespiteOriginal">勘误: why it is one although the notice's text does not have these words; null where it has</param>
public sealed record Grounds(AdjustmentKind Kind, string Why, Basis Basis, string? DespiteOriginal = null)
{
    /// <param name="what">what cannot be done without a basis, where one is needed; null where none is</param>
    /// <exception cref="RuleBroken">no reason, or the basis is missing, half given, or of a day to come</exception>
    public void Require(string? what, LocalDate today)
    {
        if (string.IsNullOrWhiteSpace(Why))
            throw new RuleBroken("adjustment-says-why", "请写明为什么调整；有关单位会看到这句话。");
        if (what is null)
            Basis.RefuseHalf(today);
        else
            Basis.Require(what, today);
    }

    /// <summary>The reason as it is kept, with why it differs from the original.</summary>
    public string Stored => string.IsNullOrWhiteSpace(DespiteOriginal) ? Why.Trim() : $"{Why.Trim().TrimEnd('。')}；与原文不一致：{DespiteOriginal.Trim()}";

    /// <summary>勘误（理由；依据）</summary>
    public string InWords() => $"{Kind.Chinese()}（{Stored.TrimEnd('。')}{(Basis.IsGiven ? $"；依据：{Basis.InWords()}" : "")}）";
}
