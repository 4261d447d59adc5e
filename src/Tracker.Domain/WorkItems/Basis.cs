using NodaTime;

namespace Tracker.Domain.WorkItems;

/// <summary>What a change of the notice's own words rests on: who signed it and when, or the document.</summary>
/// <param name="SignedBy">签批人; together with <paramref name="SignedOn"/></param>
/// <param name="Document">文号</param>
public sealed record Basis(string? SignedBy, LocalDate? SignedOn, string? Document)
{
    /// <summary>Nothing was given.</summary>
    public static readonly Basis None = new(null, null, null);

    /// <summary>The basis as typed in a form: blanks count as nothing.</summary>
    public static Basis Of(string? signedBy, LocalDate? signedOn, string? document) => new(Filled(signedBy), signedOn, Filled(document));

    public bool IsGiven => Document is not null || (SignedBy, SignedOn) is (not null, not null);

    /// <summary>依据 in words: 张某2018年11月5日签批, 藏政办发〔2018〕50号; empty where none was given.</summary>
    public string InWords() => string.Join("，", new[]
    {
        SignedBy is { } name && SignedOn is { } day ? $"{name}{day.Year}年{day.Month}月{day.Day}日签批" : "", Document ?? "",
    }.Where(part => part != ""));

    /// <param name="what">what cannot be done without it: 延长通知写明的期限</param>
    /// <exception cref="RuleBroken">it is missing, half given, or signed on a day to come</exception>
    public void Require(string what, LocalDate today)
    {
        if (!IsGiven)
            throw new RuleBroken("basis-missing", $"{what}要有依据：请写明签批人和签批日期，或者文号。");
        RefuseHalf(today);
    }

    /// <exception cref="RuleBroken">it is half given, or signed on a day to come</exception>
    public void RefuseHalf(LocalDate today)
    {
        if (SignedBy is null != SignedOn is null)
            throw new RuleBroken("basis-half-given", "签批人和签批日期要一起写。");
        if (SignedOn > today)
            throw new RuleBroken("basis-of-the-future", $"签批日期{SignedOn:uuuu-MM-dd}还没有到，请核对。");
    }

    static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
